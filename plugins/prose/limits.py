"""Limits of what a body may hold, and the measures of a line that they apply to."""

from __future__ import annotations

import re
from collections.abc import Sequence

LIST_DEPTH = 10
QUOTE_DEPTH = 10
# What parsing costs: it grows with the number of marks in a paragraph, with the square of the brackets open at once.
MARKS_IN_BLOCK = 30_000  # of one markup character
TAGS_IN_HTML = 60_000  # of a block of HTML, which is copied as it stands: a table of 2000 rows and 5 columns
OPEN_BRACKETS = 600
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
_BRACKETS = re.compile(r"[\[\]]")
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:table|thead|tbody|tfoot|tr|td|th|caption|ul|ol|li|dl|dt|dd|div|section|details|summary|p|pre|h[1-6]"
    r"|blockquote|figure|figcaption)\b",
    re.IGNORECASE,
)
_COUNTED = ("*", "~~", "_", "[", "`", "\\", "&", "://", "@", "  \n")


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

    >>> is_too_marked("[" * 1000 + "]" * 1000), is_too_marked("[a] " * 1000), is_too_marked("*" * 40_000)
    (True, False, True)
    """
    if len(text) <= OPEN_BRACKETS:
        return False
    if min(text.count("["), text.count("]")) > OPEN_BRACKETS and _open_at_once(text) > OPEN_BRACKETS:
        return True
    if len(text) <= MARKS_IN_BLOCK:
        return False
    tags = TAGS_IN_HTML if _HTML_BLOCK.match(text) else MARKS_IN_BLOCK
    return text.count("<") > tags or any(text.count(mark) > MARKS_IN_BLOCK for mark in _COUNTED)


def _open_at_once(text: str) -> int:
    """Return how many square brackets that are closed are open at once, at most."""
    depth = deepest = 0
    for bracket in reversed(_BRACKETS.findall(text)):
        # From behind, those that are never closed do not count.
        depth = depth + 1 if bracket == "]" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def unmatched_brackets(text: str) -> list[int]:
    """
    Return the offsets of square brackets that are never closed: a parser would look for the end of each.

    >>> unmatched_brackets("[a] [b [c]")
    [4]
    """
    waiting: list[int] = []
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] == "[":
            waiting.append(bracket.start())
        elif waiting:
            waiting.pop()
    return waiting


def is_html_block(text: str) -> bool:
    """Return whether a paragraph begins with the tag of a block element, so that no Markdown is read in it."""
    return bool(_HTML_BLOCK.match(text))
