"""Count the numbered lists of a Word file and spell the labels of their items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from plugins.editors.importing.word.styles import text_format
from plugins.editors.importing.word.xml_names import W, whole_number, word_attribute

_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: its number format, the pattern of its label, its first number, the label's font."""

    number_format: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    font: str = ""

    def is_plain(self, depth: int) -> bool:
        """Return whether a label is nothing but the item's own number, as in lists on the web."""
        pattern = rf"%{depth + 1}[.)]?"
        return self.number_format == "decimal" and re.fullmatch(pattern, self.pattern.strip()) is not None


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What stands before a list item: a plain number, or a text in a font; a bullet is neither."""

    number: int = 0
    text: str = ""
    font: str = ""


@dataclass
class ListNumbering:
    """
    The lists of a file, and how far each has counted.

    ``levels`` are the levels of each list definition by depth, ``lists`` the definition of each list by the
    list's id; ``restarts`` and ``own_levels`` are what single lists change in their definition.
    """

    levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    own_levels: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, list_id: str, depth: int) -> ListLevel | None:
        """Return a level of a list, None for a list that is not known."""
        definition = self.lists.get(list_id)
        if definition is None:
            return None
        own = self.own_levels.get(list_id, {})
        return own.get(depth) or self.levels.get(definition, {}).get(depth, ListLevel())

    def next_label(self, list_id: str, depth: int) -> ListLabel | None:
        """Count the next item of a list; return its label, None where it has none to show."""
        definition = self.lists.get(list_id)
        if definition is None:
            return None
        levels = {**self.levels.get(definition, {}), **self.own_levels.get(list_id, {})}
        level = levels.get(depth, ListLevel())
        if level.number_format == "bullet":
            return None
        counts = self._counted(definition, list_id, depth, level.start)
        if level.number_format == "none" or not level.pattern:
            # Such a level counts in silence: only what stands around its number is shown.
            text = re.sub(r"%[1-9]", "", level.pattern).strip(" .)")
            return ListLabel(text=text, font=level.font) if text else None
        if level.is_plain(depth):
            return ListLabel(number=counts[depth]) if counts[depth] else None
        text = _spelled(level.pattern, levels, counts)
        return ListLabel(text=text, font=level.font) if text else None

    def _counted(self, definition: str, list_id: str, depth: int, start: int) -> dict[int, int]:
        """Count one more item; return the numbers of all levels."""
        counts = self._counts.setdefault(definition, {})
        restart = self.restarts.get(list_id, {}).get(depth)
        if restart is not None and (list_id, depth) not in self._begun:
            counts[depth] = restart - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return counts


def _spelled(pattern: str, levels: Mapping[int, ListLevel], counts: Mapping[int, int]) -> str:
    """Return a label: its pattern with the numbers of the levels in it."""

    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        level = levels.get(depth, ListLevel())
        return spelled_number(counts.get(depth, level.start), level.number_format)

    return re.sub(r"%([1-9])", number, pattern)


def spelled_number(count: int, number_format: str) -> str:
    """
    Return a number as a list shows it.

    >>> [spelled_number(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    if number_format in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if number_format == "upperLetter" else letter
    if number_format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        rest = count
        for amount, letters in _ROMAN.items():
            roman += letters * (rest // amount)
            rest %= amount
        return roman.upper() if number_format == "upperRoman" else roman
    return f"{count:02}" if number_format == "decimalZero" else str(count)


def read_numbering(root: Element | None) -> ListNumbering:
    """Return the lists in the root of ``numbering.xml``, none where there is no such part."""
    numbering = ListNumbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    styles: dict[str, str] = {}
    for element in root.findall(f"{W}abstractNum"):
        definition = word_attribute(element, "abstractNumId") or ""
        numbering.levels[definition] = dict(_levels(element))
        if link := word_attribute(element.find(f"{W}numStyleLink")):
            links[definition] = link
        if name := word_attribute(element.find(f"{W}styleLink")):
            styles[name] = definition
    for definition, link in links.items():
        numbering.levels[definition] = numbering.levels.get(
            styles.get(link, ""), numbering.levels[definition]
        )
    for element in root.findall(f"{W}num"):
        list_id = word_attribute(element, "numId") or ""
        numbering.lists[list_id] = word_attribute(element.find(f"{W}abstractNumId")) or ""
        for override in element.findall(f"{W}lvlOverride"):
            depth = whole_number(word_attribute(override, "ilvl")) or 0
            start = whole_number(word_attribute(override.find(f"{W}startOverride")))
            if start is not None:
                numbering.restarts.setdefault(list_id, {})[depth] = start
            numbering.own_levels.setdefault(list_id, {}).update(_levels(override))
    return numbering


def _levels(element: Element) -> Iterator[tuple[int, ListLevel]]:
    for level in element.findall(f"{W}lvl"):
        number_format = word_attribute(level.find(f"{W}numFmt")) or "decimal"
        pattern = word_attribute(level.find(f"{W}lvlText"))
        start = whole_number(word_attribute(level.find(f"{W}start")))
        font = text_format(level.find(f"{W}rPr")).font or ""
        depth = whole_number(word_attribute(level, "ilvl")) or 0
        yield depth, ListLevel(number_format, pattern or "", 1 if start is None else start, font)
