"""Parse a written day and time, day before month, into an instant with its zone."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from plugins.vietnamese.date_texts import WEEKDAYS
from plugins.vietnamese.letters import fold

FIRST_YEAR, LAST_YEAR = 1945, 2100
# Characters; the longest way to write an instant, with weekday, words and zone, takes a third of it.
LONGEST = 200
EXAMPLE = "Hãy viết theo thứ tự ngày/tháng/năm, ví dụ 29/11/2023."

# A date copied from a page with the words before it: “Ngày đăng: Đăng lúc: 29/11/2023”.
LABEL = re.compile(
    r"^(?:(?:(?:(?:ngay|thoi gian|gio) )?(?:dang|xuat ban|cong bo|cap nhat|ban hanh)(?: (?:luc|ngay|tin|bai|tai))?"
    r"|ngay|thoi gian|date|published(?: (?:on|at))?|posted(?: on)?|updated(?: on)?) ?: ?){1,2}"
)
WEEKDAY = re.compile(
    r"^(?:thu (hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn)|t([2-7]))\b[\s,.:–-]*", re.IGNORECASE
)
WEEKDAY_NUMBER = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
ZONE = re.compile(r"\(?\s*(?:(?:gmt|utc)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?)\s*\)?$")
OFFSET = re.compile(r"(?<=\d)\s*(?:(z)|([+-])(\d{2}):?(\d{2}))$")
CLOCK = r"(\d{1,2})\s*(?::|h|gio)\s*(\d{1,2})?(?:\s*phut)?(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(?:phut|ph|p)?"
CLOCK_ALONE = re.compile(CLOCK)
CLOCK_BEFORE = re.compile(rf"^(?:luc\s+)?{CLOCK}[\s,;–-]+(?:ngay\s+)?(?=\S)")
CLOCK_AFTER = re.compile(rf"(?:[\s,;–-]+(?:luc\s+)?|(?<=\d)t(?=\d)){CLOCK}$")
YEAR_FIRST = re.compile(r"(\d{4,})([-/.])(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(?:ngay\s+)?(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d+)")
IN_WORDS = re.compile(r"(?:ngay\s+|mong\s+)?(\d{1,2})\s*thang\s*(\d{1,2})\s*,?\s*nam\s*(\d+)")


# A whole day among other words, and what is said of the hour beside it.
_DAY_AMONG = re.compile(r"(?<!\d)(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?!\d)")
_HOUR = re.compile(
    r"(?:lúc\s+)?(\d{1,2})(?:\s*(?:giờ|gio|h|g|:|\.|,)\s*(\d{1,2}|rưỡi)?)?(?!\d)(?:\s*(?:phút|phut|ph)\b)?",
    re.IGNORECASE,
)
# Before a whole day: the first day of several, of which the month or the year is not repeated.
_FIRST_OF_SEVERAL = re.compile(
    r"(?:từ\s+)?(?:ngày\s+)?\d{1,2}(?:\s*[-/.]\s*\d{1,2})?\s*(?:[–,-]|và|đến|tới)\s*(?:ngày\s*)?",
    re.IGNORECASE,
)
# Around a whole value, as people quote it who know YAML.
_QUOTES = "\"'“”‘’ "
# Windows and Excel write SA and CH for the two halves of a day.
_PART_OF_DAY = re.compile(r"\b(?:sáng|trưa|chiều|tối|đêm|am|pm|a\.m|p\.m|sa|ch)\b\.?", re.IGNORECASE)
_BEFORE_NOON, _AFTER_NOON = ("sáng", "am", "sa"), ("chiều", "tối", "pm", "ch")


class DateFault(ValueError):
    """A written date that means no certain instant; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """
    An instant with its zone, what the editor is to be reminded of, and whether a time of day was written.

    ``is_converted`` tells that it was written in the time of another zone; ``weekday_fits`` that the weekday beside it, if there is
    one, is that of the day.
    """

    moment: datetime
    reminder: str = ""
    has_time: bool = False
    is_converted: bool = False
    weekday_fits: bool = True


def parse_date(text: str, zone: tzinfo) -> ParsedDate:
    """
    Return the instant that is written; raise DateFault where it is not certain.

    >>> vietnam = timezone(timedelta(hours=7))
    >>> parse_date("7h30, Thứ Tư, 29/11/2023 (GMT+7)", vietnam).moment.isoformat()
    '2023-11-29T07:30:00+07:00'
    >>> parse_date("2023-12-31T20:00:00Z", vietnam).moment.isoformat()
    '2024-01-01T03:00:00+07:00'
    """
    written = " ".join(text[:LONGEST].split())[:60]
    if len(text) > LONGEST:
        raise DateFault(f"“{written}…” dài {len(text)} ký tự, không phải một ngày. {EXAMPLE}")
    plain = fold(unicodedata.normalize("NFKC", text)).rstrip(".,; ").strip(_QUOTES)
    if not plain:
        raise DateFault("ngày đang để trống. Ví dụ: 29/11/2023.")
    if re.search(r"\b(?:am lich|al)\b", plain):
        raise DateFault(f"“{written}” là ngày âm lịch; cần ngày dương lịch dạng ngày/tháng/năm.")
    plain = LABEL.sub("", plain)
    plain, own_zone = _zone(plain, written)
    plain, weekday = _weekday(plain)
    plain, clock = _clock(plain, written)
    if weekday is None:
        plain, weekday = _weekday(plain)
    if clock is not None and not plain:
        raise DateFault(f"“{written}” chỉ có giờ, chưa có ngày. {EXAMPLE}")
    day, reminder = _day(plain, written)
    weekday_fits = weekday in (None, day.weekday())
    if weekday is not None and not weekday_fits:
        right = f"{day:%d/%m/}{day.year:04d} là {WEEKDAYS[day.weekday()]}, không phải {WEEKDAYS[weekday]}."
        reminder = f"{reminder} {right}".strip()
    if clock is None or own_zone is None:
        here = datetime.combine(day, clock or time(), zone)
        return ParsedDate(here, reminder, clock is not None, weekday_fits=weekday_fits)
    written_moment = datetime.combine(day, clock, own_zone)
    moment = written_moment.astimezone(zone)
    is_converted = moment.utcoffset() != written_moment.utcoffset()
    if moment.date() != day:
        shown = f"{moment:%H:%M %d/%m/}{moment.year}"
        reminder = f"{reminder} “{written}” theo giờ nơi khác; theo giờ của cổng là {shown}.".strip()
    return ParsedDate(moment, reminder, has_time=True, is_converted=is_converted, weekday_fits=weekday_fits)


def _zone(plain: str, written: str) -> tuple[str, tzinfo | None]:
    found = ZONE.search(plain)
    if found:
        sign, hours, minutes = found[1], int(found[2] or 0), int(found[3] or 0)
        rest = plain[: found.start()]
    else:
        offset = OFFSET.search(plain)
        # "10-11-2023" ends like an offset; only a time of day can have one.
        if not offset or not re.search(r"\d:\d{2}", plain[: offset.start()]):
            return plain, None
        sign, hours, minutes = offset[2], int(offset[3] or 0), int(offset[4] or 0)
        rest = plain[: offset.start()]
    if hours > 14 or minutes > 59:
        raise DateFault(f"“{written}”: không có múi giờ này; múi giờ Việt Nam là GMT+7.")
    shift = timedelta(hours=hours, minutes=minutes)
    return rest.rstrip(" ,;"), timezone(-shift if sign == "-" else shift)


def _weekday(plain: str) -> tuple[str, int | None]:
    found = WEEKDAY.match(plain)
    if not found:
        return plain, None
    rest = plain[found.end() :]
    if found[2]:
        return rest, 6
    name = found[1] or found[3]
    return rest, WEEKDAY_NUMBER[name] if name in WEEKDAY_NUMBER else int(name) - 2


def _clock(plain: str, written: str) -> tuple[str, time | None]:
    """Return the text without its time of day, and that time."""
    alone = CLOCK_ALONE.fullmatch(plain)
    found = alone or CLOCK_BEFORE.match(plain) or CLOCK_AFTER.search(plain)
    if not found:
        return plain, None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise DateFault(f"“{written}”: không có giờ {found[0].strip(' ,;–-')}. Ví dụ: 29/11/2023 07:30.")
    rest = "" if alone else (plain[: found.start()] + plain[found.end() :]).strip(" ,;–-")
    return rest, time(hour, minute, second)


def _day(plain: str, written: str) -> tuple[date, str]:
    first = YEAR_FIRST.fullmatch(plain)
    if first:
        return _checked(first[4], first[3], first[1], written), ""
    words = IN_WORDS.fullmatch(plain)
    if words:
        if len(words[3]) == 2:
            raise DateFault(f"“{written}” không rõ năm. Hãy viết đủ bốn chữ số của năm.")
        return _checked(words[1], words[2], words[3], written), ""
    figures = DAY_FIRST.fullmatch(plain)
    if figures:
        day, month, year = figures[1], figures[3], figures[4]
        if len(year) == 2:
            return _two_figures(day, month, year, written)
        return _checked(day, month, year, written), ""
    raise DateFault(_what_is_missing(plain, written))


def _two_figures(day: str, month: str, year: str, written: str) -> tuple[date, str]:
    """Return a date whose year has two figures, if it can be read in no other way; raise DateFault else."""
    full = f"20{year}"
    year_in_front = _exists(int(year), int(month), 2000 + int(day))
    # Either the first two could change places, or the first could be the year of a written habit.
    if int(day) <= 12 or (int(year) <= 12 and year_in_front):
        raise DateFault(
            f"“{written}” không rõ năm. Hãy viết đủ bốn chữ số của năm, ví dụ {day}/{month}/{full}."
        )
    meant = _checked(day, month, full, written)
    return meant, f"“{written}” được hiểu là {meant:%d/%m}/{meant.year}. Nên viết đủ bốn chữ số của năm."


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _checked(day_text: str, month_text: str, year_text: str, written: str) -> date:
    """Return a day of the calendar; raise DateFault for one that does not exist."""
    if len(year_text) != 4:
        raise DateFault(f"“{written}”: năm “{year_text[:12]}” có {len(year_text)} chữ số. {EXAMPLE}")
    day, month, year = int(day_text), int(month_text), int(year_text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateFault(f"“{written}”: năm {year} nằm ngoài khoảng cho phép ({FIRST_YEAR}–{LAST_YEAR}).")
    if month > 12 and _exists(month, day, year):
        raise DateFault(
            f"“{written}”: không có tháng {month}. Ngày viết trước tháng: {month:02d}/{day:02d}/{year}?"
        )
    if not 1 <= month <= 12:
        raise DateFault(f"“{written}”: không có tháng {month}. {EXAMPLE}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateFault(
            f"“{written}” không phải là một ngày có thật; tháng {month} năm {year} có {last} ngày."
        )
    return date(year, month, day)


def _what_is_missing(plain: str, written: str) -> str:
    """Return why a text is no date: what it lacks, or which part of it is not understood."""
    if beside := _about_words_beside_a_day(written):
        return f"“{written}”: {beside}"
    if re.fullmatch(r"[\dolai]{1,2}[-/.][\dolai]{1,2}[-/.][\dol]{4}", plain):
        return f"“{written}” có chữ cái lẫn trong số (I, l, O thay cho 1, 0). Gõ lại bằng chữ số. {EXAMPLE}"
    if re.fullmatch(r"(?:thang\s*)?\d{1,2}\s*(?:[-/.]|nam)\s*\d{4}|\d{4}[-/.]\d{1,2}", plain):
        return f"“{written}” chưa có ngày. {EXAMPLE}"
    if re.fullmatch(r"(?:nam\s*)?\d{4}", plain):
        return f"“{written}” chỉ có năm, chưa có ngày và tháng. {EXAMPLE}"
    if re.fullmatch(r"(?:ngay\s*)?\d{1,2}(?:\s*[-/.]\s*|\s*thang\s*)\d{1,2}", plain):
        return f"“{written}” chưa có năm. {EXAMPLE}"
    return f"“{written}” không phải ngày/tháng/năm. {EXAMPLE}"


def _about_words_beside_a_day(written: str) -> str:
    """
    Return which words beside a day are not understood, and what to write in their place; "" where no day stands alone.

    >>> _about_words_beside_a_day("29/11/2023 7 giờ tối")
    'ngày thì rõ, nhưng không hiểu giờ “7 giờ tối”. Viết: 29/11/2023 19:00.'
    >>> _about_words_beside_a_day("29–30/11/2023")[:11]
    'có hai ngày'
    >>> _about_words_beside_a_day("29/11/2023 - 05/12/2023")
    'có hai ngày, mà dòng này chỉ ghi một ngày. Viết: 29/11/2023; ngày kia ghi ở dòng của nó.'
    """
    day = _DAY_AMONG.search(written)
    rest = f"{written[: day.start()]} {written[day.end() :]}".strip(" ,;–-") if day else ""
    if day is None or not rest:
        return ""
    if _DAY_AMONG.search(rest) or _FIRST_OF_SEVERAL.fullmatch(written[: day.start()]):
        return f"có hai ngày, mà dòng này chỉ ghi một ngày. Viết: {day[0]}; ngày kia ghi ở dòng của nó."
    hour, part = _HOUR.match(rest), _PART_OF_DAY.search(rest)
    if not (hour or part):
        return (
            f"ngày thì rõ, nhưng không hiểu “{rest[:30]}”. Chỉ viết ngày, hoặc ngày và giờ: {day[0]} 07:30."
        )
    example = "Viết giờ từ 0 đến 23"
    # A zone of a few letters, "kém 15": an hour that leaves words out may be another one.
    is_all = hour and not _PART_OF_DAY.sub("", rest[hour.end() :], count=1).strip(" ,;.()–-")
    said = _said_hour(hour, part[0].lower().replace(".", "") if part else "") if hour and is_all else ""
    right = f"Viết: {day[0]} {said}." if said else f"{example}, ví dụ {day[0]} 07:30 hoặc {day[0]} 19:00."
    return f"ngày thì rõ, nhưng không hiểu giờ “{rest[:30]}”. {right}"


def _said_hour(hour: re.Match[str], part: str) -> str:
    """Return the hour of a part of the day as a clock shows it, "" where there is no such hour."""
    number, minute = int(hour[1]), 30 if (hour[2] or "").lower() == "rưỡi" else int(hour[2] or 0)
    if (part in _AFTER_NOON and number < 12) or (part == "trưa" and number < 3):
        number += 12
    elif part in (*_BEFORE_NOON, "đêm") and number == 12:
        number = 0
    elif part == "đêm" and 6 < number < 12:
        number += 12
    return f"{number:02d}:{minute:02d}" if number < 24 and minute < 60 else ""
