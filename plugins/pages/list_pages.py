"""Make the plain lists of articles (a year, an author, an organisation, a tag, a commune) and the indexes that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.category.registry import Section
from plugins.pages import addresses, partials
from plugins.pages.counted_links import Count, CountGroup, by_letter, most_used
from plugins.pages.creators import Creator
from plugins.pages.head_metadata import HeadFacts, page_head
from plugins.pages.list_views import IndexView, ListView
from plugins.pages.page import Page, page_of
from plugins.pages.paging import ListPage, list_pages, paging
from plugins.pages.register_entries import register_entry
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import TAXONOMIES, StoryGroups, Taxonomy, Term, by_month, shown_taxonomies
from plugins.pages.structured_data import profile
from plugins.pages.view_parts import Link
from plugins.pages.views import Feed
from plugins.sections import grouping
from plugins.vietnamese.date_texts import short
from plugins.vietnamese.numbers import with_thousands_points

ARCHIVE_TITLE = "Lưu trữ"
# How many documents stand apart at the head of a list.
DOCUMENTS = 8
# A year of a section with more articles than these has months; the archive's years always have.
MANY_IN_A_YEAR = 40


@dataclass(frozen=True, slots=True)
class _List:
    """What the pages of one list say: its address, title and the way to it; of whom it is, its feeds, a year's months, whether documents come first; whose profile it is."""

    base: str
    title: str
    trail: tuple[Link, ...]
    about: str = ""
    feeds: tuple[Feed, ...] = ()
    months: tuple[Count, ...] = ()
    has_documents: bool = False
    months_at: str = ""
    who: Creator | None = None


def index_pages(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the indexes: all authors, organisations, tags and communes, all years with their months."""
    for taxonomy in shown_taxonomies(groups):
        terms = groups.terms[taxonomy.base]
        counts = [Count(term.name, site.href(term.address), len(term.stories)) for term in terms]
        yield _index(
            site, taxonomy.base, taxonomy.title, by_letter(counts, taxonomy.sorted_by), most_used(counts)
        )
    years = tuple(
        Count(
            f"Năm {year}",
            site.href(addresses.year(addresses.ARCHIVE, year)),
            len(stories),
            _months(site, addresses.ARCHIVE, year, by_month(stories)),
        )
        for year, stories in groups.by_year.items()
    )
    yield _index(site, addresses.ARCHIVE, ARCHIVE_TITLE, (CountGroup("", years),))


def _months(site: Site, base: str, year: int, months: Mapping[int, Sequence[Story]]) -> tuple[Count, ...]:
    """Return the months of a year, given with their articles, as its list counts them; ``base`` is the section's address, or the archive's."""
    return tuple(
        Count(f"Tháng {month}", site.href(addresses.month(base, year, month)), len(of))
        for month, of in months.items()
    )


def _index(
    site: Site, address: str, title: str, groups: tuple[CountGroup, ...], most: tuple[Count, ...] = ()
) -> Page:
    trail = partials.breadcrumb(site, Link(title, site.href(address)))
    return page_of(
        addresses.output_path(address),
        IndexView(
            head=page_head(site, HeadFacts(address, title, f"{title} của {site.portal.name}.", trail=trail)),
            breadcrumb=trail,
            title=title,
            description="",
            groups=groups,
            most=most,
        ),
    )


def article_lists(
    site: Site, groups: StoryGroups, is_wanted: Callable[[str], bool] = lambda base: True
) -> Iterator[Page]:
    """
    Make the lists, or those of which the addresses are wanted.

    They are the years of each section, every author, organisation, tag and commune, the years and months of the archive.
    """
    for base, stories, described in _lists(site, groups, is_wanted):
        if is_wanted(base):
            yield from _pages_of(site, described(), stories)


def listed_at(site: Site, groups: StoryGroups) -> Iterator[tuple[str, Sequence[Story]]]:
    """Yield the addresses of the archive and of the lists that have articles, each with these; of a list in pages that of the newest."""
    if groups.listed:
        yield addresses.ARCHIVE, groups.listed
    for base, stories, _ in _lists(site, groups):
        yield base, stories


# The address of a list, its articles, and what describes it: of most lists only the first two are asked for.
_Listed = tuple[str, Sequence[Story], Callable[[], _List]]


def _lists(
    site: Site, groups: StoryGroups, is_wanted: Callable[[str], bool] = lambda base: True
) -> Iterator[_Listed]:
    """Yield each list with its articles; of a year that is not wanted no month is either, so it is not divided."""
    for section in site.sections.all:
        for year, stories in groups.years_by_section.get(section.path, {}).items():
            if is_wanted(addresses.year(addresses.section(section.path), year)):
                yield from _lists_of_year(site, section, year, stories)
    for taxonomy in TAXONOMIES:
        for term in groups.terms[taxonomy.base]:
            yield term.address, term.stories, partial(_of_term, site, taxonomy, term)
    for year, stories in groups.by_year.items():
        if not is_wanted(addresses.year(addresses.ARCHIVE, year)):
            continue
        months = by_month(stories)
        yield addresses.year(addresses.ARCHIVE, year), stories, partial(_of_archive_year, site, year, months)
        for month, of in months.items():
            base = addresses.month(addresses.ARCHIVE, year, month)
            yield base, of, partial(_of_archive_month, site, year, month)


def _lists_of_year(site: Site, section: Section, year: int, stories: Sequence[Story]) -> Iterator[_Listed]:
    """Yield the list of a section's year and, where it has many articles, those of its months."""
    base = addresses.section(section.path)
    months = by_month(stories) if len(stories) > MANY_IN_A_YEAR else {}
    yield addresses.year(base, year), stories, partial(_of_section_year, site, section, year, months)
    for month, of in months.items():
        yield addresses.month(base, year, month), of, partial(_of_section_month, site, section, year, month)


def _of_section_year(site: Site, section: Section, year: int, months: Mapping[int, Sequence[Story]]) -> _List:
    base = addresses.section(section.path)
    return _List(
        addresses.year(base, year),
        f"{section.title}: năm {year}",
        partials.section_trail(site, section.path),
        months=_months(site, base, year, months),
    )


def _of_section_month(site: Site, section: Section, year: int, month: int) -> _List:
    base = addresses.section(section.path)
    trail = partials.section_trail(site, section.path)
    below = (*trail, Link(f"Năm {year}", site.href(addresses.year(base, year))))
    return _List(addresses.month(base, year, month), f"{section.title}: tháng {month}/{year}", below)


def _of_term(site: Site, taxonomy: Taxonomy, term: Term) -> _List:
    return _List(
        term.address,
        taxonomy.heading.format(term.name),
        partials.breadcrumb(site, Link(taxonomy.title, site.href(taxonomy.base))),
        term.about,
        partials.name_feeds(site.portal.root, term.name, term.address),
        has_documents=taxonomy.has_documents,
        who=Creator(taxonomy.creator, term.name, site.href(term.address)) if taxonomy.creator else None,
    )


def _of_archive_year(site: Site, year: int, months: Mapping[int, Sequence[Story]]) -> _List:
    return _List(
        addresses.year(addresses.ARCHIVE, year),
        f"Tin bài năm {year}",
        _archive_trail(site),
        months=_months(site, addresses.ARCHIVE, year, months),
    )


def _of_archive_month(site: Site, year: int, month: int) -> _List:
    of_year = Link(f"Năm {year}", site.href(addresses.year(addresses.ARCHIVE, year)))
    base = addresses.month(addresses.ARCHIVE, year, month)
    return _List(base, f"Tin bài tháng {month}/{year}", (*_archive_trail(site), of_year))


def _archive_trail(site: Site) -> tuple[Link, ...]:
    return partials.breadcrumb(site, Link(ARCHIVE_TITLE, site.href(addresses.ARCHIVE)))


def _pages_of(site: Site, shown: _List, stories: Sequence[Story]) -> Iterator[Page]:
    """Make one list in pages: that of the newest articles says how many there are, the others from when to when theirs are."""
    count = Count("", "", len(stories)).words
    first = _documents(stories) if shown.has_documents else []
    # The months, and how many articles each has, change with what is new: older pages lead to where they stand.
    months_at = f"{site.href(shown.base)}#cac-thang" if shown.months else ""
    later = replace(shown, months=(), months_at=months_at, who=None)
    for page, chosen in list_pages(site, shown.base, stories):
        told, documents, counted = (shown, first, count) if page.is_lists_own else (later, [], _span(chosen))
        yield Page(
            page.path,
            ListView,
            partial(_list_view, site, told, page, counted, chosen, documents),
            values=(page, told, counted),
            listed=(*chosen, *documents),
        )


def _span(stories: Sequence[Story]) -> str:
    """Return how many articles there are, of which days: words that stay while newer ones come."""
    newest, oldest = (
        short(grouping.listed_instant(story.article).date()) for story in (stories[0], stories[-1])
    )
    days = f"ngày {newest}" if newest == oldest else f"từ {oldest} đến {newest}"
    return f"{with_thousands_points(len(stories))} bài, {days}"


def _documents(stories: Sequence[Story]) -> list[Story]:
    """Return the newest documents of a list, none where there is nothing beside them."""
    found = [story for story in stories if story.article.register]
    return found[:DOCUMENTS] if len(found) < len(stories) else []


def _list_view(
    site: Site,
    shown: _List,
    page: ListPage,
    count: str,
    stories: Sequence[Story],
    documents: Sequence[Story],
) -> ListView:
    whole_trail = (*shown.trail, Link(shown.title, site.href(page.base)))
    # What stands at the head of a page is no second time below.
    first = {story.address for story in documents}
    return ListView(
        head=page_head(
            site,
            HeadFacts(
                page.address,
                page.titled(shown.title),
                shown.about or f"{shown.title}: danh sách tin bài.",
                feeds=shown.feeds,
                changed=page.changed,
                trail=whole_trail,
                things=tuple(profile(site, shown.who, shown.about)) if shown.who else (),
            ),
        ),
        breadcrumb=whole_trail,
        title=shown.title,
        description=shown.about,
        teasers=tuple(
            partials.teaser(site, story, with_section=True) for story in stories if story.address not in first
        ),
        paging=paging(site, page),
        count=count,
        months=shown.months,
        months_at=shown.months_at,
        feeds=shown.feeds,
        documents=tuple(entry for story in documents if (entry := register_entry(site, story))),
    )
