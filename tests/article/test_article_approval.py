"""What is published was approved, by somebody who may, where the portal's data asks for it."""

from __future__ import annotations

from datetime import UTC

import pytest

from plugins.article.approval import Approval, load_approval
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.problems.data_file import data_file

SECTIONS = load_sections('[[chuyen-muc]]\nten = "Tin trong huyện"')
STRICT = load_approval(
    '[duyet]\nbat-buoc = true\nnguoi-duyet = ["Nguyễn Thị Hạnh", "Lê Hải"]\ntu-ngay = 2024-01-01'
)


def objections(*lines: str, rules: Approval = STRICT, day: str = "05/03/2024") -> list[str]:
    """Return what is said of the approval of an article of Lê Hải's."""
    registries = Registries(
        SECTIONS, Authors(), UTC, Organisation("Ban biên tập", "ban-bien-tap"), approval=rules
    )
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


@pytest.mark.parametrize("status", ["nháp", "chờ duyệt", "thu hồi"])
def test_what_is_not_published_need_not_be_approved(status: str) -> None:
    """A draft is nobody's business yet; what is withdrawn was approved before."""
    assert objections(f"Trạng thái: {status}") == []


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
