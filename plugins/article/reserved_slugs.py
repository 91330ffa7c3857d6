"""
Name the slugs that the portal keeps for itself: its own pages and files lie at these addresses.

No article, standing page or top-level section may take one of them, but for the pages in ``PAGE_SLUGS``.
"""

from __future__ import annotations

from enum import StrEnum

from plugins.media import output_folders


class OwnSlug(StrEnum):
    """The first parts of the portal's own addresses: whoever makes such an address takes its first part from here."""

    # Lists and pages that the portal makes by itself.
    AUTHORS = "tac-gia"
    ORGANISATIONS = "co-quan"
    TAGS = "the"
    COMMUNES = "dia-ban"
    ARCHIVE = "luu-tru"
    PLANS = "so-quy-hoach"
    LIBRARY = "van-ban"
    SITEMAP = "so-do-cong"
    SEARCH = "tim-kiem"
    OFFICE = "van-phong"
    # The page that answers for a folder, and the later pages of a list.
    INDEX = "index"
    LATER_PAGES = "trang"
    # Feeds, the files of the theme, pictures, attachments.
    FEEDS = "feeds"
    THEME = "theme"
    PICTURES = output_folders.PICTURES
    ATTACHMENTS = output_folders.ATTACHMENTS
    # What a release says of itself.
    RELEASE = "ban-dung"
    # The preview and the editor in the browser, which answer beside the pages.
    PREVIEW = "xem-thu"
    EDITOR = "bien-tap"
    # What plain Pelican calls its pages, pictures and lists.
    PELICAN_PAGES = "pages"
    PELICAN_IMAGES = "images"
    PELICAN_AUTHOR = "author"
    PELICAN_CATEGORY = "category"
    PELICAN_TAG = "tag"
    PELICAN_DRAFTS = "drafts"


RESERVED_SLUGS = frozenset(slug.value for slug in OwnSlug)
# A standing page may be what these addresses lead to; an article under a section and a year may not.
PAGE_SLUGS = frozenset({OwnSlug.SITEMAP.value, OwnSlug.SEARCH.value, OwnSlug.ARCHIVE.value})
