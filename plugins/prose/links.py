"""Where links and pictures lead: checked, then left open for the rooms that know addresses."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from plugins.prose.body import Wants
from plugins.prose.collected import Collected, shortened
from plugins.prose.figures import is_picture
from plugins.prose.stand_ins import shown_as_text

_UNSEEN = re.compile("[\x00-\x20\x7f\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]+):", re.IGNORECASE)
_WEB = ("http", "https", "mailto", "tel")
_TO_ANCHOR = re.compile(r'<a\b[^>]*? href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_LEFT_TO_FILES = ("file", "data")  # the room that knows files says what is wrong with them


def plain_target(written: str) -> str:
    """
    Return a target as the editor meant it: entities read, marks restored, no edges.

    >>> plain_target("a&amp;b.pdf ")
    'a&b.pdf'
    """
    return shown_as_text(unescape(written)).strip()


def scheme(target: str) -> str:
    """
    Return the scheme that a browser would see, in lower case, or "".

    >>> scheme("jAva\\tscript:alert(1)"), scheme("C:/anh.jpg"), scheme("anh.jpg")
    ('javascript', '', '')
    """
    found = _SCHEME.match(_UNSEEN.sub("", target))
    return found[1].lower() if found else ""


def link_address(href: str, gathering: Collected, written: str = "", wants: Wants = Wants.ADDRESS) -> str:
    """
    Return the value of an href as it may be published: the address itself, or the mark of a hole.

    ``written`` is what the source has where that differs from ``href``; ``wants`` says what a hole is filled with.
    """
    target, written = plain_target(href), written or href
    kind = scheme(target)
    if kind in _WEB:
        return target
    if kind and kind not in _LEFT_TO_FILES:
        line = gathering.line_of_target(target, written)
        message = f"liên kết “{shortened(target)}” dùng kiểu địa chỉ “{kind}:” không được phép."
        gathering.error(line, "lien-ket-cam", message)
        return "#"
    if target.startswith("#"):
        gathering.anchors.append((unquote(target[1:]), gathering.line_of(f"({target}")))
        return target
    return gathering.hole(wants, target, gathering.line_of_target(target, written))


def picture_source(written: str, alt: str, gathering: Collected, wants: Wants = Wants.PICTURE) -> str:
    """Return the mark of the hole for a picture, given its target as written."""
    target = plain_target(written)
    line = gathering.line_of_target(target, written)
    kind = scheme(target)
    if kind and kind not in (*_LEFT_TO_FILES, "http", "https"):
        message = f"ảnh “{shortened(target)}” dùng kiểu địa chỉ “{kind}:” không được phép."
        gathering.error(line, "lien-ket-cam", message)
        return ""
    mark = gathering.hole(wants, target, line, alt)
    if not alt.strip():
        message = f"ảnh “{shortened(target)}” chưa có mô tả. Viết vào giữa hai dấu ngoặc vuông: ![mô tả](…)."
        gathering.warning(line, "anh-thieu-mo-ta", message)
    return mark


def open_holes(root: Element, gathering: Collected) -> None:
    """Put holes in place of the targets of a tree's links and pictures."""
    alone = {id(block[0]) for block in root if block.tag == "figure" and block[0].tag == "img"}
    for element in root.iter():
        if element.tag == "a" and "href" in element.attrib:
            if element.get("href", "").startswith("#fn"):
                continue
            wants = Wants.LARGE if is_picture(element) else Wants.ADDRESS
            element.set("href", link_address(element.get("href", ""), gathering, wants=wants))
        elif element.tag == "img":
            alt = plain_target(element.get("alt", ""))
            wants = Wants.FIGURE if id(element) in alone else Wants.PICTURE
            element.set("src", picture_source(element.get("src", ""), alt, gathering, wants))


def without_dead_anchors(html: str, gathering: Collected) -> str:
    """Return the HTML with the words, but not the link, where a link to a place of this body leads nowhere."""
    dead = {name for name, _ in gathering.anchors if name and name not in gathering.ids}
    for name, line in gathering.anchors:
        if name in dead:
            message = f"liên kết “#{shortened(name)}” không trỏ tới mục nào trong bài; chữ được giữ, liên kết bị bỏ."
            gathering.warning(line, "neo-khong-co", message)
    if not dead:
        return html
    return _TO_ANCHOR.sub(lambda link: link[2] if unquote(unescape(link[1])) in dead else link[0], html)
