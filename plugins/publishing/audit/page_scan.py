"""
Scan a page quickly for its ids, the targets of its links and its texts.

Tags, mastheads and footers repeat from page to page, so what was read of them is cached. A page in which anything looks
wrong is left to ``element_scan``, which finds the faults and their lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from plugins.building.edition.html_addresses import attributes_of, page_parts
from plugins.building.edition.link_targets import TOP
from plugins.publishing.audit.html_patterns import LINKED_DATA, head_end
from plugins.publishing.audit.linked_data import is_linked_data
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.audit.tag_checks import is_useless, tag_addresses, tag_faults

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
_SIMPLE = re.compile(r"(?!.*(?:/\.|//))[\w/.-]*")
_TEXT = re.compile(r">([^<>]{8,})<")
_TITLE = re.compile(r"<title>([^<]*)</title>")
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

WEIGHED_ENDINGS = (".css", ".js", ".woff2")
_CACHED_TAGS, _CACHED_PARTS = 1 << 16, 1 << 7


@dataclass(frozen=True, slots=True)
class TagContent:
    """The content of a faultless start tag: its id, the targets of its addresses, and its relative addresses."""

    identity: str = ""
    targets: tuple[str, ...] = ()
    relative: tuple[str, ...] = ()


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
        if any(not is_linked_data(found) for found in LINKED_DATA.findall(text, 0, head_end(text))):
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
            return None if is_useless(address) else TagContent()
        simple = address.startswith("/") and _SIMPLE.fullmatch(address)
        return TagContent(targets=(address[1:],)) if simple else None

    def _any_tag(self, written: str) -> TagContent | None:
        name = re.split(r"[\s/]", written, maxsplit=1)[0].lower()
        attributes = attributes_of(written[len(name) :])
        if is_suspicious_tag(name, attributes, written) or any(tag_faults(name, attributes, self.base)):
            return None
        addresses = tag_addresses(name, attributes)
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
