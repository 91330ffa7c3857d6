"""Order and group articles. Every order ends with the path, so that ties are always in one order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from plugins.article.facts import Article

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


def listed_instant(article: Article) -> datetime:
    """Return the instant that an article is ordered by; listed articles always have one."""
    if article.date is None:
        raise ValueError(f"{article.path}: an article in a list has a date")
    return article.date


def place_key(article: Article) -> tuple[float, str]:
    """Return what an article's place among others is found by: those with a smaller one stand before it."""
    return -listed_instant(article).timestamp(), article.path


def newest_first(items: Iterable[Item], article: Callable[[Item], Article]) -> list[Item]:
    """Return items, each of which has an article, by that: the newest first; of one instant, by path."""
    by_path = sorted(items, key=lambda item: article(item).path)
    # Numbers are compared faster than instants, each of which may have a zone of its own.
    return sorted(by_path, key=lambda item: listed_instant(article(item)).timestamp(), reverse=True)


def grouped(items: Iterable[Item], keys: Callable[[Item], Iterable[Key]]) -> dict[Key, list[Item]]:
    """Return the items under each of their keys, keeping their order, in one pass."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return dict(groups)


def grouped_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """
    Return the items under the one key that each has, keeping their order.

    >>> grouped_by("bab", str.upper)
    {'B': ['b', 'b'], 'A': ['a']}
    """
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def section_and_ancestors(path: str) -> list[str]:
    """
    Return a section's path and those above it.

    >>> section_and_ancestors("van-hoa/le-hoi"), section_and_ancestors("")
    (['van-hoa/le-hoi', 'van-hoa'], [])
    """
    parts = path.split("/") if path else []
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]


def filled_sections(own: Iterable[str]) -> set[str]:
    """
    Return the paths of the sections that have something, in themselves or below; ``own`` are the sections of articles.

    >>> sorted(filled_sections(["van-hoa/le-hoi", "van-hoa/le-hoi", "tin", ""]))
    ['tin', 'van-hoa', 'van-hoa/le-hoi']
    """
    return {path for section in set(own) for path in section_and_ancestors(section)}


def years(items: Iterable[Item], moment: Callable[[Item], datetime]) -> Mapping[int, list[Item]]:
    """Return the items by the year of their moment, the latest year first."""
    by_year = grouped_by(items, lambda item: moment(item).year)
    return {year: by_year[year] for year in sorted(by_year, reverse=True)}


def around(position: int, items: Sequence[Item], count: int) -> tuple[Sequence[Item], Sequence[Item]]:
    """
    Return up to ``count`` items before and after a position: in a list of news, newer and older.

    >>> around(2, "abcdef", 2)
    ('ab', 'de')
    """
    return items[max(0, position - count) : position], items[position + 1 : position + 1 + count]


def nearest_suiting(
    position: int, items: Sequence[Item], reach: int, count: int, suits: Callable[[Item], bool]
) -> list[Item]:
    """
    Return up to ``count`` items that suit, none further from a position than ``reach``: the nearest, in the order of the list.

    >>> nearest_suiting(3, "abCdEfghi", 3, 3, str.islower)
    ['a', 'b', 'f']
    """
    places = range(max(0, position - reach), min(len(items), position + reach + 1))
    suiting = [place for place in places if place != position and suits(items[place])]
    suiting.sort(key=lambda place: (abs(place - position), place))
    return [items[place] for place in sorted(suiting[:count])]
