"""Follow the fields of a Word file (links, page numbers, tables of contents) from their begin to their end marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?', re.IGNORECASE)
_WITHOUT_TEXT = re.compile(r"^\s*(?:TOC|PAGE|NUMPAGES|SECTIONPAGES|INDEX)\b", re.IGNORECASE)


def hyperlink_target(instruction: str) -> str:
    """
    Return the address that a field links to, "" for a field that is no link to an address.

    >>> hyperlink_target(' HYPERLINK "https://a.vn/b" '), hyperlink_target(' HYPERLINK \\\\l "muc" ')
    ('https://a.vn/b', '')
    """
    found = _HYPERLINK.match(instruction)
    return found[1] if found else ""


def is_left_out(instruction: str) -> bool:
    """Return whether the result of a field, such as a page number, means nothing on the web."""
    return _WITHOUT_TEXT.match(instruction) is not None


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows_result: bool = False


@dataclass(slots=True)
class OpenFields:
    """The fields that are open at one place of a file, the outermost first."""

    _fields: list[_Field] = field(default_factory=list)

    def mark(self, kind: str) -> None:
        """Take in a mark: "begin", "separate" (the result follows) or "end"."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def add_instruction(self, text: str) -> None:
        """Take in a piece of the innermost field's instruction."""
        if self._fields:
            self._fields[-1].instruction += text

    @property
    def in_contents(self) -> bool:
        """Whether one of the fields is a table of contents."""
        return any(one.instruction.strip().upper().startswith("TOC") for one in self._fields)

    @property
    def hide_text(self) -> bool:
        """Whether what stands here is no result of a field that is shown."""
        if not self._fields:
            return False
        innermost = self._fields[-1]
        return not innermost.shows_result or is_left_out(innermost.instruction)

    def hyperlink_targets(self) -> Iterator[str]:
        """Yield the addresses that the fields link to."""
        for one in self._fields:
            if target := hyperlink_target(one.instruction):
                yield target
