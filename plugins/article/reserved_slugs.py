"""
Name the slugs that the portal keeps for itself: its own pages and files lie at these addresses.

No article, standing page or top-level section may take one of them, but for the pages in ``PAGE_SLUGS``.
"""

from __future__ import annotations

RESERVED_SLUGS = frozenset(
    {
        # Lists and pages that the portal makes by itself.
        *("tac-gia", "co-quan", "the", "dia-ban", "luu-tru"),
        *("so-quy-hoach", "van-ban", "so-do-cong", "tim-kiem", "van-phong"),
        # The page that answers for a folder, and the later pages of a list.
        *("index", "trang"),
        # Feeds, the files of the theme, pictures, attachments.
        *("feeds", "theme", "anh", "tai-lieu"),
        # What a release says of itself.
        "ban-dung",
        # The preview and the editor in the browser, which answer beside the pages.
        *("xem-thu", "bien-tap"),
        # What plain Pelican calls its pages, pictures and lists.
        *("pages", "images", "author", "category", "tag", "drafts"),
    }
)
# A standing page may be what these addresses lead to; an article under a section and a year may not.
PAGE_SLUGS = frozenset({"so-do-cong", "tim-kiem", "luu-tru"})
