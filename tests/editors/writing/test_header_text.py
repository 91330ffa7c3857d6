"""Single fields of a header are changed, and every other byte of the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.editors.writing.header_text import header_text, with_fields
from plugins.header.fields import KEYS

PROJECT = Path(__file__).resolve().parents[3]
CONTENT = sorted((PROJECT / "content").rglob("*.md"))
NAMES = [key.name for key in KEYS]
VALUES = (
    st.text("abcđế :;,.-–|'\"“”[]#~>&\\", min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
    .filter(lambda one: one != "~")
)
ENDS = st.sampled_from(["\n", "\r\n"])
FENCES = st.sampled_from(["", "---"])


def a_file(values: dict[str, str], end: str = "\n", fence: str = "", body: str = "Thân bài.\n\nHai.") -> str:
    """Return a file with a header of these values by the editors' words."""
    lines = [fence] if fence else []
    lines += [f"{name}: {value}" for name, value in values.items()]
    lines += [fence] if fence else []
    return end.join([*lines, "", *body.split("\n"), ""])


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.stem)
def test_a_field_that_gets_its_own_value_changes_nothing(file: Path) -> None:
    """In every article of the portal."""
    text = file.read_bytes().decode("utf-8")
    parted = header_text(file.name, text)

    assert parted.head + parted.body == text
    assert with_fields(file.name, text, parted.values) == text


@given(VALUES, st.sampled_from(["title", "summary", "source", "signer"]), ENDS, FENCES)
def test_a_value_is_read_as_it_was_written(value: str, name: str, end: str, fence: str) -> None:
    """Whatever is in it; the lines beside it and the body stay as they are."""
    text = a_file({"Tiêu đề": "Một", "Custom": "7", "Ngày đăng": "1/2/2024"}, end, fence)
    changed = with_fields("x.md", text, {name: value})
    read = header_text("x.md", changed)

    assert read.values[name] == " ".join(value.split())
    assert read.body == header_text("x.md", text).body
    kept = [line for line in text.split(end) if not line.startswith("Tiêu đề")]
    assert [line for line in changed.split(end) if line in kept] == kept


@given(st.lists(VALUES.filter(lambda one: not one.startswith(("-", "'", '"'))), min_size=1, max_size=4), ENDS)
def test_several_values_stand_on_lines_of_their_own(values: list[str], end: str) -> None:
    """They may hold semicolons, which part other lists."""
    tidy = [" ".join(value.split()) for value in values]
    changed = with_fields("x.md", a_file({"Tiêu đề": "Một"}, end), {"corrections": "\n".join(values)})

    assert header_text("x.md", changed).values["corrections"] == "\n".join(tidy)


def test_a_field_is_taken_out_with_all_its_lines() -> None:
    """And the fields around it stay."""
    text = "Tiêu đề: Một\nĐính chính:\n- 1/2/2024 – a\n- 2/2/2024 – b\nTác giả: Lê Hải\n\nA\n"

    assert with_fields("x.md", text, {"corrections": ""}) == "Tiêu đề: Một\nTác giả: Lê Hải\n\nA\n"


def test_a_new_field_stands_where_the_table_of_keys_has_it() -> None:
    """Behind the nearest of those before it."""
    text = "Tiêu đề: Một\nNgày đăng: 1/2/2024\nTác giả: Lê Hải\n\nA\n"
    changed = with_fields("x.md", text, {"status": "nháp", "category": "Tin"})

    assert (
        changed
        == "Tiêu đề: Một\nNgày đăng: 1/2/2024\nChuyên mục: Tin\nTác giả: Lê Hải\nTrạng thái: nháp\n\nA\n"
    )


@pytest.mark.parametrize(
    "text", ["", "Chỉ có chữ.", "+++\ntitle = 1\n+++\nA", "---\nTiêu đề: Một\nkhông đóng"]
)
def test_what_has_no_header_that_can_be_read_is_left_alone(text: str) -> None:
    """It is edited as source."""
    parted = header_text("x.md", text)

    assert (parted.readable, parted.body) == (False, text)
    assert with_fields("x.md", text, {"title": "Hai"}) == text


def test_a_mark_at_the_beginning_and_a_missing_end_stay() -> None:
    """A byte order mark; a file that ends within its header."""
    assert with_fields("x.md", "\ufeffTiêu đề: Một\n\nA", {"summary": "B"}).startswith("\ufeffTiêu đề: Một\n")
    assert header_text("x.md", with_fields("x.md", "Tiêu đề: Một", {"status": "nháp"})).values == {
        "title": "Một",
        "status": "nháp",
    }
