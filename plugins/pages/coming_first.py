"""Put what is to come before what is over: weeks of a schedule, months of a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

_T = TypeVar("_T")


def coming_first(spans: Iterable[_T], last: Callable[[_T], date], today: date) -> Iterator[_T]:
    """
    Yield spans of time, given in their order: those that are not over as they come, then the others, the latest first.

    >>> [*coming_first(range(1, 6), lambda day: date(2026, 12, day), date(2026, 12, 3))]
    [3, 4, 5, 2, 1]
    """
    every = list(spans)
    yield from (one for one in every if last(one) >= today)
    yield from (one for one in reversed(every) if last(one) < today)
