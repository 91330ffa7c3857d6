"""Find the names nearest to what was typed, for “did you mean”."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from .letters import fold

_NEAR = 0.72
_PART = 0.8
# Comparing takes time by the square of the length, and so long a name is no typing mistake.
_LONGEST = 200


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """
    Return up to ``limit`` candidates that read like the word, or begin as it does, the nearest first.

    >>> nearest("Tiu đề", ["Thẻ", "Tiêu đề"]), nearest("quy hoach", ["Quy hoạch sử dụng đất", "Tin tức"])
    (['Tiêu đề'], ['Quy hoạch sử dụng đất'])
    """
    return list(_nearest(word, tuple(dict.fromkeys(candidates)), limit))


# One mistake is made in many articles, and one article is looked at several times in a build.
@lru_cache(maxsize=1 << 10)
def _nearest(word: str, candidates: tuple[str, ...], limit: int) -> tuple[str, ...]:
    typed = fold(word)[:_LONGEST]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(typed)
    scored: list[tuple[float, int, int, str]] = []
    for bound, place in _promising(matcher, typed, candidates):
        # Comparing takes time: no name is compared that can be no better than enough others.
        if len(scored) >= limit and bound < -scored[limit - 1][0]:
            break
        candidate = candidates[place]
        score = _likeness(matcher, typed, _folded(candidate))
        if score >= _NEAR:
            insort(scored, (-score, -_same_letters(word, candidate), place, candidate))
    return tuple(candidate for *_, candidate in scored[:limit])


@lru_cache(maxsize=1 << 14)
def _folded(candidate: str) -> str:
    return fold(candidate)[:_LONGEST]


def _promising(
    matcher: SequenceMatcher[str], typed: str, candidates: tuple[str, ...]
) -> list[tuple[float, int]]:
    """Return the places of candidates that may be near, each with the most that it can be alike, the best first."""
    found = []
    for place, candidate in enumerate(candidates):
        name = _folded(candidate)
        matcher.set_seq1(name)
        quick = matcher.real_quick_ratio()
        bound = max(_part(typed, name), matcher.quick_ratio() if quick >= _NEAR else quick)
        if bound >= _NEAR:
            found.append((bound, place))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _part(typed: str, name: str) -> float:
    """Return how alike a text and a name are for the name's beginning; one of one or two letters says nothing."""
    return _PART if len(typed) > 2 and name.startswith(typed) else 0.0


def _likeness(matcher: SequenceMatcher[str], typed: str, name: str) -> float:
    """Return how alike two folded texts are, 0 to 1."""
    matcher.set_seq1(name)
    return max(_part(typed, name), matcher.ratio())


def _same_letters(word: str, candidate: str) -> int:
    """Count the places where both have the same letter with the same marks: of equals, that one first."""
    return sum(ours == theirs for ours, theirs in zip(word, candidate, strict=False))


def differ_little(one: str, other: str) -> bool:
    """
    Tell whether one text becomes the other by one letter more, less or changed.

    >>> differ_little("ke hoac", "ke hoach"), differ_little("quyet dinh", "quy dinh")
    (True, False)
    """
    differing = (
        place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs
    )
    place = next(differing, min(len(one), len(other)))
    mine, theirs = one[place:], other[place:]
    return mine[1:] in (theirs, theirs[1:]) or mine == theirs[1:]
