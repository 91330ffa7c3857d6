"""A portal that is kept in WARC files: its pages, and the files that these refer to, by their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import brotli

from plugins.editors.importing.content_kinds import ContentKind, content_kind_of
from plugins.editors.importing.oldsite.fetch import MAX_FILE_BYTES, normalised_address
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.whole_portal.saved_page import SavedPage
from plugins.editors.importing.whole_portal.warc_records import (
    HttpAnswer,
    WarcRecord,
    http_answer,
    record_at,
    records_of,
)
from plugins.web.web_address import BadAddress, web_address
from plugins.web.web_client import FetchFault, WebResponse, plain_body

_MOST_MOVES = 10
_MOST_ADDRESSES = 2_000_000
_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the answer of an address stands, and what it is."""

    path: Path
    offset: int
    address: str
    kind: ContentKind
    charset: str


@dataclass(slots=True)
class WarcPortal:
    """
    The answers in WARC files by address; of several of one address the last counts.

    ``problems`` tell which files could not be read to their end.
    """

    problems: list[str] = field(default_factory=list)
    _places: dict[str, _Place] = field(default_factory=dict)
    _moves: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, paths: Iterable[Path]) -> WarcPortal:
        """Return the portal in these files; each is read once, and nothing of it is kept but where the answers stand."""
        portal = cls()
        for path in paths:
            try:
                for record in records_of(path):
                    portal._note(path, record)
            except ImportRefused as fault:
                portal.problems.append(f"“{path.name}”: {fault}")
        return portal

    def _note(self, path: Path, record: WarcRecord) -> None:
        key = _key(record.target)
        if not key or len(self._places) >= _MOST_ADDRESSES:
            return
        if record.kind == "revisit":
            # It says that an address answered the same as another, or as it did before.
            same = _key(record.headers.get("warc-refers-to-target-uri", "").strip("<> "))
            if same in self._places:
                self._places.setdefault(key, self._places[same])
            return
        answer = _answer(record)
        if answer is None or record.cut:
            return
        location = answer.headers.get("location", "")
        if answer.status in (301, 302, 303, 307, 308) and location:
            self._moves[key] = (record.target, _joined(record.target, location))
        elif answer.status == 200:
            declared = answer.headers.get("content-type", "")
            try:
                kind = content_kind_of(_plain(answer)[:_HEAD], declared)
            except ImportRefused:
                return
            response = WebResponse(200, b"", {"content-type": declared}, "")
            self._places[key] = _Place(path, record.offset, record.target, kind, response.charset)

    def pages(self) -> Iterator[SavedPage]:
        """Yield the pages in the order in which they were kept, each with the addresses that led to it."""
        moved_from: dict[str, list[str]] = {}
        for source, _ in self._moves.values():
            if (target := self._led_to(_key(source))) in self._places:
                moved_from.setdefault(target, []).append(source)
        for key, place in self._places.items():
            if place.kind is ContentKind.PAGE:
                yield self._page(place, tuple(moved_from.get(key, ())))

    def _page(self, place: _Place, moved_from: tuple[str, ...]) -> SavedPage:
        return SavedPage(
            place.address,
            place.address,
            place.address,
            lambda: _bytes_at(place),
            self.file,
            place.charset,
            moved_from,
        )

    def _led_to(self, key: str) -> str:
        for _ in range(_MOST_MOVES):
            if key not in self._moves:
                return key
            key = _key(self._moves[key][1])
        return ""

    def file(self, address: str) -> bytes | None:
        """Return what an address answered, None where that is not in the files."""
        place = self._places.get(self._led_to(_key(address)))
        try:
            return None if place is None else _bytes_at(place)
        except ImportRefused:
            return None


def _key(address: str) -> str:
    """Return what the spellings of an address share: scheme, "www" and encoding do not count; "" for no web address."""
    try:
        whole = web_address(normalised_address(address))
    except (BadAddress, ImportRefused):
        return ""
    return f"{whole.host.removeprefix('www.')}:{'' if whole.port in (80, 443) else whole.port}{unquote(whole.path)}"


def _joined(base: str, location: str) -> str:
    try:
        return str(web_address(base).joined(location))
    except BadAddress:
        return ""


def _answer(record: WarcRecord) -> HttpAnswer | None:
    """Return the answer that a record keeps: of a server, or a file that a program kept without one."""
    if record.kind == "response":
        return http_answer(record.block)
    if record.kind == "resource":
        return HttpAnswer(200, {"content-type": record.headers.get("content-type", "")}, record.block)
    return None


def _bytes_at(place: _Place) -> bytes:
    answer = _answer(record_at(place.path, place.offset))
    if answer is None:
        raise ImportRefused(f"“{place.path.name}” đã đổi trong khi nhập. Chạy lại lệnh.")
    return _plain(answer)


def _plain(answer: HttpAnswer) -> bytes:
    """Return a body without its compression; raise ImportRefused where it is damaged or too large."""
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    try:
        if encoding == "br":
            return _without_brotli(answer.body)
        if encoding in ("gzip", "x-gzip") and not answer.body.startswith(b"\x1f\x8b"):
            # Kept without its compression by a program that left the header as it was.
            return answer.body
        return plain_body(WebResponse(200, answer.body, answer.headers, ""), MAX_FILE_BYTES)
    except (FetchFault, brotli.error) as fault:
        raise ImportRefused(f"nội dung nén trong tệp WARC không đọc được ({fault}).") from None


def _without_brotli(body: bytes) -> bytes:
    unpacker = brotli.Decompressor()
    out = bytearray(unpacker.process(body, output_buffer_limit=MAX_FILE_BYTES + 1))
    while not unpacker.can_accept_more_data() and len(out) <= MAX_FILE_BYTES:
        out += unpacker.process(b"", output_buffer_limit=MAX_FILE_BYTES + 1 - len(out))
    if len(out) > MAX_FILE_BYTES:
        raise FetchFault("bung ra quá lớn")
    return bytes(out)
