"""Set the level of each heading (from h2 on, none skipped) and its id, made of its words where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from plugins.prose.character_placeholders import placeholders_as_text
from plugins.vietnamese.slugs import slugify

_STASHED = re.compile("\x02[^\x03]*\x03")
_HEADING = re.compile(r"^h([1-6])$")


def element_text(element: Element) -> str:
    """Return the text of an element, without Markdown's stash marks and notes' numbers, its runs of spaces made one."""
    has_notes = len(element) and any(child.get("id") for child in element.iter("sup"))
    pieces = _without_notes(element) if has_notes else element.itertext()
    return " ".join(placeholders_as_text(_STASHED.sub("", "".join(pieces))).split())


def _without_notes(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not child.get("id", "").startswith("fnref"):
            yield from _without_notes(child)
        yield child.tail or ""


def demoted(levels: Iterable[int]) -> list[int]:
    """
    Return heading levels that begin at 2 and go down one step at a time.

    >>> demoted([1, 3, 3, 1, 2])
    [2, 3, 3, 2, 3]
    >>> demoted([3, 5, 4])
    [2, 3, 3]
    """
    above: list[int] = []
    result: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        result.append(min(len(above) + 1, 6))
    return result


def arrange_headings(root: Element) -> None:
    """Set the level and the id of every heading."""
    found = [(element, match) for element in root.iter() if (match := _HEADING.match(str(element.tag)))]
    ids: dict[str, int] = {}
    levels = demoted(int(match[1]) for _, match in found)
    for (element, _), level in zip(found, levels, strict=True):
        element.tag = f"h{level}"
        # An extension of the settings may have given it one, which its links name.
        wanted = element.get("id") or slugify(element_text(element)) or "muc"
        name = wanted
        while name in ids:
            ids[wanted] += 1
            name = f"{wanted}-{ids[wanted]}"
        ids[name] = 1
        element.set("id", name)
