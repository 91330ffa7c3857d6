"""Scan one file of the output: the ids and addresses in it, and the faults that it has by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.building.edition.html_addresses import ADDRESS_ATTRIBUTES, addresses_in, attributes_of
from plugins.problems import Problem, error

# Files that are text, and are scanned.
TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".svg", ".csv", ".ics", ".webmanifest")

# The attributes of a tag: whole values in quotes, and what stands between them.
ATTRIBUTES = r"[^\"'<>]*+(?:(?:\"[^\"]*\"|'[^']*')[^\"'<>]*+)*+"
TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>{ATTRIBUTES})>",
    re.DOTALL,
)
_RUNNABLE = ADDRESS_ATTRIBUTES | {"formaction", "xlink:href", "srcdoc", "background"}
_PICTURES = frozenset({"img", "source", "video", "audio", "image"})
_SCRIPT_KINDS = frozenset({"", "module", "text/javascript", "application/javascript"})
# What stands around the number of a placeholder for a link or picture (see plugins.prose.body).
PLACEHOLDER_SIGNS = ("\ue000", "\ue001")
# Syntax of Pelican and of templates that should have been replaced.
LEAKED_SYNTAX = re.compile(
    r"\{(static|filename|attach|photo|category|tag|author|index)\}|\{\{|\{%|%7B%7B|%7B(static|filename|attach)%7D"
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s]+))\s*\)")


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address that a file names, and its line."""

    address: str
    line: int
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class FileScan:
    """The ids and the addresses in one file, and the faults that it has by itself."""

    ids: frozenset[str] = frozenset()
    references: tuple[FoundAddress, ...] = ()
    problems: tuple[Problem, ...] = ()


def leaked_syntax(address: str) -> re.Match[str] | None:
    """
    Return the syntax of a template that an address still has; the address of another site may hold any signs.

    >>> leaked_syntax("{static}/a.pdf")[0], leaked_syntax("https://vi-du.vn/?q={{a}}"), leaked_syntax("mailto:a@b.vn?{{x")
    ('{static}', None, None)
    """
    if "{" not in address and "%" not in address:
        return None
    return None if _ELSEWHERE.match(address) else LEAKED_SYNTAX.search(address)


def _inline(name: str, attributes: Mapping[str, str]) -> str:
    """Return what the Content-Security-Policy forbids in a tag (inline scripts and styles), "" if nothing."""
    if name == "script" and "src" not in attributes and attributes.get("type", "").lower() in _SCRIPT_KINDS:
        return "<script>"
    if name == "style":
        return "<style>"
    for attribute, value in attributes.items():
        if attribute == "style" or attribute.startswith("on"):
            return f"{attribute}="
        # Only an address can be a script: a title may begin with any word. One that begins so is none, whichever
        # characters of it a browser ignores.
        if attribute not in _RUNNABLE or value.startswith(("/", "http")):
            continue
        if ":" in value and re.sub(r"[\s\x00-\x1f]", "", value).lower().startswith("javascript:"):
            return "javascript:"
    return ""


@dataclass(frozen=True, slots=True)
class ScannedTag:
    """What is in one start tag: its id, what of it the security policy forbids, its addresses."""

    identity: str
    forbidden: str
    addresses: tuple[str, ...]


def scan_tag(name: str, written: str) -> ScannedTag:
    """Scan a start tag, given by its name in lower case and its attributes as written."""
    attributes = attributes_of(written)
    return ScannedTag(attributes.get("id", ""), _inline(name, attributes), tuple(addresses_in(attributes)))


def scan_html(path: str, text: str) -> FileScan:
    """
    Scan the text of an HTML file.

    >>> [str(problem) for problem in scan_html("x.html", '<p id="a"></p>\\n<p id="a">').problems]
    ['x.html:2: lỗi [trung-id]: id “a” có hai lần trong một trang.']
    """
    ids: set[str] = set()
    references: list[FoundAddress] = []
    problems: list[Problem] = []
    line, counted, skip_until = 1, 0, ""
    for token in TAG.finditer(text):
        line += text.count("\n", counted, token.start())
        counted = token.start()
        name = (token["name"] or "").lower()
        if skip_until:
            # Inside a script nothing is markup until the script ends.
            skip_until = "" if token["end"] and name == skip_until else skip_until
            continue
        if not name or token["end"]:
            continue
        tag = scan_tag(name, token["attributes"])
        if name in ("script", "style"):
            skip_until = name
        if tag.identity:
            if tag.identity in ids:
                message = f"id “{tag.identity}” có hai lần trong một trang."
                problems.append(error(path, line, "trung-id", message))
            ids.add(tag.identity)
        if tag.forbidden:
            message = f"mã chèn thẳng trong trang ({tag.forbidden}); chính sách bảo mật không cho phép."
            problems.append(error(path, line, "ma-trong-trang", message))
        is_picture = name in _PICTURES
        for address in tag.addresses:
            if leaked := leaked_syntax(address):
                message = f"ký hiệu “{leaked[0]}” còn sót trong địa chỉ “{address}”."
                problems.append(error(path, line, "sot-ky-hieu", message))
            else:
                references.append(FoundAddress(address, line, is_picture))
    return FileScan(frozenset(ids), tuple(references), tuple(problems))


def _scan_css(text: str) -> FileScan:
    found = ((match, match[1] or match[2] or match[3]) for match in _CSS_ADDRESS.finditer(text))
    return FileScan(
        references=tuple(
            FoundAddress(address, text.count("\n", 0, match.start()) + 1, True) for match, address in found
        )
    )


def scan(path: str, data: bytes) -> FileScan:
    """Scan the bytes of one text file: HTML and CSS for ids and addresses, all for encoding and what was not filled in."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return FileScan(
            problems=(error(path, line, "khong-phai-utf8", "trang không phải là văn bản UTF-8."),)
        )
    result = FileScan()
    if path.endswith(".html"):
        result = scan_html(path, text)
    elif path.endswith(".css"):
        result = _scan_css(text)
    problems = list(result.problems)
    if not unicodedata.is_normalized("NFC", text):
        lines = enumerate(text.split("\n"), 1)
        line = next(number for number, one in lines if not unicodedata.is_normalized("NFC", one))
        message = "có chữ Việt chưa ở dạng Unicode dựng sẵn (NFC)."
        problems.append(error(path, line, "chua-chuan-nfc", message))
    unfilled = [place for sign in PLACEHOLDER_SIGNS if (place := text.find(sign)) >= 0]
    if unfilled:
        line = text.count("\n", 0, min(unfilled)) + 1
        problems.append(error(path, line, "sot-ky-hieu", "còn một chỗ chờ ảnh hoặc liên kết chưa được điền."))
    return FileScan(result.ids, result.references, tuple(problems))
