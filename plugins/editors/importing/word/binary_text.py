"""
Read all words of a binary Word file (.doc of Word 97 to 2003) straight from its bytes, apart from LibreOffice, which makes the article of it.

The file is a compound file (MS-CFB) of streams; the text of "WordDocument" lies in pieces that a table in another stream lists (MS-DOC, 2.4.1).
Whatever is not as it should be ends the reading: this only checks what another program has read.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.editors.importing.completeness import SourceLine

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFFA  # from here on numbers are no sectors
_ENTRY, _FIRST_FAT_SECTORS = 128, 109
_TEXT, _FLAGS, _SECOND_TABLE, _CLX = b"\xec\xa5", 0x0A, 0x0200, 0x01A2
_LAST_WITHOUT_PIECES = 0x00C0  # versions up to Word 95
_COMPRESSED = 0x40000000
_MOST_CHARACTERS = 20_000_000
# Of a field the words before its separator are an instruction.
_INSTRUCTION = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_BREAKS = re.compile("[\r\n\x07\x0b\x0c\x0e]")
_INVISIBLE = re.compile("[\x00-\x06\x08\x0f-\x1d\x1f]")


class _Damaged(Exception):
    """The file is not as its format has it."""


def binary_lines(data: bytes) -> list[SourceLine]:
    """
    Return the lines of a binary Word file, none where it is no such file.

    It is enough that an article has the words of these once: fields, headers and text boxes repeat some.
    """
    try:
        text = _text(_CompoundFile.read(data))
    except (_Damaged, struct.error, IndexError):
        return []
    for _ in range(3):  # fields within fields
        text = _INSTRUCTION.sub("", text)
    lines = (
        _INVISIBLE.sub("", line.replace("\x1e", "-").replace("\x1f", "")) for line in _BREAKS.split(text)
    )
    return repeated_lines(lines)


def repeated_lines(lines: Iterable[str]) -> list[SourceLine]:
    """Return the lines that have words, as lines of which an article has to have the words once."""
    # A letter of its own may be a sign of a font of symbols.
    bare = (" ".join(word for word in line.split() if len(word) > 1) for line in lines)
    return [SourceLine(line, is_repeated=True) for line in bare if line]


@dataclass(frozen=True, slots=True)
class _CompoundFile:
    """The streams of a compound file: ``fat`` and ``small_fat`` say which sector follows which."""

    data: bytes
    sector: int
    small_sector: int
    cutoff: int
    fat: tuple[int, ...]
    small_fat: tuple[int, ...]
    entries: dict[str, tuple[int, int]]
    small: bytes

    @classmethod
    def read(cls, data: bytes) -> _CompoundFile:
        """Return the file in bytes; raise _Damaged for what is none."""
        if not data.startswith(_MAGIC):
            raise _Damaged
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift > shift:
            raise _Damaged
        directory, cutoff, first_small = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
        sector = 1 << shift
        fat = _numbers(data, sector, _fat_sectors(data, sector))
        base = cls(data, sector, 1 << small_shift, cutoff, fat, (), {}, b"")
        entries = dict(_entries(base.chain(directory)))
        small_fat = _unpacked(base.chain(first_small)) if first_small < _NO_SECTOR else ()
        small = (
            base.chain(entries["Root Entry"][0])
            if entries.get("Root Entry", (_NO_SECTOR, 0))[0] < _NO_SECTOR
            else b""
        )
        return cls(data, sector, 1 << small_shift, cutoff, fat, small_fat, entries, small)

    def chain(self, start: int) -> bytes:
        """Return the bytes of the sectors that begin with one; a chain that bites its tail ends."""
        out: list[bytes] = []
        while start < _NO_SECTOR and len(out) <= len(self.fat):
            place = (start + 1) * self.sector
            out.append(self.data[place : place + self.sector])
            start = self.fat[start]
        return b"".join(out)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        if name not in self.entries:
            raise _Damaged
        start, size = self.entries[name]
        if size >= self.cutoff:
            return self.chain(start)[:size]
        out: list[bytes] = []
        while start < _NO_SECTOR and len(out) <= len(self.small_fat):
            out.append(self.small[start * self.small_sector : (start + 1) * self.small_sector])
            start = self.small_fat[start]
        return b"".join(out)[:size]


def _fat_sectors(data: bytes, sector: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors: those that the head lists, then those in a chain."""
    yield from (one for one in struct.unpack_from(f"<{_FIRST_FAT_SECTORS}I", data, 76) if one < _NO_SECTOR)
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // sector)):
        if more >= _NO_SECTOR:
            return
        numbers = struct.unpack_from(f"<{sector // 4}I", data, (more + 1) * sector)
        yield from (one for one in numbers[:-1] if one < _NO_SECTOR)
        more = numbers[-1]


def _numbers(data: bytes, sector: int, places: Iterator[int]) -> tuple[int, ...]:
    return _unpacked(b"".join(data[(one + 1) * sector : (one + 2) * sector] for one in places))


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names in a directory, each with the first sector and the size of its stream."""
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind and 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, at + 116)
            yield name, (start, size)


def _text(file: _CompoundFile) -> str:
    """Return the text of a file in the order in which it is read."""
    document = file.stream("WordDocument")
    version, flags = struct.unpack_from("<H", document, 2)[0], struct.unpack_from("<H", document, _FLAGS)[0]
    if not document.startswith(_TEXT) or version <= _LAST_WITHOUT_PIECES:
        raise _Damaged
    table = file.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    place, size = struct.unpack_from("<II", document, _CLX)
    return "".join(_pieces(document, table[place : place + size]))


def _pieces(document: bytes, listed: bytes) -> Iterator[str]:
    """Yield the pieces of a text in their order."""
    at = 0
    while listed[at] == 1:
        at += 3 + int(struct.unpack_from("<H", listed, at + 1)[0])
    if listed[at] != 2:
        raise _Damaged
    count = (int(struct.unpack_from("<I", listed, at + 1)[0]) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", listed, at + 5)
    left = _MOST_CHARACTERS
    for number in range(count):
        length = min(ends[number + 1] - ends[number], left)
        (place,) = struct.unpack_from("<I", listed, at + 5 + (count + 1) * 4 + number * 8 + 2)
        left -= max(length, 0)
        if length <= 0:
            continue
        if place & _COMPRESSED:
            place = (place & ~_COMPRESSED) // 2
            yield document[place : place + length].decode("cp1252", "replace")
        else:
            yield document[place : place + 2 * length].decode("utf-16-le", "replace")
