"""Work is shared among processes: each item once, whatever the number of processes and of items."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest

from plugins.building.sources.worker_pool import WorkerPool


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return each number with its square, and how many were to be worked on at a time."""
    return [(number * number, len(numbers)) for number in numbers]


@pytest.mark.parametrize(("count", "items"), [(1, 120), (2, 0), (2, 50), (2, 51), (3, 700)])
def test_each_item_is_worked_on_once(count: int, items: int) -> None:
    """No portion is larger than was asked for, and the last ones of many are small."""
    called: list[int] = []
    found = list(WorkerPool(count).each(squares, range(items), meanwhile=lambda: called.append(os.getpid())))

    assert sorted(square for square, _ in found) == [number * number for number in range(items)]
    assert max((size for _, size in found), default=0) <= 50
    if items == 51 and sys.platform.startswith("linux"):
        assert {size for _, size in found} == {10, 1}
    # Where there are no other processes, there is no meanwhile.
    several = count > 1 and items > 50 and sys.platform.startswith("linux")
    assert called == ([os.getpid()] if several else [])


def test_a_fault_in_the_meantime_is_raised() -> None:
    """And no process is left behind."""

    def fail() -> None:
        raise ValueError("hỏng")

    if not sys.platform.startswith("linux"):
        pytest.skip("one process alone on this system: nothing happens in the meantime")
    with pytest.raises(ValueError, match="hỏng"):
        list(WorkerPool(2).each(squares, range(200), meanwhile=fail))
