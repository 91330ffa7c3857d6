"""Limits of what a body may hold, and the measures of a line that they apply to."""

from __future__ import annotations

import re
from collections.abc import Sequence

LIST_DEPTH = 10
QUOTE_DEPTH = 10
MARKS_IN_BLOCK = 600  # of one markup character, in one paragraph
BLOCKS = 50_000
BIG_BODY = 1_000_000  # characters; above it the editor is told
TABLE_ROWS = 2_000
STRUCTURE_LINES = 1_000  # rules, headings and definitions without a blank line between them
DEFINITIONS = 300  # of abbreviations, of footnotes

_PREFIX = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]|:[ \t]))+")
_MARKERS = re.compile(r">|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|:(?=[ \t])")
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^([ \t]*)(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
_STRUCTURE = re.compile(r"^[ \t>]*(?:=+[ \t]*$|[-*_][-*_ \t]*$|#|:[ \t])")
_COUNTED = ("*", "_", "[", "`", "<", "\\", "&", "://", "@", "  \n")


def prefix_depth(line: str) -> tuple[int, bool]:
    """
    Return how many quotes and lists a line opens at once, and whether all are quotes.

    >>> prefix_depth("> - > x")
    (3, False)
    >>> prefix_depth("* * *")
    (0, True)
    """
    if line[:1].isalpha() or _RULE.match(line):
        return 0, True
    prefix = _PREFIX.match(line)
    if not prefix:
        return 0, True
    markers = _MARKERS.findall(prefix[0])
    return len(markers), all(marker == ">" for marker in markers)


def item_indent(line: str) -> int | None:
    """Return by how many columns a list item is indented, or None for a line that is no item."""
    item = None if line[:1].isalpha() else _ITEM.match(line)
    return len(item[1].expandtabs(4)) if item and not _RULE.match(line) else None


def is_too_structured(lines: Sequence[str]) -> bool:
    """
    Return whether so many rules, headings and definitions follow each other that parsing them would take very long.

    >>> is_too_structured(["- - -"] * 2_000), is_too_structured(["- mục"] * 2_000)
    (True, False)
    """
    return len(lines) > STRUCTURE_LINES and sum(map(bool, map(_STRUCTURE.match, lines))) > STRUCTURE_LINES


def is_too_marked(text: str) -> bool:
    """
    Return whether one paragraph holds so many markup characters that parsing it would take very long.

    >>> is_too_marked("[" * 20_000)
    True
    """
    return len(text) > MARKS_IN_BLOCK and any(text.count(mark) > MARKS_IN_BLOCK for mark in _COUNTED)
