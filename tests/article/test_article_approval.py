"""What is published was approved, by somebody who may, where the portal's data asks for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.approval import Approval, load_approval
from plugins.article.approved_text import text_checksum
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.article.status import SPELLINGS
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.header.parse import parse
from plugins.lifecycle.outcome import PUBLIC, outcome
from plugins.problems.data_file import data_file

ORGANISATION = Organisation("Ban biên tập", "ban-bien-tap")
SECTIONS = load_sections('[[chuyen-muc]]\nten = "Tin trong huyện"')
STRICT = load_approval(
    '[duyet]\nbat-buoc = true\nnguoi-duyet = ["Nguyễn Thị Hạnh", "Lê Hải"]\ntu-ngay = 2024-01-01'
)


def objections(*lines: str, rules: Approval = STRICT, day: str = "05/03/2024") -> list[str]:
    """Return what is said of the approval of an article of Lê Hải's."""
    registries = Registries(SECTIONS, Authors(), UTC, ORGANISATION, approval=rules)
    header = ["Tiêu đề: Họp", f"Ngày đăng: {day}", "Chuyên mục: Tin trong huyện", "Tác giả: Lê Hải", *lines]
    reading = read_article("content/x.md", "\n".join([*header, "", "Một câu.", ""]).encode(), registries)
    found = [one.message for one in reading.problems if one.code == "nguoi-duyet"]
    assert (reading.article is None) == bool(found)
    return found


def test_what_is_published_names_who_approved() -> None:
    """Somebody else than its author, out of those who may."""
    assert objections("Người duyệt: Nguyễn Thị Hạnh") == []
    assert objections("Trạng thái: ẩn", "Approved by: nguyễn  thị hạnh") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "bài chưa có người duyệt"),
        (("Người duyệt: Lê Hải",), "vừa viết vừa duyệt bài này"),
        (("Người duyệt: Trần Văn A",), "không có trong danh sách người duyệt"),
    ],
)
def test_why_not_is_said_with_who_may(lines: tuple[str, ...], expected: str) -> None:
    """The author is not among those who may."""
    (message,) = objections(*lines)

    assert expected in message
    assert message.endswith(": Nguyễn Thị Hạnh.")


@pytest.mark.parametrize("status", ["nháp", "chờ duyệt"])
def test_what_is_not_published_need_not_be_approved(status: str) -> None:
    """A draft is nobody's business yet."""
    assert objections(f"Trạng thái: {status}") == []


LINES = {
    "approved": "Người duyệt: Nguyễn Thị Hạnh",
    "approved by the author": "Người duyệt: Lê Hải",
    "approved by nobody": "",
    "another text was approved": f"Người duyệt: Nguyễn Thị Hạnh\nBản đã duyệt: {'0' * 16}",
}


@given(
    st.sampled_from([*SPELLINGS, ""]),
    st.sampled_from(sorted(LINES)),
    st.sampled_from(["", "Hết hạn: 20/03/2024"]),
    st.sampled_from(["05/03/2024", "05/03/2025 07:00"]),
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_the_public_gets_was_approved(
    status: str, approval: str, expires: str, day: str, now: datetime
) -> None:
    """Published, hidden, withdrawn, expired or due later: no status is a way around the rule, at no instant."""
    registries = Registries(SECTIONS, Authors(), UTC, ORGANISATION, approval=STRICT)
    header = ["Tiêu đề: Họp", f"Ngày đăng: {day}", "Chuyên mục: Tin trong huyện", "Tác giả: Lê Hải"]
    header += [f"Trạng thái: {status}", expires, LINES[approval]]
    text = "\n".join([*filter(None, header), "", "Một câu.", ""])
    article = read_article("content/x.md", text.encode(), registries).article

    assert outcome(article, now) not in PUBLIC or approval == "approved"


def test_withdrawing_needs_no_new_approval() -> None:
    """A page that has to go is not kept waiting: its reason is no part of the text that was approved."""
    rules = load_approval("[duyet]\nbat-buoc = true\nbat-buoc-ma = true")
    header = NEWS + "Tác giả: Lê Hải\nNgười duyệt: Nguyễn Thị Hạnh"
    approved = text_checksum(parse("x.md", f"{header}\n\nMột câu.\n"))
    withdrawn = f"{header}\nTrạng thái: thu hồi\nLý do thu hồi: số liệu sai\nBản đã duyệt: "

    assert said(withdrawn + approved, rules) == []
    assert "bài đã sửa" in said(withdrawn + "0" * 16, rules)[0]


def test_articles_of_earlier_days_are_not_asked() -> None:
    """Ten thousand old articles stay published."""
    assert objections(day="31/12/2023") == []
    assert objections(day="01/01/2024") != []


def test_the_rules_can_be_switched_off() -> None:
    """Without the data file nothing is asked, but nobody approves an own article; that too is a switch."""
    assert objections(rules=load_approval("")) == []
    assert objections("Người duyệt: Lê Hải", rules=load_approval("")) != []
    assert objections("Người duyệt: Lê Hải", rules=load_approval("[duyet]\nkhac-tac-gia = false")) == []


@pytest.mark.parametrize(
    "text",
    [
        "[duyet",
        "duyet = 1",
        "[duyet]\nbat-buoc = 'co'",
        "[duyet]\nnguoi-duyet = 'Hạnh'",
        "[duyet]\ntu-ngay = '2024-01-01'",
        "[duyet]\nbatbuoc = true",
    ],
)
def test_broken_rules_are_a_fault(text: str) -> None:
    """A slip must not switch the rule off in silence."""
    file = data_file(text, "quy-trinh.toml")
    load_approval(file)
    assert [problem.line for problem in file.problems] == [text.count("\n") + 1]


LOOSE = load_approval("[duyet]\nbat-buoc = true")


def said(header: str, rules: Approval = LOOSE, path: str = "content/bai-viet/x.md") -> list[str]:
    """Return what is said of the approval of a file with this header, a draft's or an article's."""
    registries = Registries(SECTIONS, Authors(), UTC, ORGANISATION, approval=rules)
    reading = read_article(path, f"{header}\n\nMột câu.\n".encode(), registries)
    return [f"{one.level.name}: {one.message}" for one in reading.problems if one.code == "nguoi-duyet"]


NEWS = "Tiêu đề: Họp\nNgày đăng: 05/03/2024\nChuyên mục: Tin trong huyện\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Tác giả: Lê Hải\nNgười duyệt: Đ/c LE HAI – Trưởng ban", "vừa viết vừa duyệt"),
        ("Tác giả: Lê Hải\nNgười duyệt: Lê Нải", "vừa viết vừa duyệt"),
        ("Tác giả: Phòng Nội vụ huyện\nNgười duyệt: Lê Hải", "không rõ ai viết bài này"),
        ("Người duyệt: Lê Hải", "không rõ ai viết bài này"),
        (
            "Tác giả: Phòng Nội vụ huyện\nGửi duyệt: 04/03/2024 – Lê Hải\nNgười duyệt: Lê Hải",
            "vừa viết vừa duyệt",
        ),
        ("Tác giả: Lê Hải\nNgười duyệt: Ban biên tập", "là cơ quan"),
        ("Tác giả: Lê Hải", "chưa có người duyệt"),
    ],
)
def test_nobody_approves_in_disguise(lines: str, expected: str) -> None:
    """Neither under another spelling of the own name, nor behind an organisation, nor without a name."""
    (message,) = said(NEWS + lines)

    assert message.startswith("ERROR")
    assert expected in message


@pytest.mark.parametrize(
    "lines",
    [
        "Tác giả: Lê Hải\nNgười duyệt: Bà Nguyễn Thị Hạnh (Trưởng ban)",
        "Tác giả: Phòng Nội vụ huyện\nGửi duyệt: 04/03/2024 08:00 – Trần Văn Nam\nNgười duyệt: Lê Hải",
    ],
)
def test_who_really_approves_may_be_written_in_any_way(lines: str) -> None:
    """With a form of address, with an organisation behind the name; of what an organisation wrote it is said who handed it over."""
    assert said(NEWS + lines) == []


def test_what_was_changed_after_the_approval_is_approved_no_more() -> None:
    """Where approval is required it may not be published; where it is not, the editor is told."""
    header = NEWS + "Tác giả: Lê Hải\nNgười duyệt: Nguyễn Thị Hạnh"
    approved = text_checksum(parse("x.md", f"{header}\n\nMột câu.\n"))

    assert said(f"{header}\nBản đã duyệt: {approved}") == []
    assert said(f"{header}\nTóm tắt: Thêm câu này.\nBản đã duyệt: {approved}")[0].startswith(
        "ERROR: bài đã sửa"
    )
    assert said(f"{header}\nBản đã duyệt: {'0' * 16}", load_approval(""))[0].startswith("WARNING: bài đã sửa")


def test_a_portal_may_ask_which_text_was_approved() -> None:
    """Then a name alone is not enough."""
    rules = load_approval("[duyet]\nbat-buoc = true\nbat-buoc-ma = true")
    header = NEWS + "Tác giả: Lê Hải\nNgười duyệt: Nguyễn Thị Hạnh"

    assert "đã duyệt bản nào" in said(header, rules)[0]


@pytest.mark.parametrize(
    ("line", "is_judged"),
    [
        ("", False),
        ("Cập nhật: 02/03/2024 – thêm lịch", True),
        ("Đính chính: 02/03/2024 – sai số lớp, đúng là 4", True),
        ("Gửi duyệt: 02/03/2024 – Lê Hải", True),
        ("Duyệt lúc: 02/03/2024", True),
    ],
)
def test_an_old_day_is_no_way_around_the_rule(line: str, is_judged: bool) -> None:
    """What the header itself says was changed or handed over since is judged, whatever day of publishing it has."""
    rules = load_approval("[duyet]\nbat-buoc = true\ntu-ngay = 2024-01-01")
    old = "Tiêu đề: Họp\nNgày đăng: 05/03/2020\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"

    assert bool(said(old + line, rules)) == is_judged


def test_standing_pages_are_approved_too() -> None:
    """They have no author: who handed them over is somebody else than who approved."""
    page = "Tiêu đề: Giới thiệu\n"
    where = "content/trang/gioi-thieu.md"

    assert "chưa có người duyệt" in said(page, path=where)[0]
    assert "không rõ ai viết" in said(f"{page}Người duyệt: Lê Hải", path=where)[0]
    assert said(f"{page}Gửi duyệt: 04/03/2024 – Trần Văn Nam\nNgười duyệt: Lê Hải", path=where) == []
    assert said(page, load_approval("[duyet]\nbat-buoc = true\ntu-ngay = 2024-01-01"), where) == []
