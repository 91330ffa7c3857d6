"""Find the dates that an old page prints, and tell the article's own from the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, tzinfo
from functools import cache

from plugins.date.parse import DateFault, parse_date
from plugins.editors.importing.imported_article import ImportedBlock, ImportIssue, IssueKind, Paragraph
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import is_prose, text_on_one_line
from plugins.editors.importing.oldsite.month_names import (
    ENGLISH_MONTHS,
    VIETNAMESE_MONTHS,
    with_day_in_figures,
)
from plugins.editors.importing.oldsite.page_layout import PRINTING_DATE, UNLABELLED, DateLine, PageLayout
from plugins.editors.spans.text_spans import TextSpan
from plugins.vietnamese.date_texts import short_with_time

_CLOCK = r"\d{1,2}\s*(?::|h|giờ)\s*\d{0,2}(?::\d{2})?(?:\s*(?:AM|PM|SA|CH))?"
_WEEKDAY = r"(?:thứ\s+\S+|chủ\s+nhật|cn|t[2-7]|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_GAP = r"\s*[,|–-]?\s*"
_MONTH = rf"(?:{'|'.join((*VIETNAMESE_MONTHS, *ENGLISH_MONTHS))})"
_DAY = (
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,\s*|\s+)(?:năm\s+)?\d{4}"
    rf"|\d{{1,2}}\s+{_MONTH}(?:\s*,\s*|\s+)(?:năm\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}}\s*,\s*\d{{4}})"
)
DATE = (
    rf"(?:{_WEEKDAY}{_GAP})?(?:lúc\s+)?(?:{_CLOCK}\s*[,;|–-]?\s*)?(?:{_WEEKDAY}{_GAP})?(?:ngày\s+)?"
    rf"{_DAY}(?:\s*[,;|T(–-]?\s*(?:lúc\s+)?{_CLOCK})?(?:\s*\(?\s*GMT\s*[+-]\s*\d{{1,2}}(?::?\d{{2}})?\s*\)?)?"
)
DATED = re.compile(DATE, re.IGNORECASE)
# What a skin prints behind a date, on its line: who wrote it, how often it was read, its buttons.
_PIECE_BEHIND = re.compile(
    r"[\s|,.;()\[\]–-]+"
    r"|(?:đã|lượt|số lượt|số lần|lần)\s*(?:xem|đọc|truy cập)\s*:?\s*[\d.,]+|views?\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt|lần)\s*(?:xem|đọc)"
    r"|(?:100%|in trang|bản in|in bài viết|in|print|e-?mail|gửi (?:e?mail|bài viết)|facebook|twitter|zalo|chia sẻ|cỡ chữ|font size|a[+-]?)(?!\w)"
    r"|(?:bởi|by|viết bởi|đăng bởi|người đăng\s*:)\s*\S.{0,40}\s*$",
    re.IGNORECASE,
)
_WHO_BEFORE = re.compile(
    r"(?:được\s+)?(?:gửi|đăng|viết|submitted|posted)\s+(?:bởi|by)\s+\S.{0,40}?\s+(?:vào|lúc|on)\s+(?=\S)",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"[^\W\d_][^\d,]{1,40},\s*(ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\s*\.?", re.IGNORECASE
)
_TODAY_LINE = re.compile(
    rf"^(?:hôm nay\s*[:,]?\s*)?(?:thứ\s+\S+|chủ\s+nhật)\s*,?\s*{DATE}\s*$", re.IGNORECASE
)
_HALF_DAY = re.compile(r"(\d{1,2})(\s*:\s*\d{2}(?::\d{2})?)\s*(AM|PM|SA|CH)\b", re.IGNORECASE)
_MOST_LINES_TO_DATE = 8
_DATE_IN_ADDRESS = re.compile(r"/(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=/|$)")


def find_date_lines(lines: Sequence[ImportedBlock]) -> list[DateLine]:
    """Return the lines that hold a date and nothing else."""
    found = []
    for place, block in enumerate(lines):
        if isinstance(block, Paragraph):
            text = text_on_one_line(block).strip("()[]|•–- ")
            date, rank = _date_and_rank(text)
            if date and _is_skins(text[date.end() :]):
                found.append(DateLine(place, date[0].strip(" ,;"), rank))
    return found


def says_date(text: str) -> bool:
    """
    Return whether a line holds a date and nothing else but what skins print beside it.

    >>> says_date("Ngày 17/01/2022 Lượt xem: 312 Cỡ chữ A- A A+"), says_date("Ngày 17/01/2022 xã họp")
    (True, False)
    """
    return bool(find_date_lines([Paragraph((TextSpan(text),))]))


def _is_skins(rest: str) -> bool:
    """Return whether all that stands behind a date is the skin's."""
    at = 0
    while at < len(rest) and (found := _PIECE_BEHIND.match(rest, at)):
        at = found.end()
    return at == len(rest)


@cache
def _labels() -> tuple[re.Pattern[str], ...]:
    """Return what finds the labels of dates at the beginning of a line, the most reliable first."""
    return tuple(
        re.compile(rf"{re.escape(label)}\s*[:：]?\s*", re.IGNORECASE) for label in boilerplate().date_labels
    )


def _date_and_rank(text: str) -> tuple[re.Match[str] | None, int]:
    """Return the date that a line begins with, after its label if it has one, and how much the label says."""
    for rank, label in enumerate(_labels()):
        rest = label.match(text)
        date = DATED.match(text, rest.end()) if rest else None
        if date and _is_skins(text[date.end() :]):
            return date, rank
    if who := _WHO_BEFORE.match(text):
        return DATED.match(text, who.end()), 0
    # A date with its weekday at the top of a page is the day of printing.
    return DATED.match(text), PRINTING_DATE if _TODAY_LINE.match(text) else UNLABELLED


def only_says_date(text: str, date: str) -> bool:
    """
    Return whether a line says nothing but an article's day, with its label and the hour.

    >>> only_says_date("Đăng lúc: 19/09/2023 08:15:00 (GMT+7)", "19/09/2023 08:15")
    True
    >>> only_says_date("Đăng lúc: 19/09/2023 – Lượt xem: 400", "19/09/2023"), only_says_date("20/09/2023", "19/09/2023")
    (False, False)
    """
    if not date:
        return False
    line = " ".join(text.split()).strip("() ")
    found, _ = _date_and_rank(line)
    if found is None or re.search(r"\w", line[found.end() :]):
        return False
    try:
        printed, wanted = (parse_date(one, UTC).moment for one in (_in_figures(found[0].strip(" ,;")), date))
    except DateFault:
        return False
    return printed.date() == wanted.date()


def date_below_title(layout: PageLayout) -> DateLine | None:
    """Return the date with its weekday that stands right below the title, where it is not that of printing."""
    near = _lines_below_title(layout)
    return next((replace(one, rank=UNLABELLED) for one in layout.date_lines if one.place in near), None)


def _lines_below_title(layout: PageLayout) -> range:
    """Return the places between a title and the first sentence of its article; none where there is no title."""
    if layout.title_at is None:
        return range(0)
    start = layout.title_at + 1
    below = range(start, min(len(layout.lines), start + _MOST_LINES_TO_DATE))
    return range(start, next((place for place in below if is_prose(layout.lines[place])), below.stop))


def publication_date(
    layout: PageLayout, marked_dates: Sequence[str], address: str, zone: tzinfo
) -> tuple[str, list[ImportIssue]]:
    """
    Return the date of an article as editors write it, "" where it is not known, and what the editor must look at.

    ``marked_dates`` are those that the page's markup names; ``address`` may hold a date too.
    """
    line = layout.date_line
    written = [(line.written, line.rank)] if line else []
    written += [(date, 0) for date in marked_dates]
    written += [(date, UNLABELLED) for date in _dates_with_place(layout)]
    unreadable: list[ImportIssue] = []
    for text, rank in written:
        try:
            moment = parse_date(_in_figures(text), zone).moment
        except DateFault as fault:
            message = f"ngày trên trang không đọc được: {fault}"
            unreadable.append(ImportIssue(IssueKind.MISSING, message, "date"))
            continue
        moment = _with_marked_hour(moment, marked_dates, zone)
        date = short_with_time(moment.astimezone(zone))
        return date, _doubts_about(date, rank)
    if date := _date_in_address(address, zone):
        message = f"trang không ghi ngày đăng; lấy ngày trong địa chỉ cũ: {date}. Kiểm tra lại."
        return date, [ImportIssue(IssueKind.GUESSED, message, "date")]
    printed = next((one.written for one in layout.date_lines if not one.may_be_articles), "")
    hint = f" Ngày “{printed}” ở đầu trang là ngày in trang, không phải ngày đăng." if printed else ""
    message = f"trang không ghi ngày đăng.{hint} Điền ngày sau “Ngày đăng:”."
    return "", unreadable or [ImportIssue(IssueKind.MISSING, message, "date")]


def _dates_with_place(layout: PageLayout) -> list[str]:
    """Return the days that stand behind a place below the title, as letters are dated: these lines are the article's."""
    texts = (text_on_one_line(layout.lines[place]) for place in _lines_below_title(layout))
    return [found[1] for text in texts if (found := _PLACE_BEFORE.fullmatch(text))]


def _with_marked_hour(moment: datetime, marked_dates: Sequence[str], zone: tzinfo) -> datetime:
    """Return a moment with the hour that the page's markup has for the same day, where the page prints none."""
    if moment.astimezone(zone).time() != time():
        return moment
    for text in marked_dates:
        try:
            marked = parse_date(_in_figures(text), zone).moment
        except DateFault:
            continue
        if marked.astimezone(zone).date() == moment.astimezone(zone).date():
            return marked
    return moment


def _doubts_about(date: str, rank: int) -> list[ImportIssue]:
    """Return the issue about a date whose line has no label, or one that names a change."""
    if rank == UNLABELLED:
        message = f"ngày {date} không có nhãn “Đăng lúc”; được hiểu là ngày đăng. Kiểm tra lại."
    elif boilerplate().first_update_label <= rank < UNLABELLED:
        message = f"trang chỉ ghi ngày cập nhật; lấy làm ngày đăng: {date}. Kiểm tra lại."
    else:
        return []
    return [ImportIssue(IssueKind.GUESSED, message, "date")]


def _date_in_address(address: str, zone: tzinfo) -> str:
    """Return the date in the path of an address as editors write it, "" for none."""
    found = _DATE_IN_ADDRESS.search(address)
    if not found:
        return ""
    try:
        return short_with_time(parse_date(f"{found[3]}/{found[2]}/{found[1]}", zone).moment)
    except DateFault:
        return ""


def modification_date(layout: PageLayout, published: str, zone: tzinfo) -> str:
    """Return the date of a change that is printed beside the date ``published``, "" for none."""
    line = layout.date_line
    for one in layout.date_lines:
        is_update = boilerplate().first_update_label <= one.rank < UNLABELLED
        if line is None or one is line or not is_update or abs(one.place - line.place) > 4:
            continue
        try:
            changed = parse_date(_in_figures(one.written), zone).moment
            before = parse_date(published, zone).moment
        except DateFault:
            continue
        if changed > before:
            return short_with_time(changed.astimezone(zone))
    return ""


def _in_figures(text: str) -> str:
    """
    Return a written day and time with the month in figures and hours from 0 to 23.

    >>> _in_figures("29/11/2023 02:05 PM"), _in_figures("29/11/2023 12:05:00 SA")
    ('29/11/2023 14:05', '29/11/2023 00:05:00')
    """

    def hours(found: re.Match[str]) -> str:
        is_afternoon = found[3].upper() in ("PM", "CH")
        return f"{int(found[1]) % 12 + 12 * is_afternoon:02}{found[2]}"

    return with_day_in_figures(_HALF_DAY.sub(hours, text).replace("|", " ").replace("(", " "))
