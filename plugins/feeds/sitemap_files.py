"""
Make the sitemap: each page with the time its content last changed (sitemaps.org, protocol 0.9).

A portal of up to ``MOST_TOGETHER`` articles has all addresses in sitemap.xml. With more, sitemap.xml names one file for the
articles of each year and one for all other pages: an article more changes the file of its year, and no file
comes near the 50,000 addresses that the protocol allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from html import escape

from plugins.feeds.machine_file import MachineFile
from plugins.pages import addresses
from plugins.pages.head_metadata import last_modified, last_modified_of_list
from plugins.pages.list_pages import listed_at
from plugins.pages.register_entries import register_link, stories_of
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import machine_time
from plugins.registers.register_parts import PARTS

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
SITEMAP = "sitemap.xml"
OTHER_PAGES = "sitemap-trang.xml"
MOST_TOGETHER = 5_000

# When each address last changed, None where that is not known.
_Changes = Mapping[str, datetime | None]


def year_path(year: int) -> str:
    """Return the path of the sitemap of a year's articles, where they have one of their own."""
    return f"sitemap-{year}.xml"


def is_parted(site: Site, groups: StoryGroups) -> bool:
    """Whether the articles of each year have a sitemap of their own."""
    return bool(site.siteurl) and len(groups.listed) > MOST_TOGETHER


def sitemap_files(
    site: Site, groups: StoryGroups, is_wanted: Callable[[int], bool] = lambda year: True
) -> Iterator[MachineFile]:
    """
    Yield sitemap.xml and, of a large portal, the sitemaps that it names; none without an address of the site.

    Of the sitemaps of years, those of the wanted ones.
    """
    if not site.siteurl:
        return
    others = _other_pages(site, groups)
    if not is_parted(site, groups):
        yield _pages(site, SITEMAP, {**others, **_articles(groups.listed)})
        return
    parts: dict[str, datetime | None] = {OTHER_PAGES: max(filter(None, others.values()), default=None)}
    yield _pages(site, OTHER_PAGES, others)
    for year, stories in groups.by_year.items():
        parts[year_path(year)] = last_modified_of_list(stories)
        if is_wanted(year):
            yield _pages(site, year_path(year), _articles(stories))
    yield _file(site, SITEMAP, "sitemapindex", "sitemap", parts)


def _articles(stories: Iterable[Story]) -> dict[str, datetime | None]:
    return {story.address: story.article.modified or story.article.date for story in stories}


def _other_pages(site: Site, groups: StoryGroups) -> _Changes:
    """Return the pages that are no articles: the front page and lists, each as new as its newest change, the office's, standing pages."""
    changed: dict[str, datetime | None] = {
        link.href.removeprefix(f"{site.portal.root}/"): None for link in site.portal.office
    }
    lists = {address: last_modified_of_list(stories) for address, stories in _lists(site, groups) if stories}
    changed.update(lists)
    for base, terms in groups.terms.items():
        if terms:
            changed[base] = max(filter(None, (lists[term.address] for term in terms)), default=None)
    changed.update((story.address, last_modified([story])) for story in site.standing if story.listed)
    changed.setdefault(addresses.SITEMAP, None)
    return changed


def _lists(site: Site, groups: StoryGroups) -> Iterator[tuple[str, Sequence[Story]]]:
    """Yield the lists with their articles, of those in several pages the first: front page, sections, parts of the register, years, names …"""
    yield "", groups.listed
    for path, stories in groups.by_section.items():
        yield addresses.section(path), stories
    for part in PARTS:
        if register_link(site.portal, part):
            yield part.address, stories_of(part, groups.documents)
    yield from listed_at(site, groups)


def _pages(site: Site, path: str, changes: _Changes) -> MachineFile:
    return _file(site, path, "urlset", "url", changes)


def _file(site: Site, path: str, root: str, element: str, changes: _Changes) -> MachineFile:
    told = "\n".join(f"{address} {moment}" for address, moment in changes.items())
    return MachineFile(path, partial(_written, site, root, element, changes), values=(told,))


def _written(site: Site, root: str, element: str, changes: _Changes) -> bytes:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for address in sorted(changes):
        location = escape(site.url(address), quote=False)
        last = changes[address]
        stamp = f"<lastmod>{machine_time(last)}</lastmod>" if last else ""
        lines.append(f"<{element}><loc>{location}</loc>{stamp}</{element}>")
    return "\n".join([*lines, f"</{root}>", ""]).encode("utf-8")
