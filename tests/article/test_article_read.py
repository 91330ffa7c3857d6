"""Whole files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from plugins.article.facts import ArticleKind, Status
from plugins.article.read import ArticleReading, read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.category.registry import load_sections
from plugins.lifecycle.outcome import Outcome, expired, outcome
from plugins.problems import Level, Problem
from plugins.prose.body import Body

SECTIONS = '[[chuyen-muc]]\nten = "Tin trong huyện"\n[[chuyen-muc.con]]\nten = "Văn hóa – Xã hội"\n'
WRITERS = '[[tac-gia]]\nten = "Lê Hải"\n[[co-quan]]\nten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"\n'
REGISTRIES = Registries(
    load_sections(SECTIONS),
    load_authors(WRITERS),
    timezone(timedelta(hours=7)),
    Organisation("Cổng", "cong"),
    templates=frozenset({"article"}),
)
GOOD = "Tiêu đề: Xuân Lai gặt sớm\nNgày đăng: 29/11/2023\nChuyên mục: tin trong Huyện.\nTác giả: Lê Hải\n"


def render(text: str, first_line: int, path: str, title: str) -> tuple[Body, tuple[Problem, ...]]:
    """Stand for the prose room."""
    return Body(text, lead=text.split("\n")[0]), ()


def read(
    more: str = "", body: str = "Lúa chín đều.", path: str = "content/gat.md", head: str = GOOD
) -> ArticleReading:
    """Read a good article with some more lines."""
    return read_article(path, f"{head}{more}\n\n{body}\n".encode(), REGISTRIES, render)


def test_a_good_article_has_its_facts_and_no_problem() -> None:
    """All fields of an ordinary article."""
    reading = read("Thẻ: lúa, Lúa; mùa vụ")
    article = reading.article
    assert article is not None
    assert reading.problems == ()
    assert (article.section, article.slug, article.summary) == ("tin-trong-huyen", "gat", "Lúa chín đều.")
    assert [tag.slug for tag in article.tags] == ["lua", "mua-vu"]
    assert article.date is not None
    assert outcome(article, article.date) is Outcome.PUBLISHED
    assert outcome(article, article.date - timedelta(1)) is Outcome.SCHEDULED
    assert outcome(replace(article, status=Status.IN_REVIEW), article.date) is Outcome.DRAFT
    assert outcome(None, article.date) is Outcome.REJECTED
    assert not expired(article, article.date)


def test_pelicans_own_articles_read_unchanged() -> None:
    """English keys and values."""
    head = "Title: A\nDate: 2023-11-29 10:20\nCategory: Tin trong huyện\nTags: a, b\nStatus: draft\nAuthor: Lê Hải\n"
    reading = read(head=head, path="content/2023-11-29-mot-bai.md")
    assert reading.article is not None
    assert reading.problems == ()
    assert (reading.article.slug, reading.article.status) == ("mot-bai", Status.DRAFT)


@pytest.mark.parametrize(
    ("more", "code", "level"),
    [
        ("Đường dẫn: ../../x", "duong-dan", Level.ERROR),
        ("Đường dẫn: index", "duong-dan", Level.ERROR),
        ("Đường dẫn: Tin Mới", "duong-dan-doi", Level.WARNING),
        ("Lưu tại: index.html", "luu-tai", Level.ERROR),
        ("Lưu tại: ../x.html", "luu-tai", Level.ERROR),
        ("Lưu tại: /x.html", "luu-tai", Level.ERROR),
        ("Lưu tại: theme/x.html", "luu-tai", Level.ERROR),
        ("Lưu tại: tin-trong-huyen/index.html", "luu-tai", Level.ERROR),
        ("Mẫu: ../x", "mau", Level.ERROR),
        ("Cập nhật: 01/01/2020", "cap-nhat", Level.WARNING),
        ("Từ khóa: !!!", "tu-khoa", Level.WARNING),
        ("Địa bàn: xã Thọ Xuân; Xuân Lập", "dia-ban", Level.WARNING),
        ("Trạng thái: xong", "trang-thai", Level.ERROR),
        ("Đường dẫn cũ: javascript:1", "duong-dan-cu", Level.ERROR),
        ("Đường dẫn cũ: /a%0Ab", "duong-dan-cu", Level.ERROR),
        ("Đường dẫn cũ: /a?b=%E2%80%A8", "duong-dan-cu", Level.ERROR),
        ("Đường dẫn cũ: /%ff", "duong-dan-cu", Level.ERROR),
        (f"Đường dẫn cũ: /{'ặ' * 300}", "duong-dan-cu", Level.ERROR),
        ("Đường dẫn cũ: /a?b=1&c=2&d=3&e=4&f=5&g=6", "duong-dan-cu", Level.ERROR),
        ("Số ký hiệu: 1/QĐ", "loai-van-ban", Level.ERROR),
    ],
)
def test_fields_that_need_fixing(more: str, code: str, level: Level) -> None:
    """Each has its code, and an error leaves no article."""
    reading = read(more)
    assert [(one.code, one.level, one.line) for one in reading.problems] == [(code, level, 5)]
    assert (reading.article is None) == (level is Level.ERROR)


def test_sound_special_fields() -> None:
    """What is checked and right is kept."""
    article = read(
        "Lưu tại: chu-de/bai.html\nMẫu: article\nĐường dẫn cũ: /a?id=1; https://vi-du.vn/b"
    ).article
    assert article is not None
    assert (article.save_as, article.template) == ("chu-de/bai.html", "article")
    assert article.old_addresses == ("/a?id=1", "/b")


@pytest.mark.parametrize(
    "host", ["", "https://vi-du.vn", "http://www.vi-du.vn", "https://cong-cu.vi-du.vn:8080"]
)
def test_an_old_address_may_name_a_former_host_of_the_portal(host: str) -> None:
    """A portal had other names before; whichever stands there, the path is what is led on."""
    article = read(f"Đường dẫn cũ: {host}/tin/b.aspx?id=2").article
    assert article is not None
    assert article.old_addresses == ("/tin/b.aspx?id=2",)


def test_bylines_and_pages() -> None:
    """One person of one organisation; a misplaced article."""
    with_organisation = read(
        head=GOOD.replace("Lê Hải", "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân")
    ).article
    assert with_organisation is not None
    assert with_organisation.byline.organisation is not None
    assert [one.name for one in with_organisation.byline.people] == ["Lê Hải"]
    page = read(path="content/trang/x.md")
    assert page.article is not None
    assert page.article.kind is ArticleKind.PAGE
    assert [one.code for one in page.problems] == ["nham-thu-muc"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Cập nhật: 02/12/2023", [("update", "02/12", "")]),
        ("Cập nhật: 02/12/2023 09:30 – Sửa số lớp: 4", [("update", "02/12", "Sửa số lớp: 4")]),
        ("Cập nhật: 02-12-2023 - Thêm ảnh; thêm bảng", [("update", "02/12", "Thêm ảnh; thêm bảng")]),
        ("Cập nhật: ngày 2 tháng 12 năm 2023: Thêm ảnh", [("update", "02/12", "Thêm ảnh")]),
        (
            "Cập nhật:\n- 02/12/2023 – Thêm ảnh\n- 05/12/2023 – Thêm bảng; sửa tên",
            [("update", "05/12", "Thêm bảng; sửa tên"), ("update", "02/12", "Thêm ảnh")],
        ),
        ("Cập nhật: 02/12/2023\nGhi chú cập nhật: Thêm ảnh", [("update", "02/12", "Thêm ảnh")]),
        ("Ghi chú cập nhật: Thêm ảnh", [("update", "29/11", "Thêm ảnh")]),
        ("Đính chính: 03/12/2023 – Đúng là bốn lớp", [("correction", "03/12", "Đúng là bốn lớp")]),
        (
            "Cập nhật: 02/12/2023\nĐính chính: 03/12/2023 – Đúng là bốn lớp",
            [("correction", "03/12", "Đúng là bốn lớp"), ("update", "02/12", "")],
        ),
    ],
)
def test_changes_are_told_with_their_days_the_newest_first(
    written: str, expected: list[tuple[str, str, str]]
) -> None:
    """A day, and after a dash what was done; several one below the other; the last of them is when it was modified."""
    article = read(written).article
    assert article is not None
    assert [(one.kind.value, f"{one.moment:%d/%m}", one.note) for one in article.changes] == expected
    assert article.modified == max(one.moment for one in article.changes)


def test_a_change_before_the_publication_is_not_used_and_told() -> None:
    """So is a correction that does not say what was wrong; a day that is none is an error."""
    early, dumb, wrong = (
        read(line)
        for line in ("Đính chính: 01/11/2023 – Sai", "Đính chính: 02/12/2023", "Cập nhật: 31/11/2023 – Sai")
    )
    assert early.article is not None
    assert (early.article.changes, [one.code for one in early.problems]) == ((), ["cap-nhat"])
    assert [one.code for one in dumb.problems] == ["dinh-chinh"]
    assert (wrong.article, [one.level for one in wrong.problems]) == (None, [Level.ERROR])


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("Hết hạn: 01/01/2062", "Ý bạn là 2026?"),
        ("Cập nhật: 05/03/2062 – thêm số liệu", "Ý bạn là 2026?"),
        ("Cập nhật: 05/03/2028 – thêm số liệu", "còn 2 năm nữa"),
        ("Cập nhật: 02/01/2027 – thêm số liệu", ""),
        ("Loại văn bản: Dự thảo\nLấy ý kiến đến: 05/03/2053", "Kiểm tra lại năm"),
        ("Gửi duyệt: 05/03/2038", "còn 12 năm nữa"),
        ("Hết hạn: 01/01/2031", ""),
        ("Loại văn bản: Quy hoạch\nCông khai đến: 31/12/2050", ""),
    ],
)
def test_a_year_far_ahead_is_asked_about(line: str, asks: str) -> None:
    """In any field with a date; days of plans and of long terms may lie some years ahead."""
    data = f"{GOOD}{line}\n\nLúa chín đều.\n".encode()
    reading = read_article("content/gat.md", data, replace(REGISTRIES, year=2026), render)
    assert reading.article is not None
    asked = [problem.message for problem in reading.problems if problem.code == "nam-xa"]
    assert (asks in asked[0]) if asks else not asked


@pytest.mark.parametrize("name", ["con", "aux", "com1", "nul"])
def test_no_address_is_a_name_that_windows_keeps_for_devices(name: str) -> None:
    """Neither the name of a file, a tag nor a written slug becomes a folder that Windows cannot make."""
    article = read(f"Thẻ: {name}; {name.upper()}", path=f"content/{name}.md").article
    assert article is not None
    assert {article.slug, *(tag.slug for tag in article.tags)} == {f"{name}-1"}
    written = read(f"Đường dẫn: {name}").article
    assert written is not None
    assert written.slug == f"{name}-1"
    refused = read(f"Lưu tại: {name}/a.html").problems
    assert [problem.code for problem in refused] == ["luu-tai"]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("!!!", "không có chữ"),
        ("2024", "không có chữ"),
        ("<b>Họp</b> dân", "<b>"),
        ("Họp&nbsp;dân", "&nbsp;"),
        ("Họp<br/>dân", "<br/>"),
    ],
)
def test_a_title_is_words_and_no_code(title: str, part: str) -> None:
    """A title without a letter or with HTML is refused, and the message says which part is wrong."""
    reading = read(head=GOOD.replace("Xuân Lai gặt sớm", title))
    assert reading.article is None
    assert [problem.code for problem in reading.problems] == ["tieu-de"]
    assert part in reading.problems[0].message


@pytest.mark.parametrize("title", ["A & B <Xuân Minh>", "1/6 ở xã", "AT&T; và bạn", "a < b"])
def test_signs_in_a_title_are_no_code(title: str) -> None:
    """Only what browsers take for HTML is."""
    assert read(head=GOOD.replace("Xuân Lai gặt sớm", title)).article is not None


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ("", True),
        ("Trạng thái: ẩn", True),
        ("Trạng thái: nháp", False),
        ("Trạng thái: thu hồi", False),
        ("Tệp đính kèm: a.pdf", False),
    ],
)
def test_an_article_without_a_body_is_not_published(more: str, refused: bool) -> None:
    """A draft may have none yet, and a file may be all that there is to read."""
    reading = read(more, body="")
    assert (reading.article is None) == refused
    assert ("than-bai-trong" in [problem.code for problem in reading.problems]) == refused


def test_a_body_that_a_limit_leaves_unread_is_not_called_empty() -> None:
    """The fault is told by its own name, and nothing is said of a body that nobody looked at."""
    text = f"{GOOD}\n" + "Chữ.\n\n" * 60_000
    reading = read_article("content/bai-viet/bai.md", text.encode(), REGISTRIES)
    assert [problem.code for problem in reading.problems] == ["bai-qua-nhieu-doan"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Báo https://coquan.gov.vn@la.vn/x", "https://la.vn/x"),
        ("https://ten:ma@a.vn:8443/x?id=1", "https://a.vn:8443/x?id=1"),
        ("Báo https://a.vn/@ten", ""),
        ("Báo https://a.vn/x", ""),
    ],
)
def test_a_source_that_leads_elsewhere_than_it_seems_is_told(written: str, told: str) -> None:
    """With the address that it leads to."""
    reading = read(f"Nguồn: {written}")

    assert [(one.line, one.code) for one in reading.problems] == ([(5, "nguon")] if told else [])
    assert all(one.message.endswith(told) for one in reading.problems)
