"""
Make a search index out of the last one: read the pages that changed, and write the shards in which they have terms.

The index is a function of the pages alone: what is changed step by step is, byte for byte, what is made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from plugins.building.incremental.search_cache import IndexedPage, IndexState, SearchCache
from plugins.building.indexing.search_runs import RunFile, in_segments
from plugins.building.sources.context import BuildContext
from plugins.building.sources.worker_pool import WorkerPool
from plugins.pages.site import Site, Story
from plugins.search.index_entries import STANDING, STANDING_NAME, index_entry
from plugins.search.index_files import (
    ABSENT,
    WORDS,
    content_letters,
    is_listed,
    length_class,
    packed,
    page_file,
    read_index_table,
    read_page_file,
    table_file,
    table_name,
    unpacked,
    word_class,
    words_file,
)
from plugins.search.layout import TIERS, PageNumbering, shard_count, shard_of, shard_segments
from plugins.search.own_pages import own_entries
from plugins.search.postings import (
    Postings,
    changed_shard_lists,
    differing,
    merged_postings,
    new_lists,
    read_shard,
    written_shard,
)
from plugins.search.terms import TermsOfPages

_ADDED, _REMOVED = "added", "removed"
# How many pages are read at once at most, and how many portions each process has at least, where there are many pages.
_LARGEST_PORTION, _PORTIONS_EACH = 400, 4


@dataclass(frozen=True, slots=True)
class WantedIndex:
    """
    The pages that the index shall have: all, or where not ``is_whole`` some of those that it has, the others as they are.

    ``stories`` and ``keys`` (digests of all that is found and shown of them) are by address; some pages, the register's and the office's, are no stories.
    ``years`` are those of all pages, ``basis`` is a digest of what they are indexed with.
    """

    stories: Mapping[str, Story | None]
    keys: Mapping[str, str]
    numbering: PageNumbering
    years: list[int]
    basis: str
    is_whole: bool = True

    def is_there(self, basis: str, pages: Mapping[str, IndexedPage]) -> bool:
        """Tell whether an index that was made with a basis has just these pages."""
        numbers = self.numbering.pages
        return (
            basis == self.basis
            and pages.keys() == numbers.keys()
            and all(page.key == self.keys[one] for one, page in pages.items())
            and all((page.tier, page.number) == numbers[one] for one, page in pages.items())
        )


@dataclass(frozen=True, slots=True)
class _Item:
    """A page to read; where it ``is_kept``, its file tells what is found of it, else its story (none for a page that no article makes)."""

    address: str
    story: Story | None
    tier: int
    number: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class _PageRead:
    """A page that was read: its file (none where that was there before), its place, about how many terms it has, its length's class."""

    address: str
    file: bytes
    place: str
    size: int
    length: int


@dataclass(frozen=True, slots=True)
class _Portion:
    """What some pages were read to: each of them, and their terms in segments by tier."""

    pages: list[_PageRead]
    terms: dict[int, list[bytes]]


@dataclass(frozen=True, slots=True)
class _Shards:
    """The names of all shards by tier, all words with the number of their pages, and whether the list of words stays as it is."""

    names: list[list[str]]
    words: list[dict[str, int]]
    has_same_list: bool


def place_names(site: Site, used: Collection[str]) -> list[tuple[str, str]]:
    """Return the sections that pages are in, of which the paths are given, by path and name, in the portal's order."""
    named = [*((section.path, section.name) for section in site.sections.all), (STANDING, STANDING_NAME)]
    return [(path, name) for path, name in named if path in used]


def updated(
    context: BuildContext, site: Site, wanted: WantedIndex, before: IndexState, old: Mapping[str, IndexedPage]
) -> tuple[IndexState, dict[str, IndexedPage]] | None:
    """
    Return the index with the pages as they are wanted now, and these pages; its files are in the cache.

    ``old`` are the pages that the index has; where not all are wanted, those that are. Returns None, with nothing changed, where
    all would have to be known.
    """
    cache = SearchCache(context.cache.store)
    numbering = wanted.numbering
    with closing(RunFile(context.settings.cache)) as runs:
        reader = _Reader(context, site, cache, runs)
        pages, found = _read_pages(reader, wanted, before, old)
        gone, come = _differing(old, pages)
        sizes, counts, places = _totals(before, gone, come)
        shard_counts = [shard_count(size) for size in sizes]
        anew = renumbered_tiers(wanted, before)
        anew |= {tier for tier in TIERS if shard_counts[tier] != len(before.shards[tier])}
        if not wanted.is_whole and (anew or places.keys() != before.places.keys()):
            return None
        _read_again(reader, old, pages, found, anew)
        cache.drop_pages([one for one in old if one not in pages])
        cache.put_pages((page.address, page.file) for page in found.values())
        shards = _made_shards(context, cache, runs, before, shard_counts, anew)
    files = {}
    if _rows(gone) != _rows(come) or anew:
        files = _tables(site, cache, wanted, before, pages if wanted.is_whole else come, gone)
    if not shards.has_same_list:
        files[WORDS] = words_file(shards.words)
    cache.put_terms(files)
    lists = before.lists | {name: content_letters(data) for name, data in files.items()}
    state = IndexState(
        wanted.basis,
        numbering.slots,
        numbering.first,
        wanted.years,
        sizes,
        counts,
        places,
        shards.names,
        lists,
    )
    cache.put_state(state, shards.words)
    cache.put_indexed(gone, come)
    return state, pages


def renumbered_tiers(wanted: WantedIndex, before: IndexState) -> set[int]:
    """Return the tiers in which all pages are numbered, or read, in another way than before: with a new year that of the newest alone."""
    now = wanted.numbering
    if (before.basis, before.slots) != (wanted.basis, now.slots):
        return set(TIERS)
    return {tier for tier in TIERS if before.first[tier] != now.first[tier]}


def _differing(
    old: Mapping[str, IndexedPage], pages: Mapping[str, IndexedPage]
) -> tuple[dict[str, IndexedPage], dict[str, IndexedPage]]:
    """Return the pages that are no longer as they were, and what they are now with those that came."""
    gone = {one: page for one, page in old.items() if pages.get(one) is not page}
    come = {one: page for one, page in pages.items() if old.get(one) is not page}
    return gone, come


def _totals(
    before: IndexState, old: Mapping[str, IndexedPage], pages: Mapping[str, IndexedPage]
) -> tuple[list[int], list[int], dict[str, int]]:
    """Return the terms and the pages of each tier and the pages of each place, once some pages took the place of old ones."""
    sizes, counts, places = list(before.sizes), list(before.counts), Counter(before.places)
    for sign, some in ((-1, old), (1, pages)):
        for page in some.values():
            sizes[page.tier] += sign * page.size
            counts[page.tier] += sign
            places[page.place] += sign
    return sizes, counts, {path: count for path, count in sorted(places.items()) if count}


def _rows(pages: Mapping[str, IndexedPage]) -> set[tuple[int, int, str, int]]:
    """Return what the tables of pages have of some."""
    return {(page.tier, page.number, page.place, page.length) for page in pages.values()}


def _tables(
    site: Site,
    cache: SearchCache,
    wanted: WantedIndex,
    before: IndexState,
    pages: Mapping[str, IndexedPage],
    gone: Mapping[str, IndexedPage],
) -> dict[str, bytes]:
    """
    Return the tables of pages that are not as they were, by name.

    ``pages`` are all; where not all are wanted, those that came, in place of those that are ``gone``.
    """
    used = {page.place for page in pages.values()} if wanted.is_whole else before.places.keys()
    places = {path: number for number, (path, _) in enumerate(place_names(site, used))}
    files = {}
    for tier in TIERS:
        name = table_name(tier)
        rows = {
            page.number: (places[page.place], page.length) for page in pages.values() if page.tier == tier
        }
        if not wanted.is_whole:
            left = {page.number for page in gone.values() if page.tier == tier}
            if not rows and not left:
                continue
            known = read_index_table(cache.terms(name)) if before.counts[tier] else []
            stays = {number: (place, length) for number, place, length in known if number not in left}
            rows = stays | rows
        data = table_file(sorted((number, *row) for number, row in rows.items()))
        if content_letters(data) != before.lists.get(name):
            files[name] = data
    return files


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads pages into the file of terms that are added or removed."""

    context: BuildContext
    site: Site
    cache: SearchCache
    runs: RunFile

    def read(self, kind: str, items: Sequence[_Item]) -> dict[str, _PageRead]:
        """Read pages, and return them by address."""
        found: dict[str, _PageRead] = {}
        work = partial(_portion_of, self.site, self.cache)
        # Terms that many pages have are written down once a portion, if pages follow each other as they are numbered.
        items = sorted(items, key=lambda item: (item.tier, item.number))
        for portion in self._pool(len(items)).each(work, items):
            self.runs.add(kind, portion.terms)
            found.update((page.address, page) for page in portion.pages)
            self.context.listener.progressed("Lập chỉ mục tìm kiếm", len(found), len(items))
        self.runs.settle()
        return found

    def _pool(self, count: int) -> WorkerPool:
        """Return what reads so many pages: large portions, so that most terms are written down seldom, but enough for all processes."""
        pool = self.context.pool
        fair = count // (_PORTIONS_EACH * pool.count)
        return replace(pool, portion=min(_LARGEST_PORTION, max(pool.portion, fair)))


def _portion_of(site: Site, cache: SearchCache, items: Sequence[_Item]) -> list[_Portion]:
    pages = []
    terms = {tier: TermsOfPages() for tier in TIERS}
    own = {entry.address: entry for entry in own_entries(site)}
    for item in items:
        if item.is_kept:
            entry = read_page_file(cache.page(item.address))
        elif item.story:
            entry = index_entry(site, item.story)
        else:
            entry = own[item.address]
        size = terms[item.tier].add(item.number, entry)
        file = b"" if item.is_kept else page_file(entry)
        pages.append(_PageRead(item.address, file, entry.place, size.terms, length_class(size.words)))
    return [_Portion(pages, {tier: in_segments(one.all()) for tier, one in terms.items()})]


def _read_pages(
    reader: _Reader, wanted: WantedIndex, before: IndexState, old: Mapping[str, IndexedPage]
) -> tuple[dict[str, IndexedPage], dict[str, _PageRead]]:
    """
    Read the pages that changed, and what was found of those that changed, stand elsewhere or are no longer there.

    Returns all wanted pages, and those that changed.
    """
    numbers = wanted.numbering.pages
    is_other = before.basis != wanted.basis
    changed = [one for one, key in wanted.keys.items() if is_other or one not in old or old[one].key != key]
    renumbered = renumbered_tiers(wanted, before)
    elsewhere = (one for one, page in old.items() if (page.tier, page.number) != numbers.get(one))
    # Of a tier that is made anew nothing has to be taken away.
    left = {one: old[one] for one in (*changed, *elsewhere) if one in old and old[one].tier not in renumbered}
    reader.read(_REMOVED, [_Item(one, None, page.tier, page.number, True) for one, page in left.items()])
    found = reader.read(_ADDED, [_Item(one, wanted.stories[one], *numbers[one], False) for one in changed])
    pages = {one: _indexed(key, numbers[one], found.get(one) or old[one]) for one, key in wanted.keys.items()}
    return pages, found


def _read_again(
    reader: _Reader,
    old: Mapping[str, IndexedPage],
    pages: Mapping[str, IndexedPage],
    found: Mapping[str, _PageRead],
    anew: set[int],
) -> None:
    """Read pages that did not change, but stand elsewhere or in a tier that is made anew."""
    again = [
        _Item(one, None, page.tier, page.number, True)
        for one, page in pages.items()
        if one not in found
        and (page.tier in anew or (page.tier, page.number) != (old[one].tier, old[one].number))
    ]
    reader.read(_ADDED, again)


def _indexed(key: str, place: tuple[int, int], page: _PageRead | IndexedPage) -> IndexedPage:
    """Return a page of the index with a key in a place; one that has them is returned itself."""
    tier, number = place
    if isinstance(page, IndexedPage) and (page.key, page.tier, page.number) == (key, tier, number):
        return page
    return IndexedPage(key, tier, number, page.size, page.length, page.place)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a tier's shards: the new files of those that changed by number, and by how many pages more have each word."""

    tier: int
    shards: dict[int, bytes]
    words: dict[str, int]


def _made_shards(
    context: BuildContext,
    cache: SearchCache,
    runs: RunFile,
    before: IndexState,
    counts: Sequence[int],
    anew: set[int],
) -> _Shards:
    """Make the shards in which terms changed; return what all shards are now."""
    names = [[ABSENT] * counts[tier] if tier in anew else list(before.shards[tier]) for tier in TIERS]
    words = [Counter({} if tier in anew else known) for tier, known in zip(TIERS, cache.words(), strict=True)]
    is_same = not anew
    for tier in anew:
        cache.forget_shards(tier)
    work = partial(_made_parts, cache, runs, _there(names))
    tasks = [
        (tier, part)
        for tier in TIERS
        for part in shard_segments(counts[tier])
        if any(runs.has(tier, segment) for segment in part)
    ]
    for made in replace(context.pool, portion=1).each(work, tasks):
        cache.put_terms({f"{made.tier}-{number}": data for number, data in made.shards.items()})
        for number, data in made.shards.items():
            names[made.tier][number] = content_letters(data)
        for word, more in made.words.items():
            was = sum(known[word] for known in words)
            is_same &= word_class(was) == word_class(was + more)
            words[made.tier][word] += more
    return _Shards(
        names, [{word: count for word, count in known.items() if count} for known in words], is_same
    )


def _there(names: Sequence[Sequence[str]]) -> list[list[bool]]:
    """Return, by tier, of which shards there is a file: one without any term has none."""
    return [[name != ABSENT for name in of] for of in names]


def _made_parts(
    cache: SearchCache, runs: RunFile, there: Sequence[Sequence[bool]], tasks: Sequence[tuple[int, range]]
) -> list[_Part]:
    return [_made_part(cache, runs, tier, part, there[tier]) for tier, part in tasks]


def _made_part(cache: SearchCache, runs: RunFile, tier: int, part: range, there: Sequence[bool]) -> _Part:
    count = len(there)
    added = merged_postings(runs.read(_ADDED, tier, part))
    removed: Postings = {}
    if any(there):
        # What most of an edited article says, it said before.
        removed, added = differing(merged_postings(runs.read(_REMOVED, tier, part)), added)
    words: Counter[str] = Counter()
    changes: defaultdict[int, tuple[Postings, Postings]] = defaultdict(lambda: ({}, {}))
    for way, (postings, sign) in enumerate(((removed, -1), (added, 1))):
        for key, pages in postings.items():
            term = key[:-1]
            changes[shard_of(term, count)][way][key] = pages
            if is_listed(term):
                words[term] += sign * len(pages)
    shards = {}
    for number, (gone, new) in changes.items():
        before = read_shard(unpacked(cache.terms(f"{tier}-{number}"))) if there[number] else {}
        lists = changed_shard_lists(before, gone, new) if before else new_lists(new)
        shards[number] = packed(written_shard(lists)) if lists else b""
    return _Part(tier, shards, dict(words))
