"""Make Python's cyclic garbage collector run rarely while a build is at work."""

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
