"""Put each table into a frame that scrolls sideways, and give its header cells a scope."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element

FRAME_CLASS = "table-scroll"
_SIDES = frozenset({"left", "center", "right"})


def frame_attributes(label: str) -> dict[str, str]:
    """Return the attributes of the <div> around a table, which can be scrolled by keyboard."""
    return {"class": FRAME_CLASS, "tabindex": "0", "role": "region", "aria-label": label}


def frame(label: str) -> str:
    """
    Return the start tag of a frame.

    >>> frame("Bảng 1")
    '<div class="table-scroll" tabindex="0" role="region" aria-label="Bảng 1">'
    """
    attributes = (f' {name}="{escape(text)}"' for name, text in frame_attributes(label).items())
    return f"<div{''.join(attributes)}>"


def aligned_by_class(attributes: Mapping[str, str]) -> dict[str, str]:
    """
    Return a cell's attributes with a class in the place of "align", which HTML has no more.

    >>> aligned_by_class({"align": "right", "class": "so"})
    {'class': 'so align-right'}
    >>> aligned_by_class({"align": "char"})
    {}
    """
    kept = {name: value for name, value in attributes.items() if name != "align"}
    side = attributes.get("align", "").lower()
    if side in _SIDES:
        kept["class"] = f"{kept.get('class', '')} align-{side}".strip()
    return kept


def frame_tables(root: Element) -> None:
    """Wrap every table of a tree and give its header cells a scope."""
    number = 0
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag != "table":
                continue
            number += 1
            for cell in child.iter():
                if "align" in cell.attrib:
                    cell.attrib = aligned_by_class(cell.attrib)
                if cell.tag == "th":
                    cell.set("scope", "col")
            framed = Element("div", frame_attributes(f"Bảng {number}"))
            framed.tail, child.tail = child.tail, None
            framed.append(child)
            parent[place] = framed
