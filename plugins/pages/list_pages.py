"""Make the plain lists of articles (a year, an author, an organisation, a tag) and the indexes that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from plugins.pages import addresses, partials
from plugins.pages.head_metadata import page_head
from plugins.pages.page import Page, page_of
from plugins.pages.paging import ListPage, list_pages, paging
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import TAXONOMIES, StoryGroups, by_year
from plugins.pages.views import Count, Feed, IndexView, Link, ListView

ARCHIVE_TITLE = "Lưu trữ"


def _href(site: Site, address: str) -> str:
    return addresses.href(site.portal.root, address)


def index_pages(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the indexes: all authors, all organisations, all tags, all years."""
    for taxonomy in TAXONOMIES:
        terms = groups.terms[taxonomy.base]
        counts = (Count(term.name, _href(site, term.address), len(term.stories)) for term in terms)
        yield _index(site, taxonomy.base, taxonomy.title, counts)
    years = (
        Count(f"Năm {year}", _href(site, addresses.year(addresses.ARCHIVE, year)), len(stories))
        for year, stories in groups.by_year.items()
    )
    yield _index(site, addresses.ARCHIVE, ARCHIVE_TITLE, years)


def _index(site: Site, address: str, title: str, entries: Iterable[Count]) -> Page:
    trail = partials.breadcrumb(site, Link(title, _href(site, address)))
    return page_of(
        addresses.output_path(address),
        IndexView(
            head=page_head(site, address, title, f"{title} của {site.portal.name}.", trail=trail),
            breadcrumb=trail,
            title=title,
            description="",
            entries=tuple(entries),
        ),
    )


def article_lists(
    site: Site, groups: StoryGroups, is_wanted: Callable[[str], bool] = lambda base: True
) -> Iterator[Page]:
    """
    Make the lists, or those of which the addresses are wanted.

    They are the years of each section, every author, organisation and tag, the years of the archive.
    """
    for base, title, stories, trail, feeds in _lists(site, groups):
        if is_wanted(base):
            yield from _list(site, base, title, stories, trail, feeds)


def _lists(
    site: Site, groups: StoryGroups
) -> Iterator[tuple[str, str, Sequence[Story], tuple[Link, ...], tuple[Feed, ...]]]:
    """Yield each list: its address, its title, its articles, the way from the home page to it, its own feeds."""
    for section in site.sections.all:
        trail = partials.section_trail(site, section.path)
        for year, stories in by_year(groups.by_section.get(section.path, [])).items():
            base = addresses.year(addresses.section(section.path), year)
            yield base, f"{section.name}: năm {year}", stories, trail, ()
    for taxonomy in TAXONOMIES:
        trail = partials.breadcrumb(site, Link(taxonomy.title, _href(site, taxonomy.base)))
        for term in groups.terms[taxonomy.base]:
            feeds = partials.name_feeds(site.portal.root, term.name, term.address)
            yield term.address, taxonomy.heading.format(term.name), term.stories, trail, feeds
    trail = partials.breadcrumb(site, Link(ARCHIVE_TITLE, _href(site, addresses.ARCHIVE)))
    for year, stories in groups.by_year.items():
        base = addresses.year(addresses.ARCHIVE, year)
        yield base, f"Tin bài năm {year}", stories, trail, ()


def _list(
    site: Site,
    base: str,
    title: str,
    stories: Sequence[Story],
    trail: tuple[Link, ...],
    feeds: tuple[Feed, ...] = (),
) -> Iterator[Page]:
    """Make one list in pages of twenty; ``trail`` is the way from the home page to it, ``feeds`` are its own."""
    for page, chosen in list_pages(site, base, stories):
        yield Page(
            page.path,
            ListView,
            partial(_list_view, site, page, title, chosen, trail, feeds),
            values=(page, title, trail, feeds),
            listed=chosen,
        )


def _list_view(
    site: Site,
    page: ListPage,
    title: str,
    stories: Sequence[Story],
    trail: tuple[Link, ...],
    feeds: tuple[Feed, ...],
) -> ListView:
    description = f"{title}: danh sách tin bài."
    whole_trail = (*trail, Link(title, _href(site, page.base)))
    return ListView(
        head=page_head(
            site,
            page.address,
            page.titled(title),
            description,
            feeds=feeds,
            changed=page.changed,
            trail=whole_trail,
        ),
        breadcrumb=whole_trail,
        title=title,
        description="",
        teasers=tuple(partials.teaser(site, story, with_section=True) for story in stories),
        paging=paging(site, page),
        feeds=feeds,
    )
