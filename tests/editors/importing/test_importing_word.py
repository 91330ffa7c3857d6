"""Word files become articles: what was written stays, what Word added goes, what was guessed is told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import word_files as word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from importing_portals import (
    BODY,
    LAST,
    MORE,
    body_of,
    imported_from,
    messages_of,
    page,
    planned,
    portal,
    read,
    registries_of,
)
from PIL import Image

from plugins.editors.importing.imported_article import IssueKind
from plugins.editors.spans.legacy_fonts import FontRun, fonts_to_unicode
from plugins.problems import Level

TCVN3 = "Bµ con th«n §oµi gãp c«ng söa ®\u00adêng, dùng l¹i nhµ v¨n hãa tr\u00adíc mïa m\u00ada b·o."
VNI = "Baø con thoân Ñoaøi goùp coâng söûa ñöôøng, döïng laïi nhaø vaên hoùa."


def article(document: object = None) -> word.WordDocument:
    """Return a Word file with a title and some text."""
    made = word.new()
    made.add_paragraph("Xuân Lai gặt sớm tránh bão", style="Title")
    made.add_paragraph(BODY)
    return made


# The parts of an article.


def test_a_plain_word_file_is_a_whole_article(tmp_path: Path) -> None:
    """Title, lead, headings, bold and italic, byline; with what the editor says, our reader has nothing to object to."""
    document = word.new()
    document.add_paragraph("Xuân Lai gặt sớm tránh bão", style="Title")
    word.line(document, "Sáng 19/9, xã Xuân Lai huy động máy gặt xuống đồng trước khi bão về.", bold=True)
    paragraph = document.add_paragraph("Ngay từ sớm, ")
    word.styled(paragraph.add_run("hai mươi máy gặt"), bold=True)
    word.styled(paragraph.add_run(" chạy hết công suất"), italic=True)
    paragraph.add_run(".")
    document.add_heading("Việc còn lại", 2)
    document.add_paragraph(MORE)
    word.line(document, "Lê Hải", "right", bold=True)

    plan = planned(tmp_path, word.saved(document), section="Tin trong huyện", date="19/09/2023")
    imported = plan.article.imported
    assert (imported.title, imported.byline) == ("Xuân Lai gặt sớm tránh bão", "Lê Hải")
    assert imported.lead.startswith("Sáng 19/9, xã Xuân Lai")
    assert plan.path == "bai-viet/tin-trong-huyen/2023/xuan-lai-gat-som-tranh-bao.md"
    assert body_of(plan.text).split("\n\n") == [
        "Ngay từ sớm, **hai mươi máy gặt** *chạy hết công suất*.",
        "## Việc còn lại",
        MORE,
    ]
    reading = read(plan, tmp_path / "content")
    assert [problem for problem in reading.problems if problem.level is Level.ERROR] == []
    assert reading.article is not None
    assert reading.article.status.value == "nháp"


def test_what_a_word_file_cannot_know_is_left_for_the_editor(tmp_path: Path) -> None:
    """The lines are there, empty; each is told with the line it stands on; the reader misses just these."""
    plan = planned(tmp_path, word.saved(article()))
    missing = [p for p in plan.article.problems("x.md") if p.level is Level.ERROR]
    lines = plan.text.split("\n")
    assert [lines[problem.line - 1] for problem in missing] == ["Ngày đăng:", "Chuyên mục:"]
    errors = [p for p in read(plan, tmp_path / "content").problems if p.level is Level.ERROR]
    assert [problem.line for problem in errors] == [2, 3]


@pytest.mark.parametrize(
    ("bold", "side", "size"), [(True, "center", 16), (True, "", 14), (False, "center", 18)]
)
def test_a_title_without_a_style_is_guessed_and_told(
    tmp_path: Path, bold: bool, side: str, size: int
) -> None:
    """By its look alone."""
    document = word.new()
    word.line(document, "Xuân Lai gặt sớm tránh bão", side, bold=bold, size=size)
    document.add_paragraph(BODY)
    document.add_paragraph(MORE)
    imported = imported_from(tmp_path, word.saved(document))
    assert imported.title == "Xuân Lai gặt sớm tránh bão"
    assert any(issue.field == "title" and issue.kind is IssueKind.GUESSED for issue in imported.issues)


def test_no_title_is_invented(tmp_path: Path) -> None:
    """A file that begins with a sentence has none."""
    document = word.new()
    document.add_paragraph(BODY)
    document.add_paragraph(MORE)
    imported = imported_from(tmp_path, word.saved(document))
    assert imported.title == ""
    assert any(issue.field == "title" and issue.kind is IssueKind.MISSING for issue in imported.issues)


def test_headings_made_by_bold_alone_are_headings(tmp_path: Path) -> None:
    """Roman numbers above Arabic ones; a bold sentence is none; all are told."""
    document = article()
    word.line(document, "I. Kết quả", bold=True)
    document.add_paragraph(MORE)
    word.line(document, "1. Về lúa", bold=True)
    document.add_paragraph(MORE)
    word.line(document, "Riêng ngô mất mùa.", bold=True)
    document.add_paragraph(LAST)
    plan = planned(tmp_path, word.saved(document))
    shown = page(plan.text)
    assert [(one.name, one.get_text()) for one in shown.find_all(["h2", "h3"])] == [
        ("h2", "I. Kết quả"),
        ("h3", "1. Về lúa"),
    ]
    assert "2 dòng chữ đậm" in messages_of(plan.article.imported)


@pytest.mark.parametrize(
    ("text", "byline", "source"),
    [
        ("Tin, ảnh: Lê Hải – Thu Hà", "Lê Hải; Thu Hà", ""),
        (
            "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân",
            "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân",
            "",
        ),
        ("Bài và ảnh: Nguyễn Thu Hà", "Nguyễn Thu Hà", ""),
        ("Theo Báo Thanh Hóa", "", "Báo Thanh Hóa"),
        ("(Nguồn: Cổng thông tin tỉnh)", "", "Cổng thông tin tỉnh"),
        ("Trần Minh Đức – Phạm Thu", "Trần Minh Đức; Phạm Thu", ""),
        ("Thóc được phơi ngay trên sân.", "", ""),
        ("Xuân Lai", "", ""),
    ],
)
def test_the_last_line_is_the_byline_if_it_says_so(
    tmp_path: Path, text: str, byline: str, source: str
) -> None:
    """Labels, known names, names of people; sentences and places are none and stay."""
    document = article()
    document.add_paragraph(MORE)
    document.add_paragraph(text)
    imported = imported_from(tmp_path, word.saved(document))
    assert (imported.byline, imported.source) == (byline, source)
    assert (text in [block.text for block in imported.body if hasattr(block, "text")]) == (
        not byline and not source
    )


# Lists, tables, notes, links.


def test_lists_keep_their_kind_depth_and_numbers(tmp_path: Path) -> None:
    """Word's own lists; "Điều 1" and letters are words and stay words."""
    document = article()
    document.add_paragraph("bờ đê;", style="List Bullet")
    document.add_paragraph("đường làng;", style="List Bullet")
    plain_list = word.numbered(document, [("decimal", "%1."), ("bullet", "•")])
    word.item(document, "Gặt", plain_list)
    word.item(document, "máy", plain_list, 1)
    word.item(document, "Phơi", plain_list)
    document.add_paragraph(MORE)
    word.item(document, "Cân", plain_list)
    law = word.numbered(document, [("decimal", "Điều %1."), ("lowerLetter", "%2)")])
    word.item(document, "Phạm vi", law)
    word.item(document, "mọi hộ;", law, 1)
    word.item(document, "hợp tác xã;", law, 1)
    word.item(document, "Hiệu lực", law)
    text = body_of(planned(tmp_path, word.saved(document)).text)
    assert "- bờ đê;\n- đường làng;" in text
    assert "1. Gặt\n    - máy\n2. Phơi" in text
    assert "\n\n3. Cân\n\n" in text
    shown = page(text).get_text()
    for label in ("Điều 1. Phạm vi", "a) mọi hộ;", "b) hợp tác xã;", "Điều 2. Hiệu lực"):
        assert label in shown.replace("\u00a0", " ")


def test_bullets_typed_by_hand_become_lists(tmp_path: Path) -> None:
    """ "- ", "+ ", dots, and the letters of a font of signs; numbers typed one after the other."""
    document = article()
    for text in ("- Cày ruộng", "+ Cày sâu", "+ Cày nông", "- Gieo mạ"):
        document.add_paragraph(text)
    document.add_paragraph(MORE)
    paragraph = document.add_paragraph()
    word.styled(paragraph.add_run("\uf0a7"), "Wingdings")
    paragraph.add_run("\tPhơi thóc")
    document.add_paragraph("•\tCân thóc")
    document.add_paragraph(MORE)
    for text in ("1. Sáng gặt", "2. Chiều phơi", "3. Tối cân"):
        document.add_paragraph(text)
    text = body_of(planned(tmp_path, word.saved(document)).text)
    assert "- Cày ruộng\n    - Cày sâu\n    - Cày nông\n- Gieo mạ" in text
    assert "- Phơi thóc\n- Cân thóc" in text
    assert "1. Sáng gặt\n2. Chiều phơi\n3. Tối cân" in text


def test_a_number_alone_at_the_start_of_a_paragraph_is_no_list(tmp_path: Path) -> None:
    """“5. …” between other paragraphs stays what was typed."""
    document = article()
    document.add_paragraph("5. Về thủy lợi, xã đã nạo vét mương.")
    document.add_paragraph(MORE)
    assert "5. Về thủy lợi" in page(planned(tmp_path, word.saved(document)).text).get_text()
    assert "<ol" not in str(page(planned(tmp_path / "b", word.saved(document)).text))


def test_a_table_is_a_table(tmp_path: Path) -> None:
    """A bold first row names the columns; numbers go to the right; empty rows go."""
    document = article()
    word.table(document, [("Năm", "Số cây"), ("2022", "4.100"), ("", ""), ("2023", "5.300")])
    document.add_paragraph(MORE)
    text = body_of(planned(tmp_path, word.saved(document)).text)
    assert "| Năm | Số cây |\n| ---: | ---: |\n| 2022 | 4.100 |\n| 2023 | 5.300 |" in text


def test_merged_cells_stay_merged(tmp_path: Path) -> None:
    """Across and down; as the reader shows them."""
    document = article()
    made = word.table(
        document,
        [
            ("Xã", "Số hộ", ""),
            ("", "2022", "2023"),
            ("Xuân Lai", "1.204", "1.310"),
            ("Thọ Hải", "980", "991"),
        ],
    )
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(0, 0).merge(made.cell(1, 0))
    for cell in made.rows[1].cells[1:]:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph(MORE)
    plan = planned(tmp_path, word.saved(document))
    shown = page(plan.text)
    first = shown.find_all("tr")[0].find_all("th")
    assert (first[0]["rowspan"], first[1]["colspan"]) == ("2", "2")
    assert [one.get_text() for one in shown.find_all("tr")[1].find_all("th")] == ["2022", "2023"]
    assert [one.get_text() for one in shown.find_all("tr")[2].find_all("td")] == [
        "Xuân Lai",
        "1.204",
        "1.310",
    ]


def test_columns_made_by_tabs_become_a_table(tmp_path: Path) -> None:
    """And it is told; a tab within a sentence is a space."""
    document = article()
    for row in ("Xã\tSố hộ\tGhi chú", "Xuân Lai\t1.204\tđã gặt", "Thọ Hải\t980\tđang gặt"):
        document.add_paragraph(row)
    document.add_paragraph("Ghi chú:\tsố liệu ngày 19/9.")
    plan = planned(tmp_path, word.saved(document))
    shown = page(plan.text)
    assert [[c.get_text() for c in r.find_all(["th", "td"])] for r in shown.find_all("tr")][1] == [
        "Xuân Lai",
        "1.204",
        "đã gặt",
    ]
    assert "phím Tab" in messages_of(plan.article.imported)
    assert "Ghi chú: số liệu ngày" in shown.get_text().replace("\u00a0", " ")


def test_footnotes_and_endnotes_are_kept(tmp_path: Path) -> None:
    """Called where they were, in one count."""
    document = article()
    word.footnote_part(document, ["Số liệu của thôn."])
    word.footnote_part(document, ["Báo cáo tháng 9."], "endnote")
    paragraph = document.add_paragraph("Đã gặt 120 ha")
    word.note_call(paragraph, 1)
    paragraph.add_run(", còn 8 ha")
    word.note_call(paragraph, 1, "endnote")
    text = body_of(planned(tmp_path, word.saved(document)).text)
    assert "Đã gặt 120 ha[^1], còn 8 ha[^2]" in text
    assert "[^1]: Số liệu của thôn.\n\n[^2]: Báo cáo tháng 9." in text
    assert len(page(text).find_all("sup")) == 2


def test_links_lead_where_they_led_or_are_told(tmp_path: Path) -> None:
    """Hyperlinks and link fields; what lies on the author's machine is no link."""
    document = article()
    paragraph = document.add_paragraph("Xem ")
    word.link(document, paragraph, "cổng tỉnh", "https://thanhhoa.gov.vn/a b")
    paragraph.add_run(" và ")
    word.field(paragraph, ' HYPERLINK "https://vi-du.vn/x" ', "trang này")
    word.link(document, paragraph, "tệp kèm", "file:///C:/Users/a/ke-hoach.doc")
    word.link(document, paragraph, "lạ", "javascript:alert(1)")
    plan = planned(tmp_path, word.saved(document))
    links = [str(one["href"]) for one in page(plan.text).find_all("a")]
    assert links == ["https://thanhhoa.gov.vn/a%20b", "https://vi-du.vn/x"]
    assert "ke-hoach.doc" in messages_of(plan.article.imported)
    assert "tệp kèm" in page(plan.text).get_text()
    assert "javascript" not in body_of(plan.text)


# Photos.


def test_photos_come_out_upright_with_their_captions(tmp_path: Path) -> None:
    """In order; without what the camera noted; the author's description is the alternative text."""
    document = article()
    word.picture(document, word.photo("green"), "Máy gặt chạy trên đồng")
    word.line(document, "(Máy gặt ở cánh đồng Xuân Lai. Ảnh: Lê Hải)", "center", italic=True)
    document.add_paragraph(MORE)
    word.picture(document, word.sideways("red"), r"C:\Users\a\IMG_2034.jpg")
    word.line(document, "Bà con phơi thóc", "center")
    word.picture(document, word.photo("blue", kind="PNG"))
    document.add_paragraph("Hình 3: Sân kho", style="Caption")
    document.add_paragraph(LAST)
    plan = planned(tmp_path, word.saved(document))
    body = body_of(plan.text)
    assert list(plan.files) == [f"xuan-lai-gat-som-tranh-bao-{n}" for n in ("1.jpg", "2.jpg", "3.png")]
    assert (
        "![Máy gặt chạy trên đồng](xuan-lai-gat-som-tranh-bao-1.jpg)\n(Máy gặt ở cánh đồng Xuân Lai. Ảnh: Lê Hải)"
        in body
    )
    assert "![](xuan-lai-gat-som-tranh-bao-2.jpg)\n(Bà con phơi thóc)" in body
    assert "-3.png)\n(Hình 3: Sân kho)" in body
    turned = Image.open(io.BytesIO(plan.files["xuan-lai-gat-som-tranh-bao-2.jpg"]))
    assert turned.size == (300, 400)
    assert not turned.getexif()
    red, green, _ = turned.convert("RGB").getpixel((150, 20))  # type: ignore[misc]
    assert red > 200 > green
    assert "“Bà con phơi thóc” được hiểu là chú thích" in messages_of(plan.article.imported)
    assert "chưa có mô tả" in messages_of(plan.article.imported)
    assert len(page(plan.text).find_all("figure")) == 3


def test_a_photo_that_word_turned_or_cut_is_turned_and_cut(tmp_path: Path) -> None:
    """What the author cut away is not published."""
    document = article()
    paragraph = word.picture(document, word.photo("green"))
    for element in paragraph._element.iter():
        if element.tag.endswith("}xfrm"):
            element.set("rot", "5400000")
        if element.tag.endswith("}blipFill"):
            element.insert(
                1,
                element.makeelement(
                    "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect", {"r": "50000"}
                ),
            )
    document.add_paragraph(MORE)
    plan = planned(tmp_path, word.saved(document))
    (data,) = plan.files.values()
    assert Image.open(io.BytesIO(data)).size == (300, 200)


def test_photos_in_a_table_are_figures_not_a_table(tmp_path: Path) -> None:
    """Two side by side, their captions below them."""
    document = article()
    made = document.add_table(2, 2)
    for place, colour in enumerate(("green", "blue")):
        made.cell(0, place).paragraphs[0].add_run().add_picture(
            io.BytesIO(word.photo(colour)), width=word.Cm(6)
        )
        made.cell(1, place).text = f"Ảnh {place + 1}"
    document.add_paragraph(MORE)
    shown = page(planned(tmp_path, word.saved(document)).text)
    assert shown.table is None
    assert [one.get_text() for one in shown.find_all("figcaption")] == ["Ảnh 1", "Ảnh 2"]


def test_what_cannot_be_published_is_told(tmp_path: Path) -> None:
    """Charts, drawings, embedded things."""
    document = article()
    paragraph = document.add_paragraph("Biểu đồ: ")
    drawing = (
        '<w:r {w}><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing></w:r>'
    )
    word.xml(paragraph, drawing.format(w=word.W))
    word.xml(
        paragraph,
        f'<w:r {word.W}><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/></w:object></w:r>',
    )
    messages = messages_of(imported_from(tmp_path, word.saved(document)))
    assert "biểu đồ" in messages
    assert "Excel.Sheet.12" in messages


# Old fonts.


def test_text_in_old_fonts_becomes_unicode_run_by_run(tmp_path: Path) -> None:
    """TCVN3, its capital fonts, VNI; a word that is half bold; sound runs beside them stay."""
    document = word.new()
    word.line(document, "xu©n lai gÆt sím tr¸nh b·o", "center", font=".VnTimeH", bold=True, size=14)
    paragraph = document.add_paragraph()
    word.styled(paragraph.add_run("Héi Nh"), ".VnTime", bold=True)
    word.styled(paragraph.add_run("©n d©n"), ".VnTime")
    word.styled(paragraph.add_run(" và Đoàn xã"), "Times New Roman")
    word.styled(paragraph.add_run(" Hội Cựu chiến binh"), ".VnTime")
    word.line(document, TCVN3, font=".VnArial")
    word.line(document, VNI, font="VNI-Times")
    imported = imported_from(tmp_path, word.saved(document))
    assert imported.title == "XUÂN LAI GẶT SỚM TRÁNH BÃO"
    texts = [block.text for block in imported.body if hasattr(block, "text")]
    assert texts == [
        "Hội Nhân dân và Đoàn xã Hội Cựu chiến binh",
        "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa trước mùa mưa bão.",
        "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa.",
    ]
    assert "phông cũ" in messages_of(imported)


def test_old_text_whose_font_says_nothing_is_found_by_itself(tmp_path: Path) -> None:
    """Pasted into Times New Roman; sound text around it stays."""
    document = article()
    word.line(document, TCVN3, font="Times New Roman")
    document.add_paragraph("Café, naïve, déjà vu: chữ Pháp.")
    imported = imported_from(tmp_path, word.saved(document))
    texts = [block.text for block in imported.body if hasattr(block, "text")]
    assert texts[1].startswith("Bà con thôn Đoài góp công sửa đường")
    assert texts[2] == "Café, naïve, déjà vu: chữ Pháp."
    assert "hỏng mã" in messages_of(imported)


def test_a_font_that_comes_from_a_style_counts(tmp_path: Path) -> None:
    """The run says nothing; its paragraph's style does."""
    document = article()
    style = document.styles["Body Text"]
    style.font.name = ".VnTime"
    document.add_paragraph(TCVN3, style="Body Text")
    imported = imported_from(tmp_path, word.saved(document))
    assert "Bà con thôn Đoài" in imported.body[1].text  # type: ignore[union-attr]


def test_a_vni_mark_that_fell_into_the_next_run_finds_its_vowel() -> None:
    """Runs end anywhere."""
    assert fonts_to_unicode(
        [[FontRun("Tho", "VNI-Times"), FontRun("ï Xua", "VNI-Times"), FontRun("ân", "VNI-Times")]]
    ) == [["Thọ", " Xuâ", "n"]]


def test_unicode_in_an_old_font_stays(tmp_path: Path) -> None:
    """Text typed in Unicode keeps an old font's name only as a name."""
    document = article()
    word.line(document, "Từ sáng sớm, bà con và hợp tác xã đã ra đồng.", font=".VnTime")
    word.line(document, "Và là thế, xa xa là dãy núi.", font=".VnTime")
    imported = imported_from(tmp_path, word.saved(document))
    assert [b.text for b in imported.body[1:]] == [
        "Từ sáng sớm, bà con và hợp tác xã đã ra đồng.",
        "Và là thế, xa xa là dãy núi.",
    ]  # type: ignore[union-attr]


# Word's rubbish.


def test_rubbish_does_not_survive(tmp_path: Path) -> None:
    """Empty paragraphs, double spaces, soft hyphens, smart tags, ornaments, hidden text, placeholders."""
    document = article()
    for text in ("", "   ", "\u00a0", "-----o0o-----", "**********", "________"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph("Xã  Xuân\u00a0Lai  ")
    word.xml(
        paragraph, f'<w:smartTag {word.W} w:element="place"><w:r><w:t>họp\u00ad dân</w:t></w:r></w:smartTag>'
    )
    word.xml(paragraph, f"<w:r {word.W}><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>")
    word.xml(
        paragraph,
        f"<w:sdt {word.W}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>Bấm vào đây</w:t></w:r></w:sdtContent></w:sdt>",
    )
    plan = planned(tmp_path, word.saved(document))
    assert body_of(plan.text) == f"{BODY}\n\nXã Xuân Lai họp dân"
    assert "chữ ẩn" in messages_of(plan.article.imported)


def test_tracked_changes_are_accepted_and_told(tmp_path: Path) -> None:
    """What was inserted stays, what was deleted goes; comments are told, not published."""
    document = article()
    paragraph = document.add_paragraph("Gặt được ")
    word.xml(
        paragraph,
        f'<w:del {word.W} w:id="1" w:author="A"><w:r><w:delText>100</w:delText></w:r></w:del>',
        f'<w:ins {word.W} w:id="2" w:author="A"><w:r><w:t>120</w:t></w:r></w:ins>',
        f'<w:r {word.W}><w:t xml:space="preserve"> ha.</w:t></w:r>',
    )
    document.add_comment(paragraph.runs[0], "Kiểm tra lại số này", author="Biên tập")
    imported = imported_from(tmp_path, word.saved(document))
    assert imported.body[1].text == "Gặt được 120 ha."  # type: ignore[union-attr]
    assert "“100”" in messages_of(imported)
    assert "Kiểm tra lại số này" in messages_of(imported)


def run(words: str) -> str:
    """Return a run of text."""
    return f"<w:r><w:t>{words}</w:t></w:r>"


def deleted(words: str) -> str:
    """Return a run that Track Changes marks as deleted."""
    return f'<w:del {word.W} w:id="1" w:author="A"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def test_all_that_was_deleted_is_told_word_by_word(tmp_path: Path) -> None:
    """However many places and words; cells of a row apart; what was only moved is no deletion."""
    document = article()
    long = " ".join(f"chữ{number}" for number in range(90))
    paragraph = document.add_paragraph("Gặt được 120 ha.")
    word.xml(paragraph, *(deleted(f"số{number}") for number in range(20)), deleted(long))
    for piece in (run("tránh bã"), run("o") + deleted("lớn")):
        word.xml(paragraph, f"<w:moveFrom {word.W}>{piece}</w:moveFrom>")
    word.xml(document.add_paragraph("Để "), f"<w:moveTo {word.W}><w:r><w:t>tránh bão</w:t></w:r></w:moveTo>")
    table = word.table(document, [["Thôn", "Tấn"], ["Một", "555"], ["Hai", "666"]])
    row = table.rows[2]._tr
    row.insert(0, word.parse_xml(f"<w:trPr {word.W}><w:del w:id='3' w:author='A'/></w:trPr>"))
    imported = imported_from(tmp_path, word.saved(document))
    messages = messages_of(imported)
    assert "“số0”" in messages
    assert "“số19”" in messages
    assert "“lớn”" in messages
    assert f"“{long}”" in messages
    assert "“Hai / 666”" in messages
    assert messages.count("tránh bão") == 0
    assert "còn vết sửa" in messages
    assert all(issue.kind is not IssueKind.LOST for issue in imported.issues)


def test_what_was_said_to_deleted_words_is_told(tmp_path: Path) -> None:
    """Notes and comments whose place was deleted, the whole of each."""
    document = article()
    paragraph = document.add_paragraph("Gặt được 120 ha.")
    said = "Kiểm tra lại số này với thống kê của huyện, vì ba năm gần đây xã báo cáo ba số khác nhau: 120"
    document.add_comment(paragraph.runs[0], said, author="Biên tập")
    note = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    comment = "<w:r><w:commentReference w:id='0'/></w:r>"
    for one in paragraph._p.xpath(".//w:commentReference"):
        one.getparent().remove(one)
    word.xml(paragraph, f"<w:del {word.W} w:id='7' w:author='A'>{note}{comment}</w:del>")
    word.footnote_part(document, ["Theo báo cáo tháng năm."])
    imported = imported_from(tmp_path, word.saved(document))
    assert f"“{said}”" in messages_of(imported)
    assert "“Theo báo cáo tháng năm.”" in messages_of(imported)
    assert imported.notes == {}


def test_the_letterhead_is_taken_off_and_told(tmp_path: Path) -> None:
    """Table or lines; the signature's table is lines, not a table."""
    document = word.new()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "UBND HUYỆN THỌ XUÂN"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc"
    head.cell(1, 0).text = "Số: 12/KH-UBND"
    head.cell(1, 1).text = "Thọ Xuân, ngày 05 tháng 3 năm 2024"
    word.line(document, "KẾ HOẠCH", "center", bold=True)
    word.line(document, "Trồng cây xanh năm 2024", "center", bold=True)
    document.add_paragraph(BODY)
    document.add_paragraph(MORE)
    sign = document.add_table(1, 2)
    sign.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    sign.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A"
    plan = planned(tmp_path, word.saved(document))
    imported = plan.article.imported
    assert imported.title == "Kế hoạch trồng cây xanh năm 2024"
    assert imported.document == {
        "document_kind": "Kế hoạch",
        "document_number": "12/KH-UBND",
        "issued": "05/03/2024",
        "issuer": "UBND huyện Thọ Xuân",
        "signer": "Nguyễn Văn A, Chủ tịch",
        "issue_place": "Thọ Xuân",
        "recipients": "Như trên; Lưu: VT",
    }
    assert "CỘNG HÒA" not in body_of(plan.text)
    assert "12/KH-UBND" in messages_of(imported)
    assert page(plan.text).table is None
    assert "Nguyễn Văn A" in body_of(plan.text)
    assert "chữ ký" in messages_of(imported)


def test_contents_headers_and_footers_are_told(tmp_path: Path) -> None:
    """A table of contents is of no use on a page, nor is what stands at every head and foot."""
    document = article()
    document.sections[0].header.paragraphs[0].text = "Tài liệu lưu hành nội bộ"
    word.field(document.add_paragraph(), ' TOC \\o "1-3" ', "Mục 1.......2")
    document.add_paragraph(MORE)
    plan = planned(tmp_path, word.saved(document))
    assert "Mục 1" not in body_of(plan.text)
    assert "mục lục" in messages_of(plan.article.imported)
    assert "Tài liệu lưu hành nội bộ" in messages_of(plan.article.imported)


def test_text_boxes_and_line_breaks_are_text(tmp_path: Path) -> None:
    """The words of a box follow the paragraph it hangs on; breaks are breaks."""
    document = article()
    paragraph = document.add_paragraph("Thơ:")
    paragraph.add_run().add_break()
    paragraph.add_run("Lúa vàng trĩu bông")
    word.xml(
        paragraph,
        f'<w:r {word.W}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>',
    )
    plan = planned(tmp_path, word.saved(document))
    assert "Thơ:  \nLúa vàng trĩu bông" in body_of(plan.text)
    assert "Chữ trong khung" in body_of(plan.text)


def test_signs_of_picture_fonts_are_signs(tmp_path: Path) -> None:
    """Degrees, ticks, arrows; an unknown one is told."""
    document = article()
    paragraph = document.add_paragraph("Nóng 38")
    word.xml(
        paragraph,
        f'<w:r {word.W}><w:sym w:font="Symbol" w:char="F0B0"/></w:r>',
        f"<w:r {word.W}><w:t>C </w:t></w:r>",
    )
    word.xml(
        paragraph,
        f'<w:r {word.W}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        f'<w:r {word.W}><w:sym w:font="Wingdings 3" w:char="F021"/></w:r>',
    )
    imported = imported_from(tmp_path, word.saved(document))
    assert imported.body[1].text == "Nóng 38°C ✓□"  # type: ignore[union-attr]
    assert "Wingdings 3" in messages_of(imported)


@pytest.mark.parametrize("number", ["110000", "D800", "DFFF", "0", "FFFFFF", "ZZ", ""])
def test_a_sign_without_a_character_leaves_the_words_around_it(tmp_path: Path, number: str) -> None:
    """Numbers beyond all characters, and halves of one, stand in damaged files."""
    document = article()
    sign = f'<w:r {word.W}><w:sym w:font="Wingdings" w:char="{number}"/></w:r>'
    word.xml(document.add_paragraph("Nóng 38"), sign, f"<w:r {word.W}><w:t> độ</w:t></w:r>")

    assert "Nóng 38 độ" in body_of(planned(tmp_path, word.saved(document)).text)


def test_a_portal_takes_several_files_of_one_title(tmp_path: Path) -> None:
    """Nothing is overwritten."""
    content = portal(tmp_path)
    (content / "bai-viet" / "chua-xep").mkdir(parents=True)
    (content / "bai-viet" / "chua-xep" / "xuan-lai-gat-som-tranh-bao.md").write_text("x", "utf-8")
    from plugins.editors.importing.placement import plan_placement

    imported = imported_from(tmp_path / "b", word.saved(article()))
    assert plan_placement(imported, content, registries_of(content)).path.endswith("tranh-bao-2.md")


def test_letters_raised_by_a_shift_stay_raised(tmp_path: Path) -> None:
    """LibreOffice writes a power as small letters above the line: “thôn 5¹” is not “thôn 51”."""
    document = article()
    paragraph = document.add_paragraph("Nối thôn 2 với thôn 5")
    shifted = paragraph.add_run("1")
    properties = shifted._r.get_or_add_rPr()
    for name, amount in (("position", "8"), ("sz", "19")):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), amount)
        properties.append(element)
    paragraph.add_run(", dài một cây số.")
    text = body_of(planned(tmp_path, word.saved(document)).text)
    assert "thôn 5<sup>1</sup>, dài một cây số." in text


def test_a_list_in_a_list_by_its_style_stays_one(tmp_path: Path) -> None:
    """Word's "List Bullet 2" is a list of its own to the file, and an inner one to whoever wrote it."""
    document = article()
    for words, style in (("Lúa", "List Bullet"), ("lúa nếp", "List Bullet 2"), ("Ngô", "List Bullet")):
        document.add_paragraph(words, style=style)
    assert "- Lúa\n    - lúa nếp\n- Ngô" in body_of(planned(tmp_path, word.saved(document)).text)
