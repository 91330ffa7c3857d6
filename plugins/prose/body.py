"""What the prose room hands over: HTML with holes, and what belongs into each hole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

# Private-use characters never survive the reader, so an article cannot forge a hole.
HOLE = re.compile("\ue000(\\d+)\ue001")


class Wants(StrEnum):
    """What a hole is to be filled with."""

    PICTURE = "picture"  # a whole element that shows a picture
    FIGURE = "figure"  # the same, for a picture that stands alone: it leads to its largest size
    ADDRESS = "address"  # the value of an href attribute
    LARGE = "large"  # the same, of a link around a picture: to another picture it leads to show it large


PICTURES = frozenset({Wants.PICTURE, Wants.FIGURE})


@dataclass(frozen=True, slots=True)
class Reference:
    """A file, article or page that a body names, as written, with its line in the file."""

    wants: Wants
    target: str
    line: int
    alt: str = ""


def in_order(html: str, references: tuple[Reference, ...]) -> tuple[str, tuple[Reference, ...]]:
    """
    Return a body with its holes numbered as they follow each other, and its references in that order.

    A reference that has no hole any more keeps a place at the end.
    """
    standing = list(dict.fromkeys(int(hole[1]) for hole in HOLE.finditer(html)))
    order = standing + [number for number in range(len(references)) if number not in standing]
    numbers = {old: new for new, old in enumerate(order)}
    renumbered = HOLE.sub(lambda hole: f"\ue000{numbers[int(hole[1])]}\ue001", html)
    return renumbered, tuple(references[old] for old in order)


@dataclass(frozen=True, slots=True)
class Body:
    """
    An article's body.

    ``html`` is safe HTML in which ``\\ue000N\\ue001`` stands for ``references[N]``;
    ``lead`` is the first paragraph as plain text; ``lead_is_bold`` says that the whole
    paragraph was bold (an old-style lead); ``syllables`` counts what is read aloud;
    ``anchors`` are the ids that a link to the body may name.
    """

    html: str
    references: tuple[Reference, ...] = ()
    lead: str = ""
    lead_is_bold: bool = False
    syllables: int = 0
    anchors: tuple[str, ...] = ()

    def filled(self, fill: Callable[[Reference], str]) -> str:
        """Return the HTML with every hole filled by ``fill(reference)`` (already escaped)."""
        return HOLE.sub(lambda hole: fill(self.references[int(hole[1])]), self.html)
