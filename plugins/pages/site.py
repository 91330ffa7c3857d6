"""Hold all that pages are made from: the site, and its articles with their addresses, photos and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from plugins.article.facts import Article
from plugins.category.registry import Sections
from plugins.lifecycle.outcome import Outcome
from plugins.office.office_data import Office
from plugins.pages.addresses import href
from plugins.pages.feed_options import FeedOptions
from plugins.pages.view_parts import File, PhotoView
from plugins.pages.views import PortalView

# How many articles of a list one page shows, for which the theme is made.
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Story:
    """
    An article or standing page that has an address: its facts, its photo and its files, ready to be shown.

    ``body`` gives its HTML; it is called only when the article's own page is made, so that
    the bodies of a large portal never lie in memory together. ``report`` tells what came of a consultation, ``decision``
    is the address of the document that was issued after it, "" while there is none.
    """

    article: Article
    address: str
    body: Callable[[], str]
    outcome: Outcome
    expired: bool = False
    photo: PhotoView | None = None
    cover: PhotoView | None = None
    files: tuple[File, ...] = ()
    report: File | None = None
    decision: str = ""

    @property
    def html(self) -> str:
        """The article's body as HTML, every picture and link in its place."""
        return self.body()

    @property
    def listed(self) -> bool:
        """Whether lists, feeds and the site map name it."""
        return self.outcome is Outcome.PUBLISHED and not self.expired


@dataclass(frozen=True, slots=True)
class Site:
    """
    The whole public portal at the instant ``now``.

    ``stories`` are all articles with an address, the newest first; ``standing`` the standing
    pages in alphabetical order; ``siteurl`` has no slash at its end and may be ""; ``missing``
    has the editors' words for addresses that do not exist, None where the theme's stand;
    ``card_style`` names what share cards are drawn with, "" where there are none; ``added`` are the paths of what settings put
    into the output beside the portal's own: files as they are, pages of single templates.
    """

    portal: PortalView
    siteurl: str
    sections: Sections
    stories: tuple[Story, ...]
    standing: tuple[Story, ...]
    now: datetime
    # None of these has a default: whoever makes a site decides all of it.
    missing: Story | None
    card_style: str
    feeds: FeedOptions
    office: Office
    added: tuple[str, ...]
    page_size: int

    def href(self, address: str) -> str:
        """Return an address as the portal's pages write it."""
        return href(self.portal.root, address)

    def url(self, address: str) -> str:
        """Return an address as seen from outside, as its pages write it while the site has no address of its own."""
        return self.absolute(self.href(address))

    def absolute(self, href: str) -> str:
        """Return an address as seen from outside; ``href`` begins with the portal's root."""
        return f"{self.siteurl}{href.removeprefix(self.portal.root)}" if self.siteurl else href

    def without_assets(self) -> Site:
        """Return the site for what is not shown with the theme: another stylesheet makes none of it anew."""
        return replace(self, portal=replace(self.portal, assets={}))
