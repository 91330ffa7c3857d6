"""
Read what comes back from a target: the records of its last release, a journal, the note of a lock, a list of sums.

Whoever took over a server, a bucket or a site writes all of these. So nothing else of the program reads them: here each
value is held against its known shape and bounds, and what is returned can name no place outside a release's own folder.
"""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from plugins.files.checksum import sha256
from plugins.files.lock_holder import LockHolder
from plugins.files.marked_folder import MARKER
from plugins.publishing.releases.bounded_json import BadRecord as BadRecord
from plugins.publishing.releases.bounded_json import CutOff as CutOff
from plugins.publishing.releases.bounded_json import bounded_json, is_strange
from plugins.publishing.releases.bounded_json import terminal_safe as terminal_safe
from plugins.publishing.releases.manifest import (
    FILES,
    FOLDER,
    HEADER,
    HISTORY,
    JOURNAL,
    SIGNATURES,
    STATEMENT,
    VERSION,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
    RetainedFile,
)
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.publishing.releases.statement import Statement
from plugins.redirects import ledger as ledger_format
from plugins.redirects.ledger import Ledger

# The most bytes of each kind of record; a portal of 100,000 pages stays below.
_MOST = {HEADER: 1 << 16, FILES: 1 << 27, HISTORY: 1 << 27, JOURNAL: 1 << 27}
_MOST_SIGNATURE = 1 << 14
_MOST_NOTE = 1 << 12
_LONGEST_PATH, _LONGEST_PART = 1024, 255  # bytes; file systems hold no longer part
_LARGEST_FILE, _OLDEST = 1 << 37, 10_000
_MOST_MARKS = 16
_OLDEST_SERIAL = 10**9  # releases of one target
MOST_SIGNATURES = 8  # of one file, in a journal

# Places of the release's folder that are not files of the release.
_OWN_NAMES = re.compile(
    rf"(?:{re.escape(FOLDER.rstrip('/'))}|{re.escape(HIDDEN_SERVER_FOLDER)}|{re.escape(MARKER)}"
    r"|\.khoa(?:-phat-hanh)?(?:\.json|\.d)?)(?:/|$)"
)
_DRIVE = re.compile(r"[A-Za-z]:")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MARK = re.compile(r"[0-9a-z]{1,64}")
_QUOTED = re.compile(r"(?:[A-Za-z0-9_.~/-]|%[0-9A-F]{2}){0,4000}")
_SITEURL = re.compile(r"(?:https?://[^\s/?#@\\\"'<>]{1,255}(?:/[^\s?#\\\"'<>]{0,500})?)?")
_SOURCE = re.compile(r"(?:[0-9a-f]{7,64}(?:\+sửa)?)?")
_TOOL = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TOOL_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+!_-]{0,63}")
_SUM_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def most_bytes(path: str) -> int:
    """
    Return how many bytes a file that describes a release has at most.

    >>> most_bytes("ban-dung/so.json.sig")
    16384
    """
    return _MOST.get(path, _MOST_SIGNATURE)


def is_release_path(path: str) -> bool:
    """
    Tell whether a text is the path of a file in a release's folder, whatever the system of the machine.

    >>> [is_release_path(one) for one in ("index.html", "web/Họp báo.html", ".well-known/security.txt")]
    [True, True, True]
    >>> [is_release_path(one) for one in ("/etc/passwd", "../x", "a//b", "C:x", "a\\\\b", "-rf", "~/x", "ban-dung/so.json", "")]
    [False, False, False, False, False, False, False, False, False]
    """
    if (
        not path
        or path[0] in "/~-"
        or "\\" in path
        or _DRIVE.match(path)
        or _OWN_NAMES.match(path.casefold())
    ):
        return False
    if is_strange(path):
        return False
    if not unicodedata.is_normalized("NFC", path) or len(path.encode()) > _LONGEST_PATH:
        return False
    parts = path.split("/")
    # Windows takes dots and spaces off the end of a name: there ".. " is the folder above.
    return all(part.strip(". ") and len(part.encode()) <= _LONGEST_PART for part in parts)


def _is_address(text: str) -> bool:
    """Tell whether a text is an address of the portal below its root, as the ledger has them."""
    return not text or is_release_path(text.removesuffix("/"))


def _table(found: Any, key: str, *, needed: bool = True) -> dict[str, Any]:
    """Return the table under a key of a table."""
    if not isinstance(found, dict):
        raise BadRecord("không phải là một bảng")
    value = found.get(key) if needed else found.get(key, {})
    if not isinstance(value, dict):
        raise BadRecord(f"“{key}” không phải là một bảng")
    return value


def _text(value: Any, shape: re.Pattern[str], what: str) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BadRecord(f"“{what}” lạ: “{terminal_safe(str(value))}”")
    return value


def _number(value: Any, most: int, what: str) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise BadRecord(f"“{what}” lạ: “{terminal_safe(str(value))}”")
    return value


def _versioned(found: Any, version: int) -> None:
    if not isinstance(found, dict) or type(found.get("phien-ban")) is not int:
        raise BadRecord("thiếu số phiên bản")
    if found["phien-ban"] != version:
        raise BadRecord(f"là bản {found['phien-ban']}; chương trình này đọc bản {version}")


def _checked_path(path: str, all_paths: Collection[str]) -> str:
    """Return a path that may be used; earlier versions wrote some in a second, decomposed spelling too."""
    composed = unicodedata.normalize("NFC", path)
    if not is_release_path(composed) or (composed != path and composed not in all_paths):
        raise BadRecord(f"có đường dẫn lạ “{terminal_safe(path)}”")
    return path


def _no_file_is_a_folder(paths: Collection[str]) -> None:
    for path in paths:
        above = path.rpartition("/")[0]
        while above:
            if above in paths:
                raise BadRecord(f"“{terminal_safe(above)}” vừa là tệp vừa là thư mục")
            above = above.rpartition("/")[0]


def _entry(row: Any, more: int = 0) -> tuple[ManifestEntry, list[Any]]:
    """Return the file of a row that begins with its size and sum, and the rest of the row."""
    if not isinstance(row, list) or len(row) != 2 + more:
        raise BadRecord("có dòng thiếu hay thừa")
    size, sha, *rest = row
    return ManifestEntry(_number(size, _LARGEST_FILE, "số byte"), _text(sha, _SHA256, "sha256")), rest


def read_manifest(header: bytes, listing: bytes) -> Manifest:
    """Return a published manifest; raise BadRecord for another thing, or a list that is not the one the header names."""
    head = bounded_json(header, _MOST[HEADER])
    _versioned(head, VERSION)
    if len(listing) > _MOST[FILES] or sha256(listing) != _text(head.get("tep-sha256"), _SHA256, "tep-sha256"):
        raise CutOff(f"{FILES} không khớp với {HEADER}")
    rows = bounded_json(listing, _MOST[FILES])
    if not isinstance(rows, dict):
        raise BadRecord("danh sách tệp không phải là một bảng")
    files = {_checked_path(path, rows): _entry(row)[0] for path, row in rows.items()}
    _no_file_is_a_folder(files)
    if head.get("so-tep") != len(files) or head.get("so-byte") != sum(one.size for one in files.values()):
        raise BadRecord(f"{FILES} không khớp với số tệp, số byte trong {HEADER}")
    tools = {
        _text(name, _TOOL, "cong-cu"): _text(version, _TOOL_VERSION, "cong-cu")
        for name, version in _table(head, "cong-cu").items()
    }
    return Manifest(
        files,
        _text(head.get("dia-chi"), _SITEURL, "dia-chi"),
        _text(head.get("nguon"), _SOURCE, "nguon"),
        tools,
        _moment_text(head.get("lan-toi")),
    )


def _moment_text(text: Any) -> str:
    """Return an ISO instant with its zone, or ""."""
    with suppress(ValueError):  # what is no instant is told below, as is one without a zone
        if isinstance(text, str) and (not text or datetime.fromisoformat(text).tzinfo):
            return text
    raise BadRecord(f"“lan-toi” lạ: “{terminal_safe(str(text))}”")


def read_history(data: bytes) -> ReleaseHistory:
    """Return a published release history; raise BadRecord for data that is none."""
    found = bounded_json(data, _MOST[HISTORY])
    _versioned(found, VERSION)
    rows = _table(found, "giu")
    retained = {}
    for path, row in rows.items():
        file, (age,) = _entry(row, 1)
        retained[_checked_path(path, rows)] = RetainedFile(file, _number(age, _OLDEST, "số bản"))
    _no_file_is_a_folder(retained)
    return ReleaseHistory(_ledger(_table(found, "so-dia-chi")), retained)


def read_ledger(data: bytes) -> Ledger:
    """Return the ledger in the bytes of a file; raise BadRecord for data that is none."""
    return _ledger(bounded_json(data, _MOST[HISTORY]))


def _ledger(found: Any) -> Ledger:
    _versioned(found, ledger_format.VERSION)
    addresses = {}
    for address, marks in _table(found, "dia-chi").items():
        if not isinstance(marks, list) or len(marks) > _MOST_MARKS:
            raise BadRecord(f"dấu nhận bài ở “{terminal_safe(address)}” lạ")
        addresses[_address(address)] = tuple(_text(mark, _MARK, "dấu nhận bài") for mark in marks)
    firsts = _table(found, "dau-tien") if "dau-tien" in found else None
    return Ledger(
        addresses,
        {_address(old): _address(new) for old, new in _table(found, "chuyen").items()},
        {_address(file): _address(page) for file, page in _table(found, "cua-trang").items()},
        # Records of earlier releases have none.
        {
            _address(one): _text(mark, _MARK, "tep")
            for one, mark in _table(found, "tep", needed=False).items()
        },
        {_address(old): _address(new) for old, new in _table(found, "ten-cu", needed=False).items()},
        None if firsts is None else {_address(now): _first_address(first) for now, first in firsts.items()},
    )


def _address(text: Any) -> str:
    if not isinstance(text, str) or not _is_address(text):
        raise BadRecord(f"có địa chỉ lạ “{terminal_safe(str(text))}”")
    return text


def _first_address(text: Any) -> str:
    """Return the first address of an article: part of an id, never a place; written with percent signs."""
    try:
        return unquote(_text(text, _QUOTED, "dau-tien"), errors="strict")
    except UnicodeDecodeError as fault:
        raise BadRecord("“dau-tien” không phải chữ viết bằng UTF-8") from fault


def read_statement(data: bytes) -> Statement:
    """Return the statement of a release; raise BadRecord for data that is none."""
    found = bounded_json(data, most_bytes(STATEMENT))
    _versioned(found, VERSION)
    moment = _moment_text(found.get("luc"))
    if not moment:
        raise BadRecord("“luc” trống")
    return Statement(
        _number(found.get("so"), _OLDEST_SERIAL, "so"),
        moment,
        _text(found.get("dia-chi"), _SITEURL, "dia-chi"),
        _text(found.get("ke-khai-sha256"), _SHA256, "ke-khai-sha256"),
        _text(found.get("so-sha256"), _SHA256, "so-sha256"),
    )


def next_change(header: bytes) -> tuple[datetime | None, str]:
    """
    Return when a portal changes next without an edit and its sources' revision, by its manifest's header.

    Raises BadRecord for another thing.

    >>> next_change(Manifest({}, source="a" * 40, next_change="2024-07-01T00:00:00+07:00").header)[0].isoformat()
    '2024-07-01T00:00:00+07:00'
    """
    head = bounded_json(header, _MOST[HEADER])
    _versioned(head, VERSION)
    text = _moment_text(head.get("lan-toi"))
    return datetime.fromisoformat(text) if text else None, _text(head.get("nguon"), _SOURCE, "nguon")


@dataclass(frozen=True, slots=True)
class Journal:
    """
    The journal of an upload under way: files that it adds at the target or has yet to remove.

    ``signatures`` are those of the records before and after, by path: of two files one is always there before the other.
    """

    paths: frozenset[str] = frozenset()
    signatures: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)


def read_journal(data: bytes | None) -> Journal:
    """
    Return the journal of an interrupted upload, an empty one where there is none or it was cut off.

    Raises BadRecord for a journal with a path that no release has.
    """
    try:
        found = bounded_json(data or b"[]", _MOST[JOURNAL])
    except CutOff:
        # The upload was killed while it wrote this, before anything else.
        return Journal()
    # Earlier versions wrote a list alone, with the server's own files in it.
    rows = found if isinstance(found, list) else _rows(found, "tep")
    paths = [one for one in rows if not (isinstance(one, str) and one.startswith(f"{HIDDEN_SERVER_FOLDER}/"))]
    if not all(isinstance(one, str) for one in paths):
        raise BadRecord("có đường dẫn không phải là chữ")
    signatures = {} if isinstance(found, list) else _table(found, "chu-ky", needed=False)
    return Journal(
        frozenset(_checked_path(one, paths) for one in paths),
        {name: _signatures(name, some) for name, some in signatures.items()},
    )


def _rows(found: Any, key: str) -> list[Any]:
    if not isinstance(found, dict) or not isinstance(found.get(key), list):
        raise BadRecord(f"“{key}” không phải là một danh sách")
    return list(found[key])


def _signatures(name: str, some: Any) -> tuple[bytes, ...]:
    if not name.endswith(SIGNATURES) or not isinstance(some, list) or len(some) > MOST_SIGNATURES:
        raise BadRecord(f"chữ ký “{terminal_safe(name)}” lạ")
    try:
        return tuple(b64decode(one, validate=True) for one in some)
    except (ValueError, TypeError) as fault:
        raise BadRecord(f"chữ ký “{terminal_safe(name)}” lạ") from fault


@dataclass(frozen=True, slots=True)
class LockNote:
    """The note of a lock: who left it, the ``token`` of that run ("" in those of a system's own locks), its last refreshment."""

    holder: LockHolder
    token: str
    refreshed: datetime


def read_lock_note(data: bytes) -> LockNote | None:
    """Return the note of a lock, None where it says nothing or is no such note."""
    holder = LockHolder.read(data.decode("utf-8", "replace")) if len(data) <= _MOST_NOTE else None
    if holder is None:
        return None
    row = json.loads(data)
    try:
        refreshed = datetime.fromisoformat(row["luc"])
    except (KeyError, TypeError, ValueError):
        refreshed = holder.since
    token = row.get("ma")
    return LockNote(
        holder,
        token if isinstance(token, str) and _MARK.fullmatch(token) else "",
        refreshed if refreshed.tzinfo else holder.since,
    )


def read_sums(listing: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    """
    Yield the paths and the SHA-256 of a list as sha256sum and rclone print it; ``prefix`` is taken off the paths.

    Foreign files may be named anyhow: such a path is given as it may be shown, and is no path of a release. Names are
    composed (NFC), as some systems give them decomposed.

    >>> list(read_sums(f"{'a' * 64}  ./index.html\\nx", "./")) == [("index.html", "a" * 64)]
    True
    """
    found = [one for line in listing.split("\n") if (one := _SUM_LINE.fullmatch(line))]
    names = {one[2].removeprefix(prefix) for one in found}
    for one in found:
        yield listed_name(one[2].removeprefix(prefix), names), one[1]


def read_raw_sums(listing: str, prefix: str) -> dict[str, str]:
    r"""
    Return the SHA-256 of a list as sha256sum prints it, by the very names that the files have at the target.

    Such a name may be given back to the target, to remove the file, and to nobody else. Names that sha256sum writes
    otherwise (with a line break or a backslash) are left out.

    >>> read_raw_sums(f"{'a' * 64}  ./b.html\n\\{'a' * 64}  ./c\\nd\n", "./") == {"b.html": "a" * 64}
    True
    """
    lines = (_SUM_LINE.fullmatch(line) for line in listing.split("\n"))
    return {one[2].removeprefix(prefix): one[1] for one in lines if one and one[2].startswith(prefix)}


def listed_name(name: str, names: Collection[str]) -> str:
    """Return the name of a listed file, composed unless another of the ``names`` is so; one no release has as it may be shown."""
    composed = unicodedata.normalize("NFC", name)
    path = composed if composed == name or composed not in names else name
    return path if is_release_path(composed) or _OWN_NAMES.match(path) else terminal_safe(path, _LONGEST_PATH)
