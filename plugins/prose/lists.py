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
    out: list[str] = []
    items: list[_Item] = []
    behind_blank, in_paragraph = True, False
    first = 0  # how deep the first line of a block lies
    for place, line in enumerate(lines):
        if fenced.is_code[place]:
            indent = fenced.opens_at.get(place)
            if depth := fenced.quotes.get(place):
                line = f"{'>' * depth}\n{'>' * depth} {NESTED_FENCE}{line}"
            elif indent is not None and items:
                _close(items, indent)
                line = f"\n{_STEP * len(items)}{NESTED_FENCE}{line}" if items else line
            out.append(line)
            behind_blank = True
            continue
        text = line.lstrip(" \t")
        if not text:
            out.append(line)
            behind_blank = True
            continue
        indent = len(line[: len(line) - len(text)].expandtabs(4))
        found = None if _RULE.match(line) else _ITEM.match(line)
        if found and (items or behind_blank or _INTERRUPTS.match(line)):
            is_numbered = found[2][-1] == "."
            before = None
            while items and not items[-1].holds_item(indent, is_numbered=is_numbered):
                before = items.pop()
            # Without a blank line neither a paragraph in an item ends, nor a list of another kind, nor what lies deeper.
            other = before is not None and before.is_numbered != is_numbered
            ends = not behind_blank and (in_paragraph or other or len(items) < first)
            first = len(items) if behind_blank or ends else first
            out.append(f"{chr(10) if ends else ''}{_STEP * len(items)}{text}")
            in_paragraph = False
            spaces = len(found[3].expandtabs(4))
            content = indent + len(found[2]) + (spaces if spaces <= 4 else 1)
            items.append(_Item(indent, content, is_numbered))
        elif items and (behind_blank or is_box_line(line)):
            _close(items, indent)
            out.append(f"{_STEP * len(items)}{text}" if items else line)
            in_paragraph = bool(items)
        else:
            out.append(text if items else line)
        behind_blank = bool(items) and is_box_line(line)
    return out


def _close(items: list[_Item], indent: int) -> None:
    """Close the items that do not hold a text in the column ``indent``."""
    while items and not items[-1].holds_text(indent):
        items.pop()
