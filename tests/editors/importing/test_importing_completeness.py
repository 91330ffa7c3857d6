"""No word of a source is lost without being told: the completeness check, fed with whatever a document can hold."""

from __future__ import annotations

import re
from dataclasses import replace

import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES

from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.completeness import SourceLine, lost_words
from plugins.editors.importing.completeness_issue import checked
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind
from plugins.editors.importing.oldsite.page_text import region_of_article
from plugins.editors.importing.word.package import open_package
from plugins.editors.importing.word.source_text import word_lines

V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def run(inner: str) -> str:
    """Return a run of Word's XML."""
    return f"<w:r {word.W}>{inner}</w:r>"


def text(words: str) -> str:
    """Return a run that says something."""
    return run(f'<w:t xml:space="preserve">{words}</w:t>')


# Every structure that may hold words, known to the reader or not; {} is what it says.
INLINE = {
    "run": text("{}"),
    "inserted": f'<w:ins {word.W} w:id="1" w:author="A">{text("{}")}</w:ins>',
    "deleted": f"<w:del {word.W} w:id='2'>{run('<w:delText>{}</w:delText>')}</w:del>",
    "deleted box": f"<w:del {word.W} w:id='3'>{run('<w:pict><w:txbxContent><w:p><w:r><w:delText>{}</w:delText></w:r></w:p></w:txbxContent></w:pict>')}</w:del>",
    "deleted formula": f"<w:del {word.W} w:id='4'><m:oMath {M}><m:r><m:t>{{}}</m:t></m:r></m:oMath></w:del>",
    "moved away": f"<w:moveFrom {word.W} w:id='5'>{text('{}')}</w:moveFrom>",
    "moved here": f"<w:moveTo {word.W} w:id='5'>{text('{}')}</w:moveTo>",
    "tagged": f'<w:smartTag {word.W} w:element="x">{text("{}")}</w:smartTag>',
    "unknown wrapper": f"<w:tuongLai {word.W}>{text('{}')}</w:tuongLai>",
    "control": f"<w:sdt {word.W}><w:sdtPr/><w:sdtContent>{text('{}')}</w:sdtContent></w:sdt>",
    "filled placeholder": f"<w:sdt {word.W}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{text('{}')}</w:sdtContent></w:sdt>",
    "placeholder": f"<w:sdt {word.W}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    + run("<w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>{}</w:t>")
    + "</w:sdtContent></w:sdt>",
    "choice": f'<mc:AlternateContent {MC}><mc:Choice Requires="w14">{text("{}")}</mc:Choice><mc:Fallback/></mc:AlternateContent>',
    "fallback": f'<mc:AlternateContent {MC}><mc:Choice Requires="w14"/><mc:Fallback>{text("{}")}</mc:Fallback></mc:AlternateContent>',
    "open field": run('<w:fldChar w:fldCharType="begin"/>')
    + run("<w:instrText> DATE </w:instrText>")
    + text("{}"),
    "simple field": f'<w:fldSimple {word.W} w:instr=" DATE ">{text("{}")}</w:fldSimple>',
    "page field": f'<w:fldSimple {word.W} w:instr=" PAGE ">{text("{}")}</w:fldSimple>',
    "word art": run(f'<w:pict><v:shape {V}><v:textpath string="{{}}"/></v:shape></w:pict>'),
    "text box": run(
        f"<w:pict><v:rect {V}><v:textbox><w:txbxContent><w:p>{text('{}')}</w:p></w:txbxContent></v:textbox></v:rect></w:pict>"
    ),
    "drawn words": run(f"<w:drawing><a:p {A}><a:r><a:t>{{}}</a:t></a:r></a:p></w:drawing>"),
    "formula": f"<m:oMath {M}><m:r><m:t>{{}}</m:t></m:r></m:oMath>",
    "hidden": run("<w:rPr><w:vanish/></w:rPr><w:t>{}</w:t>"),
    "ruby": run(f"<w:ruby><w:rt>{text('{}')}</w:rt><w:rubyBase>{text('a')}</w:rubyBase></w:ruby>"),
    "unknown of a run": run("<w:tuongLai><w:t>{}</w:t></w:tuongLai>"),
}
BLOCKS = {
    "nested table": f"<w:tbl {word.W}><w:tr><w:tc><w:p>{text('Ô')}</w:p></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p>{text('{}')}</w:p></w:tc>"
    f"<w:tc><w:p>{text('Giá')}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
    "deleted row": f"<w:tbl {word.W}><w:tr><w:tc><w:p>{text('Ô')}</w:p></w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{text('{}')}</w:p>"
    "</w:tc></w:tr></w:tbl>",
    "deleted end": f"<w:p {word.W}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{text('{}')}</w:p>",
    "unknown block": f"<w:tuongLai {word.W}><w:p>{text('{}')}</w:p></w:tuongLai>",
    "drop cap": f'<w:p {word.W}><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{text("{}")}</w:p>',
    "control": f"<w:sdt {word.W}><w:sdtPr/><w:sdtContent><w:p>{text('{}')}</w:p></w:sdtContent></w:sdt>",
    "title style": f'<w:p {word.W}><w:pPr><w:pStyle w:val="Title"/></w:pPr>{text("{}")}</w:p>',
    "contents style": f'<w:p {word.W}><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{text("{}")}</w:p>',
    "motto": f"<w:p {word.W}>{text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM {}')}</w:p>",
    "number": f"<w:p {word.W}>{text('Số: 12/QĐ-UBND {}')}</w:p>",
    "kind": f"<w:p {word.W}>{text('QUYẾT ĐỊNH')}</w:p><w:p {word.W}>{text('Về việc {}')}</w:p>",
    "signature": f"<w:p {word.W}>{text('CHỦ TỊCH')}</w:p><w:p {word.W}>{text('Nguyễn Văn Thi {}')}</w:p>",
    "place and date": f"<w:p {word.W}>{text('Thọ Xuân, ngày 5 tháng 6 năm 2024')}</w:p><w:p {word.W}>{text('{}')}</w:p>",
}
PIECES = st.one_of(
    st.sampled_from(sorted(INLINE)).map(lambda name: ("inline", name)),
    st.sampled_from(sorted(BLOCKS)).map(lambda name: ("block", name)),
    st.sampled_from(["header", "footer", "footnote"]).map(lambda name: ("part", name)),
)


def document_of(pieces: list[tuple[str, str]]) -> bytes:
    """Return a Word file in which the piece at place N says “mốcNx mưa”."""
    document = word.new()
    body = document.element.body
    notes: list[str] = []
    for place, (kind, name) in enumerate(pieces):
        words = f"mốc{place}x mưa"
        paragraph = document.add_paragraph("Bà con gặt lúa ")
        if kind == "inline":
            for one in split(INLINE[name].format(words)):
                word.xml(paragraph, one)
        elif kind == "block":
            for one in split(BLOCKS[name].format(words)):
                body.insert(len(body) - 1, word.parse_xml(one))
        elif name == "footnote":
            notes.append(words)
            word.note_call(paragraph, len(notes))
        else:
            section = document.sections[0]
            part = section.header if name == "header" else section.footer
            part.add_paragraph(words)
    if notes:
        word.footnote_part(document, notes)
    return word.saved(document)


def split(xml: str) -> list[str]:
    """Return the elements that stand beside each other in a piece of XML, each with its namespaces."""
    from lxml import etree

    root = etree.fromstring(f"<x>{xml}</x>")
    return [etree.tostring(child, encoding="unicode") for child in root]


def imported(data: bytes) -> ImportedArticle:
    """Return the article that a Word file becomes."""
    return import_article(ImportSource("bai.docx", data), REGISTRIES)


def marks(*texts: str) -> set[str]:
    """Return the words by which the pieces are told apart."""
    return set(re.findall(r"mốc\d+x", " ".join(texts)))


def said(article: ImportedArticle) -> str:
    """Return the whole file of an article, what it tells at its head included."""
    return article_file(article, dict.fromkeys(article.pictures, "a.jpg")).text


@settings(max_examples=80)
@given(st.lists(PIECES, min_size=1, max_size=8))
def test_what_a_document_says_is_in_the_draft_or_told_at_its_head(pieces: list[tuple[str, str]]) -> None:
    """Whatever holds the words, in whatever order; more runs than a message names are counted."""
    article = imported(document_of(pieces))
    assert marks(said(article)) >= {f"mốc{place}x" for place in range(len(pieces))}


@settings(max_examples=40)
@given(st.lists(PIECES, min_size=2, max_size=8), st.data())
def test_whatever_is_taken_out_of_a_draft_is_told(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    """The check sees the loss of any block, by whichever fault it came about."""
    file = document_of(pieces)
    article = imported(file)
    if not article.body:
        return
    place = data.draw(st.integers(0, len(article.body) - 1))
    damaged = replace(article, body=(*article.body[:place], *article.body[place + 1 :]), issues=())
    told = checked(damaged, word_lines(open_package(file))).issues
    before = marks(said(replace(article, issues=())))
    gone = before - marks(said(damaged))
    assert gone <= marks(*(issue.message for issue in told))


def test_the_loss_stands_first_in_the_note_of_the_draft() -> None:
    """An editor reads it before anything that was only guessed."""
    document = word.new()
    document.add_paragraph("Xuân Lai gặt sớm tránh bão")
    word.xml(
        document.add_paragraph("Xã họp "), f"<w:tuongLai {word.W}>{text('bàn việc đê điều')}</w:tuongLai>"
    )
    article = imported(word.saved(document))
    assert article.issues[0].kind is IssueKind.LOST
    assert "4 chữ" in article.issues[0].message
    assert "“bàn việc đê điều”" in article.issues[0].message


def test_a_sound_file_is_told_nothing() -> None:
    """Formats that part letters of a word, footnotes, tables, lists, legacy fonts: all words are there."""
    document = word.new()
    word.line(document, "Xuân Lai gặt sớm tránh bão", "center", bold=True)
    paragraph = document.add_paragraph("Bà con x")
    word.styled(paragraph.add_run("ã"), bold=True)
    paragraph.add_run(" Xuân Lai: 2*3, a_b, 10")
    word.note_call(paragraph, 1)
    word.footnote_part(document, ["Theo báo cáo."])
    word.table(document, [["STT", "Tên"], ["1", "Lúa"]])
    document.add_paragraph("- Phơi thóc")
    word.line(document, "Thä Xu©n lµ huyÖn ®ång b»ng", font=".VnTime")
    assert all(issue.kind is not IssueKind.LOST for issue in imported(word.saved(document)).issues)


def test_a_changed_word_is_a_lost_one() -> None:
    """“Thanh Hóa” that became “Thanh Húa” is not there any more."""
    lost = lost_words(
        [SourceLine("Văn hóa huyện Thọ Xuân, tỉnh Thanh Hóa")], "Văn hóa huyện Thọ Xuân, tỉnh Thanh Húa"
    )
    assert lost.runs == ("Hóa",)


def test_a_heading_inside_a_page_that_is_dropped_is_told() -> None:
    """A page: between the first and the last line of the article nothing goes in silence, what is cut around it is told."""
    lines = [
        "<p>Trang nhất của cổng cũ</p>",
        "<h1>Dự án nước sạch xã Xuân Lai</h1>",
        "<p>29/11/2023 08:15</p>",
        "<p>Dự án cấp nước sạch cho 1.245 hộ của xã, khởi công đầu năm nay.</p>",
        "<p><b>Liên hệ</b></p>",
        "<p>Ông Lê Văn Nam, trưởng ban quản lý nước sạch, thường trực tại trạm bơm.</p>",
        "<p>Xem thêm:</p><p>Khởi công trạm bơm số hai ở bờ sông Chu</p>",
    ]
    source = ImportSource("trang.html", f"<html><body>{''.join(lines)}</body></html>".encode())
    messages = [issue.message for issue in import_article(source, REGISTRIES).issues]
    assert any("“Liên hệ”" in one for one in messages) or "Liên hệ" in said(
        import_article(source, REGISTRIES)
    )
    assert "Khởi công trạm bơm số hai" in " ".join(messages)


MENU = "".join(f"<li><a href='/{n}'>Mục số {n} của cổng</a></li>" for n in range(5))
CONTACTS = "<table><tr><td>Trưởng phòng</td><td>Lê Hải</td><td>0237.3833.001</td></tr><tr><td>Phó</td><td>Hà Vân</td><td>0237.3833.002</td></tr></table>"


def old_page_with(below_title: str) -> ImportedArticle:
    """Return what a page becomes that has a menu, a title and something below it."""
    title = "Danh bạ điện thoại của phòng Nông nghiệp"
    html = f"<meta charset=utf-8><title>{title}</title><ul>{MENU}</ul><h1>{title}</h1>{below_title}"
    return import_article(ImportSource("t.html", html.encode(), "http://a.vn/tin/bai.html"), REGISTRIES)


def test_a_page_that_is_only_a_short_table_has_lost_nothing() -> None:
    """Its cells are too short to be known one by one; the menu above it is told as what stands before the article."""
    imported = old_page_with(f"<p>Đăng lúc: 19/09/2023 08:15</p>{CONTACTS}")
    kinds = [issue.kind for issue in imported.issues]
    assert IssueKind.LOST not in kinds
    assert any("Mục số 0" in issue.message for issue in imported.issues if issue.kind is IssueKind.DROPPED)


def test_a_cell_that_a_short_table_lost_is_still_told() -> None:
    """The cells around it are found, and what stands between them is within the article."""
    lines = ["Trang chủ", "Trưởng phòng", "Lê Hải", "Hà Vân", "Phó phòng", "Lê Bình", "Bộ đếm"]
    region = region_of_article(lines, "Trưởng phòng Lê Hải\nPhó phòng Lê Bình")
    assert [line.text for line in region.within] == lines[1:-1]


def test_the_line_that_gave_the_day_is_not_told_as_lost() -> None:
    """Wherever it stands; another day on the page is."""
    imported = old_page_with(f"<p>Đăng lúc: 19/09/2023 08:15</p>{CONTACTS}<p>Ngày 20/10/2023</p>")
    told = "\n".join(issue.message for issue in imported.issues)
    assert "Đăng lúc" not in told
    assert "20/10/2023" in told
