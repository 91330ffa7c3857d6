"""Define a file that only machines read, as its maker describes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.pages.site import Story


@dataclass(frozen=True, slots=True)
class MachineFile:
    """
    A file that only machines read: its path, and how its bytes are made.

    They are made from the facts of the site and from what lists show of the articles in
    ``listed``; ``values`` are plain values that they depend on too.
    """

    path: str
    make: Callable[[], bytes]
    listed: Sequence[Story] = ()
    values: tuple[object, ...] = ()
