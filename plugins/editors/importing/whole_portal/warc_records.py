"""
Read the records of a WARC file (ISO 28500) one by one, as Heritrix, wget, Browsertrix and others write them; those of its forerunner ARC too,
and those of the WARC files in a WACZ archive.

The file comes from outside: no line, no header and no record is read further than a limit, and a compressed one that unpacks to
hundreds of times its size is refused. A record is found again by its place in the file.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from plugins.editors.importing.refusal import ImportRefused

MAX_BLOCK_BYTES = 64_000_000
_LONGEST_LINE, _MOST_LINES = 64_000, 500
_PIECE = 1 << 16
# What is unpacked beyond these bytes must not be more than so many times what was packed.
_TRUSTED_BYTES, _MOST_TIMES = 200_000_000, 150
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_ZIP_HEAD, _INSIDE = 30, (".warc", ".warc.gz")
_PLAIN_HEADS = (b"WARC/", b"filedesc://")
# "address IP day type length", in the second version with the answer's code, a checksum, and the place in the file.
_ARC_LINE = re.compile(rb"^(\S.{0,4000}?) \S+ \d{8,14} \S+(?: (?:\d{3}|-) \S+ \S+ \d+ \S+)? (\d{1,12})\s*$")
_FIELD = re.compile(rb"^([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """
    One record: its headers by their lower-case names, its block, and where in the file it begins.

    ``cut`` tells that the block was longer than what is ever read of one.
    """

    headers: Mapping[str, str]
    block: bytes
    offset: int
    cut: bool = False

    @property
    def kind(self) -> str:
        """The type of the record: "response", "request", "revisit" …"""
        return self.headers.get("warc-type", "").lower()

    @property
    def target(self) -> str:
        """The address that it is about; some programs write it in angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


class _Stream(Protocol):
    """The unpacked bytes of a file, and where the next record begins in it."""

    def readline(self) -> bytes: ...

    def read(self, size: int) -> bytes: ...

    @property
    def place(self) -> int | None: ...


@dataclass(slots=True)
class _PlainStream:
    file: _Window | BinaryIO

    def readline(self) -> bytes:
        return self.file.readline(_LONGEST_LINE)

    def read(self, size: int) -> bytes:
        return self.file.read(min(size, _PIECE))

    @property
    def place(self) -> int:
        return self.file.tell()


@dataclass(slots=True)
class _GzipStream:
    """The unpacked bytes of a gzip file's members one after the other."""

    file: _Window | BinaryIO
    packed: bytes = b""
    buffer: bytes = b""
    _unpacker: zlib._Decompress | None = None
    _member_at: int = 0
    _is_fresh: bool = False
    _read: int = 0
    _made: int = 0

    def __post_init__(self) -> None:
        self._member_at = self.file.tell()

    @property
    def place(self) -> int | None:
        """Where the member begins that is read next, None in the middle of one."""
        if not self.buffer:
            self._fill()
        return self._member_at if self._is_fresh else None

    def readline(self) -> bytes:
        while (end := self.buffer.find(b"\n")) < 0 and len(self.buffer) < _LONGEST_LINE:
            before = len(self.buffer)
            self._fill()
            if len(self.buffer) == before:
                end = before - 1
                break
        end = min(end, _LONGEST_LINE - 1) if end >= 0 else _LONGEST_LINE - 1
        return self._taken(end + 1)

    def read(self, size: int) -> bytes:
        if not self.buffer:
            self._fill()
        return self._taken(min(size, _PIECE))

    def _taken(self, size: int) -> bytes:
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        self._is_fresh = self._is_fresh and not taken
        return taken

    def _fill(self) -> None:
        """Unpack some more bytes behind those that are there; none are left where nothing comes."""
        while True:
            if self._unpacker is None or self._unpacker.eof:
                if not self._next_member():
                    return
            assert self._unpacker is not None
            if not self.packed and not self._unpacker.unconsumed_tail:
                self.packed = self.file.read(_PIECE)
                self._read += len(self.packed)
                if not self.packed:
                    return
            try:
                made = self._unpacker.decompress(self._unpacker.unconsumed_tail + self.packed, _PIECE)
            except zlib.error:
                raise ImportRefused("tệp WARC nén bị hỏng ở giữa; phần trước chỗ ấy đã đọc.") from None
            self.packed = self._unpacker.unused_data
            self._made += len(made)
            if self._made > _TRUSTED_BYTES and self._made > self._read * _MOST_TIMES:
                raise ImportRefused("tệp WARC bung ra lớn khác thường, không đọc tiếp.")
            if made:
                self.buffer += made
                return

    def _next_member(self) -> bool:
        """Begin the next member of the file; return False at its end. What is no member ends the file too."""
        if not self.packed:
            self.packed = self.file.read(_PIECE)
            self._read += len(self.packed)
        if not self.packed:
            return False
        self._member_at = self.file.tell() - len(self.packed)
        self._unpacker = zlib.decompressobj(wbits=31)
        self._is_fresh = not self.buffer
        return True


def is_warc(data: bytes) -> bool:
    """
    Return whether bytes begin as a WARC or ARC file does, packed or not.

    >>> import gzip
    >>> is_warc(b"WARC/1.0\\r\\n"), is_warc(gzip.compress(b"filedesc://a.arc")), is_warc(gzip.compress(b"<urlset/>"))
    (True, True, False)
    """
    if data.startswith(_ZSTD):
        return True
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, 20)
        except zlib.error:
            return False
    return data.startswith(_PLAIN_HEADS)


@dataclass(slots=True)
class _Window:
    """A part of a file, whose places are those in the whole file."""

    file: BinaryIO
    end: int

    def read(self, size: int) -> bytes:
        return self.file.read(max(0, min(size, self.end - self.file.tell())))

    def readline(self, size: int) -> bytes:
        return self.file.readline(max(0, min(size, self.end - self.file.tell())))

    def tell(self) -> int:
        return self.file.tell()


def records_of(path: Path) -> Iterator[WarcRecord]:
    """Yield the records of a file; raise ImportRefused where it is damaged, after all that stand before."""
    with path.open("rb") as file:
        for start, end in _spans(path, file):
            file.seek(start)
            head = file.read(4)
            file.seek(start)
            stream = _stream_of(head, _Window(file, end))
            while (record := _record(stream)) is not None:
                yield record


def _spans(path: Path, file: BinaryIO) -> list[tuple[int, int]]:
    """Return where in a file records stand: in all of it, or in the WARC files that an archive (WACZ) holds."""
    if file.read(4) != _ZIP:
        return [(0, path.stat().st_size)]
    try:
        with ZipFile(path) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(_INSIDE)]
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise ImportRefused("tệp WACZ bị hỏng. Chép hay tải lại tệp.") from None
    if not inside or any(one.compress_type != ZIP_STORED for one in inside):
        raise ImportRefused(
            "tệp WACZ không có tệp .warc.gz đọc được ngay bên trong. Đổi đuôi .wacz thành .zip, giải nén rồi nhập thư mục “archive”."
        )
    return [_span_of(file, one) for one in inside]


def _span_of(file: BinaryIO, member: ZipInfo) -> tuple[int, int]:
    """Return where the bytes of a member lie that was put into an archive as it is."""
    file.seek(member.header_offset)
    head = file.read(_ZIP_HEAD)
    if len(head) < _ZIP_HEAD or not head.startswith(_ZIP):
        raise ImportRefused("tệp WACZ bị hỏng. Chép hay tải lại tệp.")
    names, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    start = member.header_offset + _ZIP_HEAD + names + extra
    return start, start + member.file_size


def record_at(path: Path, offset: int) -> WarcRecord:
    """Return the record that begins at a place of a file; raise ImportRefused where none does."""
    with path.open("rb") as file:
        file.seek(offset)
        packed = file.read(2) == _GZIP
        file.seek(offset)
        record = _record(_GzipStream(file) if packed else _PlainStream(file))
    if record is None:
        raise ImportRefused(f"“{path.name}” đã đổi trong khi nhập. Chạy lại lệnh.")
    return record


def _stream_of(head: bytes, file: _Window) -> _Stream:
    if head == _ZSTD:
        raise ImportRefused(
            "tệp WARC nén kiểu zstd không đọc được. Giải nén bằng lệnh “zstd -d TÊN.warc.zst” rồi nhập tệp .warc có được."
        )
    return _GzipStream(file) if head.startswith(_GZIP) else _PlainStream(file)


def _record(stream: _Stream) -> WarcRecord | None:
    """Return the next record, None at the end of the file."""
    place, line = stream.place, stream.readline()
    while line and not line.strip():
        place, line = stream.place, stream.readline()
    if not line:
        return None
    if place is not None and (found := _ARC_LINE.match(line)):
        return _arc_record(stream, found, place)
    if not line.startswith(b"WARC/"):
        raise ImportRefused("tệp WARC hỏng: có chỗ không phải bản ghi. Phần trước chỗ ấy đã đọc.")
    if place is None:
        raise ImportRefused(
            "tệp .warc.gz nén cả tệp làm một, không nén từng bản ghi. Giải nén thành .warc rồi nhập tệp ấy."
        )
    headers = _headers(stream)
    try:
        length = int(headers.get("content-length", ""))
    except ValueError:
        length = -1
    if length < 0:
        raise ImportRefused("tệp WARC hỏng: một bản ghi không ghi đúng độ dài. Phần trước chỗ ấy đã đọc.")
    block, is_cut = _block(stream, length)
    return WarcRecord(headers, block, place, is_cut)


def _arc_record(stream: _Stream, line: re.Match[bytes], place: int) -> WarcRecord:
    """Return a record of an ARC file as one of a WARC file; the first tells of the file itself."""
    address = line[1].decode("utf-8", "replace")
    kind = "warcinfo" if address.startswith("filedesc:") else "response"
    block, is_cut = _block(stream, int(line[2]))
    return WarcRecord({"warc-type": kind, "warc-target-uri": address}, block, place, is_cut)


def _headers(stream: _Stream) -> dict[str, str]:
    """Return the headers up to the empty line; a line that begins with a space goes on with the one before."""
    lines: list[bytes] = []
    while (line := stream.readline()) and line.strip(b"\r\n"):
        if line[:1] in (b" ", b"\t") and lines:
            lines[-1] = lines[-1][:_LONGEST_LINE] + b" " + line.strip()
        else:
            lines.append(line.rstrip(b"\r\n"))
        if len(lines) > _MOST_LINES:
            raise ImportRefused("tệp WARC hỏng: một bản ghi có quá nhiều dòng đầu. Phần trước chỗ ấy đã đọc.")
    return _fields(lines)


def _fields(lines: list[bytes]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if matched := _FIELD.match(line):
            found.setdefault(
                matched[1].decode("ascii").lower(), matched[2].strip().decode("utf-8", "replace")
            )
    return found


def _block(stream: _Stream, length: int) -> tuple[bytes, bool]:
    """Return the bytes of a block, and whether there were more than are kept; the stream stands behind all of them."""
    kept = bytearray()
    left = length
    while left and (piece := stream.read(left)):
        left -= len(piece)
        if len(kept) < MAX_BLOCK_BYTES:
            kept += piece
    return bytes(kept[:MAX_BLOCK_BYTES]), left > 0 or length > MAX_BLOCK_BYTES


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What a server answered, as a record holds it: status, headers by lower-case names, and the body as it was sent."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


_STATUS = re.compile(rb"^HTTP/\d(?:\.\d)?[ \t]+(\d{3})")


def http_answer(block: bytes) -> HttpAnswer | None:
    """
    Return the answer in the block of a response, None where it holds none.

    >>> http_answer(b"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\nabc\\r\\n0\\r\\n\\r\\n").body
    b'abc'
    """
    found = _STATUS.match(block)
    if found is None:
        return None
    text = io.BytesIO(block)
    text.readline(_LONGEST_LINE)
    lines: list[bytes] = []
    while (line := text.readline(_LONGEST_LINE)) and line.strip(b"\r\n") and len(lines) <= _MOST_LINES:
        lines.append(line.rstrip(b"\r\n"))
    headers, body = _fields(lines), block[text.tell() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    return HttpAnswer(int(found[1]), headers, body)


def _without_chunks(body: bytes) -> bytes:
    """Return a body without the marks of its chunks; some programs keep it without them and leave the header."""
    out = bytearray()
    at = 0
    while True:
        end = body.find(b"\n", at, at + 200)
        size = body[at:end].partition(b";")[0].strip() if end > 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return bytes(out) if out and at >= len(body) else body if not out else bytes(out)
        if int(size, 16) == 0:
            return bytes(out)
        out += body[end + 1 : end + 1 + int(size, 16)]
        at = end + 1 + int(size, 16)
        at += 2 if body[at : at + 2] == b"\r\n" else 1
