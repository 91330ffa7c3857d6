"""
What a sound page says, read quickly: most tags, and whole mastheads and footers, were read on another page before.

A page with anything odd in it is given to ``plugins.publishing.audit.element_scan``, which finds the lines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from plugins.building.edition.link_targets import TOP, targets_of
from plugins.building.edition.output_scan import addresses_in_srcset, attributes_of

# Start tags that say something; what lies between their brackets. Half the tags of a head name no address: what is
# wrong with their words shows in the page as a whole.
_TAG = re.compile(
    r"<((?!meta (?:name|property)=\"(?!og:image\"|twitter:image\")|time datetime=\"[\w:+.-]*\">)"
    r"[a-zA-Z][^\s<>/]*[\s/](?:\"[^\"]*\"|'[^']*'|[^\"'<>])*+)>"
)
# Most of the rest is a plain link, the address of the page itself, or a photo that has a description.
_PLAIN = re.compile(
    r"(?:a (?:class=\"[\w -]*\" )?href|link rel=\"canonical\" href|meta property=\"og:image\" content"
    r"|img (?:class=\"[\w -]*\" )?src(?=.* alt=\"))=\"([^\"{}]+)\""
    r"(?: (?:rel|width|height|alt|loading|decoding|fetchpriority)=\"[^\"]*\")*"
)
_SIMPLE = re.compile(r"(?!.*(?:/\.|//))[\w/.-]*")
_TEXT = re.compile(r">([^<>]{8,})<")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_JSON_LD = re.compile(r"<script type=\"application/ld\+json\">(.*?)</script>", re.DOTALL)
# Comments, and scripts and styles in the page, are looked at closely; so is what may be a placeholder, and letters that
# show where UTF-8 was taken for another encoding (“ế”, “đ”, “ư”, “ơ”) or could not be read. The rarest are asked first.
_ODD_TAG = re.compile(r"<(?:!-|script>|style|html>)")
_ODD_BRACES = re.compile(r"\{[{%]|\[object ")
# A search begins quickest with letters that stand in no brackets.
_MAYBE_DATE = re.compile(r"ate\s*<")
_DATE = re.compile(r">\s*[Dd]ate\s*<")
_ODD_VALUE = re.compile(
    r"\{[{%]|%7B%7B|\{(?:static|filename|attach|photo|category|tag|author|index)\}|[\"'](?:None|undefined)[\"']"
)
_SEAMS = ("<body", "<main", "</main")

# Elements that bring what they name onto the page; a link alone brings nothing.
BRINGS = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "input": ("src",),
    "form": ("action",),
}
BRINGING_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"}
)
# The last is how a page names a program that its own program loads when it is wanted.
NAMING = ("href", "src", "poster", "data", "action", "cite", "data-engine")
SHARED_PICTURES = frozenset({"og:image", "twitter:image"})
HEAVY = (".css", ".js", ".woff2")
_TAGS, _PARTS = 1 << 16, 1 << 7


@dataclass(frozen=True, slots=True)
class Base:
    """What an address is read against: the path before every address ("" or "/cong"), and the portal's own address."""

    root: str = ""
    siteurl: str = ""

    def targets(self, address: str, page: str) -> tuple[str, ...]:
        """Return the targets of an address, as ``plugins.building.edition.link_targets`` names them."""
        return targets_of(address, page, self.root, self.siteurl)

    def is_own(self, address: str) -> bool:
        """Tell whether an absolute address is one of this portal."""
        return bool(self.siteurl) and (address == self.siteurl or address.startswith(f"{self.siteurl}/"))


@dataclass(frozen=True, slots=True)
class Tag:
    """What a sound start tag says: its id, what it asks for anywhere, and from where it stands."""

    identity: str = ""
    targets: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()


def faults_of(name: str, attributes: dict[str, str], base: Base) -> Iterator[tuple[str, str]]:
    """
    Yield the code and the words of what is wrong with one tag.

    >>> [code for code, _ in faults_of("img", {"src": "http://a.vn/x.jpg"}, Base())]
    ['noi-dung-tron', 'thieu-alt']
    """
    for address in brought(name, attributes):
        scheme = urlsplit(address).scheme if ":" in address else ""
        if scheme == "http":
            yield (
                "noi-dung-tron",
                f"<{name}> tải “{address}” qua http://; trình duyệt sẽ chặn. Dùng https:// hoặc tệp của cổng.",
            )
        elif (scheme == "https" or address.startswith("//")) and not base.is_own(address):
            yield (
                "tai-ben-ngoai",
                f"<{name}> tải “{address}” từ nơi khác; chính sách bảo mật không cho phép. Chép tệp về cổng.",
            )
    if name == "img" and "alt" not in attributes:
        yield (
            "thieu-alt",
            f"ảnh “{attributes.get('src', '')}” thiếu thuộc tính alt: người không nhìn thấy sẽ không biết ảnh gì.",
        )
    if name == "html" and not attributes.get("lang"):
        yield "sai-bang-ma", "thẻ <html> thiếu lang."
    if name == "meta" and attributes.get("charset", "utf-8").lower() != "utf-8":
        yield "sai-bang-ma", f"trang tự nhận bảng mã “{attributes['charset']}”, cần utf-8."


def brought(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of what a tag brings onto its page."""
    for attribute in BRINGS.get(name, ()):
        value = attributes.get(attribute, "")
        yield from addresses_in_srcset(value) if attribute == "srcset" else [value] if value else []
    if name == "link" and BRINGING_LINKS & set(attributes.get("rel", "").lower().split()):
        yield attributes.get("href", "")


def named(name: str, attributes: dict[str, str]) -> list[str]:
    """Return every address that a tag names, the picture with which a page is shared included."""
    found = [attributes[one] for one in NAMING if one in attributes and (attributes[one] or one == "src")]
    found += addresses_in_srcset(attributes.get("srcset", ""))
    if name == "meta" and attributes.get("property", attributes.get("name", "")) in SHARED_PICTURES:
        found.append(attributes.get("content", ""))
    return found


def is_odd_tag(name: str, attributes: dict[str, str], written: str) -> bool:
    """Tell whether a tag must be looked at closely: scripts and styles in the page, handlers, placeholders."""
    if _ODD_VALUE.search(written) or "style" in attributes or any(one.startswith("on") for one in attributes):
        return True
    if name == "script" and "src" not in attributes:
        return attributes.get("type", "") != "application/ld+json"
    return any("script:" in value for value in attributes.values())


@dataclass(frozen=True, slots=True)
class Part:
    """What a piece of a sound page says: ids, targets, addresses that mean another thing on each page, its texts."""

    ids: tuple[str, ...]
    targets: frozenset[str]
    relative: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a sound page says: its title, ids, targets ("#" and an anchor behind those of other pages), its own texts."""

    title: str
    ids: frozenset[str]
    targets: frozenset[str]
    texts: tuple[str, ...]


class Reader:
    """Reads pages against one base, and remembers the tags and pieces that it has read; ``with_texts`` gathers texts."""

    def __init__(self, base: Base, *, with_texts: bool = False) -> None:
        self.base, self.with_texts = base, with_texts
        self._tags: dict[str, Tag | None] = {}
        self._parts: dict[str, Part | None] = {}
        self._begin = f"{base.siteurl}/" if base.siteurl else "\0"

    def said_by(self, path: str, text: str) -> PageContent | None:
        """Return what a page says, None for one that has to be looked at closely."""
        ids: list[str] = []
        targets: set[str] = set()
        texts: list[str] = []
        for number, piece in enumerate(_pieces(text)):
            # Head and main part are the page's own; masthead and footer are the same on many.
            part = self._part_again(piece) if number % 2 else self._part(piece)
            if part is None:
                return None
            ids += part.ids
            targets |= part.targets
            texts += part.texts
            for address in part.relative:
                targets.update(self.base.targets(address, path))
        known = frozenset(ids)
        title = _TITLE.search(text)
        if len(known) < len(ids) or title is None or not title[1].strip():
            return None
        if not _holds_its_anchors(path, known, targets):
            return None
        if any(
            not is_linked_data(found)
            for found in _JSON_LD.findall(text, 0, text.find("<body") + 1 or len(text))
        ):
            return None
        return PageContent(title[1], known, frozenset(targets), tuple(texts))

    def _part_again(self, text: str) -> Part | None:
        if text not in self._parts:
            if len(self._parts) > _PARTS:
                self._parts.clear()
            self._parts[text] = self._part(text)
        return self._parts[text]

    def _part(self, text: str) -> Part | None:
        """Return what a piece of a page says, None if it has to be looked at closely."""
        if is_odd(text) or not unicodedata.is_normalized("NFC", text):
            return None
        ids: list[str] = []
        targets: list[str] = []
        relative: list[str] = []
        known = self._tags
        for written in _TAG.findall(text):
            tag = known[written] if written in known else self._read(written)
            if tag is None:
                return None
            if tag.identity:
                ids.append(tag.identity)
            targets += tag.targets
            relative += tag.relative
        texts = tuple(_TEXT.findall(text)) if self.with_texts else ()
        return Part(tuple(ids), frozenset(targets), tuple(relative), texts)

    def _read(self, written: str) -> Tag | None:
        """Return what a start tag says, None for one that has to be looked at closely; a plain link is read at once."""
        if len(self._tags) > _TAGS:
            self._tags.clear()
        plain = None if self.base.root else _PLAIN.fullmatch(written)
        tag = self._plain(plain[1], written[0]) if plain else None
        self._tags[written] = tag = tag or self._tag(written)
        return tag

    def _plain(self, address: str, kind: str) -> Tag | None:
        """Return what a tag with nothing but an address says ("a": a link), None for an address that is not that plain."""
        if address.startswith(self._begin):
            address = address[len(self._begin) - 1 :]
        elif kind == "a" and address.startswith(("https://", "mailto:", "tel:")) and "%7B" not in address:
            return Tag()
        simple = address.startswith("/") and _SIMPLE.fullmatch(address)
        return Tag(targets=(address[1:],)) if simple else None

    def _tag(self, written: str) -> Tag | None:
        name = re.split(r"[\s/]", written, maxsplit=1)[0].lower()
        attributes = attributes_of(written[len(name) :])
        if is_odd_tag(name, attributes, written) or any(faults_of(name, attributes, self.base)):
            return None
        addresses = named(name, attributes)
        anywhere = [one for one in addresses if one.startswith(("/", "http"))]
        targets = tuple(target for one in anywhere for target in self.base.targets(one, ""))
        relative = tuple(one for one in addresses if one not in anywhere)
        return Tag(attributes.get("id", ""), targets, relative)


def is_odd(text: str) -> bool:
    """
    Tell whether a piece of a page may hold what has to be looked at closely.

    >>> is_odd("<p>Thọ Xuân</p>"), is_odd("<p>{{ ten }}</p>"), is_odd("<p> date </p>")
    (False, True, True)
    """
    letters = "\ufffd" in text or "\ufeff" in text or "»" in text or "º" in text or "Ä" in text or "Æ" in text
    words = "undefined" in text or "None" in text or "orem" in text or "OREM" in text
    if letters or words or _ODD_TAG.search(text) or _ODD_BRACES.search(text):
        return True
    return bool(_MAYBE_DATE.search(text) and _DATE.search(text))


def _holds_its_anchors(path: str, ids: frozenset[str], targets: set[str]) -> bool:
    """Tell whether a page has the places of its own that it names; they are taken out of the targets."""
    own = f"{path}#"
    named_here = [target for target in targets if target.startswith(own)]
    targets.difference_update(named_here)
    return all(target[len(own) :] in ids or target[len(own) :] in TOP for target in named_here)


def _pieces(text: str) -> Iterator[str]:
    behind = 0
    for seam in _SEAMS:
        place = text.find(seam, behind)
        yield text[behind : max(place, behind)]
        behind = max(place, behind)
    yield text[behind:]


def is_linked_data(written: str) -> bool:
    """
    Tell whether a block of JSON-LD is one: an object of schema.org with a type.

    >>> is_linked_data('{"@context": "https://schema.org", "@type": "NewsArticle"}'), is_linked_data("{")
    (True, False)
    """
    try:
        data = json.loads(written)
    except ValueError:
        return False
    blocks = data if isinstance(data, list) else [data]
    return all(
        isinstance(one, dict) and one.get("@context") and (one.get("@type") or one.get("@graph"))
        for one in blocks
    )
