"""The names of Word's XML, and ways through its trees."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.editors.importing.word.package import Package
from plugins.editors.importing.word.styles import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the name that the format gives it
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The same names in the strict form of the format.
_STRICT = "http://purl.oclc.org/ooxml/"
_MEANT = {
    f"{_STRICT}wordprocessingml/main": W[1:-1],
    f"{_STRICT}drawingml/main": A[1:-1],
    f"{_STRICT}drawingml/wordprocessingDrawing": WP[1:-1],
    f"{_STRICT}drawingml/picture": PIC[1:-1],
    f"{_STRICT}officeDocument/relationships": R[1:-1],
    f"{_STRICT}officeDocument/math": M[1:-1],
}


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document itself."""
    root = package.xml("_rels/.rels")
    for one in root if root is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "word/document.xml"


def plain_names(root: Element) -> Element:
    """Return a tree in which the strict names of the format are the usual ones."""
    if _STRICT not in root.tag:
        return root
    for element in root.iter():
        element.tag = _usual(element.tag)
        element.attrib = {_usual(name): text for name, text in element.attrib.items()}
    return root


def _usual(name: str) -> str:
    space, _, local = name.rpartition("}")
    return f"{{{_MEANT.get(space[1:], space[1:])}}}{local}" if space else name


def through(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the rows or cells of a table, those in wrappers too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from through(child, tag)


def outermost(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a name that lie in no other of that name."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from outermost(chosen(child), tag)
        else:
            yield from outermost(child, tag)


def chosen(element: Element) -> Element:
    """Return the one of several forms of a thing that we can read."""
    for choice in element.findall(f"{MC}Choice"):
        if any(choice.iter(f"{W}txbxContent")) or any(choice.iter(f"{PIC}pic")) or any(choice.iter(f"{W}t")):
            return choice
        if any(
            "chart" in data.get("uri", "") or "diagram" in data.get("uri", "")
            for data in choice.iter(f"{A}graphicData")
        ):
            return choice
    fallback = element.find(f"{MC}Fallback")
    choices = element.findall(f"{MC}Choice")
    return fallback if fallback is not None else choices[0] if choices else Element("none")
