"""Make the anchors of what a page tells one after the other: each is of its words, stays where it moves, and is there once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count

from plugins.vietnamese.slugs import slugify

_WORDS_OF_ANCHOR = 8


def anchor_of(text: str) -> str:
    """Return an anchor made of some words, which stays wherever they stand on the page."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:4]
    words = "-".join(slugify(text).split("-")[:_WORDS_OF_ANCHOR])
    return f"{words}-{mark}"


def told_apart(names: Iterable[str]) -> Iterator[str]:
    """
    Yield names, with a number behind each that was there before; no name that is given is made of another by its number.

    >>> [*told_apart(["hop-a1b2", "le-c3d4", "hop-a1b2"])], [*told_apart(["a", "a", "a-2"])]
    (['hop-a1b2', 'le-c3d4', 'hop-a1b2-2'], ['a', 'a-3', 'a-2'])
    """
    names = list(names)
    taken, numbers = set(names), dict[str, Iterator[int]]()
    for name in names:
        if name not in numbers:
            numbers[name] = count(2)
            yield name
            continue
        numbered = (f"{name}-{number}" for number in numbers[name])
        made = next(one for one in numbered if one not in taken)
        taken.add(made)
        yield made
