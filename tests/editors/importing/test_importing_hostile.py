"""Files that were made to do harm do none, and say so."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import BODY, MORE, REGISTRIES, imported_from, planned

from plugins.editors.importing.file_names import clean_name
from plugins.editors.importing.imported_article import PictureFile
from plugins.editors.importing.prepare_picture import prepare_picture
from plugins.editors.importing.refusal import ImportRefused

GOOD = word.new()
GOOD.add_paragraph("Xuân Lai gặt sớm tránh bão", style="Title")
GOOD.add_paragraph(BODY)
SOUND = word.saved(GOOD)


def with_part(name: str, data: bytes) -> bytes:
    """Return a Word file with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SOUND)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    return out.getvalue()


def test_a_zip_bomb_is_refused_at_once(tmp_path: Path) -> None:
    """It unpacks to much more than any document."""
    begun = time.monotonic()
    with pytest.raises(ImportRefused, match="quá lớn"):
        imported_from(tmp_path, with_part("word/media/x.bin", b"\0" * 60_000_000))
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    "bomb",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><w:document xmlns:w="w"><w:body>&c;</w:body></w:document>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'.encode("utf-16"),
    ],
)
def test_entities_are_refused(tmp_path: Path, bomb: bytes) -> None:
    """In whatever encoding: Word never declares any."""
    with pytest.raises(ImportRefused, match="thực thể"):
        imported_from(tmp_path, with_part("word/document.xml", bomb))


@pytest.mark.parametrize("broken", [b"", b"<a", b"not xml at all", b"\xff\xfe<"])
def test_broken_parts_are_told(tmp_path: Path, broken: bytes) -> None:
    """The document itself, or its styles."""
    for name in ("word/document.xml", "word/styles.xml"):
        with pytest.raises(ImportRefused, match="hỏng"):
            imported_from(tmp_path / name.replace("/", "-"), with_part(name, broken))


def test_tables_without_end_are_refused(tmp_path: Path) -> None:
    """Nested deeper than a document ever is."""
    inner = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    data = f"<w:document {word.W}><w:body>{inner}</w:body></w:document>".encode()
    with pytest.raises(ImportRefused):
        imported_from(tmp_path, with_part("word/document.xml", data))


@pytest.mark.parametrize("tag", ["<div>", "<p>", "<table><tr><td>", "<b>"])
def test_tags_without_end_are_refused(tmp_path: Path, tag: str) -> None:
    """By name, as a page that a person can do something about."""
    page = f"<html><body><h1>Xã họp</h1>{tag * 2000}{BODY}</body></html>"
    with pytest.raises(ImportRefused, match="quá nhiều lớp"):
        imported_from(tmp_path, page.encode(), "trang.html")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("..\\..\\Windows\\a.jpg", "a.jpg"),
        ("/etc/cron.d/x.jpg", "x.jpg"),
        ("CON.jpg", "anh-CON.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("a\0b\n<c>.jpg", "a b c.jpg"),
        ("~$x.jpg", "anh-$x.jpg"),
        ("", "anh.jpg"),
        ("a](x)[b.jpg", "a x b.jpg"),
    ],
)
def test_names_of_pictures_lead_nowhere(name: str, clean: str) -> None:
    """Neither up, nor to a device, nor out of the Markdown."""
    assert clean_name(name, "jpg") == clean


@given(st.text(max_size=60))
def test_any_name_becomes_a_name(name: str) -> None:
    """One file name, that is no hidden file and ends as pictures do."""
    made = clean_name(name, "jpg")
    assert "/" not in made
    assert "\\" not in made
    assert not made.startswith(".")
    assert made.endswith(".jpg")
    assert made == " ".join(made.split())


def test_a_picture_part_outside_the_package_is_no_file_of_the_machine(tmp_path: Path) -> None:
    """A relation can only name what is in the archive."""
    document = word.new()
    document.add_paragraph("Xuân Lai gặt sớm tránh bão", style="Title")
    word.picture(document, word.photo())
    document.add_paragraph(BODY)
    data = word.saved(document)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b"media/image1.jpg", b"../../../../../../etc/hostname.jpg")
            new.writestr(entry, content)
    plan = planned(tmp_path, out.getvalue())
    assert plan.files == {}
    assert any("hostname.jpg" in issue.message for issue in plan.article.imported.issues)


def test_a_picture_of_too_many_points_is_refused() -> None:
    """A small file can unpack to a huge picture."""
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )
    assert "điểm ảnh" in str(prepare_picture(PictureFile("a.png", bomb)))


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM", b"RIFF0000WEBP"]),
)
def test_any_bytes_are_a_picture_or_a_reason(data: bytes, head: bytes) -> None:
    """None brings the import down."""
    prepare_picture(PictureFile("a.jpg", head + data))


@settings(max_examples=100)
@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"%PDF", b"MIME-Version: 1.0\n"])
)
def test_any_bytes_are_an_article_or_a_reason(data: bytes, head: bytes) -> None:
    """As what they come."""
    from plugins.editors.importing.detect import import_article
    from plugins.editors.importing.import_source import ImportSource

    with suppress(ImportRefused):
        import_article(ImportSource("a", head + data), REGISTRIES)


@settings(max_examples=100)
@given(st.text("<>/abp \n&;\"'=tdr!-x1[]()*#|", max_size=200))
def test_any_html_is_an_article_or_a_reason(text: str) -> None:
    """Broken tags in every order; what is written is sound for our reader."""
    from plugins.editors.importing.detect import import_article
    from plugins.editors.importing.import_source import ImportSource
    from plugins.editors.importing.markdown_writer import blocks_to_markdown
    from plugins.problems import Level
    from plugins.prose.markdown import render_body

    page = (
        f"<html><h1>Một bài của xã Xuân Lai</h1><p>Đăng lúc: 19/09/2023</p><p>{BODY}</p>{text}<p>{MORE}</p>"
    )
    try:
        imported = import_article(ImportSource("a.html", page.encode()), REGISTRIES)
    except ImportRefused:
        return
    body, problems = render_body(
        blocks_to_markdown(imported.body, dict.fromkeys(imported.pictures, "a.jpg")), 1, "x.md", ""
    )
    assert [str(one) for one in problems if one.level is Level.ERROR] == []
    assert "<script" not in body.html
