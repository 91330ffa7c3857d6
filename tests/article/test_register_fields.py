"""The kind of a document of the register is asked about where a known one is nearly written."""

from __future__ import annotations

from datetime import UTC

import pytest

from plugins.article.header_values import HeaderValues
from plugins.article.register_fields import read_register
from plugins.header.parse import parse


def told(header: str) -> list[tuple[int, str]]:
    """Return lines and messages of what is told of the register's fields."""
    values = HeaderValues(parse("x.md", f"Tiêu đề: A\n{header}\n\nB"), UTC, 2026)
    read_register(values)
    return [(one.line, one.message) for one in values.problems]


@pytest.mark.parametrize("kind", ["Kế hoach", "Nghi quyet", "Quyết địn", "Du thao", "Thông bá", "Quy hoặch"])
def test_a_kind_that_nearly_is_a_known_one_is_asked_about(kind: str) -> None:
    """The message names the one that is meant, at its line."""
    problems = told(f"Loại văn bản: {kind}")

    assert [line for line, _ in problems] == [2]
    assert "Ý bạn là “" in problems[0][1]


@pytest.mark.parametrize(
    "kind", ["Kế hoạch", "kế hoạch", "Quy định", "Quy chế", "Biên bản", "Giấy mời", "Đề án", "Dự án", "Luật"]
)
def test_known_and_other_kinds_are_not(kind: str) -> None:
    """An editor may write kinds that nobody listed."""
    assert told(f"Loại văn bản: {kind}") == []


def test_a_missing_kind_says_what_to_write() -> None:
    """The line to add stands in the message."""
    assert "“Loại văn bản: …”" in told("Số ký hiệu: 12/KH-UBND")[0][1]
