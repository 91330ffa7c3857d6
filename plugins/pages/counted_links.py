"""Links with numbers beside them, and their order under letters in an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.index_letters import letter_of
from plugins.vietnamese.numbers import with_thousands_points

# From so many names on an index has letters, and the most used names apart.
MANY, MOST_SHOWN = 30, 12


@dataclass(frozen=True, slots=True)
class Count:
    """
    A link with a number of articles beside it ("2023", 14), or none where they are not counted (0).

    ``parts`` are what it is made of, such as a year's months.
    """

    text: str
    href: str
    count: int
    parts: tuple[Count, ...] = ()

    @property
    def words(self) -> str:
        """
        The number as a text, "" where nothing is counted.

        >>> Count("2023", "/luu-tru/2023/", 1008).words
        '1.008 bài'
        """
        return f"{with_thousands_points(self.count)} bài" if self.count else ""


@dataclass(frozen=True, slots=True)
class CountGroup:
    """What of an index stands under one letter, or all of it under ""."""

    letter: str
    entries: tuple[Count, ...]


def by_letter(entries: Sequence[Count], sorted_by: Callable[[str], str] = str) -> tuple[CountGroup, ...]:
    """Return the entries of an index under its letters, below each in their order; few of them in one group."""
    if len(entries) < MANY:
        return (CountGroup("", tuple(entries)),)
    groups: dict[str, list[Count]] = {}
    for entry in entries:
        groups.setdefault(letter_of(sorted_by(entry.text)), []).append(entry)
    return tuple(CountGroup(letter, tuple(groups[letter])) for letter in sorted(groups, key=sort_key))


def most_used(entries: Iterable[Count]) -> tuple[Count, ...]:
    """Return the names of most articles, those of one number in their order; none where all can be seen at once."""
    every = list(entries)
    if len(every) < MANY:
        return ()
    every.sort(key=lambda entry: -entry.count)
    return tuple(entry for entry in every[:MOST_SHOWN] if entry.count > 1)
