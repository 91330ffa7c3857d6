"""Official papers in the form of Decree 30/2020: what their form says becomes the fields of a document."""

from __future__ import annotations

import pytest
import word_files as word
from docx.document import Document as WordDocument
from importing_portals import REGISTRIES

from plugins.article.read import read_article
from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.cleanup.letterhead import without_letterhead
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    IssueKind,
    plain_paragraph,
    text_of_blocks,
)
from plugins.editors.importing.placement import GivenFields, with_given_fields
from plugins.editors.importing.recognise.issuer_name import issuer_of
from plugins.editors.importing.recognise.recipients import find_recipients
from plugins.problems import Level

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n_______________"
GROUNDS = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
RECIPIENTS = "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT."


def paper(left: str, right: str = NATION, place: str = "Thọ Xuân, ngày 05 tháng 3 năm 2024") -> WordDocument:
    """Return a paper with a letterhead in a table of two cells."""
    document = word.new()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = left
    head.cell(0, 1).text = f"{right}\n{place}"
    return document


def signed(document: WordDocument, lines: str, recipients: str = RECIPIENTS) -> WordDocument:
    """Add recipients and the signature, in a table."""
    end = document.add_table(1, 2)
    end.cell(0, 0).text = recipients
    end.cell(0, 1).text = lines
    return document


def imported(document: WordDocument) -> ImportedArticle:
    """Return the article that a paper becomes; nothing of it is lost, nobody is its author."""
    article = import_article(ImportSource("van-ban.docx", word.saved(document)), REGISTRIES)
    assert [issue.message for issue in article.issues if issue.kind is IssueKind.LOST] == []
    assert article.byline == ""
    return article


def test_a_decision_becomes_a_document_with_all_its_fields() -> None:
    """The signer is never the author, and stays in the body; our reader takes the header without an error."""
    document = paper("ỦY BAN NHÂN DÂN\nXÃ THỌ XUÂN\n______\nSố: 12 /QĐ-UBND")
    word.line(document, "QUYẾT ĐỊNH", "center", bold=True)
    word.line(document, "Về việc phê duyệt kế hoạch sử dụng đất năm 2024", "center", bold=True)
    document.add_paragraph(GROUNDS)
    document.add_paragraph("Điều 1. Phê duyệt kế hoạch sử dụng đất năm 2024 của xã với các chỉ tiêu sau đây.")
    article = imported(
        signed(document, "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nNguyễn Văn Thi")
    )
    assert article.title == "Quyết định về việc phê duyệt kế hoạch sử dụng đất năm 2024"
    assert article.document == {
        "document_kind": "Quyết định",
        "document_number": "12/QĐ-UBND",
        "issued": "05/03/2024",
        "issuer": "Ủy ban nhân dân xã Thọ Xuân",
        "signer": "Nguyễn Văn Thi, Phó Chủ tịch",
        "issue_place": "Thọ Xuân",
        "recipients": "Như Điều 3; Lưu: VT",
    }
    body = text_of_blocks(article.body)
    assert "Nguyễn Văn Thi" in body
    assert "Nơi nhận" in body
    filled = with_given_fields(article, REGISTRIES, GivenFields("Tin trong huyện", "06/03/2024"))
    text = article_file(filled, {}).text
    assert "Người ký: Nguyễn Văn Thi, Phó Chủ tịch\n" in text
    found = read_article("content/bai-viet/x.md", text.encode(), REGISTRIES).problems
    assert [one for one in found if one.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("kind", "subject", "title"),
    [
        ("KẾ HOẠCH", "Tổ chức Ngày hội Đại đoàn kết", "Kế hoạch tổ chức Ngày hội Đại đoàn kết"),
        ("THÔNG BÁO", "Về việc cắt điện", "Thông báo về việc cắt điện"),
        ("BÁO CÁO", "Kết quả sản xuất vụ chiêm", "Báo cáo kết quả sản xuất vụ chiêm"),
        ("TỜ TRÌNH", "Về việc xin giao đất", "Tờ trình về việc xin giao đất"),
        ("CHỈ THỊ", "Về phòng, chống bão", "Chỉ thị về phòng, chống bão"),
    ],
)
def test_the_title_is_the_kind_and_the_subject(kind: str, subject: str, title: str) -> None:
    """As one would name it in a sentence."""
    document = paper("UBND HUYỆN THỌ XUÂN\nPHÒNG NÔNG NGHIỆP\nSố: 7/PNN")
    word.line(document, kind, "center", bold=True)
    word.line(document, subject, "center", bold=True)
    document.add_paragraph("Phòng đề nghị các xã, thị trấn triển khai các nội dung sau đây cho kịp thời vụ.")
    article = imported(document)
    assert article.title == title
    assert article.document["issuer"] == "Phòng Nông nghiệp"


def test_a_letter_is_named_after_the_subject_below_its_number() -> None:
    """Công văn: no line names the kind; the subject is set in two lines."""
    document = paper(
        "UBND HUYỆN THỌ XUÂN\nVĂN PHÒNG\nSố: 45/UBND-VP\nV/v tăng cường phòng chống\ncháy rừng mùa khô"
    )
    document.add_paragraph("Kính gửi: Ủy ban nhân dân các xã, thị trấn.")
    document.add_paragraph(
        "Thực hiện chỉ đạo của tỉnh, huyện đề nghị các xã trực cháy rừng hai mươi tư trên hai tư."
    )
    article = imported(signed(document, "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Thị Hà"))
    assert article.title == "Công văn về việc tăng cường phòng chống cháy rừng mùa khô"
    assert article.document["document_kind"] == "Công văn"
    assert article.document["document_number"] == "45/UBND-VP"
    assert article.document["signer"] == "Lê Thị Hà, Chánh Văn phòng"


def test_a_number_that_was_left_open_is_none() -> None:
    """“Số:     /KH-UBND”, “ngày   tháng   năm 2024”: a draft for signing; the editor is asked to fill in."""
    document = paper("UBND XÃ XUÂN LAI\nSố:      /KH-UBND", place="Xuân Lai, ngày     tháng     năm 2024")
    word.line(document, "KẾ HOẠCH", "center", bold=True)
    word.line(document, "Trồng cây xanh", "center", bold=True)
    document.add_paragraph("Xã giao các thôn trồng cây dọc bờ kênh, mỗi thôn năm trăm cây trong tháng giêng.")
    article = imported(document)
    assert set(article.document) == {"document_kind", "issuer", "issue_place"}
    assert "Không thấy số, ngày ban hành" in " ".join(issue.message for issue in article.issues)


@pytest.mark.parametrize(
    ("written", "recipients"),
    [
        (RECIPIENTS, ("Như Điều 3", "Lưu: VT")),
        ("Nơi nhận: - Như trên; - Lưu: VT, TCKH./.", ("Như trên", "Lưu: VT, TCKH")),
        (
            "NƠI NHẬN:\n- Thường trực Huyện ủy,\nHĐND huyện (b/c);\n- UBND các xã, thị trấn\n(để thực hiện);\n- Lưu: VT.",
            ("Thường trực Huyện ủy, HĐND huyện (b/c)", "UBND các xã, thị trấn (để thực hiện)", "Lưu: VT"),
        ),
        ("Nơi nhận:\n+ Các thôn;\n+ Lưu VP.\nNgười lập: Lê Hải", ("Các thôn", "Lưu VP")),
        ("Nơi nhận:", ()),
        ("Bà con đến nơi nhận: gạo, mì.", ()),
    ],
)
def test_recipients_are_read_at_the_end(written: str, recipients: tuple[str, ...]) -> None:
    """One behind each dash, its further lines with it; nobody where nobody is named."""
    lines = [plain_paragraph("Điều 1. Giao đất."), plain_paragraph(written)]
    assert find_recipients(lines) == recipients
    apart = [plain_paragraph(line) for line in ("Điều 1.", *written.split("\n"))]
    assert find_recipients(apart) == recipients


def test_news_about_a_plan_is_no_document() -> None:
    """A title with the word for a kind, a signature of nobody."""
    document = word.new()
    word.line(document, "Kế hoạch trồng cây của Xuân Lai", "center", bold=True)
    document.add_paragraph("Sáng nay, xã họp bàn kế hoạch trồng cây dọc bờ kênh, mỗi thôn năm trăm cây.")
    article = import_article(ImportSource("tin.docx", word.saved(document)), REGISTRIES)
    assert article.document == {}


def test_only_what_is_letterhead_goes_with_the_letterhead() -> None:
    """A form below a guide: what stands above its motto stays, and so does the motto."""
    document = word.new()
    word.line(document, "Hướng dẫn làm đơn xin cấp đất ở", "center", bold=True)
    document.add_paragraph("Người dân tải mẫu đơn, điền theo hướng dẫn dưới đây rồi nộp ở bộ phận một cửa.")
    word.table(document, [["Bước", "Thời hạn"], ["Nhận hồ sơ", "2 ngày"]])
    word.line(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center")
    word.line(document, "ĐƠN XIN CẤP ĐẤT Ở", "center", bold=True)
    document.add_paragraph("Kính gửi: Ủy ban nhân dân xã")
    article = import_article(ImportSource("don.docx", word.saved(document)), REGISTRIES)
    body = text_of_blocks(article.body)
    assert article.title == "Hướng dẫn làm đơn xin cấp đất ở"
    assert "Nhận hồ sơ" in body
    assert "CỘNG HÒA" in body


def test_a_letter_in_one_table_keeps_all_but_its_letterhead() -> None:
    """The rows below the letterhead are the letter."""
    document = word.new()
    table = document.add_table(3, 2)
    table.cell(0, 0).text = "UBND HUYỆN\nVĂN PHÒNG"
    table.cell(0, 1).text = NATION
    table.cell(1, 0).merge(table.cell(1, 1)).text = "THÔNG BÁO\nLịch cắt điện tháng 5\n" + "\n".join(
        f"Ngày {day} tháng 5: cắt điện thôn {day} từ 7 giờ đến 11 giờ để thay máy biến áp."
        for day in range(1, 9)
    )
    table.cell(2, 0).text = RECIPIENTS
    table.cell(2, 1).text = "CHÁNH VĂN PHÒNG\nNguyễn Văn An"
    article = imported(document)
    assert article.title == "Thông báo lịch cắt điện tháng 5"
    assert "cắt điện thôn 8" in text_of_blocks(article.body)
    assert article.document["signer"] == "Nguyễn Văn An, Chánh Văn phòng"


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["UBND TỈNH THANH HÓA", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"], "Sở Giáo dục và Đào tạo"),
        (["HỘI ĐỒNG NHÂN DÂN", "HUYỆN THỌ XUÂN"], "Hội đồng nhân dân huyện Thọ Xuân"),
        (
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN PHƯỜNG HẠC THÀNH"],
            "Ủy ban nhân dân phường Hạc Thành",
        ),
        (["Số: 12/QĐ"], ""),
    ],
)
def test_an_issuer_is_named_as_in_a_sentence(lines: list[str], issuer: str) -> None:
    """Capitals where names have them."""
    assert issuer_of(lines) == issuer


def test_blocks_without_a_motto_keep_all() -> None:
    """A number alone is no letterhead."""
    blocks = [plain_paragraph("Số: 12/QĐ-UBND"), plain_paragraph("Bà con gặt lúa.")]
    assert without_letterhead(blocks) == (blocks, "")
