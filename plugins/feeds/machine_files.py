"""Make the files that only machines read: feeds of the portal and of each list, sitemap.xml, robots.txt, the register as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from plugins.feeds.article_entries import entry_of, first_addresses, lasting_id
from plugins.feeds.feed_entry import ALL_FORMATS, JSON, FeedInfo
from plugins.feeds.json_feed import json_feed
from plugins.feeds.machine_file import MachineFile
from plugins.feeds.register_files import register_files
from plugins.feeds.schedule_calendar import schedule_calendar
from plugins.feeds.sitemap_files import SITEMAP, sitemap_files
from plugins.pages import addresses
from plugins.pages.connected_documents import connected_documents
from plugins.pages.head_metadata import last_modified_of_list
from plugins.pages.register_entries import register_lines, register_link, stories_of
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups, group_stories
from plugins.registers.register_parts import PARTS, RegisterPart
from plugins.sections.grouping import listed_instant

# The icons of theme/static: their side in pixels, and whether a phone may cut them to its own shape.
ICONS = (("icons/icon-192.png", 192, "any"), ("icons/icon-512.png", 512, "maskable"))
# That of theme/static/css/tokens.css behind the header, as partials/head.html says too.
THEME_COLOUR = "#12365f"


def _info(site: Site, title: str, home: str, path: str, what: str) -> FeedInfo:
    return FeedInfo(
        id=lasting_id(site, path),
        title=title,
        home=site.url(home),
        url=site.url(path),
        description=f"{what}: {title}",
        author=site.portal.authority,
        hub=site.feeds.hub,
    )


def feed_files(site: Site, groups: StoryGroups | None = None) -> Iterator[MachineFile]:
    """Yield the feeds of the portal and of each section, those of authors, organisations, tags and the register as Atom."""
    groups = groups or group_stories(site)
    feeds = _Feeds(site, first_addresses(site), _portals_last(groups.listed))
    yield from feeds.of(site.portal.name, "", groups.listed, ALL_FORMATS)
    for section in site.sections.all:
        address = addresses.section(section.path)
        yield from feeds.of(section.title, address, groups.by_section.get(section.path, ()), ALL_FORMATS[:2])
    for terms in groups.terms.values():
        for term in terms:
            yield from feeds.of(term.name, term.address, term.stories, ALL_FORMATS[:1])
    for part in PARTS:
        yield from _register_feed(site, part, feeds, stories_of(part, groups.documents))


@dataclass(frozen=True, slots=True)
class _Feeds:
    """The feeds of a portal; ``firsts`` are the first addresses of articles that moved, ``last`` is when it last had news."""

    site: Site
    firsts: Mapping[str, str]
    last: datetime

    def of(
        self, title: str, home: str, stories: Sequence[Story], endings: Sequence[str], what: str = "Tin mới"
    ) -> Iterator[MachineFile]:
        """Yield the feeds of one list in some formats; ``home`` is the list's address, ``what`` names what it has."""
        newest = stories[: self.site.feeds.length]
        last = "" if newest else self.last
        moved = [(story.address, self.firsts.get(story.address)) for story in newest]
        options = replace(self.site.feeds, firsts=())
        values = (title, home, options, [one for one in moved if one[1]], last)
        for ending in endings:
            path = f"{addresses.FEEDS}{addresses.feed_stem(home)}.{ending}"
            make = partial(self._made, ending, _info(self.site, title, home, path, what), newest)
            yield MachineFile(path, make, newest, values)

    def _made(self, ending: str, info: FeedInfo, stories: Sequence[Story]) -> bytes:
        entries = [
            entry_of(self.site, story, self.firsts.get(story.address, story.address)) for story in stories
        ]
        if ending == JSON:
            return json_feed(info, entries)
        # Most edits make no feed.
        from plugins.feeds.feed_formats import xml_feed

        return xml_feed(ending, info, entries, self.last)


def _register_feed(
    site: Site, part: RegisterPart, feeds: _Feeds, documents: Iterable[Story]
) -> Iterator[MachineFile]:
    """Yield the feed of a part of the register: the documents that came or changed last, the newest first."""
    newest = sorted(
        documents, key=lambda story: story.article.modified or listed_instant(story.article), reverse=True
    )
    if newest and register_link(site.portal, part):
        what = "Văn bản mới và mới sửa"
        yield from feeds.of(part.title, part.address, newest, ALL_FORMATS[:1], what)


def _portals_last(listed: Iterable[Story]) -> datetime:
    """
    Return when a portal with these articles last had news: a feed without entries has to be of some time (RFC 4287, 4.1.1).

    The build's own time would make another file of it every day.
    """
    return last_modified_of_list(listed) or datetime.fromtimestamp(0, UTC)


def robots(site: Site) -> bytes:
    """Return robots.txt; the sitemap is named where there is one."""
    named = f"\nSitemap: {site.url(SITEMAP)}\n" if site.siteurl else ""
    return f"User-agent: *\nAllow: /\n{named}".encode()


def manifest_icons(assets: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a web manifest says of the theme's icons; ``assets`` are the addresses of its files by their names."""
    return [
        {"src": assets[name], "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for name, side, purpose in ICONS
        if name in assets
    ]


def web_manifest(site: Site, icons: Sequence[Mapping[str, str]]) -> bytes:
    """Return what a phone needs to keep the portal among its programs (W3C Web Application Manifest)."""
    portal = site.portal
    data = {
        "name": portal.name,
        "short_name": portal.short_name,
        "lang": portal.lang,
        "id": portal.home,
        "start_url": portal.home,
        "scope": portal.home,
        "display": "minimal-ui",
        "theme_color": THEME_COLOUR,
        "background_color": "#ffffff",
        "icons": list(icons),
    }
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    return (json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def machine_files(
    site: Site, groups: StoryGroups | None = None, is_wanted: Callable[[int], bool] = lambda year: True
) -> Iterator[MachineFile]:
    """
    Yield every file that only machines read, of the sitemaps of years those of the wanted ones; without an address of the site there is none.

    ``groups`` are those of the site's articles, if they are made already. What they are made from says nothing of the theme's files.
    """
    groups = groups or group_stories(site)
    icons, site = manifest_icons(site.portal.assets), site.without_assets()
    yield from feed_files(site, groups)
    yield from sitemap_files(site, groups, is_wanted)
    yield MachineFile("robots.txt", partial(robots, site))
    yield MachineFile(addresses.MANIFEST, partial(web_manifest, site, icons), values=(icons,))
    if site.office.schedule:
        schedule = (site.office.schedule,)
        yield MachineFile(addresses.SCHEDULE_CALENDAR, partial(schedule_calendar, site), values=schedule)
    connected = connected_documents(site)
    for part in PARTS:
        lines = register_lines(site, stories_of(part, groups.documents), connected)
        for path, data in register_files(part, lines, site):
            yield MachineFile(path, partial(bytes, data), values=(data,))
