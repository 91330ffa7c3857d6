"""Make the files of the search index: what changed is indexed now, the rest comes from the cache."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import OutputFile
from plugins.building.incremental.search_cache import IndexedPage, IndexState, SearchCache
from plugins.building.indexing.search_update import WantedIndex, place_names, updated
from plugins.building.sources.context import BuildContext
from plugins.building.sources.settings import BuildSettings
from plugins.memory.digest import digest, value_digest
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.problems.data_file import DATA_FOLDER
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import searchable_stories
from plugins.search.index_files import ABSENT, WORDS, page_file_name, table_name, term_file_name
from plugins.search.layout import TIERS, PageNumbering, page_numbering
from plugins.search.lexicon import STANDING as STANDING_PAGE
from plugins.search.lexicon import lexicon
from plugins.search.own_pages import own_entries
from plugins.search.synonyms import read_synonyms

ABBREVIATIONS, SYNONYMS = f"{DATA_FOLDER}/viet-tat.toml", f"{DATA_FOLDER}/dong-nghia.toml"

_LEXICON = "lexicon"


def can_search(settings: BuildSettings) -> bool:
    """Tell whether the portal has a search page: it is set, and the theme is ours."""
    return settings.search and not settings.pelican_theme


def search_outputs(
    context: BuildContext, site: Site, groups: StoryGroups, fingerprints: Fingerprints
) -> list[OutputFile]:
    """Return the files of the search index; those that changed are made now. ``groups`` are those of the site's articles."""
    cache = SearchCache(context.cache.store)
    if site.portal.search is None:
        cache.forget()
        return []
    wanted = _wanted(site, fingerprints)
    state = cache.state()
    pages = cache.indexed() if state.basis else {}
    if not wanted.is_there(state.basis, pages):
        # Worker processes read the bodies from the disk.
        context.cache.save()
        if new := updated(context, site, wanted, state, pages):
            state, pages = new
        context.cache.save()
    _put_lexicon(context, site, groups, cache)
    files = [*_page_files(state, pages, cache), *_term_files(state, cache)]
    return [*files, _manifest(context, site, state, cache)]


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """The files of the index that other bodies of some pages change, and the paths of those that go."""

    files: tuple[OutputFile, ...] = ()
    gone: tuple[str, ...] = ()


def search_changes(
    context: BuildContext, site: Site, changed: Mapping[str, tuple[Story, str]]
) -> IndexChanges | None:
    """
    Return what changes in the index with the bodies of some articles, given with their page keys by their addresses.

    ``site`` need not have any articles; nothing but bodies may have changed since the last build. Returns None, with nothing
    changed, where all pages would have to be known.
    """
    cache = SearchCache(context.cache.store)
    before = cache.state()
    old = cache.indexed(changed) if before.basis else {}
    stories = {one: changed[one][0] for one in old}
    keys = {one: changed[one][1] for one in old}
    numbers = {one: (page.tier, page.number) for one, page in old.items()}
    numbering = PageNumbering(before.slots, before.first, numbers)
    wanted = WantedIndex(stories, keys, numbering, before.years, before.basis, is_whole=False)
    if site.portal.search is None or wanted.is_there(before.basis, old):
        return IndexChanges()
    return _changed(context, site, wanted, before, old)


def search_updates(
    context: BuildContext,
    site: Site,
    groups: StoryGroups,
    changed: Mapping[str, tuple[Story, str]],
    left: Sequence[Story],
    fingerprints: Fingerprints,
) -> IndexChanges | None:
    """
    Return what changes in the index with articles that came, went or changed; ``changed`` are those that are there, ``left`` what they and those that went were.

    ``site`` has all articles as lists show them, ``groups`` are theirs. Returns None, with nothing changed, where others would have to be read.
    """
    if site.portal.search is None:
        return IndexChanges()
    cache = SearchCache(context.cache.store)
    before = cache.state()
    stories = {one: story for one, (story, _) in changed.items()}
    # Articles are numbered within their day: those of other days stay as they are.
    days = {None, *map(_day_of, (*stories.values(), *left))}
    part = dataclasses.replace(_wanted(site, fingerprints, days), stories=stories, is_whole=False)
    if before.basis != part.basis:
        return None
    old = cache.indexed({*part.keys, *(story.address for story in left)})
    if part.is_there(before.basis, old):
        return IndexChanges()
    if not _are_known(part, old):
        return None
    _put_lexicon(context, site, groups, cache)
    if index := _changed(context, site, part, before, old):
        return index
    whole, old = dataclasses.replace(_wanted(site, fingerprints), stories=stories), cache.indexed()
    return _changed(context, site, whole, before, old) if _are_known(whole, old) else None


def _are_known(wanted: WantedIndex, old: Mapping[str, IndexedPage]) -> bool:
    """Tell whether the index has every page as it is wanted, but for those of which the stories are given."""
    return all(
        one in wanted.stories or (one in old and old[one].key == key) for one, key in wanted.keys.items()
    )


def _changed(
    context: BuildContext,
    site: Site,
    wanted: WantedIndex,
    before: IndexState,
    old: Mapping[str, IndexedPage],
) -> IndexChanges | None:
    """Change the index, of which ``old`` are the pages, and return what is another in it."""
    cache = SearchCache(context.cache.store)
    # The words of a few pages are sorted in sooner than another process is made.
    alone = dataclasses.replace(context, pool=dataclasses.replace(context.pool, count=1))
    new = updated(alone, site, wanted, before, old)
    if new is None:
        return None
    context.cache.save()
    state, pages = new
    known = {file.path for file in _term_files(before, cache)}
    terms = {file.path: file for file in _term_files(state, cache)}
    made = (file for path, file in terms.items() if path not in known)
    # Most are the same object, which takes less to see than that they say the same.
    others = {one: page for one, page in pages.items() if old.get(one) is not page}
    files = (*_page_files(state, others, cache), *made, _manifest(context, site, state, cache))
    left = {one: page for one, page in old.items() if pages.get(one) is not page}
    was = {*known, *(file.path for file in _page_files(before, left, cache))}
    gone = was - terms.keys() - {file.path for file in files}
    return IndexChanges(files, tuple(sorted(gone)))


def _wanted(
    site: Site, fingerprints: Fingerprints, only: Container[date | None] | None = None
) -> WantedIndex:
    """Return the pages that shall be found; where ``only`` has some days, those of these days alone."""
    stories = {story.address: story for story in searchable_stories(site)}
    own = {entry.address: entry for entry in own_entries(site)}
    days = {one: moment.date() if (moment := story.article.date) else None for one, story in stories.items()}
    days |= dict.fromkeys(own)
    numbering = page_numbering(days, only)
    return WantedIndex(
        {one: None if one in own else stories[one] for one in numbering.pages},
        {
            one: value_digest(own[one]) if one in own else fingerprints.page_key(stories[one])
            for one in numbering.pages
        },
        numbering,
        sorted({day.year for day in days.values() if day}),
        value_digest([(section.path, section.name) for section in site.sections.all]),
    )


def _day_of(story: Story) -> date | None:
    return story.article.date.date() if story.article.date else None


def _page_files(
    state: IndexState, pages: Mapping[str, IndexedPage], cache: SearchCache
) -> Iterator[OutputFile]:
    """Yield the file of each of some pages."""
    for address, page in pages.items():
        path = f"{addresses.SEARCH_PAGES}{page_file_name(page.tier, page.number)}"
        yield OutputFile(path, f"{state.basis}{page.key}", partial(cache.page, address))


def _term_files(state: IndexState, cache: SearchCache) -> Iterator[OutputFile]:
    """Yield the files of terms and the tables of pages, all named by their content; the list of words is in the manifest."""
    shards = {f"{tier}-{number}": name for tier in TIERS for number, name in enumerate(state.shards[tier])}
    for name, content in {**shards, **state.lists}.items():
        if content != ABSENT and name != WORDS:
            path = f"{addresses.SEARCH_TERMS}{term_file_name(name, content)}"
            yield OutputFile(path, content, partial(cache.terms, name))


def _put_lexicon(context: BuildContext, site: Site, groups: StoryGroups, cache: SearchCache) -> None:
    """
    Remember what questions are read with; it hangs on which articles there are, and on data files, but on no body.

    It is made each time that articles may have come or gone: whether it is of them cannot be seen in it.
    """
    synonyms = read_synonyms(context.data.file(SYNONYMS))
    told = lexicon(site, groups, context.registries.authors, synonyms)
    data = json.dumps(told, ensure_ascii=False).encode("utf-8")
    if not cache.has_terms(_LEXICON) or cache.terms(_LEXICON) != data:
        cache.put_terms({_LEXICON: data})


def _numbers(cache: SearchCache, told: Mapping[str, Any]) -> dict[str, int]:
    """Return the ids of the named pages that are in the index themselves, by address, as theme/static/js/search-index.js has them."""
    own = [address for kind, _, address, *_ in told["named"] if kind == STANDING_PAGE]
    return {one: 2 * page.number + page.tier for one, page in cache.indexed(own).items()}


def _manifest(context: BuildContext, site: Site, state: IndexState, cache: SearchCache) -> OutputFile:
    """Return the file that a browser asks for first: where everything lies, what results are narrowed by, the names that stand for each other."""
    # Who types a place's name of today finds what was written of it under the old one, and the other way round.
    places = context.registries.places
    of_places = [(form, place.now) for place in places for form in (place.old, place.bare) if form]
    written = read_abbreviations(context.data.file(ABBREVIATIONS))
    told: dict[str, Any] = {
        "slots": state.slots,
        "tiers": [
            {
                "first": state.first[tier],
                "pages": state.counts[tier],
                "table": state.lists[table_name(tier)],
                "shards": "".join(state.shards[tier]),
            }
            for tier in TIERS
        ],
        # Questions are read with them before anything is looked up: no file of its own, which would have to be waited for.
        "words": base64.b64encode(cache.terms(WORDS)).decode("ascii") if state.lists[WORDS] != ABSENT else "",
        "places": place_names(site, state.places),
        "years": sorted(map(str, state.years), reverse=True),
        "abbreviations": [*written, *of_places],
        "lexicon": json.loads(cache.terms(_LEXICON)),
    }
    told["numbers"] = _numbers(cache, told["lexicon"])
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").encode("utf-8")
    return OutputFile(addresses.SEARCH_INDEX, digest([data]), lambda: data)
