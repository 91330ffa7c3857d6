"""Make the anchors of what a page tells one after the other: each is of its words, stays where it moves, and is there once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from plugins.vietnamese.slugs import slugify

_WORDS_OF_ANCHOR = 8


def anchor_of(text: str) -> str:
    """Return an anchor made of some words, which stays wherever they stand on the page."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:4]
    words = "-".join(slugify(text).split("-")[:_WORDS_OF_ANCHOR])
    return f"{words}-{mark}"


def told_apart(names: Iterable[str]) -> Iterator[str]:
    """
    Yield names, with a number behind each that was there before.

    >>> [*told_apart(["hop-a1b2", "le-c3d4", "hop-a1b2"])]
    ['hop-a1b2', 'le-c3d4', 'hop-a1b2-2']
    """
    known: Counter[str] = Counter()
    for name in names:
        known[name] += 1
        yield name if known[name] == 1 else f"{name}-{known[name]}"
