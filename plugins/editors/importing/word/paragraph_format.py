"""Decide what a paragraph of a Word file is (heading, list item, quotation …) by its style and its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.editors.importing.imported_article import Role
from plugins.editors.importing.word.numbering import ListNumbering
from plugins.editors.importing.word.styles import ParagraphProperties
from plugins.editors.spans.text_spans import Alignment

_INDENTED = 2800  # twentieths of a point: about five centimetres
_ALIGNMENTS = {"center": Alignment.CENTRE, "right": Alignment.RIGHT, "end": Alignment.RIGHT}


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What a paragraph is, and how it stands on the page; ``level`` is a heading's or a list item's."""

    role: Role
    level: int
    alignment: Alignment
    indented: bool


def paragraph_format(
    properties: ParagraphProperties, style_names: Sequence[str], numbering: ListNumbering
) -> ParagraphFormat:
    """Return the format of a paragraph by its properties, and by the names of its style and that style's bases."""
    role, level = role_of_style(style_names, properties.outline)
    if role is Role.TEXT:
        role, level = _list_role(properties, style_names, numbering)
    alignment = _ALIGNMENTS.get(properties.alignment or "", Alignment.DEFAULT)
    return ParagraphFormat(role, level, alignment, (properties.indent or 0) >= _INDENTED)


def list_place(properties: ParagraphProperties) -> tuple[str, int] | None:
    """Return the id of the list that a paragraph is in, and its depth there, None for a paragraph in no list."""
    list_id = properties.list_id or ""
    return (list_id, properties.list_level or 0) if list_id and list_id != "0" else None


def _list_role(
    properties: ParagraphProperties, style_names: Sequence[str], numbering: ListNumbering
) -> tuple[Role, int]:
    place = list_place(properties)
    level = numbering.level(*place) if place else None
    if place is None or level is None:
        return Role.TEXT, 0
    depth = max(place[1] + 1, level_of_style(style_names))
    if level.number_format == "bullet":
        return Role.BULLET, depth
    return (Role.NUMBER, depth) if level.is_plain(place[1]) else (Role.TEXT, 0)


def level_of_style(names: Sequence[str]) -> int:
    """
    Return how deep in a list a style of Word's own stands, 1 for any other.

    >>> level_of_style(["list bullet 2"]), level_of_style(["list number"]), level_of_style(["tin", "list number 3"])
    (2, 1, 3)
    """
    found = (re.fullmatch(r"list (?:bullet|number) ([2-5])", name) for name in names)
    return max((int(one[1]) for one in found if one), default=1)


def role_of_style(names: Sequence[str], outline: int | None) -> tuple[Role, int]:
    """
    Return what a paragraph is by the names of its style and of that style's bases, and a heading's level.

    >>> role_of_style(["tên mục", "heading 2", "normal"], None), role_of_style(["title"], None)
    ((<Role.HEADING: 'heading'>, 2), (<Role.TITLE: 'title'>, 0))
    """
    for name in names:
        if found := re.fullmatch(r"(?:heading|tiêu đề|đề mục) ?(\d)", name):
            return Role.HEADING, int(found[1])
        if name in ("title", "tiêu đề"):
            return Role.TITLE, 0
        if name in ("subtitle", "phụ đề"):
            return Role.SUBTITLE, 0
        if name in ("caption", "chú thích", "illustration", "figure", "drawing"):
            return Role.CAPTION, 0
        if name in ("quote", "intense quote", "quotations", "block text", "trích dẫn"):
            return Role.QUOTE, 0
    if outline is not None and outline < 9:
        return Role.HEADING, outline + 1
    return Role.TEXT, 0
