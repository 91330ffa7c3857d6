"""Indent the lists of a Markdown source by four spaces a level, whichever way their writer's program indents them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.prose.box_tags import is_box_line
from plugins.prose.code import NESTED_FENCE, Fenced

_ITEM = re.compile(r"^([ \t]*)([-+*]|\d{1,9}\.)([ \t]+)(?=\S)")
_RULE = re.compile(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_INTERRUPTS = re.compile(r"^ {0,3}(?:[-+*]|1\.)[ \t]")
_UNBREAKABLE = re.compile("^([ \t]*(?:[-+*]|\\d{1,9}\\.))[\u00a0\u202f\u2007][ \t\u00a0\u202f\u2007]*(?=\\S)")
_STEP = "    "
_BULLETS, _DIGITS = frozenset("-+*"), frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class _Item:
    """An open item: the columns in which its mark and its text begin, and whether it has a number."""

    indent: int
    content: int
    is_numbered: bool

    def holds_item(self, indent: int, *, is_numbered: bool) -> bool:
        """Return whether an item in that column lies in this one: two spaces deeper, for a number in a number three."""
        least = 3 if self.is_numbered and is_numbered else 2
        return indent >= min(self.content, self.indent + least)

    def holds_text(self, indent: int) -> bool:
        """Return whether a paragraph in that column lies in this item."""
        return indent >= self.indent + 2


def with_plain_spaces(line: str) -> str:
    """
    Return a line with an ordinary space behind the mark of a list item.

    >>> with_plain_spaces("-\\u00a0một"), with_plain_spaces("một -\\u00a0hai")
    ('- một', 'một -\\xa0hai')
    """
    return _UNBREAKABLE.sub(r"\1 ", line)


def indented_by_four(lines: Sequence[str], fenced: Fenced) -> list[str]:
    """
    Return the lines, as many, with items, paragraphs and fenced code in items indented by four spaces a level.

    A blank line comes before an item that ends a paragraph or a list of another kind, in one line with it. A fence in an
    item or a quotation gets the mark ``NESTED_FENCE`` before it, and its other lines no indent.

    >>> from plugins.prose.code import find_fences
    >>> text = ["- a", "  - b", "", "    đoạn", "- c"]
    >>> indented_by_four(text, find_fences(text))
    ['- a', '    - b', '', '        đoạn', '\\n- c']
    """
    first_signs = {line[:1] for line in lines}
    is_flat = first_signs.isdisjoint(" \t") and not (first_signs & _BULLETS and first_signs & _DIGITS)
    if is_flat and not fenced.quotes and not any(fenced.opens_at.values()):
        return list(lines)
    indenter = _Indenter()
    return [
        indenter.code(line, fenced, place) if fenced.is_code[place] else indenter.text(line)
        for place, line in enumerate(lines)
    ]


class _Indenter:
    """Indents one line after the other, and knows which items are open."""

    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._behind_blank, self._in_paragraph = True, False
        self._first = 0  # how deep the first line of a block lies

    def code(self, line: str, fenced: Fenced, place: int) -> str:
        """Return a line of fenced code; one that opens it in an item or a quotation gets its mark."""
        self._behind_blank = True
        if depth := fenced.quotes.get(place):
            return f"{'>' * depth}\n{'>' * depth} {NESTED_FENCE}{line}"
        indent = fenced.opens_at.get(place)
        if indent is None or not self._items:
            return line
        self._close(indent)
        return f"\n{self._step}{NESTED_FENCE}{line}" if self._items else line

    def text(self, line: str) -> str:
        """Return a line that is no code, where it is the first of an item or a paragraph with its new indent."""
        text = line.lstrip(" \t")
        if not text:
            self._behind_blank = True
            return line
        indent = len(line[: len(line) - len(text)].expandtabs(4))
        found = None if _RULE.match(line) else _ITEM.match(line)
        if found and (self._items or self._behind_blank or _INTERRUPTS.match(line)):
            indented = self._item(text, found, indent)
        elif self._items and (self._behind_blank or is_box_line(line)):
            self._close(indent)
            indented = f"{self._step}{text}" if self._items else line
            self._in_paragraph = bool(self._items)
        else:
            indented = text if self._items else line
        self._behind_blank = bool(self._items) and is_box_line(line)
        return indented

    def _item(self, text: str, found: re.Match[str], indent: int) -> str:
        """Return the first line of an item, which is now open."""
        is_numbered = found[2][-1] == "."
        before = None
        while self._items and not self._items[-1].holds_item(indent, is_numbered=is_numbered):
            before = self._items.pop()
        # Without a blank line neither a paragraph in an item ends, nor a list of another kind, nor what lies deeper.
        other = before is not None and before.is_numbered != is_numbered
        ends = not self._behind_blank and (self._in_paragraph or other or len(self._items) < self._first)
        self._first = len(self._items) if self._behind_blank or ends else self._first
        self._in_paragraph = False
        indented = f"{chr(10) if ends else ''}{self._step}{text}"
        spaces = len(found[3].expandtabs(4))
        content = indent + len(found[2]) + (spaces if spaces <= 4 else 1)
        self._items.append(_Item(indent, content, is_numbered))
        return indented

    @property
    def _step(self) -> str:
        return _STEP * len(self._items)

    def _close(self, indent: int) -> None:
        """Close the items that do not hold a text in the column ``indent``."""
        while self._items and not self._items[-1].holds_text(indent):
            self._items.pop()
