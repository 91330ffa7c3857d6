"""The rendered body of an article: HTML with placeholders for links and pictures, and what each refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# Private-use characters are taken out of every file that is read, so an article cannot forge a placeholder.
PLACEHOLDER = re.compile("\ue000(\\d+)\ue001")

# Files with these endings are read by Pelican's own readers, where the settings allow it; their bodies are HTML.
READ_BY_PELICAN = (".rst", ".html", ".htm")


class ReferenceKind(StrEnum):
    """What a placeholder is to be filled with."""

    PICTURE = "picture"  # a whole element that shows a picture
    FIGURE = "figure"  # the same, for a picture that stands alone: it leads to its largest size
    ADDRESS = "address"  # the value of an href attribute
    LARGE = "large"  # the same, of a link around a picture: to another picture it leads to show it large


PICTURE_KINDS = frozenset({ReferenceKind.PICTURE, ReferenceKind.FIGURE})


@dataclass(frozen=True, slots=True)
class Reference:
    """A file, article or page that a body names, as written, with its line in the file; a picture with its description and classes."""

    kind: ReferenceKind
    target: str
    line: int
    alt: str = ""
    classes: str = ""


def renumbered(html: str, references: tuple[Reference, ...]) -> tuple[str, tuple[Reference, ...]]:
    """
    Return a body with its placeholders numbered as they follow each other, and its references in that order.

    A reference that has no placeholder any more comes at the end.
    """
    in_use = dict.fromkeys(int(found[1]) for found in PLACEHOLDER.finditer(html))
    order = [*in_use] + [number for number in range(len(references)) if number not in in_use]
    numbers = {old: new for new, old in enumerate(order)}
    filled = PLACEHOLDER.sub(lambda found: f"\ue000{numbers[int(found[1])]}\ue001", html)
    return filled, tuple(references[old] for old in order)


@dataclass(frozen=True, slots=True)
class Body:
    """
    An article's body.

    ``html`` is safe HTML in which the placeholder ``\\ue000N\\ue001`` stands for ``references[N]``;
    ``lead`` is the first paragraph as plain text; ``syllables`` counts the words between spaces, which in Vietnamese
    are syllables; ``anchors`` are the ids that a link to the body may name.
    """

    html: str
    references: tuple[Reference, ...] = ()
    lead: str = ""
    syllables: int = 0
    anchors: tuple[str, ...] = ()
