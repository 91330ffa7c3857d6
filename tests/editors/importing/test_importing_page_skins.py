"""An article put into the skin of any old portal comes back whole: no more, no less."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES
from old_pages import COUNTER, LEAD, MENU, OTHERS, SHAPES, SITE, SKINS, TITLE, OldArticle, nukeviet

from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind, Paragraph, Photo
from plugins.editors.importing.oldsite.month_names import with_day_in_figures


def imported(data: bytes) -> ImportedArticle:
    """Return the article that a page becomes."""
    return import_article(ImportSource("trang.html", data), REGISTRIES)


def lines_of(article: ImportedArticle) -> list[str]:
    """Return the lines of an article's body."""
    return [block.text for block in article.body if isinstance(block, Paragraph)]


def text_of(article: ImportedArticle) -> list[str]:
    """Return the lead and the lines of the body: a first paragraph may have been taken for the lead."""
    return [*filter(None, [article.lead]), *lines_of(article)]


def nameless(page: bytes) -> bytes:
    """Return a page without the classes and ids by which its parts could be told."""
    return re.sub(rb' (?:class|id|itemprop|itemscope|datetime)(?:="[^"]*"|=\w+)?(?=[ >])', b"", page)


def titled(page: bytes, title: str) -> bytes:
    """Return a page whose <title> is another."""
    return re.sub(rb"<title>.*?</title>", f"<title>{title}</title>".encode(), page)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("skin", SKINS)
def test_an_article_comes_whole_out_of_every_skin(skin: str, shape: str) -> None:
    """Title, day, lead and body: the skin's own words are not among them."""
    article: OldArticle = SHAPES[shape]
    found = imported(SKINS[skin](article))
    wanted = [*filter(None, [article.lead]), *article.paragraphs]
    assert (found.title, text_of(found)) == (article.title, wanted)
    assert found.lead in (article.lead, article.paragraphs[0], "")
    assert found.date.startswith("29/11/2023") is article.is_dated
    captions = tuple(block.caption for block in found.body if isinstance(block, Photo))
    assert captions == article.captions


TITLES_OF_PAGES = (
    "", "Trang chủ", "Chi tiết tin", SITE, "Cổng thông tin điện tử xã Định Hòa", f"{SITE} - {TITLE}", f"{TITLE} | {SITE}",
)  # fmt: skip


@pytest.mark.parametrize("page_title", TITLES_OF_PAGES)
@pytest.mark.parametrize("skin", [one for one in SKINS if "one file" not in one])
def test_the_sites_name_is_never_the_title_whatever_the_page_calls_itself(skin: str, page_title: str) -> None:
    """Nor does it matter whether any part of the page has a name."""
    page = titled(nameless(SKINS[skin](SHAPES["undated"])), page_title)
    found = imported(page)
    assert (found.title, text_of(found)) == (TITLE, list(SHAPES["undated"].paragraphs))


# What the bodies of real articles hold that the frames of pages hold too.
VIETNAMESE = (
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai",
)  # fmt: skip
WORDS_OF_FRAMES = (
    "Giới thiệu", "Kết quả", "Văn bản", "Liên hệ", "Video", "Hình ảnh", "Đánh giá chung", "Xem thêm", "Tin mới", "Tất cả",
)  # fmt: skip
HEADINGS = st.sampled_from(WORDS_OF_FRAMES)


@st.composite
def articles(draw: st.DrawFn) -> OldArticle:
    """Return an article that begins and ends with a sentence, with headings and links between."""
    body: list[str] = []
    lines: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            heading = draw(HEADINGS)
            body.append(f"<p><b>{heading}</b></p>")
            lines.append(heading)
        if body and draw(st.booleans()):
            body.append('<p><a href="/tin/cu.html">Đọc lại bài về đợt lũ năm trước</a></p>')
            lines.append("Đọc lại bài về đợt lũ năm trước")
        rest = draw(
            st.sampled_from(
                ["xong trước mùa lũ.", "theo báo cáo, đạt 100% kế hoạch: “rất tốt”", "chia làm hai đợt"]
            )
        )
        sentence = f"Bà con thôn số {number} góp công đắp lại đoạn đê bị sạt bên sông, cùng nhau gánh đất từ sáng sớm, {rest}"
        body.append(f"<p>{sentence}</p>")
        lines.append(sentence)
    return OldArticle(
        TITLE, tuple(body), tuple(lines), draw(st.sampled_from(["", LEAD])), draw(st.booleans())
    )


@settings(max_examples=50, deadline=None)
@given(articles(), st.sampled_from(sorted(SKINS)), st.booleans())
def test_any_body_in_any_skin_comes_back_whole(article: OldArticle, skin: str, is_nameless: bool) -> None:
    """No more, no less, in its order: the lead stands at the head of the text or in its field."""
    page = SKINS[skin](article)
    found = imported(nameless(page) if is_nameless and "one file" not in skin else page)
    assert (found.title, text_of(found)) == (
        article.title,
        [*filter(None, [article.lead]), *article.paragraphs],
    )


def test_photos_above_the_title_are_the_articles() -> None:
    """Some skins print them there; the photo of the page's head is not among them."""
    page = nukeviet(SHAPES["undated"]).replace(
        b'<h1 class="title', b'<p><img src="tren.jpg" width="600"></p><h1 class="title'
    )
    assert [block.key for block in imported(page).body if isinstance(block, Photo)] == ["tren.jpg"]


def test_the_news_of_others_below_are_no_part_of_it_though_they_have_sentences() -> None:
    """A list of news with the beginning of each."""
    teasers = "".join(
        f'<div><a href="/{n}.html">Tin thứ {n} của xã</a><p>Sáng nay bà con xã bên cùng nhau ra đồng làm thủy lợi, nạo vét kênh mương…</p></div>'
        for n in range(4)
    )
    for skin in ("Liferay", "NukeViet", "DNN", "Joomla 1.5", "SharePoint"):
        head, _, tail = nameless(SKINS[skin](SHAPES["undated"])).decode().rpartition("<ul><li>")
        found = imported(f"{head}{teasers}<ul><li>{tail}".encode())
        assert text_of(found) == list(SHAPES["undated"].paragraphs), skin


def test_what_the_skin_prints_within_the_article_is_told() -> None:
    """With its words."""
    found = imported(SKINS["Liferay"](SHAPES["plain"]))
    messages = " ".join(issue.message for issue in found.issues)
    assert "“100%”" in messages
    assert "“EmailPrintTwitter Facebook”" in messages


@pytest.mark.parametrize(
    "written",
    [
        "Thứ tư - 29/11/2023 08:15",
        "Thứ 4, 29/11/2023 | 08:15",
        "Thứ Tư, ngày 29 tháng 11 năm 2023 - 08:15",
        "Được viết ngày Thứ tư, 29 Tháng 11 2023 08:15",
        "Đăng ngày: Tháng Mười Một 29, 2023 bởi admin",
        "Wednesday, November 29, 2023",
        "29 Nov 2023",
        "8:15:00 SA Thứ Tư, 29/11/2023",
        "Cập nhật lần cuối ngày 29/11/2023",
        "29.11.2023 - Lượt xem: 12",
    ],
)
def test_days_are_read_in_the_forms_of_every_portal(written: str) -> None:
    """Below the title a day with its weekday is the article's, at the top of a page that of printing."""
    body = "".join(SHAPES["plain"].body)
    page = f"<html><head><title>{TITLE}</title></head><body><p>Thứ hai, 18/11/2024</p><h2>{TITLE}</h2><p>{written}</p>{body}</body></html>"
    found = imported(page.encode())
    assert found.date.startswith("29/11/2023")
    assert text_of(found) == list(SHAPES["plain"].paragraphs)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 1, 1)))
def test_a_day_with_its_month_in_words_is_the_same_day_in_figures(day: date) -> None:
    """In Vietnamese and in English, before the month or behind it."""
    vietnamese = VIETNAMESE[day.month - 1]
    english = calendar.month_name[day.month]
    figures = f"{day.day}/{day.month}/{day.year}"
    for text in (
        f"{day.day} Tháng {vietnamese}, {day.year}",
        f"Tháng {vietnamese} {day.day}, {day.year}",
        f"{day.day} tháng {day.month} năm {day.year}",
        f"{english} {day.day}, {day.year}",
        f"{day.day} {english[:3]} {day.year}",
    ):
        assert with_day_in_figures(text) == figures


@pytest.mark.parametrize("skin", SKINS)
def test_what_stands_before_and_behind_the_article_is_told_by_its_first_words(skin: str) -> None:
    """Every skin has something there."""
    found = imported(SKINS[skin](SHAPES["undated"]))
    messages = [issue.message for issue in found.issues if issue.kind is IssueKind.DROPPED]
    assert any(message.startswith("phần trước bài") and "“" in message for message in messages)
    assert any(message.startswith("phần sau bài") and "“" in message for message in messages)


MENUS = {
    "links in one line": "<div>"
    + " | ".join(f'<a href="/{n}">{word}</a>' for n, word in enumerate(MENU))
    + "</div>",
    "words in the cells of a table": f"<table><tr><td>{SITE}</td></tr><tr>"
    + "".join(f"<td>{word}</td>" for word in ("Trang chủ", *MENU, "Liên hệ"))
    + "</tr></table>",
    "a counter": "".join(f"<p>{line}</p>" for line in COUNTER),
    "a welcome": "<marquee>Chào mừng quý vị đến với trang thông tin điện tử của xã</marquee>",
}


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("page_title", [SITE, f"{TITLE} - {SITE}", ""])
def test_a_menu_of_any_form_neither_begins_nor_ends_an_article(menu: str, page_title: str) -> None:
    """Also on a page without a head, a day or an element that is named."""
    article = SHAPES["undated"]
    page = f"<title>{page_title}</title><div>{SITE}</div>{MENUS[menu]}<div><b>{TITLE}</b></div>{''.join(article.body)}{MENUS[menu]}<p>{SITE}</p>"
    found = imported(page.encode())
    assert (found.title, text_of(found)) == (TITLE, list(article.paragraphs))


def test_a_menu_in_a_plain_text_is_no_title() -> None:
    """Nothing tells its entries apart but the words."""
    article = SHAPES["undated"]
    text = "\n".join(
        (SITE, "Trang chủ", *MENU, "Liên hệ", TITLE, *article.paragraphs, "Xem thêm:", OTHERS[0])
    )
    found = import_article(ImportSource("trang.txt", text.encode()), REGISTRIES)
    assert (found.title, text_of(found)) == (TITLE, list(article.paragraphs))


def test_a_title_may_hold_the_sign_that_parts_it_from_the_sites_name() -> None:
    """As far as the page prints it."""
    title = f"{TITLE} - Cách làm hay ở Định Hòa"
    body = "".join(SHAPES["undated"].body)
    page = f"<title>{title} - {SITE}</title><div>{SITE}</div><p>{title}</p>{body}<p>{SITE}</p>"
    assert imported(page.encode()).title == title


def test_cells_that_stand_in_no_row_are_read() -> None:
    """Browsers show them."""
    page = f"<title>{TITLE}</title><table><td><h1>{TITLE}</h1></td><td>{''.join(SHAPES['plain'].body)}</td></table>"
    assert text_of(imported(page.encode())) == list(SHAPES["plain"].paragraphs)


def test_captions_below_a_row_of_photos_go_to_their_photos() -> None:
    """Column by column; also in a cell with its photo, and in an element that is named so."""
    first, second, *_ = SHAPES["plain"].body
    page = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{first}<table><tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr>"
        "<tr><td>Ông Bảy phá bờ rào</td><td>Bà con đổ bê tông</td></tr></table>"
        "<table><tr><td><img src=c.jpg><br>Đường vào thôn</td></tr></table>"
        f"<div class=wp-caption><img src=d.jpg><p class=wp-caption-text>Nhà văn hóa thôn</p></div>{second}"
    )
    photos = [(one.key, one.caption) for one in imported(page.encode()).body if isinstance(one, Photo)]
    assert photos == [
        ("a.jpg", "Ông Bảy phá bờ rào"), ("b.jpg", "Bà con đổ bê tông"), ("c.jpg", "Đường vào thôn"), ("d.jpg", "Nhà văn hóa thôn"),
    ]  # fmt: skip


def test_cells_that_were_never_closed_are_read_once() -> None:
    """As people wrote tables by hand."""
    first, second, third, _ = SHAPES["plain"].paragraphs
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{first}</p><table><tr><td>{second}<td>{third}<tr><td>Hết bài</table>"
    assert text_of(imported(page.encode())) == [first, second, third, "Hết bài"]


def test_who_wrote_is_read_behind_the_labels_of_nukeviet() -> None:
    """Between the body and the marks that readers gave."""
    rating = "<p>Tổng số điểm"
    by = f"<p><strong>Tác giả bài viết: </strong>Lê Hải</p>{rating}"
    page = nukeviet(SHAPES["plain"]).replace(rating.encode(), by.encode(), 1)
    found = imported(page)
    assert (found.byline, text_of(found)[1:]) == ("Lê Hải", list(SHAPES["plain"].paragraphs))


# Heads of skins that once lost their day or title: what they print between the menu and the first sentence.
MENU_OF_PAGE = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n, text in enumerate(MENU))
CLOCK = "29/11/2023 08:15"
HEADS = {
    "the day in a line of the title's paragraph": (f"<font size=4><b>{TITLE}</b></font><br>Cập nhật: 08h15 ngày 29/11/2023", CLOCK),
    "spans below each other": (f"<span>{TITLE}</span><br><span>29/11/2023 8:15:00 SA</span>", CLOCK),
    "buttons in one line": (f"<div>{TITLE}</div><p>Ngày đăng: {CLOCK}</p><p>100% <a>In trang</a> <a>Gửi mail</a></p>", CLOCK),
    "views and letters behind the day": (f"<h3>{TITLE}</h3><p>Ngày 29/11/2023 <i></i> Lượt xem: 312 <i></i> Cỡ chữ A- A A+</p>", "29/11/2023"),
    "views right behind the day": (f"<h1>{TITLE}</h1><div><span>- 29/11/2023</span><span>Đã xem: 15</span></div>", "29/11/2023"),
    "the hour in brackets": (f"<b>{TITLE}</b><p>29/11/2023 (08:15)</p>", CLOCK),
    "another label": (f"<h2>{TITLE}</h2><p>Đã đăng ngày: 29-11-2023</p>", "29/11/2023"),
    "who sent it, and when": (f"<h1>{TITLE}</h1><div>Gửi bởi bbt vào T4, 29/11/2023 - 08:15</div>", CLOCK),
    "a short form of the month": (f"<h3>{TITLE}</h3><p>29 thg 11, 2023</p>", "29/11/2023"),
    "photos and an author before the day": (
        f"<div>{TITLE}</div><img src='/a.jpg'><img src='/b.jpg'><p>Người viết: Quản trị</p><p>Thứ tư, 29 Tháng 11 2023 08:15</p>",
        CLOCK,
    ),
    "the day above the title, buttons below": (
        f"<span class='itemDateCreated'>Thứ tư, 29 Tháng 11 2023 08:15</span><h2>{TITLE}</h2><p>cỡ chữ</p><p><a href='#'>In</a></p>"
        "<p><a href='#e'>Email</a></p><p>Đánh giá mục này</p><p>(0 bình chọn)</p>",
        CLOCK,
    ),
    "the hour in the markup alone": (f"<h1>{TITLE}</h1><time datetime='2023-11-29T08:15:00+07:00'>29/11/2023</time>", CLOCK),
    "a place before the day": (f"<h1>{TITLE}</h1><p>Định Hòa, ngày 29 tháng 11 năm 2023</p>", "29/11/2023"),
    "labels that only their style keeps apart": (
        f"<h1>{TITLE}</h1><div><span>BBT</span><span>Thứ tư, 29/11/2023 08:15</span><span>3 phút đọc</span></div><div>Nghe đọc bài 0:00</div>",
        CLOCK,
    ),
    "nothing but linked data": (
        f'<script type="application/ld+json">{{"headline": "{TITLE}", "datePublished": "2023-11-29T08:15:00+07:00"}}</script><div>{TITLE}</div>',
        CLOCK,
    ),
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_whatever_stands_between_menu_and_text_the_title_and_the_day_are_found(head: str) -> None:
    """And nothing of it is in the text but the line that is the article's own."""
    html, day = HEADS[head]
    body = "".join(f"<p>{text}</p>" for text in SHAPES["plain"].paragraphs)
    page = f"<html><head><meta charset=utf-8><title>{TITLE} | {SITE}</title></head><body><ul>{MENU_OF_PAGE}</ul>{html}{body}</body></html>"
    found = imported(page.encode())
    assert (found.title, found.date) == (TITLE, day)
    own = ["Định Hòa, ngày 29 tháng 11 năm 2023"] if "place" in head else []
    assert text_of(found) == [*own, *SHAPES["plain"].paragraphs]
