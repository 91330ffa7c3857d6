"""Lunar days are those that people in Việt Nam know, and the browser reckons the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from node_scripts import copied, run

from plugins.vietnamese.lunar import lunar_day, lunar_in_words, lunar_months_in_words, read_lunar

# In 1968, 1985, 2007 and 2030 not the first day of the Chinese year.
TET = [
    *("1968-01-29", "1975-02-11", "1985-01-21", "2000-02-05", "2007-02-17", "2015-02-19", "2020-01-25"),
    *("2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02"),
]
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("day", TET)
def test_tet_falls_on_the_day_that_people_remember(day: str) -> None:
    """The day before is the last of the twelfth month."""
    tet = date.fromisoformat(day)
    eve = lunar_day(tet - timedelta(days=1))

    assert lunar_in_words(tet) == "mùng 1 tháng Giêng"
    assert eve is not None
    assert (eve.month, eve.year, eve.day in (29, 30)) == (12, tet.year - 1, True)


def test_the_browser_reckons_every_day_alike(tmp_path: Path) -> None:
    """Two programs of different origin, two hundred years."""
    days = [date(1900, 1, 1) + timedelta(days=number) for number in range(0, 73_414, 5)]
    code = """
    import { lunarInWords } from "./js/lunar.js";
    const result = given.map((day) => lunarInWords(...day));
    """
    theirs = run(copied(tmp_path), code, [[day.day, day.month, day.year] for day in days])

    differing = [
        day
        for day, words in zip(days, theirs, strict=True)
        if not words.startswith(f"{lunar_in_words(day)} năm ")
        or not words.endswith(lunar_months_in_words(day, day)[-8:])
    ]
    assert differing == []


@given(DAYS)
def test_a_day_follows_the_one_before_it(day: date) -> None:
    """By one, or a month of 29 or 30 days begins."""
    before, now = lunar_day(day), lunar_day(min(day + timedelta(days=1), date(2100, 12, 31)))
    assert before is not None
    assert now is not None
    assert now.day in (before.day, before.day + 1, 1)
    if now.day == 1 and now != before:
        assert before.day in (29, 30)


@given(DAYS)
def test_what_is_written_is_read_again(day: date) -> None:
    """Whether in words or in figures."""
    lunar = lunar_day(day)
    assert lunar is not None
    wanted = (lunar.day, lunar.month)

    assert read_lunar(lunar_in_words(day).removesuffix(" nhuận")) == wanted
    assert read_lunar(f"{lunar.day}/{lunar.month}") == wanted


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    """What is no single day is none."""
    found = read_lunar(text)
    assert found is None or all(isinstance(part, int) for part in found)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2101, 1, 1), date(9999, 12, 31)])
def test_of_days_far_away_nothing_is_said(day: date) -> None:
    """Nobody reckoned them."""
    assert lunar_day(day) is None
    assert lunar_in_words(day) == lunar_months_in_words(day, day) == ""
