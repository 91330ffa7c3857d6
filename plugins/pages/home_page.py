"""Make the front page: the lead story, what asks for opinions, the main section, the other sections; each article once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from plugins.category.registry import Section, Sections
from plugins.pages import addresses, partials
from plugins.pages.head_metadata import HeadFacts, last_modified_of_list, page_head
from plugins.pages.page import Page, page_of
from plugins.pages.register_entries import consultations, documents, register_entries, register_link
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import home
from plugins.pages.view_parts import Link
from plugins.pages.views import Head, HomeView, SectionBlock, Teaser
from plugins.registers.register_parts import register_parts_of
from plugins.registers.state import ASKED

# How many articles the blocks of the front page show; a row of pictures is shown where it is a row.
IN_MAIN_SECTION, IN_SECTION, NEWEST, PICTURED, FEWEST_PICTURED = 5, 4, 5, 4, 3
# Among how many of the newest articles the lead story is looked for, and the pictures of the row below it.
LEAD_AMONG, PICTURED_AMONG = 5, 60
_ALL_CONSULTATIONS = "Xem tất cả các đợt lấy ý kiến"


class _Shown:
    """Who is already on the page: each article stands on it once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._hrefs: set[str] = set()

    def are(self, hrefs: Iterable[str]) -> None:
        """Hear of articles that have their place."""
        self._hrefs.update(hrefs)

    def next_of(self, stories: Iterable[Story], count: int) -> list[Story]:
        """Return the first of some articles that have no place yet; now they have."""
        free = ((self._href(story), story) for story in stories)
        chosen = list(islice(((href, story) for href, story in free if href not in self._hrefs), count))
        self.are(href for href, _ in chosen)
        return [story for _, story in chosen]

    def without(self, stories: Iterable[Story]) -> Iterator[Story]:
        """Yield those of some articles that have no place yet."""
        return (story for story in stories if self._href(story) not in self._hrefs)

    def _href(self, story: Story) -> str:
        return self._site.href(story.address)


def lead_story(stories: Sequence[Story]) -> Story | None:
    """Return the article that opens the front page: of the newest few the first that has a photo, else the newest."""
    pictured = (story for story in stories[:LEAD_AMONG] if story.photo)
    return next(pictured, stories[0] if stories else None)


def main_section(sections: Sections) -> Section | None:
    """Return the portal's main section: the one so marked, else the first."""
    return next(
        (section for section in sections.all if section.main), sections.all[0] if sections.all else None
    )


def home_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the front page; what asks for opinions, leads or was issued last has its place before the news."""
    stories, shown = groups.listed, _Shown(site)
    entries = register_entries(site, groups.documents)
    called, waiting = consultations(entries)
    shown.are(entry.href for entry in called)
    lead = lead_story(list(islice(shown.without(stories), LEAD_AMONG)))
    leading = shown.next_of([lead] if lead else (), 1)
    issued = _documents(entries, called, site.href(lead.address) if lead else "")
    shown.are(entry.href for entry in issued)
    newest = shown.next_of(stories, NEWEST)
    main = main_section(site.sections)
    empty = SectionBlock("", site.portal.home, ())
    main_block = _block(site, groups, shown, main, IN_MAIN_SECTION) if main else empty
    pictured = _pictured(shown, stories)
    others = [one for one in site.sections.children("") if one is not main]
    blocks = [_block(site, groups, shown, section, IN_SECTION) for section in others]
    yield page_of(
        addresses.output_path(""),
        HomeView(
            head=_head(site, stories),
            lead=next(iter(_teasers(site, leading, with_section=True)), None),
            main=main_block,
            consultations=called,
            waiting=waiting,
            consultation_lists=_consultation_lists(site, entries) if waiting else (),
            documents=issued,
            sections=tuple(block for block in blocks if block.teasers),
            newest=_teasers(site, newest, with_section=True),
            pictured=_teasers(site, pictured, with_section=True),
        ),
    )


def _consultation_lists(site: Site, entries: Iterable[RegisterEntry]) -> tuple[Link, ...]:
    """Return the links to the parts of the register that have drafts waiting for opinions, told apart where there are several."""
    parts = register_parts_of(entry for entry in entries if entry.state in ASKED)
    links = [link for part in parts if (link := register_link(site.portal, part))]
    if len(links) == 1:
        return (Link(_ALL_CONSULTATIONS, links[0].href),)
    return tuple(Link(f"{_ALL_CONSULTATIONS} trong “{link.text}”", link.href) for link in links)


def _documents(
    entries: Sequence[RegisterEntry], called: Iterable[RegisterEntry], lead: str
) -> tuple[RegisterEntry, ...]:
    """Return the documents issued last, but for those that are ``called`` for opinions and the article at ``lead``."""
    shown = {one.href for one in called}
    issued = documents(entry for entry in entries if entry.href not in shown)
    return tuple(entry for entry in issued if entry.href != lead)


def _pictured(shown: _Shown, stories: Sequence[Story]) -> list[Story]:
    """Return the articles of the row of pictures, none where they would be no row."""
    found = [story for story in shown.without(stories[:PICTURED_AMONG]) if story.photo][:PICTURED]
    return shown.next_of(found, PICTURED) if len(found) >= FEWEST_PICTURED else []


def _block(site: Site, groups: StoryGroups, shown: _Shown, section: Section, count: int) -> SectionBlock:
    href = site.href(addresses.section(section.path))
    chosen = shown.next_of(groups.by_section.get(section.path, ()), count)
    return SectionBlock(section.title, href, _teasers(site, chosen))


def _teasers(site: Site, chosen: Iterable[Story], *, with_section: bool = False) -> tuple[Teaser, ...]:
    return tuple(partials.teaser(site, story, with_section=with_section) for story in chosen)


def _head(site: Site, stories: Sequence[Story]) -> Head:
    name = site.portal.name
    description = f"{name}: tin tức, chiến lược, định hướng, quy hoạch và văn bản của địa phương."
    metadata = HeadFacts(
        "", name, description, changed=last_modified_of_list(stories), things=tuple(home(site))
    )
    return page_head(site, metadata)
