"""
Where things lie in the index: the number of each page, the tier that it belongs to, the shard of each term.

A page's number tells its day, so that a new article changes no other's; what a page is numbered by is what the portal
has, never what was built before. The pages of the newest year, and those without a date, are a tier of their own: what
is written today changes small files. theme/static/js/shard.js finds shards in the same way.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plugins.search.words import bare

CLOSED, CURRENT = 0, 1
TIERS = (CLOSED, CURRENT)
DAYS = 366
# Shards of the first words of terms; the second word, or the first again, divides them further.
SEGMENT_BITS = 4
SEGMENTS = 1 << SEGMENT_BITS
_FEWEST_SLOTS = 8
# A shard of so many terms of pages weighs 2 to 4 kB, more where common words share one: a visitor waits for every byte. The
# manifest names every shard, and is waited for too: of a large portal shards are twice as large rather than twice as many.
_SHARD_SIZE = 2000
_USUAL_SHARDS = 1 << 12
_MOST_SHARDS = 1 << 14
# Half of all pages have "năm 20…": the shard of all years together would be the heaviest of an index. A number of so many figures
# is not looked for before it is typed.
_LONG_NUMBER = 4


@dataclass(frozen=True, slots=True)
class PageNumbering:
    """
    The numbers of the pages of a portal, by address: the tier, and the number in it.

    ``slots`` is how many numbers a day has, ``first`` the first year of each tier, 0 for a tier without dates.
    """

    slots: int
    first: tuple[int, int]
    pages: dict[str, tuple[int, int]]


def page_numbering(
    days: Mapping[str, date | None], only: Container[date | None] | None = None
) -> PageNumbering:
    """
    Return the numbers of pages of which the days are known, by address; where ``only`` has some days, those of their pages alone.

    >>> page_numbering({"a/": date(2023, 1, 2), "b/": date(2024, 1, 1), "c/": date(2023, 1, 2), "d/": None}).pages
    {'a/': (0, 2936), 'c/': (0, 2937), 'b/': (1, 2928), 'd/': (1, 0)}
    """
    by_day: defaultdict[date | None, list[str]] = defaultdict(list)
    for address, day in days.items():
        by_day[day].append(address)
    undated = by_day.pop(None, [])
    years = {day.year for day in by_day if day}
    current = max(years, default=0)
    first = (min(years - {current}, default=0), current)
    slots = _FEWEST_SLOTS
    while slots < max(map(len, by_day.values()), default=0):
        slots *= 2
    pages: dict[str, tuple[int, int]] = {}
    for day, addresses in by_day.items():
        if day and (only is None or day in only):
            tier = CURRENT if day.year == current else CLOSED
            # The first year of numbers is for pages without a date.
            start = ((day.year - first[tier] + 1) * DAYS + day.timetuple().tm_yday - 1) * slots
            pages.update((address, (tier, start + slot)) for slot, address in enumerate(sorted(addresses)))
    if only is None or None in only:
        pages.update((address, (CURRENT, number)) for number, address in enumerate(sorted(undated)))
    return PageNumbering(slots, first, pages)


def shard_count(size: int) -> int:
    """
    Return how many shards a tier has whose pages have so many terms.

    >>> [shard_count(size) for size in (0, 2000, 2001, 6_500_000, 30_000_000)]
    [1, 1, 2, 4096, 8192]
    """
    count = 1
    while size > count * _SHARD_SIZE and count < _USUAL_SHARDS:
        count *= 2
    while size > count * 2 * _SHARD_SIZE and count < _MOST_SHARDS:
        count *= 2
    return count


@lru_cache(maxsize=1 << 16)
def _first_hash(word: str) -> int:
    return zlib.crc32(bare(word).encode())


@lru_cache(maxsize=1 << 16)
def _pair_hash(word: str, beginning: str) -> int:
    return zlib.crc32(f"{bare(word)} {beginning}".encode())


def beginning_of(word: str) -> str:
    """
    Return that of the second word of a pair by which its shard is found: its first letter, or so many figures of a long number.

    >>> [beginning_of(word) for word in ("ho6i2", "d9a6t1", "2023", "34346", "15")]
    ['h', 'd', '2023', '3434', '1']
    """
    return word[:_LONG_NUMBER] if word.isdecimal() and len(word) >= _LONG_NUMBER else bare(word)[0]


def segment_of(term: str) -> int:
    """Return the segment that a term belongs to: by its first word, whatever marks it has."""
    return _first_hash(term.partition(" ")[0]) >> (32 - SEGMENT_BITS)


def shard_of(term: str, count: int) -> int:
    """
    Return the shard, of so many, that a term belongs to; what begins as a half-typed pair does is in one shard.

    >>> shard_of("thu ho6i2", 1024) == shard_of("thu2 ha", 1024), shard_of("thu", 1)
    (True, 0)
    """
    word, _, other = term.partition(" ")
    segment = _first_hash(word) >> (32 - SEGMENT_BITS)
    if count <= SEGMENTS:
        return segment * count // SEGMENTS
    rest = _pair_hash(word, beginning_of(other)) if other else _first_hash(word)
    within = count // SEGMENTS
    return segment * within + rest % within


def shard_segments(count: int) -> Iterator[range]:
    """
    Yield the segments that have shards of their own, where there are so many: those of few shards share them.

    >>> list(shard_segments(2)), len(list(shard_segments(1024)))
    ([range(0, 8), range(8, 16)], 16)
    """
    step = SEGMENTS // min(count, SEGMENTS)
    yield from (range(start, start + step) for start in range(0, SEGMENTS, step))
