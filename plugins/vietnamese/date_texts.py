"""Write dates and times in Vietnamese, without the system's locale."""

from __future__ import annotations

from datetime import date, datetime

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def in_words(day: date) -> str:
    """
    Return a day in full; a zero stands only before days under 10 and months 1 and 2 (NĐ 30/2020, phụ lục I).

    >>> in_words(date(2023, 11, 29)), in_words(date(2024, 2, 5))
    ('Thứ Tư, ngày 29 tháng 11 năm 2023', 'Thứ Hai, ngày 05 tháng 02 năm 2024')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day:02} tháng {month} năm {day.year}"


def short(day: date) -> str:
    """
    Return a day in figures.

    >>> short(date(2023, 6, 5))
    '05/06/2023'
    """
    return f"{day.day:02}/{day.month:02}/{day.year}"


def time_text(moment: datetime) -> str:
    """
    Return the time of day in figures, hours 00 to 23.

    >>> time_text(datetime(2023, 11, 29, 7, 5))
    '07:05'
    """
    return f"{moment.hour:02}:{moment.minute:02}"


def short_with_time(moment: datetime) -> str:
    """
    Return a day in figures and the time; without the time at midnight, which means "not known".

    >>> short_with_time(datetime(2023, 11, 29, 7, 30)), short_with_time(datetime(2023, 11, 29))
    ('29/11/2023 07:30', '29/11/2023')
    """
    at_midnight = (moment.hour, moment.minute) == (0, 0)
    return short(moment) if at_midnight else f"{short(moment)} {time_text(moment)}"
