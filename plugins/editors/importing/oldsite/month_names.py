"""Read days whose month old pages write as a word, Vietnamese or English."""

from __future__ import annotations

import re

_VIETNAMESE = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBERS = {
    **{f"tháng {name}": number for number, name in enumerate(_VIETNAMESE, 1)},
    "tháng bốn": 4,
    "tháng giêng": 1,
    "tháng chạp": 12,
    **{name: number for number, name in enumerate(_ENGLISH, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
}
# As regular expressions, the longer names first.
_LONGEST_FIRST = sorted(_NUMBERS, key=len, reverse=True)
VIETNAMESE_MONTHS = (
    *(name.replace(" ", r"\s+") for name in _LONGEST_FIRST if " " in name),
    r"tháng\s+\d{1,2}",
    r"thg\s+\d{1,2}",
)
ENGLISH_MONTHS = tuple(name for name in _LONGEST_FIRST if " " not in name)
_MONTH = "|".join((*VIETNAMESE_MONTHS, *ENGLISH_MONTHS))
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({_MONTH})(?:\s*,\s*|\s+)(?:năm\s+)?(\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})\s*,\s*(\d{{4}})", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[\s,]*", re.IGNORECASE)


def with_day_in_figures(text: str) -> str:
    """
    Return a text in which days whose month is a word are written in figures, and English weekdays are left out.

    >>> with_day_in_figures("Thứ tư, 29 Tháng 11 2023 08:15"), with_day_in_figures("Wednesday, Nov 29, 2023")
    ('Thứ tư, 29/11/2023 08:15', '29/11/2023')
    >>> with_day_in_figures("29 thg 11, 2023"), with_day_in_figures("thg 11 29, 2023")
    ('29/11/2023', '29/11/2023')
    """
    text = _DAY_FIRST.sub(lambda found: f"{found[1]}/{_number(found[2])}/{found[3]}", text)
    text = _MONTH_FIRST.sub(lambda found: f"{found[2]}/{_number(found[1])}/{found[3]}", text)
    return _WEEKDAY.sub("", text)


def _number(month: str) -> int:
    words = " ".join(month.lower().split())
    return _NUMBERS[words] if words in _NUMBERS else int(words.rpartition(" ")[2])
