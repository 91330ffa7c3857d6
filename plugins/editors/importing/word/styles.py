"""Read the styles of a Word file: the text and paragraph format that each style gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from xml.etree.ElementTree import Element

from plugins.editors.importing.word.xml_names import W, is_false, on_off_value, whole_number, word_attribute

_LEAST_SHIFT = 4
"""How far from the baseline letters stand to be superscript or subscript, in half points."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """The format of letters; None is "as the style has it"."""

    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    vertical_align: str | None = None
    size: float | None = None
    font: str | None = None

    def over(self, base: TextFormat) -> TextFormat:
        """Return this format where it is given, the base elsewhere."""
        return replace(base, **_given(self))


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """The format of a paragraph, as a style or the paragraph itself gives it; None is "not given"."""

    alignment: str | None = None
    outline: int | None = None
    indent: int | None = None
    list_id: str | None = None
    list_level: int | None = None

    def over(self, base: ParagraphProperties) -> ParagraphProperties:
        """Return these properties where they are given, the base elsewhere."""
        return replace(base, **_given(self))


def _given(properties: TextFormat | ParagraphProperties) -> dict[str, Any]:
    """Return the properties that are given, by name."""
    values = ((one.name, getattr(properties, one.name)) for one in fields(properties))
    return {name: value for name, value in values if value is not None}


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A named style: its name in small letters, the id of the style that it is based on, its formats."""

    name: str = ""
    base: str = ""
    text: TextFormat = TextFormat()
    paragraph: ParagraphProperties = ParagraphProperties()


def text_format(properties: Element | None) -> TextFormat:
    """Return the format that the properties of a run (``rPr``) give."""
    if properties is None:
        return TextFormat()
    find = properties.find
    size = whole_number(word_attribute(find(f"{W}sz")))
    struck = on_off_value(find(f"{W}strike"))
    return TextFormat(
        on_off_value(find(f"{W}b")),
        on_off_value(find(f"{W}i")),
        struck if struck is not None else on_off_value(find(f"{W}dstrike")),
        on_off_value(find(f"{W}vanish")),
        _vertical_align(
            word_attribute(find(f"{W}vertAlign")), whole_number(word_attribute(find(f"{W}position"))), size
        ),
        None if size is None else size / 2,
        _font(find(f"{W}rFonts")),
    )


def _vertical_align(align: str | None, shift: int | None, size: int | None) -> str | None:
    """
    Return "sup" for superscript, "sub" for subscript, "" for neither, None where nothing is said.

    LibreOffice says it by a shift and a size of their own; a shift alone may only even out a line.

    >>> _vertical_align("superscript", None, None), _vertical_align("baseline", 8, 19)
    ('sup', '')
    >>> _vertical_align(None, 8, 19), _vertical_align(None, -6, 15)
    ('sup', 'sub')
    >>> _vertical_align(None, 8, None), _vertical_align(None, 1, 19)
    (None, None)
    """
    if align is not None:
        return {"superscript": "sup", "subscript": "sub"}.get(align, "")
    if shift is None or size is None or abs(shift) < _LEAST_SHIFT:
        return None
    return "sup" if shift > 0 else "sub"


def _font(fonts: Element | None) -> str | None:
    """Return the font of a run's Latin letters; a theme's is a Unicode font, whatever it is called."""
    if fonts is None:
        return None
    for name in ("hAnsi", "ascii", "cs"):
        if word_attribute(fonts, f"{name}Theme"):
            return "(theme)"
        if found := word_attribute(fonts, name):
            return found
    return None


def paragraph_properties(properties: Element | None) -> ParagraphProperties:
    """Return the format that the properties of a paragraph (``pPr``) give; ``indent`` in twentieths of a point."""
    if properties is None:
        return ParagraphProperties()
    indent = properties.find(f"{W}ind")
    return ParagraphProperties(
        word_attribute(properties.find(f"{W}jc")),
        whole_number(word_attribute(properties.find(f"{W}outlineLvl"))),
        whole_number(word_attribute(indent, "left") or word_attribute(indent, "start")),
        word_attribute(properties.find(f"{W}numPr/{W}numId")),
        whole_number(word_attribute(properties.find(f"{W}numPr/{W}ilvl"))),
    )


@dataclass(frozen=True)
class Styles:
    """All styles by their ids, the default text format, and the id of the default paragraph style."""

    by_id: Mapping[str, NamedStyle] = field(default_factory=dict)
    default: TextFormat = TextFormat()
    default_paragraph: str = ""

    def chain(self, style_id: str) -> Iterator[NamedStyle]:
        """Yield a style and those that it is based on; a circle ends."""
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.by_id[style_id].base

    def text_format(self, style_id: str, base: TextFormat) -> TextFormat:
        """Return the text format of a style on top of another format."""
        found = TextFormat()
        for style in self.chain(style_id):
            found = found.over(style.text)
        return found.over(base)

    def paragraph_properties(self, own: ParagraphProperties, style_id: str) -> ParagraphProperties:
        """Return a paragraph's own properties on top of those of its style."""
        found = own
        for style in self.chain(style_id):
            found = found.over(style.paragraph)
        return found

    def names(self, style_id: str) -> list[str]:
        """Return the names of a style and of those that it is based on."""
        return [style.name for style in self.chain(style_id)]


def read_styles(root: Element | None) -> Styles:
    """Return the styles in the root of ``styles.xml``, none where there is no such part."""
    if root is None:
        return Styles()
    found: dict[str, NamedStyle] = {}
    default_paragraph = ""
    for element in root.findall(f"{W}style"):
        style_id = word_attribute(element, "styleId") or ""
        found[style_id] = _style(element)
        if word_attribute(element, "type") == "paragraph" and not is_false(
            word_attribute(element, "default") or "0"
        ):
            default_paragraph = style_id
    defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Styles(found, text_format(defaults), default_paragraph)


def _style(element: Element) -> NamedStyle:
    return NamedStyle(
        (word_attribute(element.find(f"{W}name")) or "").strip().lower(),
        word_attribute(element.find(f"{W}basedOn")) or "",
        text_format(element.find(f"{W}rPr")),
        paragraph_properties(element.find(f"{W}pPr")),
    )
