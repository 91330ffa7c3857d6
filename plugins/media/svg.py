"""Sanitise SVG files: published only if they hold shapes, no scripts, no styles and no references to other files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LARGEST = 2_000_000
_SHAPES = frozenset(
    re.findall(
        r"\w+",
        "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
        "linearGradient radialGradient stop clipPath mask pattern marker switch",
    )
)
# What drawing programs note for themselves: left out without a problem.
_IGNORED = frozenset({"metadata"})
_LENGTH = re.compile(r"^\s*([0-9]*\.?[0-9]+)\s*(?:px)?\s*$")
_URL = re.compile(r"url\(\s*['\"]?\s*(.)?", re.IGNORECASE)
_FORBIDDEN = re.compile(rb"<!DOCTYPE[^>]*\[|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SafeSvg:
    """A sanitised SVG file and its size in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SvgRefused:
    """Why an SVG file is not published, in words for the editor."""

    reason: str


def sanitise(content: bytes) -> SafeSvg | SvgRefused:
    """Return an SVG file written anew from its shapes, or why it is refused."""
    if len(content) > _LARGEST:
        return SvgRefused("tệp SVG quá lớn.")
    if b"\x00" in content or _FORBIDDEN.search(content):
        return SvgRefused("tệp SVG khai báo thực thể hoặc tệp kiểu, không được phép.")
    try:
        root = ElementTree.fromstring(_DOCTYPE.sub(b"", content))
    except (ElementTree.ParseError, ValueError, LookupError):
        return SvgRefused("không phải là tệp SVG đọc được.")
    if root.tag != f"{{{_SVG}}}svg":
        return SvgRefused("không phải là tệp SVG.")
    try:
        reason = _clean(root)
    except RecursionError:
        reason = "tệp SVG lồng quá nhiều cấp."
    if reason:
        return SvgRefused(reason)
    size = _size(root)
    if size is None:
        return SvgRefused("tệp SVG không ghi kích thước (viewBox).")
    written: bytes = ElementTree.tostring(_in_namespace(root), encoding="utf-8")
    return SafeSvg(written, *size)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _clean(element: Element) -> str:
    """Take metadata and foreign elements out of an element, in place; return why it is refused, or ""."""
    for name in list(element.attrib):
        reason = _check_attribute(name, element.attrib[name])
        if reason:
            return reason
        if name.startswith("{") and name not in (_XLINK_HREF, _XML_SPACE):
            del element.attrib[name]
    for child in list(element):
        if not isinstance(child.tag, str):
            element.remove(child)
            continue
        own = child.tag.startswith(f"{{{_SVG}}}")
        name = _local(child.tag)
        if (not own and name.lower() not in ("script", "html", "iframe")) or (own and name in _IGNORED):
            element.remove(child)
            continue
        if not own or name not in _SHAPES:
            return f"phần tử <{name}> không được phép trong tệp SVG."
        if reason := _clean(child):
            return reason
    return ""


def _check_attribute(name: str, value: str) -> str:
    """Return why an attribute is refused, or ""."""
    local = _local(name).lower()
    if local.startswith("on"):
        return f"tệp SVG có lệnh “{local}”."
    if local == "style":
        return "tệp SVG có thuộc tính style; xuất lại với thuộc tính trình bày (presentation attributes)."
    if local in ("href", "src") and not value.strip().startswith("#"):
        return "tệp SVG trỏ ra tệp khác."
    if any((found[1] or "") != "#" for found in _URL.finditer(value)):
        return "tệp SVG trỏ ra tệp khác."
    return ""


def _size(root: Element) -> tuple[int, int] | None:
    """Return width and height in pixels from the attributes or the view box, None without either."""
    width, height = _LENGTH.match(root.get("width", "")), _LENGTH.match(root.get("height", ""))
    box = root.get("viewBox", "").replace(",", " ").split()
    try:
        sides = [float(side) for side in box[2:4]]
    except ValueError:
        return None
    if width and height:
        sides = [float(width[1]), float(height[1])]
    if len(sides) != 2 or not all(0 < side < 100_000 for side in sides):
        return None
    return max(1, round(sides[0])), max(1, round(sides[1]))


def _in_namespace(root: Element) -> Element:
    """Return the tree with plain names and one declaration, whatever prefixes the file used."""
    for element in root.iter():
        element.tag = _local(element.tag)
        if _XLINK_HREF in element.attrib:
            element.set("href", element.attrib.pop(_XLINK_HREF))
        element.attrib.pop(_XML_SPACE, None)
    root.set("xmlns", _SVG)
    return root
