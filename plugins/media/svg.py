"""Sanitise SVG files: each is written anew from its shapes, without scripts, styles and references to other files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from plugins.media.svg_cost import MOST_DRAWN, CircularReference, drawn_elements
from plugins.media.svg_values import (
    ATTRIBUTES,
    StyleRefused,
    StyleRule,
    declarations_in,
    is_allowed,
    rules_in,
)
from plugins.problems.printable import printable
from plugins.vietnamese.numbers import with_thousands_points

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_LARGEST = 2_000_000
_DEEPEST = 200
_SHAPES = frozenset(
    re.findall(
        r"\w+",
        "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath "
        "linearGradient radialGradient stop clipPath mask pattern marker switch",
    )
)
# What drawing programs note for themselves, and what no browser shows: left out without a problem.
_IGNORED = frozenset({"metadata", "flowRoot"})
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(r"\s*\+?([0-9]{1,9}(?:\.[0-9]*)?|\.[0-9]+)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "windows-1258"})
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[(?P<entities>[^\]]*)\]\s*)?>")
# Illustrator writes the addresses of its namespaces so; no other entity is read.
_NAMESPACE_ENTITY = re.compile(r"<!ENTITY\s+(\w{1,40})\s+[\"'](https?://[\w./#-]{1,100})[\"']\s*>")
_FORBIDDEN = re.compile(r"<!DOCTYPE|<!ENTITY|<!ATTLIST|<\?xml-stylesheet", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SafeSvg:
    """A sanitised SVG file and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SvgRefused:
    """Why an SVG file is not published, in words for the editor; ``too_large`` where it asks too much of a browser."""

    reason: str
    too_large: bool = False


class _Refused(ValueError):
    """A part of a drawing that is not published; the text says why."""


def sanitise(content: bytes) -> SafeSvg | SvgRefused:
    """Return an SVG file written anew from its shapes, or why it is refused."""
    if len(content) > _LARGEST:
        return SvgRefused("tệp SVG quá lớn.", too_large=True)
    text = _decoded(content)
    if text is None:
        return SvgRefused("không phải là tệp SVG đọc được.")
    text = _without_doctype(_XML_DECLARATION.sub("", text, count=1))
    if "\x00" in text or _FORBIDDEN.search(text):
        return SvgRefused("tệp SVG khai báo thực thể hoặc tệp kiểu, không được phép.")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        return SvgRefused("không phải là tệp SVG đọc được.")
    if root.tag != f"{_SVG}svg":
        return SvgRefused("không phải là tệp SVG.")
    try:
        return _written(root)
    except (_Refused, StyleRefused) as fault:
        return SvgRefused(str(fault))


def _written(root: Element) -> SafeSvg | SvgRefused:
    """Return the file of a drawing that was parsed; raise _Refused or StyleRefused for what is not published."""
    rules = [rule for sheet in root.iter(f"{_SVG}style") for rule in _rules(sheet)]
    clean = _rewritten(root, rules, 0)
    size = _size(clean)
    if size is None:
        return SvgRefused("tệp SVG không ghi kích thước (viewBox).")
    try:
        too_large = drawn_elements(clean) > MOST_DRAWN
    except CircularReference:
        return SvgRefused("tệp SVG có phần tử tự vẽ lại chính nó (<use>).")
    if too_large:
        reason = f"tệp SVG vẽ quá {with_thousands_points(MOST_DRAWN)} phần tử, kể cả phần lặp lại. Vẽ đơn giản hơn, hoặc xuất thành PNG."
        return SvgRefused(reason, too_large=True)
    clean.set("xmlns", _SVG[1:-1])
    data: bytes = ElementTree.tostring(clean, encoding="utf-8")
    return SafeSvg(data, *size)


def _decoded(content: bytes) -> str | None:
    """Return the text of an SVG file, None where it is no text in an encoding that drawing programs use."""
    declared = _DECLARED_ENCODING.match(content)
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content.startswith((b"<\x00", b"\x00<")):
        encoding = "utf-16-le" if content[0] else "utf-16-be"
    elif encoding not in _ENCODINGS:
        return None
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _without_doctype(text: str) -> str:
    """Return a file's text without the declaration of its type, which may name addresses of namespaces and nothing more."""
    found = _DOCTYPE.search(text)
    if found is None:
        return text
    entities = found["entities"] or ""
    if _NAMESPACE_ENTITY.sub("", entities).strip():
        return text
    addresses = dict(_NAMESPACE_ENTITY.findall(entities))
    text = text[: found.start()] + text[found.end() :]
    if not addresses:
        return text
    return re.sub(r"&(\w{1,40});", lambda name: addresses.get(name[1], name[0]), text)


def _rules(sheet: Element) -> list[StyleRule]:
    if len(sheet) or sheet.get("media", "all") not in ("all", "screen"):
        raise StyleRefused("bảng kiểu <style> không đọc được; xuất lại với thuộc tính trình bày.")
    return rules_in(sheet.text or "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _rewritten(element: Element, rules: Sequence[StyleRule], depth: int) -> Element:
    """Return an element that holds what may be published of one; raise _Refused for what is not to be left out unseen."""
    if depth > _DEEPEST:
        raise _Refused("tệp SVG lồng quá nhiều cấp.")
    clean = Element(_local(element.tag), _attributes(element, rules))
    clean.text, clean.tail = element.text, element.tail
    kept: Element | None = None
    for child in element:
        if _is_left_out(child):
            # The text behind it belongs to what is around it.
            _append_text(clean, kept, child.tail or "")
            continue
        kept = _rewritten(child, rules, depth + 1)
        clean.append(kept)
    return clean


def _append_text(element: Element, last_child: Element | None, text: str) -> None:
    if last_child is None:
        element.text = (element.text or "") + text
    else:
        last_child.tail = (last_child.tail or "") + text


def _is_left_out(child: Element) -> bool:
    """Tell whether an element is left out; raise _Refused where it is one that editors should know of."""
    name, own = _local(child.tag), child.tag.startswith(_SVG)
    if name.lower() in ("script", "html", "iframe") or (own and name not in _SHAPES | _IGNORED | {"style"}):
        # No browser has an extension, so none shows what asks for one.
        if own and name == "foreignObject" and child.get("requiredExtensions"):
            return True
        raise _Refused(f"phần tử <{name}> không được phép trong tệp SVG.")
    return not own or name not in _SHAPES


def _attributes(element: Element, rules: Sequence[StyleRule]) -> dict[str, str]:
    """Return the attributes that are published, those from styles included; raise _Refused for a value that may not be."""
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        local = _local(name)
        if local.lower().startswith("on"):
            raise _Refused(f"tệp SVG có lệnh “{local}”.")
        if local.lower() in ("href", "src") and not value.strip().startswith("#"):
            raise _Refused("tệp SVG trỏ ra tệp khác.")
        if name == _XLINK_HREF:
            found.setdefault("href", value)
        elif not name.startswith("{"):
            found[name] = value
    classes, identity = found.get("class", "").split(), found.get("id")
    for rule in rules:
        if (rule.kind == "." and rule.name in classes) or (rule.kind == "#" and rule.name == identity):
            found |= rule.declarations
    found |= declarations_in(found.get("style", ""))
    if identity and not is_allowed("id", identity):
        # A name that nothing here can refer to.
        del found["id"]
    published = {name: value.strip() for name, value in found.items() if name in ATTRIBUTES and value.strip()}
    for name, value in published.items():
        if not is_allowed(name, value):
            what = "trỏ ra tệp khác hoặc dùng hàm lạ" if "(" in value else "không đúng dạng"
            raise _Refused(f"{name}=“{printable(value)[:60]}” {what} trong tệp SVG; xuất lại tệp.")
    return published


def _size(root: Element) -> tuple[int, int] | None:
    """Return width and height in pixels from the attributes or the view box, None without either."""
    width, height = (_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height"))
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        sides = [float(side) for side in box[2:4]]
    except ValueError:
        return None
    if width and height:
        sides = [float(side[1]) * _PIXELS[(side[2] or "").lower()] for side in (width, height)]
    if len(sides) != 2 or not all(0 < side < 100_000 for side in sides):
        return None
    return max(1, round(sides[0])), max(1, round(sides[1]))
