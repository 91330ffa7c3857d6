"""Read all words of a Word file straight from its XML, apart from the reader that makes the article of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.editors.importing.completeness import SourceLine
from plugins.editors.importing.word.package import Package
from plugins.editors.importing.word.symbol_fonts import is_symbol_font
from plugins.editors.importing.word.xml_names import main_part

# Names without their namespaces: those of the strict form, and of programs that invent their own, are the same.
_DELETED = frozenset({"del", "moveFrom"})
_FORMATS = frozenset({"pPr", "tblPr", "tcPr", "sectPr", "sdtPr", "tblGrid", "rPr"})
_TEXT, _SPACE = frozenset({"t", "delText"}), frozenset({"tab", "ptab", "br", "cr"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_CONTENTS_STYLES = ("toc", "mclc", "mucluc", "tableoffigures", "contents")


def word_lines(package: Package) -> list[SourceLine]:
    """Return the lines of a .docx file: those of its text, notes, text boxes and drawings, of headers and footers."""
    main = main_part(package)
    reader = _TextReader()
    reader.read(package.xml(main))
    for kind, target in _related(package, main):
        if kind in ("footnotes", "endnotes"):
            reader.read_notes(package.xml(target), kind[:-1])
        elif kind in ("chart", "diagramData"):
            reader.read(package.xml(target))
        elif kind in ("header", "footer"):
            reader.read(package.xml(target), is_repeated=True)
    return reader.lines


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds and names of the parts that a part refers to."""
    folder, base = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
    for one in root if root is not None else ():
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            yield posixpath.basename(one.get("Type", "")), target


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _value(element: Element | None, name: str = "val") -> str:
    """Return an attribute of whatever namespace, "" where there is none."""
    attributes = element.attrib.items() if element is not None else ()
    return next((text for key, text in attributes if _local(key) == name), "")


def _child(element: Element | None, *path: str) -> Element | None:
    """Return the element at a path of names below an element."""
    for name in path:
        element = (
            next((one for one in element if _local(one.tag) == name), None) if element is not None else None
        )
    return element


@dataclass(slots=True)
class _TextReader:
    """
    Collects the lines of parts.

    ``noted`` are the notes that the text refers to; ``carried`` is the text of a paragraph that has no end of
    its own: one whose end was deleted, or the large letter at the beginning of the next; ``moved`` is what was moved from the paragraph
    that is being read.
    """

    lines: list[SourceLine] = field(default_factory=list)
    noted: set[tuple[str, str]] = field(default_factory=set)
    carried: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    is_repeated: bool = False

    def read(self, root: Element | None, *, is_repeated: bool = False) -> None:
        """Read a part."""
        self.is_repeated = is_repeated
        pieces: list[str] = []
        if root is not None:
            self._walk(root, pieces)
        self._add([*self.carried, *pieces])
        self.carried = []

    def read_notes(self, root: Element | None, kind: str) -> None:
        """Read those notes of a part that the text refers to."""
        for note in root if root is not None else ():
            if (kind, _value(note, "id")) in self.noted:
                self.read(note)

    def _add(self, pieces: list[str], *, is_contents: bool = False) -> None:
        text = "".join(pieces)
        if text.strip():
            self.lines.append(SourceLine(text, self.is_repeated or is_contents))

    def _walk(self, parent: Element, pieces: list[str]) -> None:
        for child in parent:
            name = _local(child.tag)
            if name in _TEXT:
                pieces.append(child.text or "")
            elif name == "p":
                self._paragraph(child)
            elif name == "r":
                self._run(child, pieces)
            elif name in _SPACE:
                pieces.append(" ")
            elif name in _NOTES:
                self.noted.add((_NOTES[name], _value(child, "id")))
            elif name == "AlternateContent":
                self._alternative(child, pieces)
            elif name in _DELETED:
                self._deleted(child, is_moved=name == "moveFrom")
            elif name not in _FORMATS:
                self._other(child, name, pieces)

    def _other(self, element: Element, name: str, pieces: list[str]) -> None:
        if name == "softHyphen":
            pieces.append("\u00ad")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "rt":
            # What is read above a word is no part of it.
            pieces.append(" ")
            self._walk(element, pieces)
            pieces.append(" ")
        elif name == "sdt" and _child(element, "sdtPr", "showingPlcHdr") is not None:
            self._placeholder(element, pieces)
        elif name == "textpath":
            self._add([element.get("string", "")])
        elif name == "ddList":
            pieces.append(_chosen(element))
        elif name == "strCache":
            for one in element.iter():
                if _local(one.tag) == "v":
                    self.lines.append(SourceLine(one.text or "", is_repeated=True))
        elif name == "tr" and _child(element, "trPr", "del") is not None:
            self._deleted(element)
        else:
            self._walk(element, pieces)

    def _deleted(self, element: Element, *, is_moved: bool = False) -> None:
        """Read what Track Changes marks as deleted as lines of their own; what was moved stands elsewhere too."""
        before, self.is_repeated = self.is_repeated, self.is_repeated or is_moved
        own: list[str] = []
        self._walk(element, own)
        if is_moved:
            # A word may be moved in several pieces.
            self.moved += own
        else:
            self._add(own)
        self.is_repeated = before

    def _run(self, run: Element, pieces: list[str]) -> None:
        """Read a run; one in a font of symbols holds no words."""
        fonts = _child(run, "rPr", "rFonts")
        if fonts is None or not is_symbol_font(_value(fonts, "hAnsi") or _value(fonts, "ascii")):
            self._walk(run, pieces)
        else:
            pieces.append(" ")

    def _alternative(self, element: Element, pieces: list[str]) -> None:
        """Read the first of the alternatives that says something: programs repeat the same in each."""
        for one in element:
            before = len(self.lines), len(pieces)
            self._walk(one, pieces)
            if (len(self.lines), len(pieces)) != before:
                return

    def _placeholder(self, control: Element, pieces: list[str]) -> None:
        """Read a control that says of itself that it is not filled in: forms ask the same in many places."""
        before, self.is_repeated = self.is_repeated, True
        own: list[str] = []
        self._walk(control, own)
        self._add(own)
        pieces.append(" ")
        self.is_repeated = before

    def _paragraph(self, paragraph: Element) -> None:
        pieces, self.carried = self.carried, []
        self._walk(paragraph, pieces)
        moved, self.moved = self.moved, []
        if text := "".join(moved).strip():
            self.lines.append(SourceLine(text, is_repeated=True))
        properties = _child(paragraph, "pPr")
        is_initial = _value(_child(properties, "framePr"), "dropCap") in ("drop", "margin")
        if is_initial or _child(properties, "rPr", "del") is not None:
            self.carried = pieces
        else:
            self._add(pieces, is_contents=_is_contents(paragraph, properties))


def _chosen(choices: Element) -> str:
    """Return the entry of a drop-down list that is shown."""
    entries = [_value(one) for one in choices if _local(one.tag) == "listEntry"]
    place = _value(_child(choices, "result")) or _value(_child(choices, "default")) or "0"
    return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""


def _is_contents(paragraph: Element, properties: Element | None) -> bool:
    """Return whether a paragraph is a line of a table of contents: it repeats a heading."""
    style = _value(_child(properties, "pStyle")).lower().replace(" ", "")
    if style.startswith(_CONTENTS_STYLES):
        return True
    return any(
        (_local(one.tag) == "hyperlink" and _value(one, "anchor").startswith("_Toc"))
        or (_local(one.tag) == "instrText" and "PAGEREF _Toc" in (one.text or ""))
        for one in paragraph.iter()
    )
