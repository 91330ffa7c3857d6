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

    PICTURE = "picture"  # a whole <img> element
    ADDRESS = "address"  # the value of an href attribute


@dataclass(frozen=True, slots=True)
class Reference:
    """A file, article or page that a body names, as written, with its line in the file."""

    wants: Wants
    target: str
    line: int
    alt: str = ""


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
