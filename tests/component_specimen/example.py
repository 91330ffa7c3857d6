"""What an example of a macro is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """
    What a macro is called with, and what of that is tried, in words.

    ``around`` are the classes of the blocks that it stands in on real pages, the outermost first; with ``beside`` it is
    shown in a side column as well.
    """

    shows: str
    given: tuple[object, ...]
    around: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro by its file in templates/components and its name, with its examples."""

    file: str
    name: str
    examples: tuple[Example, ...]
