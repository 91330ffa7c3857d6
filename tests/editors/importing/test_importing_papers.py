"""Papers in PDF files and photos: their text is a draft, and where they hold none the editor is told what to do."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path

import pdf_files as pdf
import pytest
import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import BODY, MORE, REGISTRIES
from outside_tools import vietnamese_tesseract
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from plugins.editors.importing.completeness import comparable_words
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind, text_of_blocks
from plugins.editors.importing.paper import article as paper
from plugins.editors.importing.paper.child import ChildFailed, run_child
from plugins.editors.importing.paper.joined_lines import across_pages, paragraphs_of_page
from plugins.editors.importing.paper.photo_of_paper import shows_paper
from plugins.editors.importing.paper.tesseract import ReadPage, ReadWord
from plugins.editors.importing.refusal import ImportRefused

# Tesseract takes the round "a" of the theme's font for an "o" here and there; of other fonts it reads nearly all.
_READ = 0.7
LETTER = [
    "ỦY BAN NHÂN DÂN",
    "XÃ XUÂN LAI",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 45/TB-UBND",
    "Xuân Lai, ngày 12 tháng 9 năm 2023",
    "THÔNG BÁO",
    "Về việc gặt sớm lúa mùa tránh bão",
    "Các thôn huy động máy gặt và nhân lực thu hoạch xong trước ngày 15, ưu tiên",
    "các xứ đồng thấp trũng ven sông Chu.",
    "CHỦ TỊCH",
    "Lê Văn Hải",
]


def imported(data: bytes, name: str = "van ban.pdf", **options: bool) -> ImportedArticle:
    """Return the article that a paper becomes."""
    return import_article(ImportSource(name, data), REGISTRIES, **options)


def messages(article: ImportedArticle) -> str:
    """Return all that the editor is told."""
    return "\n".join(one.message for one in article.issues)


def test_the_text_of_a_pdf_is_a_draft_with_the_file_attached() -> None:
    """Lines that a printer broke are paragraphs again, the fields of an official paper are found, and doubt is told."""
    article = imported(pdf.with_text([LETTER]))
    assert article.title == "Thông báo về việc gặt sớm lúa mùa tránh bão"
    assert article.document["document_number"] == "45/TB-UBND"
    assert "thu hoạch xong trước ngày 15, ưu tiên các xứ đồng thấp trũng" in text_of_blocks(article.body)
    assert list(article.attachments) == ["van ban.pdf"]
    assert "chữ lấy từ tệp PDF" in messages(article)
    assert all(one.kind is not IssueKind.LOST for one in article.issues)


def test_a_scanned_pdf_is_told_to_hold_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft has the file attached; what to do depends on what the machine has. Nothing is read by itself."""
    data = pdf.scanned([Image.new("L", (800, 1100), 240)] * 2)
    monkeypatch.setattr(paper, "find_tesseract", lambda: "")
    told = messages(imported(data))
    assert "cả 2 trang của tệp PDF chỉ là ảnh chụp, không có chữ. Nên gõ lại chữ" in told
    assert "cài Tesseract với tiếng Việt" in told
    monkeypatch.setattr(paper, "find_tesseract", lambda: "tesseract")
    monkeypatch.setattr(paper, "read_picture", lambda _: pytest.fail("nobody asked"))
    article = imported(data)
    assert "thêm hai tùy chọn nhan-dang và nhap-lai" in messages(article)
    assert (article.body, list(article.attachments)) == ((), ["van ban.pdf"])


def test_pages_without_text_are_named_and_read_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each at its place among the others; what was made out is marked as nobody's word, with the doubtful ones."""
    scan = pdf.scanned([Image.new("L", (400, 500), 240)])
    writer = PdfWriter()
    for data in (pdf.with_text([[BODY]]), scan, pdf.with_text([[MORE]]), scan):
        writer.append(io.BytesIO(data))
    whole = io.BytesIO()
    writer.write(whole)
    asked: list[list[int]] = []

    def pictures(_: bytes, numbers: list[int]) -> list[bytes | None]:
        asked.append(list(numbers))
        return [b"picture", None]

    words = tuple(
        ReadWord(text, 30.0 if text == "Xuan" else 95.0) for text in ["Xã", "Xuan", "Lai", "họp", "dân."]
    )
    monkeypatch.setattr(paper, "find_tesseract", lambda: "tesseract")
    monkeypatch.setattr(paper, "can_draw_pages", lambda: True)
    monkeypatch.setattr(paper, "page_pictures", pictures)
    monkeypatch.setattr(paper, "read_picture", lambda _: ReadPage(((words,),)))
    article = imported(whole.getvalue(), reads_pictures=True)
    assert asked == [[2, 4]]
    assert text_of_blocks(article.body).split("\n") == [BODY, "Xã Xuan Lai họp dân.", MORE]
    told = messages(article)
    assert (
        "chữ ở trang 2 của tệp PDF do máy nhận dạng (Tesseract), CHƯA AI SOÁT: 1 trong 5 chữ đáng ngờ, nhất là: Xuan"
        in told
    )
    assert "trang 4 của tệp PDF chỉ là ảnh chụp" in told


def test_tesseract_reads_a_scanned_page_and_a_photo() -> None:
    """With what this machine has, from the picture of a page to the fields of the paper."""
    vietnamese_tesseract()
    page = pdf.page_picture(LETTER)
    photo = imported(pdf.as_jpeg(page), "anh.jpg", reads_pictures=True)
    assert "CHƯA AI SOÁT" in messages(photo)
    wanted = comparable_words(" ".join(LETTER[8:10]))
    found = set(comparable_words(text_of_blocks(photo.body)))
    assert sum(word in found for word in wanted) >= len(wanted) * _READ
    if not paper.can_draw_pages():
        pytest.skip("nothing draws PDF pages here; run: pip install -r requirements-import.txt")
    article = imported(pdf.scanned([page]), reads_pictures=True)
    found = set(comparable_words(text_of_blocks(article.body)))
    assert sum(word in found for word in wanted) >= len(wanted) * _READ


def test_a_photo_of_a_paper_is_told_from_other_photos() -> None:
    """Text in a picture is found by no search and read by no screen reader; a view of a field has none."""
    assert shows_paper(pdf.as_jpeg(pdf.page_picture([BODY[:70]] * 20).rotate(1, fillcolor=200)))
    assert not shows_paper(word.photo(size=(1200, 900)))
    content = Path(__file__).resolve().parents[3] / "content"
    assert [one.name for one in sorted(content.rglob("*.jpg")) if shows_paper(one.read_bytes())] == []
    told = messages(imported(pdf.as_jpeg(pdf.page_picture([BODY[:70]] * 20)), "anh.jpg"))
    assert "trông như ảnh chụp một văn bản" in told


def test_what_was_typed_upon_a_pdf_is_told() -> None:
    """Notes of readers are no text of the page, and neither are the fields of a form."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf.with_text([[BODY]])))
    writer.add_annotation(0, FreeText(text="Bổ sung thôn Đoài", rect=(50, 50, 200, 100)))
    out = io.BytesIO()
    writer.write(out)
    article = imported(out.getvalue())
    assert "trên tệp PDF không vào bài: “Bổ sung thôn Đoài”" in messages(article)
    assert "Đoài" not in text_of_blocks(article.body)


def test_a_word_file_of_scanned_pages_is_told_and_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scanners of phones save such files; a file with text beside its pictures is left alone."""
    page = pdf.as_jpeg(pdf.page_picture([BODY[:70]] * 20))
    document = word.new()
    word.picture(document, page)
    data = word.saved(document)
    assert "ảnh trông như ảnh chụp một văn bản" in messages(imported(data, "quet.docx"))
    monkeypatch.setattr(paper, "find_tesseract", lambda: "tesseract")
    words = tuple(ReadWord(text, 95.0) for text in ["Xã", "họp", "dân."])
    monkeypatch.setattr(paper, "read_picture", lambda _: ReadPage(((words,),)))
    read = imported(data, "quet.docx", reads_pictures=True)
    assert (text_of_blocks(read.body), len(read.pictures)) == ("Xã họp dân.", 1)
    document.add_paragraph(BODY)
    both = imported(word.saved(document), "quet.docx", reads_pictures=True)
    assert "Xã họp dân." not in text_of_blocks(both.body)
    assert "ảnh chụp" not in messages(both)


def test_what_is_no_pdf_that_can_be_read_is_refused_with_what_to_do() -> None:
    """Broken, locked: no crash, and a sentence."""
    with pytest.raises(ImportRefused, match="hỏng, có mật khẩu hoặc quá phức tạp"):
        imported(b"%PDF-1.4 rest is missing")
    writer = PdfWriter(clone_from=io.BytesIO(pdf.with_text([[BODY]])))
    writer.encrypt("bí mật", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(ImportRefused, match="mật khẩu"):
        imported(locked.getvalue())


def test_a_reader_that_does_not_end_is_ended(tmp_path: Path) -> None:
    """Its time is short; its memory is limited too, where the system can."""
    with pytest.raises(ChildFailed):
        run_child([sys.executable, "-c", "while True: pass"], 0.5, tmp_path)
    if importlib.util.find_spec("resource"):
        greedy = "from plugins.editors.importing.paper.child import limit_memory; limit_memory(); bytearray(4 << 30)"
        with pytest.raises(ChildFailed):
            run_child([sys.executable, "-c", greedy], 30, Path(__file__).resolve().parents[3])


LINES = st.lists(
    st.text("aăâ bcđ1.,;:-–ĐIỀU\t", max_size=90).filter(lambda line: not line.strip().isdecimal()),
    max_size=12,
)


@settings(max_examples=150)
@given(st.lists(LINES, max_size=3))
def test_joining_lines_loses_no_word(pages: list[list[str]]) -> None:
    """But for what may be the number of a page."""
    read = across_pages([paragraphs_of_page("\n".join(lines)) for lines in pages])
    wanted = [one for lines in pages for line in lines for one in line.split() if any(map(str.isalpha, one))]
    assert [one for text in read for one in text.split() if any(map(str.isalpha, one))] == wanted
