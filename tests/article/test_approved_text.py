"""What was approved is known by a checksum: another text is another one, another spelling of the file is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.article.approved_text import text_checksum
from plugins.header.decode import decode
from plugins.header.parse import parse

WORDS = st.text("aăâbđeêioôơuưyáàảãạ ấ", min_size=1, max_size=30).filter(str.strip)


def checksum(text: str) -> str:
    """Return the checksum of a file's text, read as a build reads it."""
    return text_checksum(parse("x.md", decode("x.md", text.encode("utf-8"))[0]))


def an_article(title: str, body: str, *state: str, end: str = "\n") -> str:
    """Return a file."""
    return end.join([f"Tiêu đề: {title}", "Chuyên mục: Tin", *state, "", body, ""])


@given(WORDS, WORDS)
def test_the_way_through_the_newsroom_changes_nothing(title: str, body: str) -> None:
    """Status, days, names of the workflow, line ends and the byte order mark are not what was approved."""
    before = checksum(an_article(title, body, "Trạng thái: chờ duyệt", "Ngày đăng: 28/11/2023"))
    state = ("Ngày đăng: 30/11/2023 07:00", "Người duyệt: Nguyễn Thị Hạnh", f"Bản đã duyệt: {before}")

    assert checksum("\ufeff" + an_article(title, body, *state, end="\r\n")) == before


@given(WORDS, WORDS, WORDS)
def test_any_other_word_is_another_text(title: str, body: str, other: str) -> None:
    """In the title, the body, the lead or the files."""
    before = checksum(an_article(title, body))
    same = " ".join(other.split()) == " ".join(title.split())

    assert (checksum(an_article(other, body)) == before) == same
    assert checksum(an_article(title, f"{body}\n\n{other}")) != before
    assert checksum(an_article(title, body, f"Tóm tắt: {other}")) != before
    assert checksum(an_article(title, body, "Tệp đính kèm: a.pdf")) != before
