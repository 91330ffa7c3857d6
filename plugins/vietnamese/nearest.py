"""Did you mean: the names nearest to what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from plugins.vietnamese.letters import fold


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """
    Return up to ``limit`` candidates that read like the word, the nearest first.

    >>> nearest("Tiu đề", ["Tiêu đề", "Thẻ"])
    ['Tiêu đề']
    """
    by_folded: dict[str, str] = {}
    for candidate in candidates:
        by_folded.setdefault(fold(candidate), candidate)
    return [by_folded[found] for found in get_close_matches(fold(word), by_folded, limit, 0.72)]
