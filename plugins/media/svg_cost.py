"""Count what a drawing costs whoever shows it: its elements, those that it repeats by reference as often as they are drawn."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from plugins.media.svg_values import ATTRIBUTES, reference_in

MOST_DRAWN = 200_000
_REFERRING = frozenset(name for name, form in ATTRIBUTES.items() if form in ("paint", "reference", "link"))
_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_NUMBER = re.compile(r"[0-9]+")


class CircularReference(ValueError):
    """An element of a drawing is drawn inside itself."""


def drawn_elements(root: Element) -> int:
    """
    Return how many elements are drawn, more than MOST_DRAWN meaning "too many"; raise CircularReference.

    Takes time by the size of the file, however often an element is repeated.
    """
    by_id = {element.get("id", ""): element for element in root.iter()}
    counts: dict[Element, int] = {}
    open_elements: set[Element] = set()
    # A stack of its own: references may lead deeper than Python's.
    waiting = [root]
    while waiting:
        element = waiting[-1]
        if element in counts:
            waiting.pop()
            continue
        open_elements.add(element)
        parts = [(child, 1) for child in element]
        parts += [(by_id[name], times) for name, times in _references(element) if name in by_id]
        unknown = [part for part, _ in parts if part not in counts]
        if not open_elements.isdisjoint(unknown):
            raise CircularReference
        if unknown:
            waiting += unknown
            continue
        counts[element] = min(
            1 + sum(counts[part] * _times(part, times) for part, times in parts), MOST_DRAWN + 1
        )
        open_elements.discard(element)
    return counts[root]


def _times(part: Element, times: int) -> int:
    # A gradient is made once for all that are filled with it.
    return 0 if part.tag in _GRADIENTS else times


def _references(element: Element) -> list[tuple[str, int]]:
    """Return the ids that an element draws, each with how often."""
    found = []
    for name in _REFERRING & element.attrib.keys():
        if reference := reference_in(name, element.attrib[name]):
            times = 1
            if name == "marker-mid":
                # One at each corner, of which each takes two numbers.
                corners = element.get("d", "") + element.get("points", "")
                times += len(_NUMBER.findall(corners)) // 2
            found.append((reference, times))
    return found
