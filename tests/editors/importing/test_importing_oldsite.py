"""Pages of old portals: the shapes they have, and the ways in which they mislead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import word_files as word
from importing_portals import BODY, LAST, MORE, body_of, imported_from, messages_of, page, planned, read

from plugins.editors.importing.imported_article import (
    ImportedArticle,
    IssueKind,
    Paragraph,
    Photo,
    Table,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.problems import Level

TITLE = "Xã Xuân Lai gặt sớm tránh bão"
LEAD = "Trước tin bão gần bờ, xã Xuân Lai huy động hơn hai mươi máy gặt xuống đồng ngay trong đêm."
BYLINE = "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân"
# The last skin of the district's portal, the skin of the communes before it, the province's family, and others.
SKINS = {
    "district": f"""Cổng thông tin điện tử huyện Thọ Xuân - Thanh Hóa
TOÀN HUYỆN RA SỨC THI ĐUA XÂY DỰNG NÔNG THÔN MỚI NÂNG CAO
date

Chiến lược - Định Hướng - Quy hoạch

{TITLE}

Đăng lúc: 19/09/2023 (GMT+7)
100%

{LEAD}

{BODY}
máy gặt.jpg
(Máy gặt trên cánh đồng Xuân Lai)

{MORE}
{BYLINE}
Các tin khác
Một tin khác hẳn
""",
    "district, shared": f"""Cổng thông tin điện tử huyện Thọ Xuân - Thanh Hóa
date
{TITLE}
Đăng lúc: 19/09/2023 07:30:15 (GMT+7)
100%
EmailPrintTwitter  Facebook
{LEAD}
{TITLE}
{BODY}
{MORE}
Lê Hải
Các tin khác
""",
    "commune": f"""Trang thông tin điện tử xã Xuân Lai
Truy cập
Hôm nay:
1
Hôm qua:
0
Tháng này:
12
Tất cả:
3456

{TITLE}
Ngày 19/09/2023 00:00:00

{BODY}

{MORE}

Lê Hải
Ý kiến thăm dò
Bạn thấy cổng thế nào?
Tốt
""",
    "province": f"""Thứ sáu, ngày 17/05/2024
Thư điện tử
Liên hệ
Sơ đồ trang

{TITLE}
Đăng ngày 19 - 09 - 2023
Lượt xem: 400
100%

{BODY}

{MORE}

Tin, ảnh: Lê Hải
""",
    "one line": f"{TITLE} Ngày cập nhật: 19/09/2023 {BODY}\n\n{MORE}\n\nLê Hải\n",
    "English labels": f"Home\n{TITLE}\nPost date: 19/09/2023 | View: 12\n\n{BODY}\n\n{MORE}\n\nLê Hải\n",
}
BOILERPLATE = (
    "Cổng thông tin",
    "THI ĐUA",
    "date",
    "100%",
    "EmailPrint",
    "Các tin khác",
    "Một tin khác",
    "Truy cập",
    "Hôm qua",
    "3456",
    "thăm dò",
    "Sơ đồ trang",
    "Lượt xem",
    "View",
    "Home",
)


def imported_text(folder: Path, text: str, **more: str) -> ImportedArticle:
    """Return the article of a saved text."""
    return imported_from(folder, text.encode(), "trang.txt", **more)


def words(imported: ImportedArticle) -> list[str]:
    """Return the paragraphs of an article's body."""
    return [block.text for block in imported.body if hasattr(block, "text")]


@pytest.mark.parametrize("skin", SKINS)
def test_every_skin_gives_the_article_and_nothing_else(tmp_path: Path, skin: str) -> None:
    """Title, day, body, byline; no boilerplate; the day of printing is not the article's."""
    imported = imported_text(tmp_path, SKINS[skin])
    assert imported.title == TITLE
    assert imported.date == ("19/09/2023 07:30" if "shared" in skin else "19/09/2023")
    assert imported.byline.startswith("Lê Hải")
    assert words(imported) == [BODY, MORE]
    whole = " ".join((imported.title, imported.lead, imported.byline, *words(imported)))
    assert [piece for piece in BOILERPLATE if piece in whole] == []


def test_the_seeds_shape_gives_all_its_parts(tmp_path: Path) -> None:
    """Lead, photo with its caption, byline with its organisation; the section is not known and is said to be so."""
    plan = planned(tmp_path, SKINS["district"].encode(), "trang.txt")
    imported = plan.article.imported
    assert (imported.lead, imported.byline) == (LEAD, BYLINE)
    assert imported.section == ""
    assert "![](máy gặt.jpg)\n(Máy gặt trên cánh đồng Xuân Lai)" in body_of(plan.text)
    assert "không tìm thấy ảnh “máy gặt.jpg”" in messages_of(imported)
    assert "Chiến lược - Định Hướng - Quy hoạch" in messages_of(imported)
    errors = [p for p in read(plan, tmp_path / "content").problems if p.level is Level.ERROR]
    assert {problem.code for problem in errors} == {"chuyen-muc"}


# The nine traps.


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/web/trang-chu/tin-trong-huyen/nong-nghiep/xa-xuan-lai-gat-som.html", "Tin trong huyện"),
        ("/web/trang-chu/van-hoa-du-lich/di-tich-le-hoi/mot-bai.html", "Di tích – Lễ hội"),
        (
            "/web/trang-chu/chien-luoc-dinh-huong-quy-hoach/mot-bai.html",
            "Chiến lược – Định hướng – Quy hoạch",
        ),
        ("/portal/Pages/2023-9-19/mot-bai.aspx", ""),
    ],
)
def test_1_the_printed_section_is_believed_only_with_the_address(
    tmp_path: Path, address: str, section: str
) -> None:
    """The folders of the address say more than the label that every page prints; a guess is told."""
    imported = imported_text(tmp_path, SKINS["district"], address=f"https://thoxuan.thanhhoa.gov.vn{address}")
    assert imported.section == section
    issues = [issue for issue in imported.issues if issue.field == "category"]
    agree = section.startswith("Chiến lược")
    assert len(issues) == (0 if agree else 1)


def test_2_an_article_printed_twice_is_taken_once(tmp_path: Path) -> None:
    """Once under "Ngày", once under "Đăng lúc"; what only one printing has is told."""
    twice = f"{TITLE}\nNgày 19/09/2023 07:30:00\n{BODY}\n{MORE}\n\n{TITLE}\nĐăng lúc: 19/09/2023 (GMT+7)\n100%\n{BODY}\n{MORE}\n{LAST}\n"
    imported = imported_text(tmp_path, twice)
    assert [*filter(None, [imported.lead]), *words(imported)] == [BODY, MORE, LAST]
    assert "hai lần" in messages_of(imported)


def test_2_a_lead_that_is_repeated_is_the_lead_once(tmp_path: Path) -> None:
    """The first paragraph says it again."""
    imported = imported_text(
        tmp_path, f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{LEAD}\n\n{LEAD}\n\n{BODY}\n\n{MORE}\n"
    )
    assert imported.lead == LEAD
    assert words(imported) == [BODY, MORE]


def test_3_100_percent_goes_only_as_a_whole_line(tmp_path: Path) -> None:
    """Not from a sentence."""
    sentence = "Đến nay, toàn xã đạt 100% kế hoạch gặt, 100% số hộ đã nộp sản."
    imported = imported_text(tmp_path, f"100%\n{TITLE}\nĐăng lúc: 19/09/2023\n100%\n\n{sentence}\n\n{MORE}\n")
    assert words(imported)[-2:] == [sentence, MORE] or imported.lead == sentence


def test_4_capitals_may_be_the_slogan_or_the_title(tmp_path: Path) -> None:
    """The line next to the day is the title."""
    loud = "XÃ XUÂN LAI GẶT SỚM TRÁNH BÃO"
    imported = imported_text(tmp_path, SKINS["district"].replace(TITLE, loud))
    assert imported.title == loud
    assert "THI ĐUA" not in " ".join(words(imported))


def test_5_names_of_photos_are_photos(tmp_path: Path) -> None:
    """Alone, two glued together; captions with parentheses and without; a caption that lost its photo is told."""
    text = (
        f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{BODY}\n\nbt.pngMáy gặt mới.jpg\n(Hai chiếc máy)\n\n{MORE}\n\n"
        f"DSC 0123.JPG\nẢnh: bà con phơi thóc\n\n{LAST}\n\n(Bà con chở thóc về sân kho)\n\n{BODY} Thế là xong.\n"
    )
    imported = imported_text(tmp_path, text)
    photos = [block for block in imported.body if isinstance(block, Photo)]
    assert [(one.key, one.caption) for one in photos] == [
        ("bt.png", ""), ("Máy gặt mới.jpg", "Hai chiếc máy"), ("DSC 0123.JPG", "Ảnh: bà con phơi thóc"),
    ]  # fmt: skip
    assert "“(Bà con chở thóc về sân kho)” có vẻ là chú thích" in messages_of(imported)
    assert "(Bà con chở thóc về sân kho)" in words(imported)


@pytest.mark.parametrize(
    ("line", "byline", "source"),
    [
        (BYLINE, BYLINE, ""),
        ("Tin, ảnh: Lê Hải – Thu Hà", "Lê Hải; Thu Hà", ""),
        ("Theo Báo Thanh Hóa", "", "Báo Thanh Hóa"),
        ("Lê Hải - Trần Thu", "Lê Hải; Trần Thu", ""),
    ],
)
def test_6_the_last_line_is_the_byline(tmp_path: Path, line: str, byline: str, source: str) -> None:
    """In each of its forms."""
    imported = imported_text(
        tmp_path, f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{BODY}\n\n{MORE}\n{line}\nCác tin khác\n"
    )
    assert (imported.byline, imported.source) == (byline, source)
    assert words(imported) == [BODY, MORE]


def test_6_no_byline_is_invented(tmp_path: Path) -> None:
    """And that there is none is told when the article is made ready."""
    plan = planned(tmp_path, f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{BODY}\n\n{MORE}\n".encode(), "trang.txt")
    assert plan.article.imported.byline == ""
    assert "Tác giả:" not in plan.text.partition("<!--")[0]
    assert "không thấy tên tác giả" in messages_of(plan.article.imported)


def test_7_a_broken_table_is_kept_line_by_line_and_told(tmp_path: Path) -> None:
    """One cell a line: nobody can know its columns."""
    cells = ["STT", "Xã", "Số hộ", "1", "Xuân Lai", "120", "2", "Thọ Hải", "98"]
    imported = imported_text(
        tmp_path, f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{BODY}\n\n" + "\n".join(cells) + f"\n\n{MORE}\n"
    )
    assert [one for one in words(imported) if one in cells] == cells
    assert "bảng đã vỡ" in messages_of(imported)


def test_7_a_letterhead_verse_pipes_and_notes(tmp_path: Path) -> None:
    """Set with spaces; by lines; as text; as footnotes."""
    text = (
        f"{TITLE}\nĐăng lúc: 19/09/2023\n\n"
        "UBND HUYỆN THỌ XUÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 12/KH-UBND          Độc lập - Tự do - Hạnh phúc\n\n"
        f"{BODY} [1] Giá | công | khác.\n\n"
        "Lúa vàng trĩu nặng bờ kênh\nTiếng ai gọi gặt mông mênh cánh đồng\nNắng lên hong thóc phơi nồng\nĐêm nghe gió thổi qua sông hiền hòa\n\n"
        f"{MORE} ([2])\n\n[1] Báo cáo của xã.\n[2] Số liệu ngày 19/9.\n"
    )
    plan = planned(tmp_path, text.encode(), "trang.txt")
    imported = plan.article.imported
    body = body_of(plan.text)
    assert "CỘNG HÒA" not in body
    assert "12/KH-UBND" in messages_of(imported)
    assert "[^1] Giá | công | khác." in body
    assert "([^2])" not in body
    assert "[^2]" in body
    assert "[^1]: Báo cáo của xã." in body
    assert "Lúa vàng trĩu nặng bờ kênh  \nTiếng ai gọi gặt" in body
    assert len(page(plan.text).find_all("br")) == 3


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("http://www.thoxuan.gov.vn/tin?id=2&amp;amp;p=3", "/tin?id=2&p=3"),
        ("https://thoxuan.gov.vn/tin/bài viết(1).html", "/tin/bài%20viết(1).html"),
        ("https://thoxuan.gov.vn/tin/b%C3%A0i;2.html", "/tin/bài%3B2.html"),
    ],
)
def test_8_the_old_address_is_kept_so_that_our_reader_takes_it(
    tmp_path: Path, address: str, kept: str
) -> None:
    """Entities, suffixes, letters that were never encoded."""
    from importing_portals import portal, registries_of

    from plugins.editors.importing.detect import import_article
    from plugins.editors.importing.import_source import ImportSource
    from plugins.editors.importing.placement import GivenFields, plan_placement, with_given_fields

    content = portal(tmp_path)
    registries = registries_of(content)
    imported = import_article(ImportSource("a.txt", SKINS["commune"].encode(), address), registries)
    given = with_given_fields(imported, registries, GivenFields("Tin trong huyện"))
    made = plan_placement(given, content, registries)
    assert f"Đường dẫn cũ: {kept}\n" in made.text
    assert [p for p in read(made, content).problems if p.level is Level.ERROR] == []


def test_9_damage_is_fixed_where_certain_and_told_elsewhere(tmp_path: Path) -> None:
    """Half-converted words, double encoding, a tone on the wrong letter, a stray sign, lost degrees."""
    damaged = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in MORE.encode())
    text = f"{TITLE}\nĐăng lúc: 19/09/2023\n\n{BODY} Nước s¹ch về lµng, bà con phÊn khởi.\n\n{damaged}\n\nQúa trưa, trời nóng 38 C, gió 的 nhẹ, mọi người nghỉ tay dưới bóng tre đầu làng.\n"
    imported = imported_text(tmp_path, text)
    assert words(imported)[0].endswith("Nước sạch về làng, bà con phấn khởi.")
    assert words(imported)[1] == MORE
    messages = messages_of(imported)
    assert "“Qúa”" in messages
    assert "“的”" in messages
    assert "38 C" in messages
    assert "hai lần" in messages or "mã" in messages


# Days.


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Đăng lúc: 19/09/2023 02:05 PM", "19/09/2023 14:05"),
        ("Ngày đăng: 19/09/2023 | 7h30", "19/09/2023 07:30"),
        ("Cập nhật lúc: 08:15, Thứ Ba, 19/09/2023", "19/09/2023 08:15"),
        ("Thứ Ba, ngày 19 tháng 09 năm 2023", ""),
        ("(19/09/2023)", "19/09/2023"),
    ],
)
def test_days_are_read_in_every_form(tmp_path: Path, written: str, date: str) -> None:
    """A day with its weekday and no label is the day of printing."""
    imported = imported_text(
        tmp_path,
        f"{written}\n{TITLE}\n\n{BODY}\n\n{MORE}\n"
        if not date
        else f"{TITLE}\n{written}\n\n{BODY}\n\n{MORE}\n",
    )
    assert (imported.title, imported.date) == (TITLE, date)


def test_an_impossible_day_is_told_and_not_guessed(tmp_path: Path) -> None:
    """31 September, and the American order."""
    for written in ("31/09/2023", "09/29/2023"):
        imported = imported_text(
            tmp_path / written.replace("/", "-"), f"{TITLE}\nĐăng lúc: {written}\n\n{BODY}\n\n{MORE}\n"
        )
        assert imported.date == ""
        assert any(
            issue.field == "date" and issue.kind is IssueKind.MISSING and written in issue.message
            for issue in imported.issues
        )


def test_the_day_in_the_address_is_the_last_resort(tmp_path: Path) -> None:
    """And it is told."""
    imported = imported_text(
        tmp_path, f"{TITLE}\n\n{BODY}\n\n{MORE}\n", address="https://a.gov.vn/portal/Pages/2023-9-19/bai.aspx"
    )
    assert imported.date == "19/09/2023"
    assert any(issue.field == "date" and issue.kind is IssueKind.GUESSED for issue in imported.issues)


def test_lines_that_a_program_broke_are_put_together(tmp_path: Path) -> None:
    """A text wrapped at a width has its paragraphs between blank lines."""
    import textwrap

    text = (
        f"{TITLE}\nĐăng lúc: 19/09/2023\n\n"
        + "\n\n".join("\n".join(textwrap.wrap(one, 72)) for one in (BODY, MORE, LAST))
        + "\n"
    )
    assert words(imported_text(tmp_path, text)) == [BODY, MORE, LAST]


def test_a_title_that_goes_on_in_the_next_line_is_one(tmp_path: Path) -> None:
    """A line that begins small."""
    text = SKINS["commune"].replace(
        TITLE, "Xã Xuân Lai huy động hơn hai mươi máy gặt xuống đồng\ngặt sớm tránh bão"
    )
    assert (
        imported_text(tmp_path, text).title
        == "Xã Xuân Lai huy động hơn hai mươi máy gặt xuống đồng gặt sớm tránh bão"
    )


def test_lines_around_a_saved_text_are_told(tmp_path: Path) -> None:
    """A slogan, another news: what is not known as boilerplate might have been wanted."""
    messages = messages_of(imported_text(tmp_path, SKINS["district"]))
    assert "1 dòng trước tiêu đề không vào bài: “TOÀN HUYỆN RA SỨC" in messages
    assert "1 dòng sau “Các tin khác” không vào bài: “Một tin khác hẳn”" in messages


def test_a_day_of_change_is_kept_beside_the_day_of_publishing(tmp_path: Path) -> None:
    """Both are printed by some skins."""
    text = f"{TITLE}\nĐăng lúc: 19/09/2023\nCập nhật lúc: 20/09/2023 08:00\n\n{BODY}\n\n{MORE}\n"
    plan = planned(tmp_path, text.encode(), "trang.txt", section="Tin trong huyện")
    assert "Ngày đăng: 19/09/2023\nCập nhật: 20/09/2023 08:00\n" in plan.text
    assert [p for p in read(plan, tmp_path / "content").problems if p.level is Level.ERROR] == []


# HTML.


def html(body: str, head: str = "") -> bytes:
    """Return a page."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


SKIN = f"""
<div id="banner">Cổng thông tin điện tử huyện Thọ Xuân</div><div class="menu"><a href="/">Trang chủ</a><a href="/lh">Liên hệ</a></div>
<marquee>TOÀN HUYỆN THI ĐUA</marquee><span>date</span>
<div class="detail"><h1>{TITLE}</h1><span class="date">Đăng lúc: 19/09/2023 (GMT+7)</span> <span>100%</span>
<p style="font-weight:bold">{LEAD}</p>
<p>{BODY} <b>Ruộng</b> nào <i>chín</i> <a href="/web/bai-truoc.html" onclick="x()">gặt trước</a>.</p>
<p align="center"><img src="trang_files/may%20gat.jpg" alt="Máy gặt trên đồng" width="600"></p><p align="center"><i>Máy gặt ở Xuân Lai</i></p>
<ul><li>bờ đê<ul><li>đoạn cuối</li></ul></li><li>đường làng</li></ul>
<table border=1><tr><th>Xã</th><th colspan="2">Số hộ</th></tr><tr><td>Xuân Lai</td><td>1.204</td><td>1.310</td></tr></table>
<p>{MORE}</p><p align=right><strong>Lê Hải</strong></p></div>
<h3>Các tin khác</h3><ul><li><a href="/a">Tin khác</a></li></ul><script>alert(1)</script><div id="footer">Bản quyền thuộc về huyện</div>
"""


def saved_page(place: str) -> bytes | None:
    """Stand for the folder of a saved page's pictures."""
    return word.photo() if "may%20gat" in place or "may gat" in place else None


def test_an_html_page_gives_the_whole_article(tmp_path: Path) -> None:
    """Bold, lists, tables with merged cells, photos, links made whole; scripts and menus fall away."""
    head = f'<title>{TITLE} - Cổng thông tin điện tử</title><link rel="canonical" href="https://thoxuan.gov.vn/web/trang-chu/tin-trong-huyen/bai.html">'
    imported = imported_from(tmp_path, html(SKIN, head), "trang.html", saved_page)
    assert (imported.title, imported.date, imported.lead, imported.byline) == (
        TITLE,
        "19/09/2023",
        LEAD,
        "Lê Hải",
    )
    assert (imported.section, imported.old_addresses) == (
        "Tin trong huyện",
        ("https://thoxuan.gov.vn/web/trang-chu/tin-trong-huyen/bai.html",),
    )
    (picture,) = imported.pictures.values()
    assert picture.name == "may gat.jpg"
    assert picture.data is not None
    assert not any(issue.field == "title" for issue in imported.issues)
    from plugins.editors.importing.markdown_writer import blocks_to_markdown

    text = blocks_to_markdown(imported.body, dict.fromkeys(imported.pictures, "may gat.jpg"))
    assert "**Ruộng** nào *chín* [gặt trước](https://thoxuan.gov.vn/web/bai-truoc.html)." in text
    assert "![Máy gặt trên đồng](may gat.jpg)\n(Máy gặt ở Xuân Lai)" in text
    assert "- bờ đê\n    - đoạn cuối\n- đường làng" in text
    assert '<th colspan="2">Số hộ</th>' in text
    assert not re.search("alert|onclick|Tin khác|Bản quyền|THI ĐUA|Trang chủ|100%", text)


def test_an_exponent_in_a_lead_or_a_title_stays_one(tmp_path: Path) -> None:
    """There they are plain text: 10 with a raised 3 is not 103."""
    lead = "Toàn xã trồng được 10<sup>3</sup> cây lát trên 5 m<sup>2</sup> đất công trong mùa xuân này."
    imported = imported_from(tmp_path, html(SKIN.replace(LEAD, lead)), "trang.html", saved_page)
    assert imported.lead == "Toàn xã trồng được 10³ cây lát trên 5 m² đất công trong mùa xuân này."


def test_layout_tables_of_old_skins_are_taken_apart(tmp_path: Path) -> None:
    """Menus at the left, the article in the middle, all in one table."""
    page_ = f"<table><tr><td width=200><a href=/a>Giới thiệu</a><br><a href=/b>Tin tức</a></td><td><table><tr><td><b>{TITLE}</b></td></tr><tr><td>Ngày 19/09/2023 07:30:00</td></tr><tr><td>{BODY}<br><br>{MORE}<br><br><div align=right>Lê Hải</div></td></tr></table></td></tr></table>"
    imported = imported_from(tmp_path, html(page_), "trang.html")
    assert (imported.title, imported.date, imported.byline) == (TITLE, "19/09/2023 07:30", "Lê Hải")
    assert words(imported) == [BODY, MORE]
    assert not any(isinstance(block, Table) for block in imported.body)


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("windows-1258", "windows-1258"),
        ("utf-16", "utf-16"),
        ("utf-8-sig", ""),
        ("utf-8", "iso-8859-1"),
        ("windows-1258", ""),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_are_in(tmp_path: Path, codec: str, declared: str) -> None:
    """Whatever they say of themselves."""
    import unicodedata

    text = (
        html(SKIN).decode().replace("<meta charset=utf-8>", f"<meta charset={declared}>" if declared else "")
    )
    if codec == "windows-1258":
        tones = "\u0300\u0301\u0303\u0309\u0323"
        apart = (unicodedata.normalize("NFD", letter) for letter in text)
        text = "".join(
            unicodedata.normalize("NFC", "".join(m for m in one if m not in tones))
            + "".join(m for m in one if m in tones)
            for one in apart
        )
    imported = imported_from(tmp_path, text.encode(codec, "replace"), "trang.html", saved_page)
    assert (imported.title, imported.date, imported.byline) == (TITLE, "19/09/2023", "Lê Hải")


def test_old_fonts_in_a_page_are_read_by_their_names(tmp_path: Path) -> None:
    """As in Word: run by run."""
    old = "Bµ con th«n §oµi gãp c«ng söa ®&shy;êng, dùng l¹i nhµ v¨n hãa"
    page_ = f'<h1>{TITLE}</h1><p>Đăng lúc: 19/09/2023</p><p><font face=".VnTime">{old}</font> <span style="font-family: .VnTimeH">xu©n lai</span> và xã.</p><p>{MORE}</p>'
    assert (
        words(imported_from(tmp_path, html(page_), "trang.html"))[0]
        == "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa XUÂN LAI và xã."
    )


def test_a_page_that_is_a_list_of_news_is_refused(tmp_path: Path) -> None:
    """A home page is no article."""
    page_ = "".join(
        f'<p><a href="/{n}">Một tin rất dài về việc đồng áng của xã thứ {n}</a></p>' for n in range(30)
    )
    with pytest.raises(ImportRefused, match="danh sách"):
        imported_from(tmp_path, html(page_), "index.html")


def test_scripts_styles_and_hidden_things_never_come_through(tmp_path: Path) -> None:
    """Nothing that acts is written; what is embedded is told."""
    page_ = f'<h1>{TITLE}</h1><p>Đăng lúc: 19/09/2023</p><p onclick="a()">{BODY}<script>bad()</script><span style="display:none">ẩn</span></p><p>{MORE} <a href="javascript:bad()">bấm</a> &lt;script&gt;bad()&lt;/script&gt;</p><iframe src="https://www.youtube.com/embed/x"></iframe>'
    plan = planned(tmp_path, html(page_), "trang.html")
    assert "<script" not in body_of(plan.text).replace("&lt;script", "")
    assert "javascript:" not in plan.text
    assert "ẩn" not in body_of(plan.text)
    assert "youtube.com/embed/x" in messages_of(plan.article.imported)
    assert page(plan.text).find(["script", "iframe"]) is None


def test_a_page_saved_in_one_file_has_its_photos(tmp_path: Path) -> None:
    """.mht, as Internet Explorer wrote it."""
    from email.mime.image import MIMEImage
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText

    whole = MIMEMultipart("related", type="text/html")
    first = MIMEText(html(SKIN).decode(), "html", "utf-8")
    first.add_header("Content-Location", "http://thoxuan.gov.vn/web/trang-chu/tin-trong-huyen/bai.html")
    whole.attach(first)
    photo = MIMEImage(word.photo(), "jpeg")
    photo.add_header(
        "Content-Location", "http://thoxuan.gov.vn/web/trang-chu/tin-trong-huyen/trang_files/may%20gat.jpg"
    )
    whole.attach(photo)
    imported = imported_from(tmp_path, whole.as_bytes(), "trang.mht")
    assert imported.section == "Tin trong huyện"
    assert [picture.data is not None for picture in imported.pictures.values()] == [True]


def test_a_photo_inside_the_page_is_taken_out(tmp_path: Path) -> None:
    """data: addresses."""
    import base64

    data = base64.b64encode(word.photo()).decode()
    page_ = f'<h1>{TITLE}</h1><p>Đăng lúc: 19/09/2023</p><p>{BODY}</p><img src="data:image/jpeg;base64,{data}"><p>{MORE}</p>'
    plan = planned(tmp_path, html(page_), "trang.html")
    assert list(plan.files) == ["xa-xuan-lai-gat-som-tranh-bao-1.jpg"]


def test_the_large_photo_behind_a_small_one_is_taken(tmp_path: Path) -> None:
    """Skins with a viewer show a small picture that leads to the whole one."""
    page_ = f'<h1>{TITLE}</h1><p>Đăng lúc: 19/09/2023</p><p>{BODY}</p><a href="/anh/lon.jpg"><img src="/anh/nho.jpg"></a><p>{MORE}</p>'
    requested: list[str] = []

    def get(place: str) -> bytes | None:
        requested.append(place)
        return word.photo() if place.endswith("lon.jpg") else None

    imported = imported_from(tmp_path, html(page_), "trang.html", get, "https://thoxuan.gov.vn/bai.html")
    assert requested == ["https://thoxuan.gov.vn/anh/lon.jpg"]
    assert [picture.name for picture in imported.pictures.values()] == ["lon.jpg"]


def test_bold_for_other_scripts_is_none_of_ours(tmp_path: Path) -> None:
    """Pages saved by Word say of bold text that its letters of other scripts are not."""
    page_ = f'<h1>{TITLE}</h1><p>Đăng lúc: 19/09/2023</p><p>{BODY}</p><p><b style="mso-bidi-font-weight:normal">Xã Xuân Lai</b> họp</p><p>{MORE}</p>'
    imported = imported_from(tmp_path, html(page_), "trang.html")
    bold = [
        span.text for one in imported.body if isinstance(one, Paragraph) for span in one.spans if span.bold
    ]
    assert "Xã Xuân Lai" in "".join(bold)
