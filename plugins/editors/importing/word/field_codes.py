"""Follow the fields of a Word file (links, page numbers, tables of contents) from their begin to their end marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.editors.importing.word.xml_names import MC, W, readable_alternative, whole_number, word_attribute

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?', re.IGNORECASE)
_NOT_MET = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr"))
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


def chosen_entry(mark: Element) -> str:
    """Return the entry that is chosen in a drop-down list of an old form, which has no other text; "" for other marks."""
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [word_attribute(one) or "" for one in choices.findall(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    place = whole_number(word_attribute(chosen if chosen is not None else choices.find(f"{W}default"))) or 0
    return entries[place] if 0 <= place < len(entries) else ""


def unclosed_marks(parent: Element) -> list[Element]:
    """
    Return the begin marks in an element that no end mark closes: such a field would hide all that follows.

    What its instruction is cannot be told from text; the marks of its result would belong to another field.
    """
    opened: list[list[Element]] = []
    for mark in _marks(parent):
        kind = word_attribute(mark, "fldCharType")
        if kind == "begin":
            opened.append([mark])
        elif kind == "separate" and opened:
            opened[-1].append(mark)
        elif kind == "end" and opened:
            opened.pop()
    return [mark for one in opened for mark in one]


def _marks(parent: Element) -> Iterator[Element]:
    """Yield the marks in an element that the reader meets: none that was deleted, none in a box of its own."""
    for child in parent:
        if child.tag == f"{W}fldChar":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _marks(readable_alternative(child))
        elif child.tag not in _NOT_MET:
            yield from _marks(child)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shows_result: bool = False


@dataclass(slots=True)
class OpenFields:
    """The fields that are open at one place of a file, the outermost first."""

    _fields: list[_Field] = field(default_factory=list)
    _left_out: set[Element] = field(default_factory=set)

    def leave_out(self, marks: Iterable[Element]) -> None:
        """Never take in these marks."""
        self._left_out.update(marks)

    def mark(self, element: Element) -> None:
        """Take in a mark (``fldChar``): "begin", "separate" (the result follows) or "end"."""
        kind = word_attribute(element, "fldCharType")
        if element in self._left_out:
            return
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
