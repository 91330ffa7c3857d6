"""Tables: each in a frame that scrolls sideways, with heads that say what they head."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

_SIDES = frozenset({"left", "center", "right"})


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
    """Wrap every table of a tree and give its heads a scope."""
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
            frame = Element(
                "div",
                {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": f"Bảng {number}"},
            )
            frame.tail, child.tail = child.tail, None
            frame.append(child)
            parent[place] = frame
