"""While a build is at work, garbage is collected rarely or not at all, and afterwards as before."""

from __future__ import annotations

import gc
import weakref

from plugins.building.gc_tuning import no_collections


def collections() -> int:
    """Return how often garbage was collected so far."""
    return sum(int(one["collections"]) for one in gc.get_stats())


class Link:
    """Something that may be in a circle, and asked whether it is still there."""

    next: Link | None = None


def test_nothing_is_collected_while_many_values_are_made() -> None:
    """Neither within the block nor, because of what it made, right after it."""
    before, kept = collections(), []
    with no_collections():
        kept += [[number] for number in range(100_000)]
    kept.append([])
    assert (collections(), len(kept)) == (before, 100_001)


def test_garbage_of_the_block_is_collected_some_time() -> None:
    """What it made belongs to the oldest values; nothing stays out of reach."""
    with no_collections():
        circle = Link()
        circle.next = circle
        left = weakref.ref(circle)
        del circle
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert left() is None
