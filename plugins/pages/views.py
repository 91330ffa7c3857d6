"""
Define the values that templates are given.

A template is given two names: ``view`` (of one of the classes below View) and ``portal``.
Everything in them is a plain value made for showing: texts are plain text (autoescaping makes
them HTML), only fields called ``html`` are HTML, ``href`` and ``src`` are ready for attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plugins.pages.consultation_views import ConsultationView
from plugins.pages.counted_links import Count
from plugins.pages.ended_portal import EndedPortal
from plugins.pages.register_view import RegisterEntry
from plugins.pages.security_policy import PAGE_POLICY
from plugins.pages.view_parts import File, Link, Moment, PhotoView


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a page: ``kind`` is the media type."""

    title: str
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A section in the menu, with its sub-sections."""

    text: str
    href: str
    children: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links at the foot of every page under a title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the authority: "Điện thoại", "0237…", "tel:…" (or no address)."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Urgent:
    """What everybody must know now, until the end of a day where one is named; ``href`` leads to more, or is ""."""

    text: str
    href: str = ""
    last: Moment | None = None


@dataclass(frozen=True, slots=True)
class PortalView:
    """
    The few site-wide facts.

    ``assets`` maps a file of theme/static ("css/site.css") to its address; ``root`` is the
    path before every address ("" or "/sub"), ``origin`` what paper puts before that ("https://a.gov.vn", or ""); ``menu`` has every section, ``menu_row`` what of it fits into one row
    of the menu, by short names; ``menu_added`` are links that the settings add to the menu, ``link_groups`` those that they add to the foot;
    ``standing`` has every standing page, ``foot`` those that stand at the foot of every page;
    ``registers`` are the parts of the register that have documents; ``slogan`` is "" and ``notice`` None once their end dates
    have passed, ``ended`` is None as long as the authority is there; ``quick`` leads to what is looked for most; ``policy`` is what a page may load
    (Content-Security-Policy), for hosts that send no header; ``office_mail`` is the first mail address that the office's own data name, or "";
    ``english_contacts`` are the contacts as pages in English name them.
    """

    name: str
    short_name: str
    authority: str
    lang: str
    root: str
    home: str
    slogan: str
    notice: Urgent | None
    menu: tuple[MenuItem, ...]
    standing: tuple[Link, ...]
    foot: tuple[Link, ...]
    contacts: tuple[Contact, ...]
    responsible: str
    assets: Mapping[str, str]
    feeds: tuple[Feed, ...]
    emblem: str
    registers: tuple[Link, ...] = ()
    sitemap: Link | None = None
    archive: Link | None = None
    search: Link | None = None
    manifest: str = ""
    office: tuple[Link, ...] = ()
    quick: tuple[Link, ...] = ()
    menu_row: tuple[Link, ...] = ()
    menu_added: tuple[Link, ...] = ()
    link_groups: tuple[LinkGroup, ...] = ()
    origin: str = ""
    policy: str = PAGE_POLICY
    ended: EndedPortal | None = None
    office_mail: str = ""
    english_contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """
    What <head> holds.

    ``title`` is the whole <title>; ``canonical`` and ``image`` are absolute addresses ("" if the
    site has no address yet); ``open_graph`` and ``dublin_core`` are (name, content) pairs;
    ``json_ld`` is JSON text that is safe inside a script element.
    """

    title: str
    description: str
    canonical: str = ""
    robots: str = ""
    image: str = ""
    open_graph: tuple[tuple[str, str], ...] = ()
    dublin_core: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the template of a page is given; each kind of page has its own."""

    head: Head

    @property
    def tells_ending(self) -> bool:
        """Whether the page says that the authority has ended: where readers act on what they read, not on each page of an old portal."""
        return False


@dataclass(frozen=True, slots=True)
class Teaser:
    """
    An article in a list.

    ``life`` are the phases of a document that the public is asked about, or ""; ``lang`` is its language where that is not the portal's.
    """

    title: str
    href: str
    date: Moment
    lead: str = ""
    section: Link | None = None
    photo: PhotoView | None = None
    life: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Video:
    """A film: its ``files``, one of each kind, its captions, and the picture that is seen until it plays."""

    name: str
    files: tuple[File, ...]
    captions: File | None = None
    poster: PhotoView | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """
    Pages of a list; without any link the list has one page.

    ``pages`` leads to both ends and those near the current one, of which the link says ``current``; a Link without an
    address stands for the pages that are left out. ``newer``/``older`` are the pages beside it.
    """

    current: str = ""
    pages: tuple[Link, ...] = ()
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the home page: its newest articles."""

    name: str
    href: str
    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """
    The front page.

    ``main`` is the strategy-and-planning section; ``newest`` follow the lead story,
    ``pictured`` all have a photo; no article stands on it twice;
    ``consultations`` are open or about to be, those ``waiting`` take the place of what is over by the reader's clock,
    ``documents`` were issued, the newest first; ``consultation_lists`` lead to the registers that have all that waits.
    """

    lead: Teaser | None
    main: SectionBlock
    consultations: tuple[RegisterEntry, ...]
    documents: tuple[RegisterEntry, ...]
    sections: tuple[SectionBlock, ...]
    newest: tuple[Teaser, ...] = ()
    pictured: tuple[Teaser, ...] = ()
    waiting: tuple[RegisterEntry, ...] = ()
    consultation_lists: tuple[Link, ...] = ()

    @property
    def tells_ending(self) -> bool:
        """Who comes here may want something of the authority."""
        return True


@dataclass(frozen=True, slots=True)
class RegisterBlock:
    """A part of the register beside other news: the link to its page, and those of its documents that were issued last."""

    link: Link
    documents: tuple[RegisterEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView(View):
    """
    One page of a section's list; the first has its newest article as ``lead``, apart from the ``teasers``.

    ``registers`` are the parts of the register on the pages of the main section, with its documents on the first;
    ``consultations`` and those ``waiting`` are as on the front page. The ``years`` stand on the first page; the others
    lead to them (``years_at``), so that a new year changes one page.
    """

    breadcrumb: tuple[Link, ...]
    name: str
    description: str
    subsections: tuple[Link, ...]
    teasers: tuple[Teaser, ...]
    paging: Paging
    years: tuple[Count, ...]
    feeds: tuple[Feed, ...]
    lead: Teaser | None = None
    consultations: tuple[RegisterEntry, ...] = ()
    registers: tuple[RegisterBlock, ...] = ()
    waiting: tuple[RegisterEntry, ...] = ()
    years_at: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What readers must know before they read on; ``kind`` is "", "correction" or "withdrawn"."""

    title: str
    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of an article after its publication: when, the name of its kind, a note or ""."""

    moment: Moment
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SideColumn:
    """
    What stands beside an article's text: its contents, the nearest ``newer`` and ``older`` articles of its section (the "others"),
    those that share its tags (``related``), those of other sections (``elsewhere``).

    Of these parts go ``along`` with the reader "contents", "others", "related", "elsewhere"; what the last of them has ``more`` stands right
    after them. On a tall screen a column that is ``whole`` goes along as a whole. Others that do not go along stand before what does,
    and after it where that begins with contents.
    """

    newer: tuple[Teaser, ...] = ()
    older: tuple[Teaser, ...] = ()
    related: tuple[Teaser, ...] = ()
    elsewhere: tuple[Teaser, ...] = ()
    more: tuple[Teaser, ...] = ()
    along: frozenset[str] = frozenset()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ArticleView(View):
    """
    One article.

    ``summary`` is the lead (sapo) or "" where the body opens with its own bold lead; ``opening``
    is the body's own lead where the facts of a document follow it, ``html`` the rest of the body;
    ``contents`` lead to the headings of a long one; ``beside`` are other articles, ``previous`` and ``next`` the nearest of its section;
    ``documents`` are those that it points at; ``share`` leads to where it can be shown to others, and is empty while the site has no address.
    The first of the ``videos`` has the ``cover`` for its picture, which then is none.
    """

    breadcrumb: tuple[Link, ...]
    title: str
    published: Moment
    modified: Moment | None
    changes: tuple[ChangeView, ...]
    notices: tuple[Notice, ...]
    summary: str
    cover: PhotoView | None
    html: str
    people: tuple[Link, ...]
    organisation: Link | None
    source: str
    source_href: str
    tags: tuple[Link, ...]
    attachments: tuple[File, ...]
    register: RegisterEntry | None
    beside: SideColumn
    previous: Link | None = None
    next: Link | None = None
    share: tuple[Link, ...] = ()
    opening: str = ""
    contents: tuple[Link, ...] = ()
    lang: str = "vi"
    reading_minutes: int = 1
    report: str = ""
    consultation: ConsultationView | None = None
    communes: tuple[Link, ...] = ()
    videos: tuple[Video, ...] = ()
    documents: tuple[RegisterEntry, ...] = ()

    @property
    def tells_ending(self) -> bool:
        """Documents hold or ask for something; news stay what they were."""
        return self.register is not None


@dataclass(frozen=True, slots=True)
class StandingPageView(View):
    """
    A standing page; the ``notices`` say that it was withdrawn or has expired; ``lang`` is as in a teaser.

    ``report`` is the link by which a reader tells the editors of a fault, "" for none.
    """

    breadcrumb: tuple[Link, ...]
    title: str
    summary: str
    html: str
    cover: PhotoView | None = None
    attachments: tuple[File, ...] = ()
    modified: Moment | None = None
    notices: tuple[Notice, ...] = ()
    lang: str = ""
    report: str = ""

    @property
    def tells_ending(self) -> bool:
        """Who comes here may want something of the authority."""
        return True


@dataclass(frozen=True, slots=True)
class RegisterView(View):
    """
    One page of a part of the register; ``total`` counts the lines of all, ``first`` those before this page.

    ``whole`` is what people call all of it; ``offers`` has what can be chosen in all of it, as JSON; ``others`` the addresses
    of the other pages; ``report`` is the link by which a reader tells the editors of a fault, "" for none.
    """

    breadcrumb: tuple[Link, ...]
    title: str
    description: str
    whole: str
    entries: tuple[RegisterEntry, ...]
    paging: Paging
    total: int
    first: int
    has_periods: bool
    offers: str
    others: str
    downloads: tuple[Link, ...] = ()
    report: str = ""

    @property
    def tells_ending(self) -> bool:
        """Who comes here may want something of the authority."""
        return True


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of the site map."""

    text: str
    href: str
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapView(View):
    """The site map as a tree of links."""

    breadcrumb: tuple[Link, ...]
    title: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class SearchView(View):
    """
    The search page.

    ``index`` is the address from which a browser learns all that it needs to search; ``years`` lead to
    the archive of each year, for readers who look without searching; ``examples`` are searches that find something.
    """

    breadcrumb: tuple[Link, ...]
    title: str
    index: str
    years: tuple[Link, ...] = ()
    examples: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFoundView(View):
    """The page for addresses that do not exist; ``html`` are the editors' words, "" for the theme's."""

    title: str
    newest: tuple[Teaser, ...] = field(default=())
    html: str = ""

    @property
    def tells_ending(self) -> bool:
        """Who comes here may want something of the authority."""
        return True
