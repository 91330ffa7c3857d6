"""Make the files of the search index: what changed is indexed now, the rest comes from the cache."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from msgspec import structs

from plugins.building.context import BuildContext
from plugins.building.data_files import read_data_file
from plugins.building.incremental.fingerprints import Fingerprints, value_digest
from plugins.building.incremental.plan import OutputFile
from plugins.building.incremental.search_cache import IndexState, SearchCache
from plugins.building.search_update import WantedIndex, place_names, updated
from plugins.building.settings import BuildSettings
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.problems.data_file import DATA_FOLDER
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import register_page_entry, searchable_stories
from plugins.search.index_files import ABSENT, WORDS, page_file_name, table_name, term_file_name
from plugins.search.layout import TIERS, numbered, years_of

ABBREVIATIONS = f"{DATA_FOLDER}/viet-tat.toml"


def can_search(settings: BuildSettings) -> bool:
    """Tell whether the portal has a search page: it is set, and the theme is ours."""
    return settings.search and not settings.plain_theme


def search_outputs(context: BuildContext, site: Site, fingerprints: Fingerprints) -> list[OutputFile]:
    """Return the files of the search index; those that changed are made now."""
    cache = SearchCache(context.cache.store)
    if site.portal.search is None:
        cache.forget()
        return []
    wanted = _wanted(site, fingerprints)
    state = cache.state()
    if not wanted.is_there(state):
        # Worker processes read the bodies from the disk.
        context.cache.save()
        state = updated(context, site, wanted, state)
        context.cache.save()
    return [*_page_files(state, cache), *_term_files(state, cache), _manifest(context, site, state)]


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """The files of the index that other bodies of some pages change, and the paths of those that go."""

    files: tuple[OutputFile, ...] = ()
    gone: tuple[str, ...] = ()


def search_changes(
    context: BuildContext,
    site: Site,
    changed: Mapping[str, tuple[Story, str]],
    fingerprints: Fingerprints | None = None,
) -> IndexChanges:
    """
    Return what changes in the index with some articles, given with their page keys by their addresses.

    With ``fingerprints`` the ``site`` has all of its articles; without, none, and nothing but bodies may have changed
    since the last build.
    """
    if site.portal.search is None:
        return IndexChanges()
    cache = SearchCache(context.cache.store)
    before = cache.state()
    stories = {one: story for one, (story, _) in changed.items()}
    if fingerprints:
        wanted = dataclasses.replace(_wanted(site, fingerprints), stories=stories)
    else:
        keys = {one: page.key for one, page in before.pages.items()}
        keys |= {one: key for one, (_, key) in changed.items() if one in keys}
        wanted = WantedIndex(stories, keys, before.numbering, before.basis)
    if wanted.is_there(before):
        return IndexChanges()
    # The words of a few pages are sorted in sooner than another process is made.
    alone = dataclasses.replace(context, pool=dataclasses.replace(context.pool, count=1))
    state = updated(alone, site, wanted, before)
    context.cache.save()
    terms = {file.path: file for file in _term_files(state, cache)}
    other = {one: page for one, page in state.pages.items() if before.pages.get(one) != page}
    pages = {file.path: file for file in _page_files(structs.replace(state, pages=other), cache)}
    left = {one: page for one, page in before.pages.items() if state.pages.get(one) != page}
    was = (*_term_files(before, cache), *_page_files(structs.replace(before, pages=left), cache))
    gone = tuple(file.path for file in was if file.path not in terms and file.path not in pages)
    return IndexChanges((*pages.values(), *terms.values(), _manifest(context, site, state)), gone)


def _wanted(site: Site, fingerprints: Fingerprints) -> WantedIndex:
    """Return the pages that shall be found."""
    stories: dict[str, Story | None] = {}
    days = {}
    keys = {}
    for story in searchable_stories(site):
        moment = story.article.date
        stories[story.address] = story
        days[story.address] = moment.date() if moment else None
        keys[story.address] = fingerprints.page_key(story)
    if register := register_page_entry(site):
        stories[register.address] = days[register.address] = None
        keys[register.address] = value_digest(register)
    basis = value_digest([(section.path, section.name) for section in site.sections.all])
    return WantedIndex(stories, keys, numbered(days), basis)


def _page_files(state: IndexState, cache: SearchCache) -> Iterator[OutputFile]:
    """Yield the file of each page."""
    for address, page in state.pages.items():
        path = f"{addresses.SEARCH_PAGES}{page_file_name(page.tier, page.number)}"
        yield OutputFile(path, f"{state.basis}{page.key}", partial(cache.page, address))


def _term_files(state: IndexState, cache: SearchCache) -> Iterator[OutputFile]:
    """Yield the files of terms, the tables of pages and the list of words, all named by their content."""
    shards = {f"{tier}-{number}": name for tier in TIERS for number, name in enumerate(state.shards[tier])}
    for name, content in {**shards, **state.lists}.items():
        if content != ABSENT:
            path = f"{addresses.SEARCH_TERMS}{term_file_name(name, content)}"
            yield OutputFile(path, content, partial(cache.terms, name))


def _manifest(context: BuildContext, site: Site, state: IndexState) -> OutputFile:
    """Return the file that a browser asks for first: where everything lies, what results are narrowed by, the names that stand for each other."""
    years = years_of(state.numbering)
    counts = [0, 0]
    for page in state.pages.values():
        counts[page.tier] += 1
    # Who types a place's name of today finds what was written of it under the old one, and the other way round.
    places = context.registries.places
    of_places = [(form, place.now) for place in places for form in (place.old, place.bare) if form]
    written = read_abbreviations(read_data_file(context.settings.content, ABBREVIATIONS))
    told = {
        "slots": state.slots,
        "tiers": [
            {
                "first": state.first[tier],
                "pages": counts[tier],
                "table": state.lists[table_name(tier)],
                "shards": "".join(state.shards[tier]),
            }
            for tier in TIERS
        ],
        "words": state.lists[WORDS],
        "places": place_names(site, state.pages),
        "years": sorted(map(str, years), reverse=True),
        "abbreviations": [*written, *of_places],
    }
    data = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
    return OutputFile(addresses.SEARCH_INDEX, digest([data]), lambda: data)
