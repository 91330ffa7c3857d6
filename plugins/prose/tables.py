"""Tables: each in a frame that scrolls sideways, with heads that say what they head."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def frame_tables(root: Element) -> None:
    """Wrap every table of a tree and give its heads a scope."""
    number = 0
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag != "table":
                continue
            number += 1
            for head in child.iter("th"):
                head.set("scope", "col")
            frame = Element(
                "div",
                {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": f"Bảng {number}"},
            )
            frame.tail, child.tail = child.tail, None
            frame.append(child)
            parent[place] = frame
