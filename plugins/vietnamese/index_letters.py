"""The letter that an alphabetical index has a name under, and the place there."""

from __future__ import annotations

import re

from .collation import SortKey, sort_key
from .letters import fold

FIGURES = "0–9"


def letter_of(name: str) -> str:
    """
    Return the letter that an index has a name under: its first without marks, but Đ apart from D.

    >>> [letter_of(name) for name in ("Ánh", "đê điều", "“Dưỡng sinh”", "5 không", "…")]
    ['A', 'Đ', 'D', '0–9', '0–9']
    """
    found = re.search(r"\w", name)
    if not found or not found[0].isalpha():
        return FIGURES
    return "Đ" if found[0] in "đĐ" else fold(found[0]).upper()


def index_key(name: str) -> tuple[SortKey, str]:
    """
    Return the key that puts names in the order of an index: signs before the first letter or figure do not count, as for the letter.

    >>> sorted(["Đạt", "“Dưỡng sinh”", "Di sản", "(Cũ) An"], key=index_key)
    ['(Cũ) An', 'Di sản', '“Dưỡng sinh”', 'Đạt']
    """
    found = re.search(r"\w", name)
    return sort_key(name[found.start() :] if found else ""), name
