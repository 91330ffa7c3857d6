"""Read what a paragraph of a Word file holds: its runs of text, links, fields, notes and drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import IssueKind
from plugins.editors.importing.word import symbol_fonts
from plugins.editors.importing.word.drawings import drawn_blocks
from plugins.editors.importing.word.field_codes import OpenFields, chosen_entry, hyperlink_target, is_left_out
from plugins.editors.importing.word.open_document import OpenDocument, ReadBlocks
from plugins.editors.importing.word.raw_blocks import RawBlock, RawRun
from plugins.editors.importing.word.reading_report import ReadingReport
from plugins.editors.importing.word.styles import TextFormat, text_format
from plugins.editors.importing.word.xml_names import (
    MC,
    NOTE_REFERENCES,
    M,
    W,
    holds_placeholder,
    readable_alternative,
    word_attribute,
)

_WRAPPERS = tuple(f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo"))


class RunReader:
    """
    Reads the paragraphs of one file one after the other.

    ``in_contents`` is true once something of the current paragraph lies in a table of contents.
    """

    def __init__(self, document: OpenDocument, read_blocks: ReadBlocks) -> None:
        self.document = document
        self.report = document.report
        self.read_blocks = read_blocks
        self.fields = OpenFields()
        self.in_contents = False

    def begin_paragraph(self) -> None:
        """Start with the next paragraph; fields may stay open from one to the next."""
        self.in_contents = self.fields.in_contents

    def pieces(self, parent: Element, base: TextFormat, link: str = "") -> Iterator[RawRun | RawBlock]:
        """Yield the runs and blocks in an element, on top of the format ``base`` and inside a link or ""."""
        for child in parent:
            name = child.tag
            if name == f"{W}r":
                yield from self._run(child, base, link)
            elif name == f"{W}hyperlink":
                yield from self.pieces(child, base, self.document.address_of(child) or link)
            elif name in (f"{W}ins", f"{W}moveTo"):
                yield from self.pieces(child, base, link)
            elif name in (f"{W}del", f"{W}moveFrom"):
                self.report.add_deletion(child)
            elif name == f"{W}sdt":
                self.report.add_placeholder(child)
                content = None if holds_placeholder(child) else child.find(f"{W}sdtContent")
                if content is not None:
                    yield from self.pieces(content, base, link)
            elif name in _WRAPPERS:
                yield from self.pieces(child, base, link)
            elif name == f"{W}fldSimple":
                yield from self._simple_field(child, base, link)
            elif name == f"{MC}AlternateContent":
                yield from self.pieces(readable_alternative(child), base, link)
            elif name.startswith(M):
                yield math_run(child, self.report)

    def _simple_field(self, element: Element, base: TextFormat, link: str) -> Iterator[RawRun | RawBlock]:
        instruction = word_attribute(element, "instr") or ""
        if is_left_out(instruction):
            return
        target = hyperlink_target(instruction)
        yield from self.pieces(element, base, self.document.web_address(target) if target else link)

    def _run(self, element: Element, base: TextFormat, link: str) -> Iterator[RawRun | RawBlock]:
        properties = element.find(f"{W}rPr")
        own = base
        if properties is not None:
            style = word_attribute(properties.find(f"{W}rStyle"))
            of_style = self.document.styles.text_format(style, base) if style else base
            own = text_format(properties).over(of_style)
        for child in element:
            yield from self._child_of_run(child, own, link)

    def _child_of_run(self, child: Element, own: TextFormat, link: str) -> Iterator[RawRun | RawBlock]:
        if child.tag == f"{W}fldChar":
            if (entry := chosen_entry(child)) and not self.fields.hide_text:
                yield RawRun(entry, own, link)
            self.fields.mark(child)
            return
        if child.tag == f"{W}instrText":
            self.fields.add_instruction(child.text or "")
            return
        self.in_contents = self.in_contents or self.fields.in_contents
        if self.fields.hide_text and not self.in_contents:
            return
        for target in self.fields.hyperlink_targets():
            link = self.document.web_address(target) or link
        if own.hidden:
            self.report.hidden_texts.append(child.text or "")
        elif (text := self._text(child, own)) is not None:
            yield _text_run(text, child, own, link)
        else:
            yield from self._other(child, own, link)

    def _text(self, child: Element, own: TextFormat) -> str | None:
        """Return the text that an element of a run stands for, None for an element that is no text."""
        name = child.tag
        if name == f"{W}t":
            text = child.text or ""
            is_symbols = own.font is not None and symbol_fonts.is_symbol_font(own.font)
            return self._symbols(text, own.font or "") if is_symbols else text
        if name in (f"{W}tab", f"{W}ptab"):
            return "\t"
        if name == f"{W}cr" or (name == f"{W}br" and word_attribute(child, "type") not in ("page", "column")):
            return "\n"
        if name == f"{W}softHyphen":
            # The letter ư of TCVN3 has its code; elsewhere it is dropped in the end.
            return "\u00ad"
        if name == f"{W}noBreakHyphen":
            return "-"
        if name == f"{W}sym":
            sign = _sign(word_attribute(child, "char") or "")
            return self._symbols(sign, word_attribute(child, "font") or "")
        return None

    def _symbols(self, text: str, font: str) -> str:
        """Return text in a symbol font as the symbols that it shows; unknown ones are reported."""
        shown = symbol_fonts.symbols(text, font)
        if symbol_fonts.UNKNOWN in shown and symbol_fonts.UNKNOWN not in text:
            name = f"ký hiệu của phông “{font}” (trong bài ghi “{symbol_fonts.UNKNOWN}”)"
            self.report.add_not_imported(name)
        return shown

    def _other(self, child: Element, own: TextFormat, link: str) -> Iterator[RawRun | RawBlock]:
        name = child.tag
        if name in NOTE_REFERENCES:
            number = self.document.note_number(NOTE_REFERENCES[name], word_attribute(child, "id") or "")
            yield RawRun("", TextFormat(), "", number)
        elif name == f"{W}commentReference":
            self.report.comment_ids.append(word_attribute(child, "id") or "")
        elif name in (f"{W}drawing", f"{W}pict", f"{W}object"):
            yield from drawn_blocks(child, self.document, self.read_blocks)
        elif name == f"{MC}AlternateContent":
            for inner in readable_alternative(child):
                yield from self._child_of_run(inner, own, link)
        elif name == f"{W}ruby":
            for part, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
                if (element := child.find(f"{W}{part}")) is not None:
                    yield RawRun(before, own, link)
                    yield from self.pieces(element, own, link)
                    yield RawRun(after, own, link)


def _text_run(text: str, element: Element, own: TextFormat, link: str) -> RawRun:
    """Return a run of text; a symbol (``sym``) was translated already and keeps no font."""
    return RawRun(text, replace(own, font="") if element.tag == f"{W}sym" else own, link)


def math_run(element: Element, report: ReadingReport) -> RawRun:
    """Return the letters and figures of a formula as a run; the editor is asked to look at it."""
    words = "".join(one.text or "" for one in element.iter() if one.tag == f"{M}t")
    report.add(
        IssueKind.GUESSED,
        f"công thức “{words[:60]}” chỉ giữ được chữ và số. Xem lại, hoặc chụp thành ảnh.",
        words[:40],
    )
    return RawRun(words, TextFormat())


def _sign(digits: str) -> str:
    """
    Return the character whose number is given by digits to the base 16; "" for what numbers none, or half of one.

    >>> [_sign(one) for one in ("F0E0", "41", "D800", "110000", "0", "ZZ", "")]
    ['\\uf0e0', 'A', '', '', '', '', '']
    """
    code = int(digits, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", digits) else 0
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""
