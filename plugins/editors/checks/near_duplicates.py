"""
Find near-duplicate articles with MinHash sketches: the smallest hashes of each text's runs of syllables.

Two texts share about the same part of their smallest hashes as of all their runs (A. Broder, On the
resemblance and containment of documents, 1997). Only texts that share one of the very smallest hashes
are compared at all, so the work grows with the number of articles and not with its square.
"""

from __future__ import annotations

import heapq
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# Syllables in a run; hashes in a sketch; the first hashes of it, of which a near-duplicate shares at least one.
_RUN, _SKETCH, KEYS = 4, 96, 8
# Runs. Shorter texts are notices, which may say nearly the same and still be two.
_SHORTEST = 60
# A run that more articles share is a set phrase of the portal.
_COMMON = 40
_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """An article, an earlier one with much of the same text, both by path, and how much text they share in percent."""

    path: str
    other: str
    percent: int


def sketch(text: str) -> tuple[int, ...]:
    """
    Return the sketch of a text, () for one that is too short to be compared.

    >>> sketch("Quá ngắn.")
    ()
    """
    words = _SYLLABLE.findall(text.lower())
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    if len(runs) < _SHORTEST:
        return ()
    return tuple(heapq.nsmallest(_SKETCH, {zlib.crc32(run.encode()) for run in runs}))


def similarity(one: Collection[int], other: Collection[int]) -> int:
    """
    Return the part of their runs that two texts share, in percent, estimated from their sketches.

    >>> similarity((1, 2, 3, 4), (1, 2, 3, 5))
    60
    """
    full = len(one) == len(other) == _SKETCH
    # Above the largest hash of the shorter sketch it is not known whether both texts have a hash.
    reach = min(max(one), max(other)) if full else max(*one, *other)
    known = [value for value in {*one, *other} if value <= reach]
    return round(100 * sum(value in one and value in other for value in known) / len(known))


def near_duplicates(
    keys: Mapping[str, Sequence[int]],
    paths: Iterable[str],
    sketch_of: Callable[[str], Sequence[int]],
    order: Callable[[str], tuple[str, str]],
    percent: int,
) -> Iterator[NearDuplicate]:
    """
    Yield those of the articles ``paths`` that are near-duplicates of an earlier article, with the most similar one.

    ``keys`` are the first hashes of every article's sketch; ``order`` returns what articles are sorted by,
    the earliest first; ``percent`` is the least part of the text that near-duplicates share.
    """
    wanted = [path for path in paths if keys.get(path)]
    wanted_keys = {key for path in wanted for key in keys[path]}
    by_key: dict[int, list[str]] = defaultdict(list)
    for path, own_keys in keys.items():
        for key in own_keys:
            if key in wanted_keys:
                by_key[key].append(path)
    for path in wanted:
        own = frozenset(sketch_of(path))
        candidates = {
            other
            for key in keys[path]
            if len(by_key[key]) <= _COMMON
            for other in by_key[key]
            if other != path and order(other) < order(path)
        }
        best = (0, "")
        for other in sorted(candidates):
            theirs = frozenset(sketch_of(other))
            # Where so much of the text is shared, at least so much of the sketches is.
            if len(own & theirs) * 100 >= percent * min(len(own), len(theirs)):
                best = max(best, (similarity(own, theirs), other), key=lambda one: one[0])
        if best[0] >= percent:
            yield NearDuplicate(path, best[1], best[0])
