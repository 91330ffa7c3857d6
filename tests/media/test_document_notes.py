"""What attached documents tell of their makers is told to the editor; archives made to do harm are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Link
from site_builds import build_site
from small_portals import NOW

from plugins.media import attachments
from plugins.media.document_notes import notes_in_archive
from plugins.media.fault import MediaFault

CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Trần Văn Soạn</dc:creator>'
    "<cp:lastModifiedBy>van.phong&amp;1</cp:lastModifiedBy></cp:coreProperties>"
)
CLEAN = '<w:document><w:p><w:r><w:t>Tờ trình.</w:t></w:r></w:p><w:instrText w:author="x"/></w:document>'
CHANGED = CLEAN.replace("<w:r>", '<w:ins w:id="1" w:author="Lê Hải"><w:r>').replace(
    "</w:r>", "</w:r></w:ins>"
)
COMMENTS = '<w:comments><w:comment w:id="0" w:author="A"/><w:comment w:id="1"/></w:comments>'


def archive(**parts: str | bytes) -> bytes:
    """Return an archive; "__" in a name stands for "/", "_" for "."."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


def pdf(author: str = "", *, comment: bool = False) -> bytes:
    """Return a PDF of one page with a link on it."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://vi-du.vn/"))
    if author:
        writer.add_metadata({"/Author": author})
    if comment:
        writer.add_annotation(0, FreeText(text="Sửa lại số này", rect=(0, 0, 99, 99)))
    writer.write(out := io.BytesIO())
    return out.getvalue()


def planned(folder: Path, name: str, content: bytes) -> attachments.Attachment | MediaFault:
    """Return the plan of an attachment."""
    (folder / name).write_bytes(content)
    return attachments.plan_attachment(folder / name, f"tai-lieu/{name}")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", archive(word__document_xml=CLEAN), ()),
        ("a.docx", archive(docProps__core_xml=CORE), ("“Trần Văn Soạn”", "“van.phong&1”")),
        ("a.docx", archive(word__document_xml=CLEAN, word__comments_xml=COMMENTS), ("2 nhận xét",)),
        ("a.docx", archive(word__document_xml=CHANGED), ("Track Changes",)),
        ("a.xlsx", archive(xl__comments1_xml="<comments><comment ref='A1'/></comments>"), ("1 nhận xét",)),
        ("a.pptx", archive(ppt__comments__comment1_xml="<p:cm idx='1'/>"), ("1 nhận xét",)),
        ("a.odt", archive(meta_xml="<dc:creator>Lê Hải</dc:creator>"), ("“Lê Hải”",)),
        (
            "a.odt",
            archive(content_xml="<office:annotation a='1'/><text:changed-region x=''/>"),
            ("1 nhận", "Track"),
        ),
        ("a.pdf", pdf(), ()),
        ("a.pdf", pdf("Trần Văn Soạn"), ("“Trần Văn Soạn”",)),
        ("a.pdf", pdf(comment=True), ("1 nhận xét",)),
        ("a.docx", b"PK\x03\x04khong mo duoc", ()),
        ("a.docx", archive(docProps__core_xml="<dc:creator></dc:creator>"), ()),
    ],
)
def test_what_a_document_tells_is_told(
    tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]
) -> None:
    """Names, comments and tracked changes, with the way to take them out; a clean document is passed over."""
    plan = planned(tmp_path, name, content)
    assert isinstance(plan, attachments.Attachment)
    assert bool(plan.reminder) == bool(words)
    assert [one for one in words if one not in plan.reminder] == []
    if words:
        assert name in plan.reminder


@given(st.binary(max_size=300), st.integers(0, 300))
def test_any_bytes_are_looked_through(data: bytes, place: int) -> None:
    """A torn or foreign document is offered as it is."""
    whole = archive(docProps__core_xml=CORE, word__document_xml=CHANGED)
    assert isinstance(notes_in_archive(whole[:place] + data + whole[place:]), list)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt", "a.zip"])
def test_an_archive_that_swells_is_refused_by_name(tmp_path: Path, name: str) -> None:
    """Half a megabyte that unpacks to more than fifty."""
    fault = planned(tmp_path, name, archive(word__document_xml=b"<w:p/>" * 9_000_000))
    assert isinstance(fault, MediaFault)
    assert fault.code == "tep-bung-lon"
    assert name in fault.message


def test_an_article_with_such_a_file_is_published_with_a_reminder(tmp_path: Path) -> None:
    """The reminder stands at the line that names the file, once."""
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "to-trinh.docx").write_bytes(archive(docProps__core_xml=CORE, word__document_xml=CLEAN))
    header = (
        "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"
    )
    (content / "thu.md").write_text(
        f"{header}\nĐọc [tờ trình](to-trinh.docx), [lần nữa](to-trinh.docx).\n", "utf-8"
    )
    for _ in range(2):
        result = build_site(content, tmp_path / "output", None, NOW, quarantine=False)
        assert [(one.path, one.line, one.code) for one in result.problems] == [
            ("content/thu.md", 6, "tep-lo-thong-tin")
        ]
        assert result.exit == 0
