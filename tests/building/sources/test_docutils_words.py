"""docutils' own faults are told in Vietnamese with their line, as the installed docutils says them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.readers import RstReader
from pelican.settings import DEFAULT_CONFIG

from plugins.building.sources.docutils_words import in_editors_words

CONFINED = {**DEFAULT_CONFIG, "DOCUTILS_SETTINGS": {"raw_enabled": False, "file_insertion_enabled": False}}


def said(folder: Path, text: str) -> str:
    """Return what Pelican's reader says of a text, as it stops at its first fault."""
    file = folder / "a.rst"
    file.write_text(text, "utf-8")
    with pytest.raises(Exception, match="a.rst:") as fault:  # noqa: RUF043 - docutils' own class is not ours to import
        RstReader(CONFINED).read(str(file))
    return str(fault.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Một *câu hỏng.", 1, "*chữ nghiêng* mở mà không đóng"),
        ("A\n\nMột **câu hỏng.", 3, "**chữ đậm** mở"),
        ("Một `câu hỏng.", 1, "dấu ` mở"),
        ("Một ``câu hỏng.", 1, "``mã`` mở"),
        ("- một\nhai", 2, "Danh sách kết thúc"),
        ("Đề mục dài\n====\n\nChữ.", 2, "ngắn hơn đề mục"),
        ("một\nhai\n    ba\n", 3, "thụt vào"),
        ("Xem so_do_.", 1, "“so_do_” không có đích"),
        (".. raw:: html\n\n   <b>", 1, "“.. raw::” không dùng được"),
        (".. khong:: x", 1, "không có lệnh “.. khong::”"),
        (":khong:`x`", 1, "không có kiểu chữ “:khong:”"),
        ("Xem |x|.", 1, "“|x|” chưa được định nghĩa"),
        ("+---+\n| a |\n| b\n+---+\n", 3, "bảng vẽ không khớp cột"),
        ("Xem::\n\nhết", 3, "không có khối mã"),
    ],
)
def test_what_docutils_says_is_told_in_vietnamese(tmp_path: Path, text: str, line: int, words: str) -> None:
    """With the line on which it is, and no English."""
    told = in_editors_words(said(tmp_path, text))

    assert words in told.words
    assert told.line == line
    assert "docutils" not in told.words


@given(st.text(max_size=80))
def test_any_other_message_is_told_as_it_is(text: str) -> None:
    """It is whatever a reader of a plugin says."""
    assert in_editors_words(f"lỗi {text}").words == f"lỗi {text}"
