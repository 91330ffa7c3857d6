"""The XML names of .docx files, and functions that read attributes and walk through the trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from plugins.editors.importing.word.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the name that the format gives it
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The same names in the strict form of the format.
_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    f"{_STRICT}wordprocessingml/main": W[1:-1],
    f"{_STRICT}drawingml/main": A[1:-1],
    f"{_STRICT}drawingml/wordprocessingDrawing": WP[1:-1],
    f"{_STRICT}drawingml/picture": PIC[1:-1],
    f"{_STRICT}officeDocument/relationships": R[1:-1],
    f"{_STRICT}officeDocument/math": M[1:-1],
}
NOTE_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# What Track Changes marks words, cells and ends of paragraphs with.
REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_TEXTS = frozenset({f"{W}t", f"{W}delText", f"{A}t", f"{M}t"})
_SPACES = frozenset({f"{W}tab", f"{W}br", f"{W}cr"})
_FALSE = frozenset({"0", "false", "off", "none"})


def word_attribute(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of Word's namespace, None where the element or the attribute is absent."""
    return None if element is None else element.get(f"{W}{name}", element.get(name))


def is_false(text: str) -> bool:
    """Return whether an attribute's value is one of Word's spellings of "false"."""
    return text in _FALSE


def on_off_value(element: Element | None) -> bool | None:
    """Return whether an on/off property is set, None where the element is absent."""
    return None if element is None else not is_false((word_attribute(element) or "1").lower())


def whole_number(text: str | None) -> int | None:
    """
    Return the whole number that a text begins with, None where there is none.

    >>> whole_number("12"), whole_number("x"), whole_number("1.5")
    (12, None, 1)
    """
    found = re.match(r"-?\d{1,9}", text or "")
    return int(found[0]) if found else None


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document itself."""
    root = package.xml("_rels/.rels")
    for one in root if root is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "word/document.xml"


def with_transitional_names(root: Element) -> Element:
    """Return a tree in which the names of the strict form are those of the transitional form."""
    if _STRICT not in root.tag:
        return root
    for element in root.iter():
        element.tag = _transitional(element.tag)
        element.attrib = {_transitional(name): text for name, text in element.attrib.items()}
    return root


def _transitional(name: str) -> str:
    space, _, local = name.rpartition("}")
    return f"{{{_TRANSITIONAL.get(space[1:], space[1:])}}}{local}" if space else name


def children_in_wrappers(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those inside content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from children_in_wrappers(child, tag)


def text_in(element: Element) -> str:
    """Return all words below an element, deleted ones too; those of paragraphs within it are theirs."""
    pieces: list[str] = []
    for child in element:
        if child.tag in _TEXTS:
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(" ")
        elif child.tag != f"{W}p":
            pieces.append(text_in(child))
    return "".join(pieces)


def outermost(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the descendants of a name that are in no other element of that name."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from outermost(readable_alternative(child), tag)
        else:
            yield from outermost(child, tag)


def own_elements(drawing: Element) -> Iterator[Element]:
    """Yield the elements of a drawing, but for what its text boxes hold and the alternatives that are not read."""
    for child in drawing:
        if child.tag == f"{MC}AlternateContent":
            yield from own_elements(readable_alternative(child))
        elif child.tag != f"{W}txbxContent":
            yield child
            yield from own_elements(child)


def drawn_paragraph(text: str) -> Element:
    """Return words that are drawn as the element of a box that holds them as a paragraph; the lines stay."""
    box = Element(f"{W}txbxContent")
    paragraph = SubElement(box, f"{W}p")
    for number, line in enumerate(text.split("\n")):
        run = SubElement(paragraph, f"{W}r")
        if number:
            SubElement(run, f"{W}br")
        SubElement(run, f"{W}t").text = line
    return box


def readable_alternative(element: Element) -> Element:
    """Return the one of the alternatives of an ``AlternateContent`` that this reader understands."""
    for choice in element.findall(f"{MC}Choice"):
        if _says_something(choice) or _embeds(choice):
            return choice
    fallback = element.find(f"{MC}Fallback")
    choices = element.findall(f"{MC}Choice")
    return fallback if fallback is not None else choices[0] if choices else Element("none")


_SAYING = (f"{W}t", f"{W}sym", f"{A}t", f"{M}t", f"{A}blip", f"{V}textpath", f"{V}imagedata")


def _says_something(element: Element) -> bool:
    """Return whether an element holds text or a picture."""
    return any(next(element.iter(name), None) is not None for name in _SAYING)


def _embeds(element: Element) -> bool:
    """Return whether an element shows a chart or a diagram, which lies in a part of its own."""
    uris = [data.get("uri", "") for data in element.iter(f"{A}graphicData")]
    return any("chart" in uri or "diagram" in uri for uri in uris)


def holds_placeholder(control: Element) -> bool:
    """
    Return whether a content control (``sdt``) shows nothing but the words that ask to fill it in.

    Programs also mark controls as such that were filled in by other programs: then the words have no style of
    placeholders.
    """
    if not on_off_value(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
        return False
    runs = [run for run in control.iter(f"{W}r") if run.find(f"{W}t") is not None]
    styles = [(word_attribute(run.find(f"{W}rPr/{W}rStyle")) or "").lower() for run in runs]
    return bool(runs) and all("placeholder" in style for style in styles)
