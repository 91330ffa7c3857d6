"""What a Word file says about looks once for all: styles, default fonts, numbered lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHIFT = 4
"""How far from the line letters stand to be a power or an index, in half points."""
_OFF = frozenset({"0", "false", "off", "none"})
_ROMAN = dict(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; None is "as the style says"."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    size: float | None = None
    font: str | None = None

    def over(self, base: Look) -> Look:
        """Return this look where it says something, the base elsewhere."""
        own = {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}
        return replace(base, **own)


@dataclass(frozen=True, slots=True)
class Style:
    """A named style: its name in English and small letters, what it is based on, what it says."""

    name: str = ""
    base: str = ""
    look: Look = Look()
    side: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    indent: int | None = None


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of Word's own, None where the element or the attribute is absent."""
    return None if element is None else element.get(f"{W}{name}", element.get(name))


def is_on(element: Element | None) -> bool | None:
    """Return whether a property is set; None where nothing is said."""
    return None if element is None else (value(element) or "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """
    Return a whole number, None for what is none.

    >>> number("12"), number("x"), number("1.5")
    (12, None, 1)
    """
    found = re.match(r"-?\d{1,9}", text or "")
    return int(found[0]) if found else None


def look_of(properties: Element | None) -> Look:
    """Return what the properties of a run say."""
    if properties is None:
        return Look()
    find = properties.find
    size = number(value(find(f"{W}sz")))
    struck = is_on(find(f"{W}strike"))
    return Look(
        is_on(find(f"{W}b")),
        is_on(find(f"{W}i")),
        struck if struck is not None else is_on(find(f"{W}dstrike")),
        is_on(find(f"{W}vanish")),
        _raised(value(find(f"{W}vertAlign")), number(value(find(f"{W}position"))), size),
        None if size is None else size / 2,
        _font(find(f"{W}rFonts")),
    )


def _raised(align: str | None, shift: int | None, size: int | None) -> str | None:
    """
    Return whether letters stand above or below the line, None where nothing is said.

    LibreOffice says it by a shift and a size of their own; a shift alone may only even out a line.

    >>> _raised("superscript", None, None), _raised("baseline", 8, 19), _raised(None, 8, 19), _raised(None, -6, 15)
    ('sup', '', 'sup', 'sub')
    >>> _raised(None, 8, None), _raised(None, 1, 19)
    (None, None)
    """
    if align is not None:
        return {"superscript": "sup", "subscript": "sub"}.get(align, "")
    if shift is None or size is None or abs(shift) < _SHIFT:
        return None
    return "sup" if shift > 0 else "sub"


def _font(fonts: Element | None) -> str | None:
    """Return the font of a run's Latin letters; a theme's is a Unicode font, whatever it is called."""
    if fonts is None:
        return None
    for name in ("hAnsi", "ascii", "cs"):
        if value(fonts, f"{name}Theme"):
            return "(theme)"
        if found := value(fonts, name):
            return found
    return None


@dataclass(frozen=True)
class Styles:
    """All styles by their ids, and what is so where none says anything."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: Look = Look()
    paragraph: str = ""

    def chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and what it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.by_id[style_id].base

    def look(self, style_id: str, base: Look) -> Look:
        """Return how letters of a style look on top of others."""
        found = Look()
        for style in self.chain(style_id):
            found = found.over(style.look)
        return found.over(base)

    def names(self, style_id: str) -> list[str]:
        """Return the names of a style and of what it is based on."""
        return [style.name for style in self.chain(style_id)]


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a file's part, none where there is no such part."""
    if root is None:
        return Styles()
    found: dict[str, Style] = {}
    paragraph = ""
    for element in root.findall(f"{W}style"):
        style_id = value(element, "styleId") or ""
        found[style_id] = _style(element)
        if value(element, "type") == "paragraph" and (value(element, "default") or "0") not in _OFF:
            paragraph = style_id
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles(found, look_of(defaults), paragraph)


def _style(element: Element) -> Style:
    properties = element.find(f"{W}pPr")
    side = outline = list_id = level = indent = None
    if properties is not None:
        side = value(properties.find(f"{W}jc"))
        outline = number(value(properties.find(f"{W}outlineLvl")))
        list_id = value(properties.find(f"{W}numPr/{W}numId"))
        level = number(value(properties.find(f"{W}numPr/{W}ilvl")))
        indent = left_indent(properties)
    return Style(
        (value(element.find(f"{W}name")) or "").strip().lower(),
        value(element.find(f"{W}basedOn")) or "",
        look_of(element.find(f"{W}rPr")),
        side,
        outline,
        list_id,
        level,
        indent,
    )


def left_indent(properties: Element) -> int | None:
    """Return how far a paragraph stands in, in twentieths of a point."""
    element = properties.find(f"{W}ind")
    return number(value(element, "left") or value(element, "start"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list: how it counts and what it shows."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    font: str = ""

    def is_plain(self, depth: int) -> bool:
        """Return whether a level shows nothing but its own number, as lists on the web do."""
        return self.form == "decimal" and re.fullmatch(rf"%{depth + 1}[.)]?", self.text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a list item: a bullet, a plain number, or words that must be kept as they are."""

    bullet: bool = False
    number: int = 0
    words: str = ""
    font: str = ""


@dataclass
class Numbering:
    """The lists of a file, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    own_levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, list_id: str, depth: int) -> Level | None:
        """Return how a level of a list counts, None for a list that is not known."""
        kind = self.lists.get(list_id)
        if kind is None:
            return None
        own = self.own_levels.get(list_id, {})
        return own.get(depth) or self.levels.get(kind, {}).get(depth, Level())

    def label(self, list_id: str, depth: int) -> Label | None:
        """Return the label of the next item of a list, None for a list that labels nothing."""
        kind = self.lists.get(list_id)
        if kind is None:
            return None
        levels = {**self.levels.get(kind, {}), **self.own_levels.get(list_id, {})}
        level = levels.get(depth, Level())
        if level.form == "bullet":
            return Label(bullet=True)
        counts = self._counts.setdefault(kind, {})
        restart = self.restarts.get(list_id, {}).get(depth)
        if restart is not None and (list_id, depth) not in self._begun:
            counts[depth] = restart - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.form == "none" or not level.text:
            # Such a level counts in silence: only what stands around its number is shown.
            words = re.sub(r"%[1-9]", "", level.text).strip(" .)")
            return Label(words=words, font=level.font) if words else None
        if level.is_plain(depth):
            return Label(number=counts[depth])
        return Label(words=_spelled(level.text, levels, counts), font=level.font)


def _spelled(text: str, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    def figure(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        level = levels.get(depth, Level())
        return spelled_number(counts.get(depth, level.start), level.form)

    return re.sub(r"%([1-9])", figure, text)


def spelled_number(count: int, form: str) -> str:
    """
    Return a number as a list shows it.

    >>> [spelled_number(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    """
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        rest = count
        for amount, letters in _ROMAN.items():
            roman += letters * (rest // amount)
            rest %= amount
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02}" if form == "decimalZero" else str(count)


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of a file's part, none where there is no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    styles: dict[str, str] = {}
    for element in root.findall(f"{W}abstractNum"):
        kind = value(element, "abstractNumId") or ""
        numbering.levels[kind] = dict(_levels(element))
        if link := value(element.find(f"{W}numStyleLink")):
            links[kind] = link
        if name := value(element.find(f"{W}styleLink")):
            styles[name] = kind
    for kind, link in links.items():
        numbering.levels[kind] = numbering.levels.get(styles.get(link, ""), numbering.levels[kind])
    for element in root.findall(f"{W}num"):
        list_id = value(element, "numId") or ""
        numbering.lists[list_id] = value(element.find(f"{W}abstractNumId")) or ""
        for override in element.findall(f"{W}lvlOverride"):
            depth = number(value(override, "ilvl")) or 0
            start = number(value(override.find(f"{W}startOverride")))
            if start is not None:
                numbering.restarts.setdefault(list_id, {})[depth] = start
            numbering.own_levels.setdefault(list_id, {}).update(_levels(override))
    return numbering


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for level in element.findall(f"{W}lvl"):
        form = value(level.find(f"{W}numFmt")) or "decimal"
        text = value(level.find(f"{W}lvlText"))
        start = number(value(level.find(f"{W}start")))
        font = look_of(level.find(f"{W}rPr")).font or ""
        yield number(value(level, "ilvl")) or 0, Level(form, text or "", 1 if start is None else start, font)
