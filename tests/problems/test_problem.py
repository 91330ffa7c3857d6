"""Problems are told in one order, whoever found them first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Level, Problem, advice, error, sorted_problems, warning

problems = st.builds(
    Problem,
    st.sampled_from(["content/a.md", "content/b.md"]),
    st.integers(0, 3),
    st.sampled_from(["ngay-dang", "tieu-de"]),
    st.sampled_from(["sai.", "thiếu."]),
    st.sampled_from(list(Level)),
)


@given(st.lists(problems))
def test_each_problem_is_told_once_file_by_file_and_line_by_line(found: list[Problem]) -> None:
    """The order is that of the values themselves, and does not hang on the order in which they were found."""
    told = sorted_problems(found)

    assert list(told) == sorted(set(found))
    assert sorted_problems(reversed(found)) == told


@pytest.mark.parametrize(
    ("made", "told", "level"),
    [
        (error("a.md", 2, "x", "sai."), "a.md:2: lỗi [x]: sai.", "error"),
        (warning("a.md", 0, "x", "sai."), "a.md: nhắc [x]: sai.", "warning"),
        (advice("a.md", 1, "x", "sai."), "a.md:1: gợi ý [x]: sai.", "advice"),
    ],
)
def test_a_problem_says_its_level_in_vietnamese_to_people_and_in_english_to_machines(
    made: Problem, told: str, level: str
) -> None:
    """One of a whole file names no line."""
    assert (str(made), made.as_json()["level"]) == (told, level)


def test_a_message_is_only_shown() -> None:
    """What it quotes of a file may be an order to a terminal, or turn the rest of the line around."""
    problem = error("x.md", 1, "neo-chet", "“#\x1b[2J\u202e\x00” Thọ\u00a0Xuân\n…")

    assert problem.message == "“#\\x1b[2J\\u202e\\x00” Thọ\u00a0Xuân\n…"
    assert problem == error("x.md", 1, "neo-chet", problem.message)
