"""A prepared edition is read back: what was written is fit to be public."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from pathlib import Path

from plugins.building.edition.html_addresses import (
    TOP,
    addresses_in,
    attributes_of,
    local,
    page_parts,
    targets_of,
)
from plugins.problems import Problem, error

TEXTS = (".html", ".xml", ".json", ".txt", ".css", ".js", ".svg", ".csv", ".ics", ".webmanifest")

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*+)>",
    re.DOTALL,
)
# A comment, or a script or style as far as its end; else a start tag that says something (it has attributes, or is
# one of those two). All begin with one letter, which a search for it jumps to; it is put back before what was found.
_TELLING = re.compile(
    r"<(?:!--.*?-->"
    # Half the tags of a head: they name no address, and what they hold begins like no script.
    r"|(?:meta (?:name|property)=\"[\w:.]+\" content|time datetime)=\"(?![\s\x00-\x1f]*[jJ&])[^\"]*\">"
    r"|((?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE])\b(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*+>).*?(?=</(?:[sS][cC][rR]|[sS][tT][yY]))"
    r"|([a-zA-Z][^\s/>]*[\s/](?:\"[^\"]*\"|'[^']*'|[^\"'<>])*+>))",
    re.DOTALL,
)
_PICTURES = frozenset({"img", "source", "video", "audio", "image"})
_SCRIPT_KINDS = frozenset({"", "module", "text/javascript", "application/javascript"})
# What stands around the number of a place where an address has yet to be filled in.
_HOLE_SIGNS = ("\ue000", "\ue001")
_PLACEHOLDER = re.compile(
    r"\{(static|filename|attach|photo|category|tag|author|index)\}|\{\{|\{%|%7B%7B|%7B(static|filename|attach)%7D"
)
_CSS_ADDRESS = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)\s]+))\s*\)")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that a file names, and its line."""

    address: str
    line: int
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """What one file names and offers, and the faults seen in it alone."""

    ids: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


def _inline(name: str, attributes: Mapping[str, str]) -> str:
    """Return what the security policy forbids in a tag, "" if nothing."""
    if name == "script" and "src" not in attributes and attributes.get("type", "").lower() in _SCRIPT_KINDS:
        return "<script>"
    if name == "style":
        return "<style>"
    for attribute, value in attributes.items():
        if attribute == "style" or attribute.startswith("on"):
            return f"{attribute}="
        # What begins so is no script, whatever else a browser leaves out of an address.
        if value.startswith(("/", "http")):
            continue
        if ":" in value and re.sub(r"[\s\x00-\x1f]", "", value).lower().startswith("javascript:"):
            return "javascript:"
    return ""


@dataclass(frozen=True, slots=True)
class _Tag:
    """What one start tag says: its id, what of it the security policy forbids, the addresses it names."""

    identity: str
    forbidden: str
    addresses: tuple[str, ...]


def _tag(name: str, written: str) -> _Tag:
    """Return what a start tag says, by its name in small letters and what is written behind that."""
    attributes = attributes_of(written)
    return _Tag(attributes.get("id", ""), _inline(name, attributes), tuple(addresses_in(attributes)))


def scan_html(path: str, text: str) -> Scan:
    """
    Return what an HTML file names and offers.

    >>> [str(problem) for problem in scan_html("x.html", '<p id="a"></p>\\n<p id="a">').problems]
    ['x.html:2: lỗi [trung-id]: id “a” có hai lần trong một trang.']
    """
    ids: set[str] = set()
    references: list[Reference] = []
    problems: list[Problem] = []
    line, counted, skip_until = 1, 0, ""
    for token in _TOKEN.finditer(text):
        line += text.count("\n", counted, token.start())
        counted = token.start()
        name = (token["name"] or "").lower()
        if skip_until:
            # Inside a script nothing is markup until the script ends.
            skip_until = "" if token["end"] and name == skip_until else skip_until
            continue
        if not name or token["end"]:
            continue
        tag = _tag(name, token["attributes"])
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
            if leaked := _PLACEHOLDER.search(address):
                message = f"ký hiệu “{leaked[0]}” còn sót trong địa chỉ “{address}”."
                problems.append(error(path, line, "sot-ky-hieu", message))
            else:
                references.append(Reference(address, line, is_picture))
    return Scan(frozenset(ids), tuple(references), tuple(problems))


def _scan_css(text: str) -> Scan:
    found = ((match, match[1] or match[2] or match[3]) for match in _CSS_ADDRESS.finditer(text))
    return Scan(
        references=tuple(
            Reference(address, text.count("\n", 0, match.start()) + 1, True) for match, address in found
        )
    )


def scan(path: str, data: bytes) -> Scan:
    """Return what one text file names and offers, and its faults."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return Scan(problems=(error(path, line, "khong-phai-utf8", "trang không phải là văn bản UTF-8."),))
    result = Scan()
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
    holes = [place for sign in _HOLE_SIGNS if (place := text.find(sign)) >= 0]
    if holes:
        line = text.count("\n", 0, min(holes)) + 1
        problems.append(error(path, line, "sot-ky-hieu", "còn một chỗ chờ ảnh hoặc liên kết chưa được điền."))
    return Scan(result.ids, result.references, tuple(problems))


@dataclass(frozen=True, slots=True)
class Offer:
    """
    What one file offers to links and asks of other files; ``ids`` and ``targets`` are lines of text.

    A target is a path below the output as ``local`` returns it, and the same with "#" and an
    anchor where one is named.
    """

    ids: str
    targets: str
    problems: tuple[Problem, ...] = ()


def offer_of(path: str, data: bytes, root: str, siteurl: str) -> Offer:
    """Return what a text file offers and asks, and the faults seen in it alone."""
    if path.endswith(".html") and (quick := _quick_offer(path, data, root, siteurl)):
        return quick
    found = scan(path, data)
    targets = {
        target
        for reference in found.references
        for target in targets_of(reference.address, path, root, siteurl)
    }
    return Offer("\n".join(sorted(found.ids)), "\n".join(sorted(targets)), found.problems)


def _quick_offer(path: str, data: bytes, root: str, siteurl: str) -> Offer | None:
    """
    Return what a page without a fault offers and asks, None for one that has to be read line by line.

    Mastheads and footers repeat from page to page, and so do tags; what they say is the same on
    each page if their addresses begin at the root. So most of a page has been read before.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if any(sign in text for sign in _HOLE_SIGNS) or not unicodedata.is_normalized("NFC", text):
        return None
    # Head and body are the page's own; what lies between and behind them is not.
    reads: Iterator[Callable[[str, str, str], _Said | None]] = cycle((_said_in, _said_again))
    parts = [read(part, root, siteurl) for read, part in zip(reads, page_parts(text), strict=False)]
    ids: list[str] = []
    targets: set[str] = set()
    for part in parts:
        if part is None:
            return None
        ids += part.ids
        targets |= part.targets
        for address in part.relative:
            targets.update(targets_of(address, path, root, siteurl))
    if len(set(ids)) < len(ids):
        return None
    return Offer("\n".join(sorted(ids)), "\n".join(sorted(targets)))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a piece of a page without a fault says on any page, and the addresses that mean another thing on each."""

    ids: tuple[str, ...]
    targets: frozenset[str]
    relative: frozenset[str]


def _said_in(part: str, root: str, siteurl: str) -> _Said | None:
    ids: list[str] = []
    targets: set[str] = set()
    relative: set[str] = set()
    # Lists repeat their tags: each is asked once, as often as it stands there.
    for tag, times in Counter(block or tag for block, tag in _TELLING.findall(part)).items():
        if tag:
            said = _said(tag, root, siteurl)
            if said is None:
                return None
            ids += said.ids * times
            targets |= said.targets
            relative |= said.relative
    return _Said(tuple(ids), frozenset(targets), frozenset(relative))


_said_again = lru_cache(maxsize=1 << 7)(_said_in)


@lru_cache(maxsize=1 << 13)
def _said(tag: str, root: str, siteurl: str) -> _Said | None:
    token = _TOKEN.match(f"<{tag}")
    if token is None or not token["name"]:
        return None
    found = _tag(token["name"].lower(), token["attributes"])
    if found.forbidden or any(_PLACEHOLDER.search(address) for address in found.addresses):
        return None
    anywhere = [one for one in found.addresses if one.startswith(("/", "http"))]
    targets = frozenset(target for one in anywhere for target in targets_of(one, "", root, siteurl))
    ids = (found.identity,) if found.identity else ()
    return _Said(ids, targets, frozenset(found.addresses) - frozenset(anywhere))


def answer_of(target: str, files: Collection[str]) -> str:
    """Return the file that answers a target without an anchor, "" if none does."""
    for candidate in (target, posixpath.join(target, "index.html")):
        if candidate in files:
            return candidate
    return ""


def asked_for(path: str, ids: Iterable[str] = ()) -> set[str]:
    """
    Return every target that a file, or places in it, would answer.

    >>> sorted(asked_for("tin/index.html"))
    ['tin', 'tin/', 'tin/index.html']
    """
    forms = {path}
    if path == "index.html" or path.endswith("/index.html"):
        folder = path.removesuffix("index.html")
        forms |= {folder, folder.removesuffix("/")}
    return {f"{form}#{one}" for form in forms for one in ids} if ids else forms


def dead_targets(path: str, data: bytes, dead: Collection[str], root: str, siteurl: str) -> Iterator[Problem]:
    """Yield an error, with its line, for each address in a file that asks for one of the dead targets."""
    for reference in scan(path, data).references:
        meant = local(reference.address, path, root, siteurl)
        if meant is None:
            continue
        if meant[0] in dead:
            yield _leads_nowhere(path, reference)
        elif f"{meant[0]}#{meant[1]}" in dead:
            yield _no_such_anchor(path, reference, meant[1])


def _leads_nowhere(page: str, reference: Reference) -> Problem:
    code, what = ("anh-chet", "tệp") if reference.is_picture else ("lien-ket-chet", "liên kết")
    return error(page, reference.line, code, f"{what} “{reference.address}” không dẫn tới đâu.")


def _no_such_anchor(page: str, reference: Reference, anchor: str) -> Problem:
    message = f"liên kết “{reference.address}”: trang đích không có mục “{anchor}”."
    return error(page, reference.line, "neo-chet", message)


def _dead(
    page: str, found: Scan, scans: Mapping[str, Scan], files: frozenset[str], root: str, siteurl: str
) -> Iterator[Problem]:
    for reference in found.references:
        meant = local(reference.address, page, root, siteurl)
        if meant is None:
            continue
        path, anchor = meant
        answer = answer_of(path, files)
        if not answer:
            yield _leads_nowhere(page, reference)
        elif answer.endswith(".html") and anchor not in TOP | scans[answer].ids:
            yield _no_such_anchor(page, reference, anchor)


def check_output_links(folder: Path, root: str = "", siteurl: str = "") -> Iterator[Problem]:
    """
    Yield every fault of a prepared edition: file by file, in order of their paths.

    ``root`` is the path before every address ("" or "/sub"), ``siteurl`` the portal's own
    address without a slash at its end; absolute links to it are checked like the others.
    Codes: lien-ket-chet, neo-chet, anh-chet, trung-id, sot-ky-hieu, ma-trong-trang,
    khong-phai-utf8, chua-chuan-nfc.
    """
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    texts = [path for path in sorted(files) if path.endswith(TEXTS)]
    scans = {path: scan(path, (folder / path).read_bytes()) for path in texts}
    for path, found in scans.items():
        yield from found.problems
        yield from _dead(path, found, scans, files, root, siteurl)
