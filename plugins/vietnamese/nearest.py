"""Find the names nearest to what was typed, for “did you mean”."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from plugins.vietnamese.letters import fold

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
    typed = fold(word)[:_LONGEST]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(typed)
    scored: list[tuple[float, int, int, str]] = []
    for place, candidate in enumerate(dict.fromkeys(candidates)):
        score = _likeness(matcher, typed, fold(candidate)[:_LONGEST])
        if score >= _NEAR:
            scored.append((-score, -_same_letters(word, candidate), place, candidate))
    return [candidate for *_, candidate in sorted(scored)[:limit]]


def _likeness(matcher: SequenceMatcher[str], typed: str, name: str) -> float:
    """Return how alike two folded texts are, 0 to 1."""
    # A beginning of one or two letters says nothing.
    part = _PART if len(typed) > 2 and name.startswith(typed) else 0.0
    matcher.set_seq1(name)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _NEAR:
        return part
    return max(part, matcher.ratio())


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
