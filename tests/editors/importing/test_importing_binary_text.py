"""A binary Word file is read once more, apart from LibreOffice: what LibreOffice drops is told."""

from __future__ import annotations

import struct

import pytest
import word_files as word
from hypothesis import example, given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES

from plugins.editors.importing import detect
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import IssueKind
from plugins.editors.importing.word.binary_text import binary_lines

SECTOR = 512


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of streams that are too large for the small ones."""
    padded = {
        name: data.ljust(4096, b"\0") + b"\0" * (-max(len(data), 4096) % SECTOR)
        for name, data in streams.items()
    }
    fat, at, entries = [0xFFFFFFFD, 0xFFFFFFFE], 2, [entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in padded.items():
        count = len(data) // SECTOR
        entries.append(entry(name, 2, at, len(data)))
        fat += [*range(at + 1, at + count), 0xFFFFFFFE]
        at += count
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head = head.ljust(SECTOR, b"\xff")
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(SECTOR, b"\xff")
    return head + table + b"".join(entries).ljust(SECTOR, b"\0") + b"".join(padded.values())


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    """Return an entry of a directory."""
    written = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", len(name) * 2 + 2, kind, 1)
    return written.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def binary(*pieces: tuple[str, bool]) -> bytes:
    """Return a binary Word file of pieces of text, each in letters of one byte or of two."""
    document = bytearray((b"\xec\xa5" + struct.pack("<H", 0x00C1)).ljust(0x400, b"\0"))
    ends, places = [0], []
    for text, is_narrow in pieces:
        place = len(document)
        document += text.encode("cp1252" if is_narrow else "utf-16-le")
        places.append(place * 2 | 0x40000000 if is_narrow else place)
        ends.append(ends[-1] + len(text))
    listed = b"".join(struct.pack("<I", one) for one in ends)
    listed += b"".join(struct.pack("<HIH", 0, one, 0) for one in places)
    clx = b"\x01" + struct.pack("<H", 3) + b"abc" + b"\x02" + struct.pack("<I", len(listed)) + listed
    struct.pack_into("<II", document, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(document), "0Table": clx})


WHOLE = binary(
    ("Ngày mưa, bà con gặt sớm.\r", False),
    (
        "Ha noi\x07\x13 PAGE \\* A \x14 trang\x15 bon\x0b\x13 HYPERLINK \x13 X \x14 y\x15\x14thôn Hai\x15 b\r".replace(
            "ô", "o"
        ),
        True,
    ),
)


def test_all_pieces_are_read_and_instructions_of_fields_are_not() -> None:
    """In letters of either width; a letter of its own may be a sign."""
    assert [line.text for line in binary_lines(WHOLE)] == [
        "Ngày mưa, bà con gặt sớm.",
        "Ha noi",
        "trang bon",
        "thon Hai",
    ]
    assert all(line.is_repeated for line in binary_lines(WHOLE))


def test_what_the_conversion_drops_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words themselves, at the head of the draft's issues; what it kept is not told."""
    document = word.new()
    document.add_paragraph("Ngày mưa, bà con gặt sớm.")
    document.add_paragraph("Trang bon, y thon Hai.")
    monkeypatch.setattr(detect, "as_docx", lambda *_: word.saved(document))
    first = import_article(ImportSource("cu.doc", WHOLE), REGISTRIES).issues[0]
    assert first.kind is IssueKind.LOST
    assert "2 chữ không có trong bài" in first.message
    assert "“ha noi”" in first.message


@given(st.integers(0, len(WHOLE)), st.binary(max_size=8), st.integers(0, 900))
@example(76, b"\0\0\0\0\0\0\0\0", 0)
@example(512, b"\0\0\0\0\0\0\0\0", 0)
@example(516, b"\1\0\0\0\2\0\0\0", 0)
@settings(max_examples=200, deadline=None)
def test_no_damage_is_more_than_fewer_lines(at: int, noise: bytes, cut: int) -> None:
    """Chains that bite their tails, places outside of the file, counts without end."""
    damaged = WHOLE[:at] + noise + WHOLE[at + len(noise) :]
    binary_lines(damaged[: len(damaged) - cut])
    binary_lines(noise)
