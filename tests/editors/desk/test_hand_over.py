"""From the writer to the approver and out: what each step writes, and that the rules understand it."""

from __future__ import annotations

from datetime import UTC, datetime

from plugins.article.approval import load_approval
from plugins.article.facts import Article, Status
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.editors.desk.hand_over import FieldChanges, approve, send_back, submit
from plugins.header.fields import label
from plugins.header.parse import parse

NOW = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
RULES = load_approval("[duyet]\nbat-buoc = true\nbat-buoc-ma = true")
REGISTRIES = Registries(
    load_sections('[[chuyen-muc]]\nten = "Tin"'),
    Authors(),
    UTC,
    Organisation("Ban biên tập", "b"),
    approval=RULES,
)
DRAFT = {
    "Tiêu đề": "Họp",
    "Ngày đăng": "01/03/2024",
    "Chuyên mục": "Tin",
    "Tác giả": "Lê Hải",
    "Trạng thái": "nháp",
}


def text_of(header: dict[str, str], body: str = "Một câu.") -> str:
    """Return a file with a header and a body."""
    lines = [f"{key}: {value}" for key, value in header.items()]
    return "\n".join([*lines, "", body, ""])


def changed(header: dict[str, str], changes: FieldChanges) -> dict[str, str]:
    """Return a header with the changes made."""
    written = {label(name): value for name, value in changes.items()}
    return {key: value for key, value in {**header, **written}.items() if value}


def read(header: dict[str, str], body: str = "Một câu.") -> Article | None:
    """Return the article of a file under the strictest rules, None if it may not be published."""
    return read_article("content/bai-viet/x.md", text_of(header, body).encode(), REGISTRIES).article


def test_an_article_goes_from_hand_to_hand() -> None:
    """Who and when stand in the header; what is published is what was approved."""
    handed_over = changed(DRAFT, submit("Lê Hải", NOW))
    waiting = read(handed_over)
    assert waiting
    assert (waiting.status, waiting.submitted, waiting.submitted_by) == (
        Status.IN_REVIEW,
        NOW,
        "Lê Hải",
    )

    approved = changed(handed_over, approve("Nguyễn Thị Hạnh", parse("x.md", text_of(handed_over)), NOW))
    published = changed(approved, {"status": "đăng"})
    article = read(published)
    assert article
    assert (article.status, article.approver) == (Status.PUBLISHED, "Nguyễn Thị Hạnh")

    assert read(published, "Một câu khác.") is None


def test_who_wrote_it_cannot_approve_what_was_handed_over() -> None:
    """The buttons write the truth, and the rules read it."""
    handed_over = changed(DRAFT, submit("Lê Hải", NOW))
    approved = changed(handed_over, approve("ông LÊ HẢI", parse("x.md", text_of(handed_over)), NOW))

    assert read(changed(approved, {"status": "đăng"})) is None


def test_what_is_sent_back_is_a_draft_with_the_reason() -> None:
    """Nothing of the approval stays; the next hand-over takes the reason away."""
    approved = changed(DRAFT, approve("Nguyễn Thị Hạnh", parse("x.md", text_of(DRAFT)), NOW))
    back = changed(approved, send_back("Nguyễn Thị Hạnh", "Thiếu nguồn  ảnh.\nXem lại số lớp", NOW))

    assert back["Trả lại"] == "05/03/2024 09:30 – Nguyễn Thị Hạnh – Thiếu nguồn ảnh. Xem lại số lớp"
    assert (back["Trạng thái"], "Người duyệt" in back, "Bản đã duyệt" in back) == ("nháp", False, False)
    assert "Trả lại" not in changed(back, submit("Lê Hải", NOW))
