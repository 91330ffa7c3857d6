"""
The lunar day of a solar one as Việt Nam reckons it: new moons and the sun's way seen at UTC+7.

So Tết of 1985, 2007 or 2030 is not on the day of the Chinese calendar. theme/static/js/lunar.js tells the same of today.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .letters import fold

if TYPE_CHECKING:
    from lunar_vn import LunarDate

_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")
_MONTHS = {1: "Giêng", 12: "Chạp"}
_NAMED_MONTHS = {"gieng": 1, "chap": 12}
_LAST_OF_FIRST_TEN = 10
# Folded: "mùng 7 tháng 11", "ngày 23 tháng Chạp", "rằm tháng Giêng", "7/11".
_WRITTEN = re.compile(
    r"(?:(?:ngay |mung |mong )?(?P<day>\d{1,2})|(?:ngay )?ram)(?: thang |/)(?P<month>\d{1,2}|gieng|chap)"
)


def lunar_day(day: date) -> LunarDate | None:
    """
    Return a day of the lunar calendar (day, month, year, leap), None for a day that is not reckoned.

    >>> lunar_day(date(2027, 2, 6)), lunar_day(date(1, 1, 1))
    (LunarDate(day=1, month=1, year=2027, leap=False), None)
    """
    # Most builds reckon no lunar day, and the library takes long to load.
    from lunar_vn import SUPPORTED_YEAR_RANGE, solar_to_lunar

    first, last = SUPPORTED_YEAR_RANGE
    return solar_to_lunar(day) if first <= day.year <= last else None


def lunar_in_words(day: date) -> str:
    """
    Return a lunar day as people say it, "" for none.

    >>> lunar_in_words(date(2026, 12, 15)), lunar_in_words(date(2027, 2, 5)), lunar_in_words(date(2025, 7, 25))
    ('mùng 7 tháng 11', 'ngày 29 tháng Chạp', 'mùng 1 tháng 6 nhuận')
    """
    lunar = lunar_day(day)
    if lunar is None:
        return ""
    said = "mùng" if lunar.day <= _LAST_OF_FIRST_TEN else "ngày"
    return f"{said} {lunar.day} {_month(lunar)}"


def lunar_months_in_words(first: date, last: date) -> str:
    r"""
    Return the lunar months that two days are in, with the names of their years; "" for none.

    >>> lunar_months_in_words(date(2026, 10, 1), date(2026, 10, 31)), lunar_months_in_words(date(2027, 2, 1), date(2027, 2, 28))
    ('tháng 8\xa0– tháng 9 năm Bính Ngọ', 'tháng Chạp năm Bính Ngọ\xa0– tháng Giêng năm Đinh Mùi')
    """
    one, other = lunar_day(first), lunar_day(last)
    if one is None or other is None:
        return ""
    end = f"{_month(other)} năm {year_name(other.year)}"
    if one.year != other.year:
        return f"{_month(one)} năm {year_name(one.year)}\N{NO-BREAK SPACE}– {end}"
    return end if _month(one) == _month(other) else f"{_month(one)}\N{NO-BREAK SPACE}– {end}"


def _month(lunar: LunarDate) -> str:
    return f"tháng {_MONTHS.get(lunar.month, lunar.month)}" + (" nhuận" if lunar.leap else "")


def year_name(year: int) -> str:
    """
    Return the name of a lunar year.

    >>> year_name(2026), year_name(1968)
    ('Bính Ngọ', 'Mậu Thân')
    """
    return f"{_STEMS[(year + 6) % 10]} {_BRANCHES[(year + 8) % 12]}"


def read_lunar(text: str) -> tuple[int, int] | None:
    """
    Return the day and the month of a lunar day in words or figures, None for what is no single day.

    >>> read_lunar("Mùng 7 tháng 11"), read_lunar("rằm tháng Giêng"), read_lunar("23 tháng Chạp"), read_lunar("21–23 tháng 8")
    ((7, 11), (15, 1), (23, 12), None)
    """
    found = _WRITTEN.fullmatch(" ".join(fold(text).split()))
    if not found:
        return None
    month = _NAMED_MONTHS.get(found["month"]) or int(found["month"])
    return int(found["day"] or 15), month
