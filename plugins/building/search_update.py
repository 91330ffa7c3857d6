"""
Make a search index out of the last one: read the pages that changed, and write the shards in which they have terms.

The index is a function of the pages alone: what is changed step by step is, byte for byte, what is made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.building.context import BuildContext
from plugins.building.incremental.search_cache import IndexedPage, IndexState, SearchCache
from plugins.building.search_runs import RunFile, in_segments
from plugins.building.worker_pool import WorkerPool
from plugins.pages.site import Site, Story
from plugins.search.index_entries import STANDING, STANDING_NAME, index_entry, register_page_entry
from plugins.search.index_files import (
    ABSENT,
    WORDS,
    content_name,
    is_listed,
    length_class,
    packed,
    page_file,
    read_page_file,
    table_file,
    table_name,
    unpacked,
    words_file,
)
from plugins.search.layout import TIERS, Numbering, parts_of, shard_count, shard_of
from plugins.search.postings import (
    Postings,
    changed_lists,
    differing,
    merged,
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
    The pages that the index shall have.

    ``stories`` and ``keys`` (digests of all that is found and shown of them) are by address; the register's page is no story.
    ``basis`` is a digest of what all pages are indexed with.
    """

    stories: Mapping[str, Story | None]
    keys: Mapping[str, str]
    numbering: Numbering
    basis: str

    def is_there(self, state: IndexState) -> bool:
        """Tell whether an index has just these pages."""
        numbers, pages = self.numbering.pages, state.pages
        return (
            state.basis == self.basis
            and pages.keys() == numbers.keys()
            and all(page.key == self.keys[one] for one, page in pages.items())
            and all((page.tier, page.number) == numbers[one] for one, page in pages.items())
        )


@dataclass(frozen=True, slots=True)
class _Item:
    """A page to read; where it ``is_kept``, its file tells what is found of it, else its story (of none for the register's page)."""

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


def place_names(site: Site, pages: Mapping[str, IndexedPage]) -> list[tuple[str, str]]:
    """Return the sections that pages are in, by path and name, in the portal's order."""
    used = {page.place for page in pages.values()}
    named = [*((section.path, section.name) for section in site.sections.all), (STANDING, STANDING_NAME)]
    return [(path, name) for path, name in named if path in used]


def updated(context: BuildContext, site: Site, wanted: WantedIndex, before: IndexState) -> IndexState:
    """Return the index with the pages as they are wanted now; its files are in the cache."""
    cache = SearchCache(context.cache.store)
    runs = RunFile(context.settings.cache)
    try:
        pages, counts, anew = _read_pages(_Reader(context, site, cache, runs), wanted, before)
        shards, words = _made_shards(context, cache, runs, before, counts, anew)
    finally:
        runs.close()
    places = {path: number for number, (path, _) in enumerate(place_names(site, pages))}
    files = {table_name(tier): _table(pages, tier, places) for tier in TIERS} | {WORDS: words_file(words)}
    cache.put_terms(files)
    lists = {name: content_name(data) for name, data in files.items()}
    numbering = wanted.numbering
    state = IndexState(wanted.basis, numbering.slots, numbering.first, pages, shards, lists)
    cache.put_state(state, words)
    return state


def _table(pages: Mapping[str, IndexedPage], tier: int, places: Mapping[str, int]) -> bytes:
    rows = [(page.number, places[page.place], page.length) for page in pages.values() if page.tier == tier]
    return table_file(sorted(rows))


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
    for item in items:
        if item.is_kept:
            entry = read_page_file(cache.page(item.address))
        elif item.story:
            entry = index_entry(site, item.story)
        elif register := register_page_entry(site):
            entry = register
        size = terms[item.tier].add(item.number, entry)
        file = b"" if item.is_kept else page_file(entry)
        pages.append(_PageRead(item.address, file, entry.place, size.terms, length_class(size.words)))
    return [_Portion(pages, {tier: in_segments(one.all()) for tier, one in terms.items()})]


def _read_pages(
    reader: _Reader, wanted: WantedIndex, before: IndexState
) -> tuple[dict[str, IndexedPage], dict[int, int], set[int]]:
    """
    Read the pages that changed or stand elsewhere, and those that are no longer there.

    Returns all pages of the index, how many shards each tier has, and the tiers of which every shard is made anew.
    """
    numbers, old = wanted.numbering.pages, before.pages
    is_other = before.basis != wanted.basis
    is_renumbered = is_other or (before.slots, before.first) != (
        wanted.numbering.slots,
        wanted.numbering.first,
    )
    changed = [one for one, key in wanted.keys.items() if is_other or one not in old or old[one].key != key]
    as_was = numbers.keys() - set(changed)
    moved = [one for one in as_was if (old[one].tier, old[one].number) != numbers[one]]
    gone = [one for one in old if one not in numbers]
    if not is_renumbered:
        left = [one for one in (*changed, *moved, *gone) if one in old]
        reader.read(_REMOVED, [_Item(one, None, old[one].tier, old[one].number, True) for one in left])
    found = reader.read(_ADDED, [_Item(one, wanted.stories[one], *numbers[one], False) for one in changed])
    pages = {one: _indexed(key, numbers[one], found.get(one) or old[one]) for one, key in wanted.keys.items()}
    sizes = [0 for _ in TIERS]
    for page in pages.values():
        sizes[page.tier] += page.size
    counts = {tier: shard_count(sizes[tier]) for tier in TIERS}
    anew = {tier for tier in TIERS if is_renumbered or counts[tier] != len(before.shards[tier])}
    again = [one for one in as_was if one in moved or pages[one].tier in anew]
    reader.read(_ADDED, [_Item(one, None, *numbers[one], True) for one in again])
    reader.cache.drop_pages(gone)
    reader.cache.put_pages((page.address, page.file) for page in found.values())
    return pages, counts, anew


def _indexed(key: str, place: tuple[int, int], page: _PageRead | IndexedPage) -> IndexedPage:
    tier, number = place
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
    counts: Mapping[int, int],
    anew: set[int],
) -> tuple[list[list[str]], list[dict[str, int]]]:
    """Make the shards in which terms changed; return, by tier, the names of all shards, and all words with the number of their pages."""
    names = [[ABSENT] * counts[tier] if tier in anew else list(before.shards[tier]) for tier in TIERS]
    words = [Counter({} if tier in anew else known) for tier, known in zip(TIERS, cache.words(), strict=True)]
    for tier in anew:
        cache.forget_shards(tier)
    work = partial(_made_parts, cache, runs, counts, frozenset(anew))
    tasks = [
        (tier, part)
        for tier in TIERS
        for part in parts_of(counts[tier])
        if any(runs.has(tier, segment) for segment in part)
    ]
    for made in replace(context.pool, portion=1).each(work, tasks):
        cache.put_terms({f"{made.tier}-{number}": data for number, data in made.shards.items()})
        for number, data in made.shards.items():
            names[made.tier][number] = content_name(data)
        words[made.tier].update(made.words)
    return names, [{word: count for word, count in known.items() if count} for known in words]


def _made_parts(
    cache: SearchCache,
    runs: RunFile,
    counts: Mapping[int, int],
    anew: frozenset[int],
    tasks: Sequence[tuple[int, range]],
) -> list[_Part]:
    return [_made_part(cache, runs, tier, part, counts[tier], tier in anew) for tier, part in tasks]


def _made_part(cache: SearchCache, runs: RunFile, tier: int, part: range, count: int, is_anew: bool) -> _Part:
    added = merged(runs.read(_ADDED, tier, part))
    removed: Postings = {}
    if not is_anew:
        # What most of an edited article says, it said before.
        removed, added = differing(merged(runs.read(_REMOVED, tier, part)), added)
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
        if is_anew:
            lists = new_lists(new)
        else:
            lists = changed_lists(read_shard(unpacked(cache.terms(f"{tier}-{number}"))), gone, new)
        shards[number] = packed(written_shard(lists)) if lists else b""
    return _Part(tier, shards, dict(words))
