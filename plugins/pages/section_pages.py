"""Make the pages of each section: its articles, the newest first, in pages of twenty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.category.registry import Section
from plugins.pages import addresses, partials
from plugins.pages.counted_links import Count
from plugins.pages.head_metadata import HeadFacts, page_head
from plugins.pages.page import Page
from plugins.pages.paging import ListPage, list_pages, paging
from plugins.pages.register_entries import (
    consultations,
    documents,
    register_entries,
    register_link,
    stories_of,
)
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.views import RegisterBlock, SectionView
from plugins.registers.register_parts import PARTS


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the articles of a section's page: its years, and what the main section shows of the register."""

    years: tuple[Count, ...] = ()
    years_at: str = ""
    consultations: tuple[RegisterEntry, ...] = ()
    waiting: tuple[RegisterEntry, ...] = ()
    registers: tuple[RegisterBlock, ...] = ()


def section_pages(
    site: Site, groups: StoryGroups, is_wanted: Callable[[str], bool] = lambda base: True
) -> Iterator[Page]:
    """Make the pages of all sections, or of those of which the addresses are wanted."""
    for section in site.sections.all:
        if is_wanted(addresses.section(section.path)):
            yield from _pages_of(site, section, groups)


def _pages_of(site: Site, section: Section, groups: StoryGroups) -> Iterator[Page]:
    base, stories = addresses.section(section.path), groups.by_section.get(section.path, [])
    years = tuple(
        Count(str(year), site.href(addresses.year(base, year)), len(of))
        for year, of in groups.years_by_section.get(section.path, {}).items()
    )
    # The years, and how many articles each has, change with what is new: older pages lead to where they stand.
    first, later = _Beside(years), _Beside(years_at=f"{site.href(base)}#theo-nam")
    if section.main:
        called, waiting = consultations(register_entries(site, stories))
        first = _Beside(years, "", called, waiting, tuple(_blocks(site, stories)))
        later = replace(later, registers=tuple(_blocks(site, ())))
    for page, chosen in list_pages(site, base, stories):
        beside = first if page.is_lists_own else later
        yield Page(
            page.path,
            SectionView,
            partial(_view, site, section, page, chosen, beside),
            values=(section, page, beside),
            listed=chosen,
        )


def _blocks(site: Site, stories: Sequence[Story]) -> Iterator[RegisterBlock]:
    """Yield the parts of the register, each with the documents that some articles tell of."""
    for part in PARTS:
        if link := register_link(site.portal, part):
            yield RegisterBlock(link, documents(register_entries(site, stories_of(part, stories))))


def _view(
    site: Site, section: Section, page: ListPage, stories: Sequence[Story], beside: _Beside
) -> SectionView:
    feeds = partials.section_feeds(site.portal.root, section.title, section.path)
    description = section.description or f"Tin bài chuyên mục {section.title}."
    trail = partials.section_trail(site, section.path)
    lead = partials.teaser(site, stories[0]) if page.is_lists_own and stories else None
    return SectionView(
        head=page_head(
            site,
            HeadFacts(
                page.address,
                page.titled(section.title),
                description,
                feeds=feeds,
                changed=page.changed,
                trail=trail,
            ),
        ),
        breadcrumb=trail,
        name=section.title,
        description=section.description,
        subsections=tuple(
            partials.section_link(site, child.path) for child in site.sections.children(section.path)
        ),
        teasers=tuple(partials.teaser(site, story) for story in stories[1 if lead else 0 :]),
        paging=paging(site, page),
        years=beside.years,
        feeds=feeds,
        lead=lead,
        consultations=beside.consultations,
        waiting=beside.waiting,
        years_at=beside.years_at,
        registers=beside.registers,
    )
