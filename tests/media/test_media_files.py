"""Drawings and attachments as they are published."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from plugins.media import attachments, svg
from plugins.media.fault import MediaFault

PROJECT = Path(__file__).resolve().parents[2]
SHAPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">{}</svg>'


def test_a_plain_drawing_is_published() -> None:
    """Shapes stay; a program's notes go."""
    found = svg.sanitise(SHAPE.format('<metadata>RIENG</metadata><path d="M0 0h9"/>').encode())
    assert isinstance(found, svg.SafeSvg)
    assert (found.width, found.height) == (40, 30)
    assert b"RIENG" not in found.data
    assert b'<path d="M0 0h9" />' in found.data


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<foreignObject/>",
        '<a href="#x"/>',
        "<style>a{}</style>",
        '<path onclick="x"/>',
        '<path style="fill:url(//vd.vn)"/>',
        '<path fill="url(//vd.vn/a)"/>',
        '<use href="https://vd.vn/a.svg#b"/>',
        '<image href="a.png"/>',
        "<animate/>",
        '<script xmlns="http://www.w3.org/1999/xhtml">x</script>',
    ],
)
def test_drawings_that_act_or_reach_out_are_refused(inside: str) -> None:
    """Nothing in a drawing runs or loads."""
    assert isinstance(svg.sanitise(SHAPE.format(inside).encode()), svg.SvgRefused)


def test_entities_are_refused() -> None:
    """A file that would swell in memory is not even read."""
    assert isinstance(svg.sanitise(b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + SHAPE.encode()), svg.SvgRefused)


def test_attachments_have_kind_and_size(tmp_path: Path) -> None:
    """Readers are told what they will get."""
    (tmp_path / "To trinh.DOCX").write_bytes(b"PK" * 600)
    found = attachments.plan_attachment(tmp_path / "To trinh.DOCX", "tin/Tờ trình.DOCX")
    assert isinstance(found, attachments.Attachment)
    assert (found.kind, found.name) == ("Word", "Tờ trình.DOCX")
    assert found.address.startswith("tai-lieu/to-trinh-")
    assert found.address.endswith(".docx")
    assert "kB" in found.size or "KB" in found.size


def test_other_kinds_are_no_attachments(tmp_path: Path) -> None:
    """A program or a setting is never published."""
    (tmp_path / "a.py").write_text("x")
    assert isinstance(attachments.plan_attachment(tmp_path / "a.py", "a.py"), MediaFault)


def pdf(pages: int, password: str = "") -> bytes:
    """Return a PDF of empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 12, 300])
def test_the_pages_of_a_pdf_are_counted(tmp_path: Path, count: int) -> None:
    """Readers are told how long a document is."""
    (tmp_path / "a.pdf").write_bytes(pdf(count))
    found = attachments.plan_attachment(tmp_path / "a.pdf", "tai-lieu/a.pdf")
    assert isinstance(found, attachments.Attachment)
    assert (found.kind, found.pages) == ("PDF", count)


@pytest.mark.parametrize(
    "content",
    [
        pdf(3, "mat-khau"),
        pdf(3)[:-200],
        pdf(3)[:40],
        b"%PDF-1.4 khong phai PDF",
        b"<html>khong phai PDF</html>",
        pdf(3).replace(b"/Count 3", b"/Count Z").replace(b"/Kids", b"/Kidz"),
    ],
    ids=["locked", "without its end", "torn", "a name alone", "something else", "without pages"],
)
def test_a_pdf_that_cannot_be_counted_is_offered_all_the_same(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """No article waits for a number, and nobody is told of it in English."""
    (tmp_path / "a.pdf").write_bytes(content)
    found = attachments.plan_attachment(tmp_path / "a.pdf", "tai-lieu/a.pdf")
    assert isinstance(found, attachments.Attachment)
    # A reader may mend what only lacks its end.
    assert found.pages in (0, 3)
    assert not caplog.records


def test_a_huge_pdf_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    """To count pages must not cost more than the rest of a build."""
    monkeypatch.setattr(attachments, "LARGEST_COUNTED", 100)
    monkeypatch.setattr(PdfReader, "__init__", pytest.fail)
    assert attachments.pages_and_notes(pdf(3)) == (0, [])


def test_other_kinds_have_no_pages(tmp_path: Path) -> None:
    """A table is no stack of paper."""
    (tmp_path / "a.csv").write_text("a,b")
    found = attachments.plan_attachment(tmp_path / "a.csv", "a.csv")
    assert isinstance(found, attachments.Attachment)
    assert found.pages == 0


@pytest.mark.parametrize(
    ("name", "content", "is_right"),
    [
        ("phim.mp4", b"\0\0\0 ftypisom", True),
        ("phim.MP4", b"<!DOCTYPE html>", False),
        ("phim.webm", b"\x1aE\xdf\xa3\x01", True),
        ("phim.webm", b"\0\0\0 ftypisom", False),
        ("phim.vtt", b"\xef\xbb\xbfWEBVTT\n\n", True),
        ("phim.vtt", b"1\n00:00:01,000 --> 00:00:02,000\n", False),
    ],
)
def test_a_film_and_its_captions_are_what_their_names_say(
    tmp_path: Path, name: str, content: bytes, is_right: bool
) -> None:
    """A page that was saved as a film, captions of another kind: no browser would play them."""
    (tmp_path / name).write_bytes(content)
    planned = attachments.plan_attachment(tmp_path / name, f"tai-lieu/{name}")

    assert isinstance(planned, attachments.Attachment) is is_right


def test_a_film_that_is_too_heavy_for_phones_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is published all the same; other files may weigh what they do."""
    monkeypatch.setattr(attachments, "LARGE_VIDEO", 10)
    for name, is_result_public in (("phim.mp4", True), ("loi.mp3", False)):
        (tmp_path / name).write_bytes(b"\0\0\0 ftypisom")
        planned = attachments.plan_attachment(tmp_path / name, f"tai-lieu/{name}")
        assert isinstance(planned, attachments.Attachment)
        assert ("720p" in planned.reminder) is is_result_public


def test_a_damaged_note_of_a_photo_is_nobody_s_business(tmp_path: Path) -> None:
    """What a library has to say of it to programmers is on no editor's screen: the pixels are whole."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")
    note = b"\xff\xe1\x00\x10Exif\0\0MM\0*\xff\xff\xff\xff"
    photo = tmp_path / "a.jpg"
    photo.write_bytes(drawn.getvalue()[:2] + note + drawn.getvalue()[2:])
    code = f"from plugins.media import image_processing as i; print(i.inspect(open({str(photo)!r}, 'rb').read()).width)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )

    assert (done.stdout, done.stderr) == ("40\n", "")
