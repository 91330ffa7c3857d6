"""Check where links and pictures lead, and put placeholders where only other rooms know the address."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from plugins.prose.body import ReferenceKind
from plugins.prose.character_placeholders import placeholders_as_text
from plugins.prose.character_references import without_forged_references
from plugins.prose.collector import Collector, quoted_text
from plugins.prose.figures import is_picture_element
from plugins.prose.picture_classes import plain_class_names
from plugins.vietnamese.nearest import nearest
from plugins.web.link_address import why_useless

_UNSEEN = re.compile("[\x00-\x20\x7f\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]+):", re.IGNORECASE)
_WEB = ("http", "https", "mailto", "tel")
_LEFT_TO_FILES = ("file", "data")  # the media room says what is wrong with them


def plain_target(written: str) -> str:
    """
    Return a target as the editor meant it: entities decoded, characters restored, no spaces around it.

    >>> plain_target("a&amp;b.pdf ")
    'a&b.pdf'
    """
    return placeholders_as_text(unescape(without_forged_references(written))).strip()


def scheme(target: str) -> str:
    """
    Return the URL scheme that a browser would see, in lower case, or "".

    >>> scheme("jAva\\tscript:alert(1)"), scheme("C:/anh.jpg"), scheme("anh.jpg")
    ('javascript', '', '')
    """
    found = _SCHEME.match(_UNSEEN.sub("", target))
    return found[1].lower() if found else ""


def link_address(
    href: str, collector: Collector, tag: str = "", kind: ReferenceKind = ReferenceKind.ADDRESS
) -> str:
    """
    Return the value of an href as it may be published: the address itself, or a placeholder.

    ``tag`` is the tag that it stands in, where an editor wrote one; ``kind`` is that of the reference. Notes an error for
    a scheme that is not allowed.
    """
    target = plain_target(href)
    found = scheme(target)
    if found in _WEB:
        if reason := why_useless(target):
            line = collector.line_of_target(target, href, tag)
            collector.error(line, "lien-ket-sai", f"“{quoted_text(target)}” {reason}")
        elif found in ("http", "https"):
            # It may be one of the portal itself, whose address is not known here.
            return collector.placeholder(kind, target, collector.line_onwards(target))
        return target
    if found and found not in _LEFT_TO_FILES:
        line = collector.line_of_target(target, href, tag)
        meant = nearest(found, ("http", "https", "mailto"), 1)
        hint = f" Ý bạn là “{meant[0]}:”?" if meant else " Chỉ dùng https:, mailto:, tel:."
        message = f"liên kết “{quoted_text(target)}” dùng kiểu địa chỉ “{found}:” không được phép.{hint}"
        collector.error(line, "lien-ket-cam", message)
        return "#"
    if target.startswith("#"):
        line = collector.line_of(f"({target}") or collector.line_of(target) or collector.line_near_tag(tag)
        collector.anchors.append((unquote(target[1:]), line or collector.first_line))
        return target
    return collector.placeholder(kind, target, collector.line_of_target(target, href, tag))


def picture_source(
    written: str,
    alt: str,
    collector: Collector,
    kind: ReferenceKind = ReferenceKind.PICTURE,
    classes: str = "",
    tag: str = "",
) -> str:
    """Return the placeholder of a picture, given its target, its classes and the tag it stands in, if any, as written; "" for a scheme that is not allowed."""
    target = plain_target(written)
    line = collector.line_of_target(target, written, tag)
    found = scheme(target)
    if found and found not in (*_LEFT_TO_FILES, "http", "https"):
        message = f"ảnh “{quoted_text(target)}” dùng kiểu địa chỉ “{found}:” không được phép."
        collector.error(line, "lien-ket-cam", message)
        return ""
    placeholder = collector.placeholder(kind, target, line, alt, plain_class_names(classes))
    if not alt.strip():
        message = (
            f"ảnh “{quoted_text(target)}” chưa có mô tả. Viết vào giữa hai dấu ngoặc vuông: ![mô tả](…)."
        )
        collector.warning(line, "anh-thieu-mo-ta", message)
    return placeholder


def put_placeholders(root: Element, collector: Collector) -> None:
    """Replace the targets of a tree's links and pictures by placeholders."""
    alone = {id(block[0]) for block in root if block.tag == "figure" and block[0].tag == "img"}
    for element in root.iter():
        if element.tag == "a" and "href" in element.attrib:
            if element.get("href", "").startswith("#fn"):
                continue
            kind = ReferenceKind.LARGE if is_picture_element(element) else ReferenceKind.ADDRESS
            element.set("href", link_address(element.get("href", ""), collector, kind=kind))
        elif element.tag == "img":
            alt = plain_target(element.get("alt", ""))
            kind = ReferenceKind.FIGURE if id(element) in alone else ReferenceKind.PICTURE
            classes = element.get("class", "")
            element.set("src", picture_source(element.get("src", ""), alt, collector, kind, classes))
