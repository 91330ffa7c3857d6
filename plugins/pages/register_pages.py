"""Make the pages of each part of the register, of fifty lines; each knows what can be chosen in the whole register."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from plugins.pages import partials
from plugins.pages.connected_documents import connected_documents
from plugins.pages.head_metadata import HeadFacts, last_modified, page_head
from plugins.pages.life import states_to_come
from plugins.pages.mail_link import report_link
from plugins.pages.page import Page, page_of
from plugins.pages.paging import ListPage, table_pages, table_paging
from plugins.pages.register_downloads import dataset, downloads
from plugins.pages.register_entries import register_entries, register_link, stories_of
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.view_parts import Link
from plugins.pages.views import RegisterView
from plugins.registers.register_parts import PARTS, RegisterPart
from plugins.registers.state import STATE_NAMES, RegisterState
from plugins.vietnamese.collation import sort_key

PAGE_LENGTH = 50


def register_pages(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make all pages of every part of the register that the portal has."""
    connected = connected_documents(site)
    for part in PARTS:
        link, stories = register_link(site.portal, part), stories_of(part, groups.documents)
        if link and stories:
            yield from _pages_of(site, part, link, stories, register_entries(site, stories, connected))


def _pages_of(
    site: Site, part: RegisterPart, link: Link, stories: Sequence[Story], entries: Sequence[RegisterEntry]
) -> Iterator[Page]:
    changed = last_modified(stories)
    trail = partials.breadcrumb(site, link)
    files, offers = downloads(part, entries), _offers(entries, site.now.date())
    links = tuple(Link(file.name, site.href(file.address)) for file in files)
    feeds = partials.name_feeds(site.portal.root, part.title, part.address)
    of_data = tuple(dataset(site, part, files, changed))
    for page, chosen in table_pages(part.address, entries, PAGE_LENGTH, changed):
        yield page_of(
            page.path,
            RegisterView(
                head=page_head(
                    site,
                    HeadFacts(
                        page.address,
                        page.titled(part.title),
                        part.description,
                        feeds=feeds,
                        changed=changed,
                        trail=trail,
                        things=of_data if page.is_lists_own else (),
                    ),
                ),
                breadcrumb=trail,
                title=part.title,
                description=part.description,
                whole=part.whole,
                entries=tuple(chosen),
                paging=table_paging(site, page),
                total=len(entries),
                first=(page.number - 1) * PAGE_LENGTH,
                has_periods=any(entry.period for entry in entries),
                offers=offers,
                others=" ".join(_other_pages(site, page)),
                downloads=links,
                report=report_link(site, page.address, page.titled(part.title)),
            ),
        )


def _other_pages(site: Site, page: ListPage) -> Iterator[str]:
    for number in range(1, page.total + 1):
        if number != page.number:
            yield site.href(page.address_of(number))


def _offers(entries: Sequence[RegisterEntry], today: date) -> str:
    """Return what can be chosen in the whole register, as JSON: lists by the names that addresses have for them."""

    def values(of: Callable[[RegisterEntry], Iterable[str]]) -> list[str]:
        # What differs in its capitals alone is one choice.
        found = {value.casefold(): value for entry in reversed(entries) for value in of(entry) if value}
        return sorted(found.values(), key=sort_key)

    return json.dumps(
        {
            "loai": values(lambda entry: [entry.kind]),
            "trang-thai": _states(entries, today),
            "linh-vuc": values(lambda entry: [entry.field]),
            "dia-ban": values(lambda entry: entry.areas),
            "thoi-ky": values(lambda entry: [entry.period]),
            "nam": values(lambda entry: [entry.year])[::-1],
        },
        ensure_ascii=False,
    )


def _states(entries: Iterable[RegisterEntry], today: date) -> list[str]:
    """Return the names of all states that a line has or will have, in the order of a document's life."""
    found = {RegisterState(entry.state) for entry in entries}
    found |= {state for entry in entries for state in states_to_come(entry.life, today)}
    return [STATE_NAMES[state] for state in RegisterState if state in found]
