"""What LibreOffice converts is read apart from it too, word by word, so that nothing is lost in silence."""

from __future__ import annotations

import io
import zipfile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.editors.importing.word.converted_text import converted_lines

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
)
RICH = (
    rb"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Arial;}}{\info{\author Ai}}{\pict\pngblip "
    + b"89504e47" * 60
    + rb"}"
    rb"B\'e0 con g\u7863?t s\u7899?m.\par{\trowd\cellx1 Ba\cell b\u7889?n\cell\row}{\footnote Ghi th\'eam.}\par Xong.}"
)


def open_document(body: str) -> bytes:
    """Return an .odt file with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"{HEAD}<office:body>{body}</office:body></office:document-content>")
    return out.getvalue()


def words(data: bytes) -> list[str]:
    """Return the words of the lines of a file."""
    lines = converted_lines(data)
    assert all(line.is_repeated for line in lines)
    return " ".join(line.text for line in lines).replace(".", "").split()


def test_all_text_of_rich_text_is_read() -> None:
    """Letters of the code page and of Unicode, cells, notes; no names of fonts and authors, no pictures."""
    assert words(RICH) == ["Bà", "con", "gặt", "sớm", "Ba", "bốn", "Ghi", "thêm", "Xong"]


def test_all_text_of_an_open_document_is_read() -> None:
    """Paragraphs in frames and notes by themselves, spaces that are elements."""
    body = (
        "<text:h>Mùa<text:s/>gặt</text:h><text:p>Bà con<text:note><text:note-citation>12</text:note-citation>"
        "<text:note-body><text:p>Ghi thêm</text:p></text:note-body></text:note> ra đồng</text:p>"
        "<draw:frame><draw:text-box><text:p>Trong khung</text:p></draw:text-box></draw:frame>"
    )
    assert words(open_document(body)) == [
        "Mùa",
        "gặt",
        "Bà",
        "con",
        "ra",
        "đồng",
        "Ghi",
        "thêm",
        "Trong",
        "khung",
    ]


@given(st.integers(0, len(RICH)), st.binary(max_size=8), st.integers(0, 900))
@example(8, b"\\'zz\\u9999999", 0)
@settings(max_examples=200, deadline=None)
def test_no_damage_is_more_than_fewer_lines(at: int, noise: bytes, cut: int) -> None:
    """Whatever stands where a letter, a number or a brace should."""
    for whole in (RICH, open_document("<text:p>Bà con</text:p>")):
        place = min(at, len(whole))
        damaged = whole[:place] + noise + whole[place + len(noise) :]
        converted_lines(damaged[: max(0, len(damaged) - cut)])


def test_an_entity_bomb_and_another_archive_are_no_open_document() -> None:
    """They have no lines."""
    bomb = open_document("").replace(HEAD.encode(), b'<!DOCTYPE a [<!ENTITY b "x">]>' + HEAD.encode())
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert converted_lines(bomb) == converted_lines(other.getvalue()) == converted_lines(b"PK") == []
