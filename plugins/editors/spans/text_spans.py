"""The text of a paragraph in spans of one format each, and how its lines are aligned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class VerticalAlign(StrEnum):
    """Whether letters are superscript or subscript; the value is HTML's element."""

    BASELINE = ""
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """
    A piece of text of one format; a line end in it is a break within the paragraph.

    ``link`` is an address on the web or ""; ``note`` is the name of a footnote that is referred to here. ``code`` is text
    as a machine shows it; ``picture`` names the file of a picture that stands in the line, whose description is the text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    vertical_align: VerticalAlign = VerticalAlign.BASELINE
    link: str = ""
    note: str = ""
    code: bool = False
    picture: str = ""

    @property
    def is_thing(self) -> bool:
        """Whether it is a reference or a picture, which stands whatever its text is, and by itself."""
        return bool(self.note or self.picture)

    def without_text(self) -> TextSpan:
        """Return the same format without the text."""
        return replace(self, text="")


TextSpans = tuple[TextSpan, ...]


class Alignment(StrEnum):
    """How a paragraph's lines are aligned; left and justified are the default."""

    DEFAULT = ""
    CENTRE = "center"
    RIGHT = "right"


def merged_spans(spans: Iterable[TextSpan]) -> TextSpans:
    """
    Return spans in which neighbours of one format are merged, and none is empty.

    >>> [(span.text, span.bold) for span in merged_spans([TextSpan("a"), TextSpan(""), TextSpan("b"), TextSpan("c", bold=True)])]
    [('ab', False), ('c', True)]
    """
    out: list[TextSpan] = []
    for span in spans:
        if out and not span.is_thing and out[-1].without_text() == span.without_text():
            out[-1] = replace(out[-1], text=out[-1].text + span.text)
        elif span.text or span.is_thing:
            out.append(span)
    return tuple(out)


def stripped_spans(spans: Iterable[TextSpan]) -> TextSpans:
    """Return spans without white space at the beginning and the end."""
    out = list(merged_spans(spans))
    while out and not out[0].text.strip() and not out[0].is_thing:
        out.pop(0)
    while out and not out[-1].text.strip() and not out[-1].is_thing:
        out.pop()
    if out and (text := out[0].text.lstrip()) != out[0].text:
        out[0] = replace(out[0], text=text)
    if out and (text := out[-1].text.rstrip()) != out[-1].text:
        out[-1] = replace(out[-1], text=text)
    return tuple(out)


def split_spans(spans: Iterable[TextSpan], separator: str | re.Pattern[str]) -> list[list[TextSpan]]:
    """
    Return spans split where their text matches a regular expression; a reference to a note stays in the first piece.

    >>> [[span.text for span in piece] for piece in split_spans([TextSpan("a\\nb"), TextSpan("c")], "\\n")]
    [['a'], ['b', 'c']]
    """
    pieces: list[list[TextSpan]] = [[]]
    for span in spans:
        first, *more = re.split(separator, span.text)
        pieces[-1].append(replace(span, text=first))
        pieces += [[replace(span, text=text, note="")] for text in more]
    return pieces
