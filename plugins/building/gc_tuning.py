"""Make Python's cyclic garbage collector run rarely, or not at all, while a build is at work."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Allocations between collections of the three generations; Python's own are 700, 10, 10.
_THRESHOLDS = (200_000, 50, 1000)


@contextmanager
def rare_collections() -> Iterator[None]:
    """
    Collect garbage rarely while the block runs.

    A build makes many objects that live until its end, and every collection would look at all of them.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def no_collections() -> Iterator[None]:
    """Collect no garbage while the block runs: for work that makes much that stays and hardly any garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # All that was made is looked at when the oldest values are, not at the next chance.
        gc.freeze()
        gc.unfreeze()
        if was_enabled:
            gc.enable()
