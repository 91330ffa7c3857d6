"""The published copy of a document tells nothing of its makers; the editor's own file and the text stay as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject
from site_builds import build_site
from small_portals import NOW

from plugins.building.sources.settings import BuildSettings
from plugins.media import attachments
from plugins.media.document_cleaning import cleaned_archive, cleaned_pdf, emptied, without_notes
from plugins.media.document_notes import notes_in_archive

PROJECT = Path(__file__).resolve().parents[2]
NAMES = 'xmlns:w="w" xmlns:cp="c" xmlns:dc="d" xmlns:office="o" xmlns:text="t"'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT = (
    f'{DECLARED}<w:document {NAMES}><w:body><w:p><w:pPr><w:rPr><w:ins w:id="7" w:author="Lê Hải"/></w:rPr>'
    '<w:pPrChange w:id="8" w:author="Lê Hải"><w:pPr/></w:pPrChange></w:pPr><w:commentRangeStart w:id="0"/>'
    '<w:r><w:t>Xã </w:t></w:r><w:ins w:id="1" w:author="Lê Hải" w:date="2024"><w:r><w:t>Xuân Lai</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="Lê &quot;>&quot; Hải"><w:r><w:delText>Xuân Lập</w:delText></w:r></w:del>'
    '<w:moveFrom w:id="3" w:author="A"><w:r><w:t>cũ</w:t></w:r></w:moveFrom>'
    '<w:moveTo w:id="4" w:author="A"><w:r><w:t> họp.</w:t></w:r></w:moveTo><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p></w:body></w:document>'
)
CORE = (
    f"{DECLARED}<cp:coreProperties {NAMES}><dc:creator>Trần Văn Soạn</dc:creator>"
    "<cp:lastModifiedBy>van.phong</cp:lastModifiedBy></cp:coreProperties>"
)
COMMENTS = (
    f'{DECLARED}<w:comments {NAMES}><w:comment w:id="0" w:author="Trần Soạn"><w:p/></w:comment></w:comments>'
)
APP = "<Properties><Company>Văn phòng</Company><Manager>Trần Soạn</Manager></Properties>"
ODF_TEXT = (
    f"<office:document-content {NAMES}><office:body><text:tracked-changes><text:changed-region><dc:creator>Soạn"
    "</dc:creator></text:changed-region></text:tracked-changes><text:p>Xã <office:annotation><dc:creator>Soạn"
    '</dc:creator></office:annotation><text:change-start text:change-id="1"/>họp<text:change-end/>.</text:p></office:body>'
    "</office:document-content>"
)
META = f"<office:document-meta {NAMES}><office:meta><dc:creator>Soạn</dc:creator></office:meta></office:document-meta>"


def word(**more: str) -> bytes:
    """Return a Word file with all that it may tell of its makers; ``more`` are parts, "__" stands for "/"."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": TEXT,
        "word/comments.xml": COMMENTS,
        "word/people.xml": '<w15:people xmlns:w15="x"><w15:person w15:author="Trần Soạn"/></w15:people>',
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": "<Properties><property>Trần Soạn</property></Properties>",
        "word/media/image1.png": "PNG",
    }
    return packed({**parts, **{name.replace("__", "/"): text for name, text in more.items()}})


def packed(parts: dict[str, str]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, str]:
    """Return the parts of an archive as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def words_in(xml: str) -> str:
    """Return the text of an XML document, which must be well-formed."""
    return "".join(ElementTree.fromstring(xml).itertext())


def test_a_word_file_keeps_its_text_and_loses_its_makers() -> None:
    """Names, comments and tracked changes are gone; every part is there and is XML as before."""
    before, after = parts_of(word()), parts_of(cleaned_archive(word()))

    assert list(after) == list(before)
    assert words_in(after["word/document.xml"]) == "Xã Xuân Lai họp."
    assert not any(
        name in "".join(after.values()) for name in ("Soạn", "Hải", "van.phong", "Văn phòng", "author")
    )
    assert all(
        ElementTree.fromstring(text) is not None for name, text in after.items() if name.endswith(".xml")
    )
    assert after["word/media/image1.png"] == "PNG"
    assert notes_in_archive(cleaned_archive(word())) == []


def test_an_opendocument_file_too() -> None:
    """What was taken out while changes were tracked does not come back."""
    odt = packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODF_TEXT, "meta.xml": META}
    )
    after = parts_of(cleaned_archive(odt))

    assert next(iter(after)) == "mimetype"
    assert words_in(after["content.xml"]) == "Xã họp."
    assert "Soạn" not in "".join(after.values())


def test_the_same_file_gives_the_same_copy() -> None:
    """The address of a copy names its bytes, so they are the same whenever it is made."""
    assert cleaned_archive(word()) == cleaned_archive(word())
    assert cleaned_pdf(pdf()) == cleaned_pdf(pdf())


@pytest.mark.parametrize(
    "content",
    [
        word(_xmlsignatures__sig1_xml="<Signature/>"),
        packed({"content.xml": ODF_TEXT, "meta.xml": META, "META-INF/documentsignatures.xml": "<x/>"}),
        b"PK\x03\x04 hong",
        word()[:-40],
    ],
)
def test_what_is_signed_or_broken_is_published_as_it_is(content: bytes) -> None:
    """A signature that no longer fits is worse than a name."""
    assert cleaned_archive(content) == content


@pytest.mark.parametrize(
    "xml",
    [
        '<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr></w:tr></w:tbl>',
        '<w:tc><w:tcPr><w:cellDel w:id="1" w:author="A"/></w:tcPr></w:tc>',
        '<w:p><w:del w:author="A"><w:r>',
    ],
)
def test_changes_of_tables_are_left_to_word(xml: str) -> None:
    """A row that was taken out would come back if only its mark went."""
    assert without_notes(xml.encode()) == xml.encode()


@given(st.text(alphabet="<>/\"' =w:inseldabc!-?[", max_size=60))
def test_no_text_raises(text: str) -> None:
    """Documents come from anywhere."""
    without_notes(text.encode())
    emptied(text.encode())


def pdf(*, signed: bool = False) -> bytes:
    """Return a PDF of one page with names, a comment and a link."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://vi-du.vn/"))
    writer.add_annotation(0, FreeText(text="Sửa lại số này", rect=(0, 0, 99, 99)))
    writer.add_metadata({"/Author": "Tran Van Soan", "/Creator": "Word", "/Company": "Van phong"})
    xmp = StreamObject()
    xmp.set_data(b"<x><dc:creator><rdf:Seq><rdf:li>Tran Van Soan</rdf:li></rdf:Seq></dc:creator></x>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    if signed:
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {NameObject("/SigFlags"): NumberObject(3)}
        )
    writer.write(out := io.BytesIO())
    return out.getvalue()


def test_a_pdf_keeps_its_links_and_loses_its_makers() -> None:
    """Information, XMP and notes upon pages are gone; a link is no note."""
    copy = cleaned_pdf(pdf())
    reader = PdfReader(io.BytesIO(copy))

    assert b"Soan" not in copy
    assert b"Van phong" not in copy
    assert [one.get_object()["/Subtype"] for one in reader.pages[0]["/Annots"]] == ["/Link"]
    assert attachments.pages_and_notes(pdf())[1] == ["tên người soạn “Tran Van Soan”", "1 nhận xét"]
    assert attachments.pages_and_notes(copy) == (1, [])


@pytest.mark.parametrize("content", [pdf(signed=True), pdf()[:-200], b"%PDF-1.4 hong"])
def test_a_pdf_that_is_signed_or_broken_is_published_as_it_is(content: bytes) -> None:
    """Nothing is lost where nothing can be cleaned."""
    copy = cleaned_pdf(content)
    assert copy == content or attachments.pages_and_notes(copy)[0] == 1


@pytest.mark.parametrize(("clean", "codes"), [(False, ["tep-lo-thong-tin"] * 2), (True, [])])
def test_the_setting_cleans_the_published_copies(tmp_path: Path, clean: bool, codes: list[str]) -> None:
    """With CLEAN_ATTACHMENTS readers get clean copies, the editor's files stay, and nobody is reminded."""
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "to-trinh.docx").write_bytes(word())
    (content / "ke-hoach.pdf").write_bytes(pdf())
    (content / "thu.md").write_text(
        "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"
        "Đính kèm: ke-hoach.pdf\n\nĐọc [tờ trình](to-trinh.docx).\n",
        "utf-8",
    )
    output = tmp_path / "output"
    settings = BuildSettings(
        content, output, PROJECT / "theme", tmp_path / ".cache", NOW, clean_attachments=clean
    )
    for _ in range(2):
        result = build_site(content, output, settings, NOW, quarantine=False)
        assert [one.code for one in result.problems] == codes
        published = {path.suffix: path.read_bytes() for path in (output / "tai-lieu").iterdir()}
        assert (b"Soan" in published[".pdf"]) is not clean
        assert bool(notes_in_archive(published[".docx"])) is not clean
    assert (content / "to-trinh.docx").read_bytes() == word()


def test_turning_the_setting_on_and_off_changes_what_is_published(tmp_path: Path) -> None:
    """Nothing remembered of the other state is published, nor told."""
    (tmp_path / "a.docx").write_bytes(word())
    plans = [
        attachments.plan_attachment(tmp_path / "a.docx", "a.docx", clean=clean) for clean in (False, True)
    ]

    assert isinstance(plans[0], attachments.Attachment)
    assert isinstance(plans[1], attachments.Attachment)
    assert plans[0].address != plans[1].address
    assert [bool(one.reminder) for one in plans if isinstance(one, attachments.Attachment)] == [True, False]
    assert plans[1].published_bytes() == cleaned_archive(word())


def test_what_cannot_be_cleaned_is_told_with_the_reason(tmp_path: Path) -> None:
    """The editor learns that it is for them to do."""
    (tmp_path / "a.pdf").write_bytes(pdf(signed=True))
    plan = attachments.plan_attachment(tmp_path / "a.pdf", "a.pdf", clean=True)

    assert isinstance(plan, attachments.Attachment)
    assert "chữ ký số" in plan.reminder
    assert plan.published_bytes() == pdf(signed=True)
