"""A copy of an article has its words, and nothing of its story."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_sites import an_article

from plugins.editors.writing.article_copy import NOT_COPIED, article_copy
from plugins.editors.writing.header_text import header_text, with_fields

PATH, DAY = "bai-viet/tin-trong-huyen/2023/cu.md", date(2024, 6, 30)
HOME = "bai-viet/tin-trong-huyen/2024"


def test_a_copy_is_a_draft_of_today_that_nobody_approved() -> None:
    """No old address, no approval, no change leads from the copy to the article; cover, tags and body are the same."""
    story = dict.fromkeys(NOT_COPIED, "x")
    text = with_fields(PATH, an_article("Bài cũ", "Trạng thái: đăng", "Từ khóa: lúa"), story)
    copy = article_copy(PATH, text, "Bài mới", HOME, DAY, [PATH])

    assert copy is not None
    values = header_text(copy.path, copy.text).values
    assert copy.path == "bai-viet/tin-trong-huyen/2023/bai-moi.md"
    assert dict(values) == {
        "title": "Bài mới",
        "date": "30/06/2024",
        "category": "Tin trong huyện",
        "author": "Lê Hải",
        "tags": "lúa",
        "status": "nháp",
    }
    assert copy.text.endswith("\n\nNội dung của bài.\n")


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ([], "bai-cu"),
        (["bai-viet/tin-trong-huyen/2023/bai-cu.md"], "bai-cu-2"),
        (["bai-viet/tin-trong-huyen/2024/bài cũ.md"], "bai-cu-2"),
        (["bai-viet/khac/2024/bai-cu.md"], "bai-cu"),
    ],
)
def test_the_name_is_free_where_it_lies_and_where_its_address_is(taken: list[str], name: str) -> None:
    """The copy lies beside an article of last year, and its address is one of this year."""
    copy = article_copy(PATH, an_article("Bài cũ"), "Bài cũ", HOME, DAY, taken)

    assert copy is not None
    assert copy.path == f"bai-viet/tin-trong-huyen/2023/{name}.md"


def test_a_page_keeps_being_without_a_date() -> None:
    """Standing pages have none."""
    copy = article_copy("trang/lien-he.md", "Tiêu đề: Liên hệ\n\nA", "Hỏi đáp", "", DAY, [])

    assert copy is not None
    assert copy.text == "Tiêu đề: Hỏi đáp\nTrạng thái: nháp\n\nA"


def test_what_cannot_be_read_is_not_copied() -> None:
    """It might be public."""
    assert article_copy(PATH, "Chỉ có chữ.", "A", HOME, DAY, []) is None


@given(body=st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_the_body_is_the_same(body: str) -> None:
    """Letter for letter; there is a copy of whatever can be read (what has a NUL in it is no text)."""
    text = an_article("Bài cũ", body=body)
    copy = article_copy(PATH, text, "Bài mới", HOME, DAY, [])
    assert (copy is not None) == header_text(PATH, text).readable

    if copy:
        assert header_text(PATH, copy.text).body == header_text(PATH, text).body
