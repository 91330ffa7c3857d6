"""
The attributes that a published drawing may have, and the values that each may take.

A value is published only if the whole of it has the form that its attribute takes: nothing is searched for. No form has
a backslash, a comment or a function but the few that are named here, so no spelling of ``url(…)`` leads out of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[\w.:-]+"
_WORD = r"[A-Za-z][A-Za-z-]*"
_COLOUR = rf"(?:{_WORD}|\#[0-9A-Fa-f]{{3,8}}|(?:rgb|hsl)a?\([0-9.,%\s/+deg-]*\))"
_REFERENCE = rf"url\(\s*(?:\#(?P<bare>{_NAME})|'\#(?P<single>{_NAME})'|\"\#(?P<double>{_NAME})\")\s*\)"
_FORMS = {
    # Numbers with their units, and words.
    "words": r"[A-Za-z0-9.,%+\s-]*",
    "numbers": r"[0-9eE.,+\s-]*",
    "path": r"[MmZzLlHhVvCcSsQqTtAa0-9eE.,+\s-]*",
    "transform": r"none|(?:[\s,]*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([0-9eE.,+\s-]*\))*[\s,]*",
    "paint": rf"{_REFERENCE}(?:\s+{_COLOUR})?|{_COLOUR}",
    "reference": rf"{_REFERENCE}|{_WORD}",
    "font": r"[\w\s,.'\"-]*",
    "name": _NAME,
    "link": rf"\#(?P<bare>{_NAME})",
}
_PATTERNS = {form: re.compile(pattern) for form, pattern in _FORMS.items()}


def _of_form(form: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), form)


# Attributes that a style may set as well.
PRESENTATION = {
    **_of_form("paint", "fill stroke stop-color color"),
    **_of_form("reference", "clip-path mask marker-start marker-mid marker-end"),
    **_of_form("font", "font-family"),
    **_of_form(
        "words",
        "opacity fill-opacity stroke-opacity stop-opacity fill-rule clip-rule stroke-width stroke-linecap "
        "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset display visibility overflow "
        "font-size font-size-adjust font-style font-weight font-stretch font-variant text-anchor text-decoration "
        "letter-spacing word-spacing kerning dominant-baseline alignment-baseline baseline-shift writing-mode "
        "direction unicode-bidi vector-effect paint-order shape-rendering text-rendering color-rendering "
        "color-interpolation image-rendering",
    ),
}
ATTRIBUTES = {
    **PRESENTATION,
    **_of_form(
        "words",
        "x y width height cx cy r rx ry x1 y1 x2 y2 fx fy fr dx dy rotate textLength lengthAdjust offset viewBox "
        "preserveAspectRatio pathLength refX refY markerWidth markerHeight markerUnits orient gradientUnits "
        "spreadMethod patternUnits patternContentUnits clipPathUnits maskUnits maskContentUnits startOffset "
        "version lang role aria-hidden systemLanguage",
    ),
    **_of_form("numbers", "points"),
    **_of_form("path", "d"),
    **_of_form("transform", "transform gradientTransform patternTransform"),
    **_of_form("name", "id"),
    **_of_form("link", "href"),
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([.#])([\w-]+)")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)


class StyleRefused(ValueError):
    """A style that cannot be written as attributes; the text says why, for the editor."""


@dataclass(frozen=True, slots=True)
class StyleRule:
    """What a style sheet says of the elements of a class (".") or with an id ("#")."""

    kind: str
    name: str
    declarations: dict[str, str]


def is_allowed(name: str, value: str) -> bool:
    r"""
    Tell whether an attribute of the table may have a value.

    >>> is_allowed("fill", "url(#a) none"), is_allowed("fill", "#12365f"), is_allowed("d", "M0 0h9")
    (True, True, True)
    >>> [is_allowed("fill", one) for one in (r"u\72l(//vd.vn)", "url(//vd.vn)", "image-set('a')", "red;x:y")]
    [False, False, False, False]
    """
    return _PATTERNS[ATTRIBUTES[name]].fullmatch(value.strip()) is not None


def reference_in(name: str, value: str) -> str:
    """
    Return the id that an allowed value refers to, "" if it refers to none.

    >>> reference_in("mask", "url('#a')"), reference_in("href", "#b"), reference_in("fill", "red")
    ('a', 'b', '')
    """
    found = _PATTERNS[ATTRIBUTES[name]].fullmatch(value.strip())
    return next((one for one in found.groupdict().values() if one), "") if found else ""


def declarations_in(style: str) -> dict[str, str]:
    """
    Return the attributes that say what a style says; raise StyleRefused for what attributes cannot say.

    Properties that browsers do not know, or that change nothing here, are left out.

    >>> declarations_in("fill:#fff; -inkscape-font-specification:Sans;stroke : url(#a)")
    {'fill': '#fff', 'stroke': 'url(#a)'}
    """
    if "\\" in style:
        raise StyleRefused("thuộc tính style có ký hiệu “\\”; xuất lại tệp.")
    found: dict[str, str] = {}
    for one in _COMMENT.sub(" ", style).split(";"):
        name, colon, value = one.partition(":")
        name, value = name.strip().lower(), _IMPORTANT.sub("", value).strip()
        names: tuple[str, ...] = (name,)
        if name == "marker":
            names = ("marker-start", "marker-mid", "marker-end")
        elif name == "transform" and value != "none":
            raise StyleRefused("thuộc tính style có transform; xuất lại với thuộc tính trình bày.")
        if colon and value:
            found |= {one: value for one in names if one in PRESENTATION}
    return found


def rules_in(sheet: str) -> list[StyleRule]:
    """
    Return the rules of a style sheet, those for ids last; raise StyleRefused for one that has more than classes and ids.

    >>> [(rule.name, rule.declarations) for rule in rules_in(".st0, .st1{fill:#FFF;}")]
    [('st0', {'fill': '#FFF'}), ('st1', {'fill': '#FFF'})]
    """
    text = _COMMENT.sub(" ", sheet)
    rules = []
    for selectors, body in _RULE.findall(text):
        for selector in selectors.split(","):
            named = _SELECTOR.fullmatch(selector.strip())
            if named is None:
                raise StyleRefused("bảng kiểu <style> quá phức tạp; xuất lại với thuộc tính trình bày.")
            rules.append(StyleRule(named[1], named[2], declarations_in(body)))
    if _RULE.sub("", text).strip():
        raise StyleRefused("bảng kiểu <style> không đọc được; xuất lại với thuộc tính trình bày.")
    return sorted(rules, key=lambda rule: rule.kind == "#")
