"""
The same article twice: each text is sketched by the smallest hashes of its runs of words, and sketches are compared.

Two texts share as large a part of their smallest hashes as of all their runs (A. Broder, On the
resemblance and containment of documents, 1997). Only texts that share one of the very smallest
are compared at all, so the work grows with the number of articles and not with its square.
"""

from __future__ import annotations

import heapq
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# Syllables in a run; hashes in a sketch; hashes of it that a twin must share one of.
_RUN, _SKETCH, KEYS = 4, 96, 8
# A text of fewer runs is a notice: two of them may say nearly the same and be two.
_SHORTEST = 60
# A run that so many articles share is a formula of the house.
_COMMON = 40
_SYLLABLE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two articles by their paths, and how much of what either says both say, in percent."""

    path: str
    other: str
    percent: int


def sketch(text: str) -> tuple[int, ...]:
    """
    Return the sketch of a text, () for one that is too short to be told from others.

    >>> sketch("Quá ngắn.")
    ()
    """
    words = _SYLLABLE.findall(text.lower())
    runs = {" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}
    if len(runs) < _SHORTEST:
        return ()
    return tuple(heapq.nsmallest(_SKETCH, {zlib.crc32(run.encode()) for run in runs}))


def likeness(one: Collection[int], other: Collection[int]) -> int:
    """
    Return which part of their runs two texts share, in percent, as far as their sketches tell.

    >>> likeness((1, 2, 3, 4), (1, 2, 3, 5))
    60
    """
    full = len(one) == len(other) == _SKETCH
    # Beyond what the shorter sketch reaches, nobody knows whether both have it.
    reach = min(max(one), max(other)) if full else max(*one, *other)
    seen = [value for value in {*one, *other} if value <= reach]
    return round(100 * sum(value in one and value in other for value in seen) / len(seen))


def alike(
    keys: Mapping[str, Sequence[int]],
    asked: Iterable[str],
    sketch_of: Callable[[str], Sequence[int]],
    order: Callable[[str], tuple[str, str]],
    percent: int,
) -> Iterator[Alike]:
    """
    Yield each asked article that says what an earlier one says, with the most alike of those.

    ``keys`` are the first hashes of every article's sketch; ``order`` tells which of two came first.
    """
    wanted = [path for path in asked if keys.get(path)]
    sought = {key for path in wanted for key in keys[path]}
    having: dict[int, list[str]] = defaultdict(list)
    for path, some in keys.items():
        for key in some:
            if key in sought:
                having[key].append(path)
    for path in wanted:
        own = frozenset(sketch_of(path))
        near = {
            other
            for key in keys[path]
            if len(having[key]) <= _COMMON
            for other in having[key]
            if other != path and order(other) < order(path)
        }
        best = (0, "")
        for other in sorted(near):
            theirs = frozenset(sketch_of(other))
            # So much of the sketch itself is shared at the least, where so much of the text is.
            if len(own & theirs) * 100 >= percent * min(len(own), len(theirs)):
                best = max(best, (likeness(own, theirs), other), key=lambda one: one[0])
        if best[0] >= percent:
            yield Alike(path, best[1], best[0])
