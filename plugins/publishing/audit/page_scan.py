"""
Scan a page quickly for its ids, the targets of its links and its texts.

Tags, mastheads and footers repeat from page to page, so what was read of them is cached. A page in which anything looks
wrong is left to ``element_scan``, which finds the faults and their lines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from plugins.building.edition.html_addresses import (
    addresses_in,
    addresses_in_srcset,
    attributes_of,
    page_parts,
)
from plugins.building.edition.link_targets import TOP, is_own, targets_of
from plugins.web.inner_hosts import is_inner_host, is_one_word

# Start tags with attributes; what lies between their brackets. Half the tags of a head name no address and are left out:
# placeholders in them are found by the search of the whole page.
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
# Files of one machine, and links to nobody.
_USELESS = re.compile(
    r"file:|[a-z]:\\|mailto:(?:(?!%40)[^@?])*$|tel:\D*$"
    r"|https?:(?!//)|(?:https?:)?//(?:[/?#]|$|[^/?#]*\s)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^/?#:]*)", re.IGNORECASE)
_SIMPLE = re.compile(r"(?!.*(?:/\.|//))[\w/.-]*")
_TEXT = re.compile(r">([^<>]{8,})<")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_JSON_LD = re.compile(r"<script type=\"application/ld\+json\">(.*?)</script>", re.DOTALL)
# A page with one of these is scanned by elements: comments, inline scripts and styles, possible placeholders, letters that
# appear where UTF-8 was read as another encoding (“ế”, “đ”, “ư”, “ơ”) or could not be read.
_SUSPICIOUS_TAG = re.compile(r"<(?:!-|script>|style|html>)")
_SUSPICIOUS_BRACES = re.compile(r"\{[{%]|\[object |>\s*\{\d?\}")
BRACKETS = re.compile(r"\[[^\W\d_{\"][^\]\[<>{}\"]{1,48}\]")
_SUSPICIOUS_WORDS = (
    *("undefined", "None", "orem", "OREM", "NaN", "Invalid Date", ">null<", ">NULL<", "%("),
    *("TODO", "FIXME", "TBD", "vào đây", "raceback (", "SQLSTATE", "atal error"),
    *("&amp;amp;", "&amp;lt;", "&amp;gt;", "&amp;nbsp;", "&lt;/"),
    *(
        "<?",
        "<%",
        "&lt;%",
        "&lt;?",
        "${",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#N/A",
        " at 0x",
        "datetime.",
        ">>>>>>>",
    ),
    *("&lt;&lt;&lt;&lt;&lt;&lt;&lt;", "&gt;&gt;&gt;&gt;&gt;&gt;&gt;"),
    *(
        "asino",
        "CASINO",
        "hà cái",
        "á cược",
        "ài xỉu",
        "ổ hũ",
        "ame bài",
        "đổi thưởng",
        "accarat",
        "bet",
        "w88",
        "n88",
        "kvip",
        "unwin",
    ),
)
# Three signs that sound Vietnamese hardly has, near to each other: text in an old encoding has them in every second word.
_RARE = "[\u0080-\u009f¡¢£¤¥¦§¨©ª¬\u00ad®¯±²³´µ¶¸¹¼½¾¿×÷ÄÅÆÇËÎÏÐÑÖØÛÜÞßÿäåæçëîïðñöøûüþ]"
SUSPICIOUS_LETTERS = re.compile(rf"{_RARE}[^<>]{{0,40}}{_RARE}")
# What steers a terminal or turns the direction of a text, and signs of a font that nobody else has.
UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue002-\uf8ff"
_UNSEEN_LETTERS = re.compile(f"[{UNSEEN}]")
# The search is fastest for an expression that begins with plain letters.
_MAYBE_DATE = re.compile(r"ate\s*<")
_DATE = re.compile(r">\s*[Dd]ate\s*<")
_SUSPICIOUS_VALUE = re.compile(
    r"\{[{%]|%7B%7B|\{(?:static|filename|attach|photo|category|tag|author|index)\}|[\"'](?:None|undefined)[\"']"
)

# Attributes with which an element loads a resource into the page; a link loads nothing.
LOADING_ATTRIBUTES = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "form": ("action",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
}
# They run what they hold, or tell another site of every click.
_NEVER = ("srcdoc", "ping")
_RUN_SCHEMES = ("javascript:", "vbscript:", "data:")
LOADING_RELATIONS = frozenset(
    {
        *("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"),
        *("preconnect", "dns-prefetch", "prerender"),
    }
)
# How a page names a script and a list that another script loads on demand.
LAZY_ATTRIBUTES = ("data-engine", "data-index")
SHARE_IMAGES = frozenset({"og:image", "twitter:image"})
WEIGHED_ENDINGS = (".css", ".js", ".woff2")
_CACHED_TAGS, _CACHED_PARTS = 1 << 16, 1 << 7


@dataclass(frozen=True, slots=True)
class SiteBase:
    """The base of addresses: the path before every address ("" or "/cong"), and the portal's own address."""

    root: str = ""
    siteurl: str = ""

    def targets(self, address: str, page: str) -> tuple[str, ...]:
        """Return the targets of an address, as ``plugins.building.edition.link_targets`` defines them."""
        return targets_of(address, page, self.root, self.siteurl)

    def is_own(self, address: str) -> bool:
        """Tell whether an absolute address is one of this portal."""
        return is_own(address, self.siteurl)


@dataclass(frozen=True, slots=True)
class TagContent:
    """The content of a faultless start tag: its id, the targets of its addresses, and its relative addresses."""

    identity: str = ""
    targets: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()


def tag_faults(name: str, attributes: dict[str, str], base: SiteBase) -> Iterator[tuple[str, str]]:
    """
    Yield the code and the message of each fault of one tag.

    >>> [code for code, _ in tag_faults("img", {"src": "http://a.vn/x.jpg"}, SiteBase())]
    ['noi-dung-tron', 'thieu-alt']
    """
    for address in loaded_addresses(name, attributes):
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
    if name == "a" and _is_useless(attributes.get("href", "")):
        yield (
            "lien-ket-chet",
            f"liên kết “{attributes['href'][:80]}” chỉ mở được trên máy đã viết ra nó, hoặc không dẫn tới ai.",
        )
    if "srcdoc" in attributes:
        yield (
            "ma-trong-trang",
            f"<{name} srcdoc> chèn cả một trang vào trang; chính sách bảo mật không cho phép.",
        )
    if name == "img" and "alt" not in attributes:
        yield (
            "thieu-alt",
            f"ảnh “{attributes.get('src', '')}” thiếu thuộc tính alt: người không nhìn thấy sẽ không biết ảnh gì.",
        )
    for attribute in _NEVER:
        if attribute in attributes:
            yield (
                "ma-trong-trang",
                f"<{name} {attribute}=…>: chạy mã, hoặc báo cho nơi khác ai bấm vào. Bỏ đi.",
            )
    # Browsers leave out spaces and control characters where they read an address.
    if name in ("a", "area", "form", "iframe") and any(
        re.sub(r"[\s\x00-\x1f]", "", attributes.get(one, "")).lower().startswith(_RUN_SCHEMES)
        for one in ("href", "xlink:href", "action", "src")
    ):
        yield "ma-trong-trang", f"<{name}> dẫn tới mã (javascript:, data:), không phải một trang. Bỏ đi."
    if name == "iframe" and not attributes.get("title", "").strip():
        yield "khung-trang", "<iframe> thiếu title: người dùng trình đọc màn hình không biết khung gì."
    if name == "meta" and attributes.get("http-equiv", "").lower() == "set-cookie":
        yield "may-tim-kiem", "trang tự đặt cookie; cổng không dùng cookie nào. Bỏ đi."
    if name == "html" and not attributes.get("lang"):
        yield "sai-bang-ma", "thẻ <html> thiếu lang."
    if name == "meta" and attributes.get("charset", "utf-8").lower() != "utf-8":
        yield "sai-bang-ma", f"trang tự nhận bảng mã “{attributes['charset']}”, cần utf-8."


def _is_useless(address: str) -> bool:
    """
    Tell whether an address leads no reader anywhere: to one machine or network, or to nobody.

    >>> [_is_useless(one) for one in ("http://10.0.0.5:80/a", "https://[fd00::5]/", "//may-chu/", "file:///a", "https://a.vn", "/a")]
    [True, True, True, True, False, False]
    """
    if _USELESS.match(address):
        return True
    found = _HOST.match(address)
    host = found[1].strip("[]") if found else ""
    return is_inner_host(host) or is_one_word(host)


def loaded_addresses(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of the resources that a tag loads into its page."""
    for attribute in LOADING_ATTRIBUTES.get(name, ()):
        value = attributes.get(attribute, "")
        yield from addresses_in_srcset(value) if attribute == "srcset" else [value] if value else []
    if name == "link" and LOADING_RELATIONS & set(attributes.get("rel", "").lower().split()):
        yield attributes.get("href", "")


def named_addresses(name: str, attributes: dict[str, str]) -> list[str]:
    """Return every address that a tag names, including a share image and a script that is loaded on demand."""
    found = addresses_in(attributes)
    found += [attributes[one] for one in LAZY_ATTRIBUTES if attributes.get(one)]
    if name == "meta" and attributes.get("property", attributes.get("name", "")) in SHARE_IMAGES:
        found.append(attributes.get("content", ""))
    return found


def is_suspicious_tag(name: str, attributes: dict[str, str], written: str) -> bool:
    """Tell whether a tag may have a fault: inline scripts, styles and handlers, placeholders."""
    if (
        _SUSPICIOUS_VALUE.search(written)
        or "style" in attributes
        or any(one.startswith("on") for one in attributes)
    ):
        return True
    if name == "script" and "src" not in attributes:
        return attributes.get("type", "") != "application/ld+json"
    return any("script:" in value for value in attributes.values())


@dataclass(frozen=True, slots=True)
class PartContent:
    """The content of a part of a faultless page: its ids, targets, relative addresses and texts."""

    ids: tuple[str, ...]
    targets: frozenset[str]
    relative: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """The content of a faultless page: its title, ids, targets ("path" or "path#anchor" of other pages) and texts."""

    title: str
    ids: frozenset[str]
    targets: frozenset[str]
    texts: tuple[str, ...]


class PageScanner:
    """Scans the pages of one site, and caches the content of tags and parts; ``with_texts`` collects texts as well."""

    def __init__(self, base: SiteBase, *, with_texts: bool = False) -> None:
        self.base, self.with_texts = base, with_texts
        self._tags: dict[str, TagContent | None] = {}
        self._parts: dict[str, PartContent | None] = {}
        self._site_prefix = f"{base.siteurl}/" if base.siteurl else "\0"

    def scan(self, path: str, text: str) -> PageContent | None:
        """Return the content of a page, None for one that may have a fault."""
        ids: list[str] = []
        targets: set[str] = set()
        texts: list[str] = []
        for number, part_text in enumerate(page_parts(text)):
            # Head and main part are the page's own; masthead and footer repeat on other pages.
            part = self._cached_part(part_text) if number % 2 else self._part(part_text)
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
        if not _has_own_anchors(path, known, targets):
            return None
        if any(
            not is_linked_data(found)
            for found in _JSON_LD.findall(text, 0, text.find("<body") + 1 or len(text))
        ):
            return None
        return PageContent(title[1], known, frozenset(targets), tuple(texts))

    def _cached_part(self, text: str) -> PartContent | None:
        if text not in self._parts:
            if len(self._parts) > _CACHED_PARTS:
                self._parts.clear()
            self._parts[text] = self._part(text)
        return self._parts[text]

    def _part(self, text: str) -> PartContent | None:
        """Return the content of a part of a page, None if it may have a fault."""
        if is_suspicious(text) or not unicodedata.is_normalized("NFC", text):
            return None
        ids: list[str] = []
        targets: list[str] = []
        relative: list[str] = []
        known = self._tags
        for written in _TAG.findall(text):
            tag = known[written] if written in known else self._read_tag(written)
            if tag is None:
                return None
            if tag.identity:
                ids.append(tag.identity)
            targets += tag.targets
            relative += tag.relative
        texts = tuple(_TEXT.findall(text)) if self.with_texts else ()
        return PartContent(tuple(ids), frozenset(targets), tuple(relative), texts)

    def _read_tag(self, written: str) -> TagContent | None:
        """Return the content of a start tag, None for one that may have a fault; cache it."""
        if len(self._tags) > _CACHED_TAGS:
            self._tags.clear()
        plain = None if self.base.root else _PLAIN.fullmatch(written)
        tag = self._plain_tag(plain[1], written[0]) if plain else None
        self._tags[written] = tag = tag or self._any_tag(written)
        return tag

    def _plain_tag(self, address: str, kind: str) -> TagContent | None:
        """Return the content of a tag with one plain address (``kind`` "a": a link), None for other addresses."""
        if address.startswith(self._site_prefix):
            address = address[len(self._site_prefix) - 1 :]
        elif kind == "a" and address.startswith(("https://", "mailto:", "tel:")) and "%7B" not in address:
            return None if _is_useless(address) else TagContent()
        simple = address.startswith("/") and _SIMPLE.fullmatch(address)
        return TagContent(targets=(address[1:],)) if simple else None

    def _any_tag(self, written: str) -> TagContent | None:
        name = re.split(r"[\s/]", written, maxsplit=1)[0].lower()
        attributes = attributes_of(written[len(name) :])
        if is_suspicious_tag(name, attributes, written) or any(tag_faults(name, attributes, self.base)):
            return None
        addresses = named_addresses(name, attributes)
        anywhere = [one for one in addresses if one.startswith(("/", "http"))]
        targets = tuple(target for one in anywhere for target in self.base.targets(one, ""))
        relative = tuple(one for one in addresses if one not in anywhere)
        return TagContent(attributes.get("id", ""), targets, relative)


def is_suspicious(text: str) -> bool:
    """
    Tell whether a part of a page may have a fault: it has to be scanned by elements.

    >>> is_suspicious("<p>Thọ Xuân</p>"), is_suspicious("<p>{{ ten }}</p>"), is_suspicious("<p> date </p>")
    (False, True, True)
    """
    letters = "\ufffd" in text or "\ufeff" in text or "»" in text or "º" in text or "Ä" in text or "Æ" in text
    if letters:
        return True
    for word in _SUSPICIOUS_WORDS:
        if word in text:
            return True
    if any(one.search(text) for one in (_SUSPICIOUS_TAG, _SUSPICIOUS_BRACES, BRACKETS, SUSPICIOUS_LETTERS)):
        return True
    if _UNSEEN_LETTERS.search(text):
        return True
    return bool(_MAYBE_DATE.search(text) and _DATE.search(text))


def _has_own_anchors(path: str, ids: frozenset[str], targets: set[str]) -> bool:
    """Tell whether a page has the anchors to which it links itself; these are removed from the targets."""
    own = f"{path}#"
    links = [target for target in targets if target.startswith(own)]
    targets.difference_update(links)
    return all(target[len(own) :] in ids or target[len(own) :] in TOP for target in links)


def is_linked_data(written: str) -> bool:
    """
    Tell whether a text is valid JSON-LD: an object with a context and a type, or a list of these.

    >>> is_linked_data('{"@context": "https://schema.org", "@type": "NewsArticle"}'), is_linked_data("{")
    (True, False)
    """
    data = parsed_json(written)
    blocks = data if isinstance(data, list) else [data]
    return bool(blocks) and all(
        isinstance(one, dict)
        and one.get("@context")
        and all(isinstance(thing, dict) and thing.get("@type") for thing in one.get("@graph") or [one])
        for one in blocks
    )


@lru_cache(maxsize=4)
def parsed_json(written: str) -> Any:
    """Return what a text of JSON holds, None where it is none; two checks ask for the same text."""
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return None
