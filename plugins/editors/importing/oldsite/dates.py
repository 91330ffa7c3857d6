"""The days that old pages print: which of them is the article's, and what day it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from plugins.date.parse import DateFault, parse_date
from plugins.editors.importing.imported_article import Block, Doubt, Paragraph, SourceKind
from plugins.editors.importing.oldsite.boilerplate import furniture
from plugins.editors.importing.oldsite.lines import words_on_line
from plugins.vietnamese.dates import short_with_time

_CLOCK = r"\d{1,2}\s*(?::|h|giờ)\s*\d{0,2}(?::\d{2})?(?:\s*(?:AM|PM|SA|CH))?"
_WEEKDAY = r"(?:thứ\s+\S+|chủ\s+nhật|cn|t[2-7])"
DATE = (
    rf"(?:{_WEEKDAY}\s*,?\s*)?(?:lúc\s+)?(?:{_CLOCK}\s*[,;–-]?\s*)?(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?"
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+tháng\s+\d{1,2}\s*,?\s*năm\s+\d{4})"
    rf"(?:\s*[,;|T–-]?\s*(?:lúc\s+)?{_CLOCK})?(?:\s*\(?\s*GMT\s*[+-]\s*\d{{1,2}}(?::?\d{{2}})?\s*\)?)?"
)
DATED = re.compile(DATE, re.IGNORECASE)
_AFTER_DATE = re.compile(
    r"^[\s|,.;)\]–-]*(?:(?:lượt|số lần|lần)\s*(?:xem|đọc|truy cập)\s*:?\s*[\d.,]+|views?\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt|lần)\s*(?:xem|đọc))?[\s|,.;)\]–-]*(?:100%|in|print)?\s*$",
    re.IGNORECASE,
)
_TODAY_LINE = re.compile(
    rf"^(?:hôm nay\s*[:,]?\s*)?(?:thứ\s+\S+|chủ\s+nhật)\s*,?\s*{DATE}\s*$", re.IGNORECASE
)
_HALF_DAY = re.compile(r"(\d{1,2})(\s*:\s*\d{2}(?::\d{2})?)\s*(AM|PM|SA|CH)\b", re.IGNORECASE)
_DATE_IN_ADDRESS = re.compile(r"/(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=/|$)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A line that tells the day of an article: where it stands, the day as written, how far its label is to be trusted."""

    place: int
    written: str
    trust: int


def dated_lines(lines: Sequence[Block]) -> list[Dated]:
    """Return the lines that tell a day and nothing else."""
    found = []
    for place, block in enumerate(lines):
        if not isinstance(block, Paragraph):
            continue
        text = words_on_line(block).strip("() ")
        for trust, label in enumerate(furniture().date_labels):
            rest = re.match(rf"{re.escape(label)}\s*[:：]?\s*", text, re.IGNORECASE)
            date = DATED.match(text, rest.end()) if rest else None
            if date and _AFTER_DATE.match(text[date.end() :]):
                found.append(Dated(place, date[0].strip(" ,;"), trust))
                break
        else:
            date = DATED.match(text)
            if date and _AFTER_DATE.match(text[date.end() :]):
                # A day with its weekday at the top of a page is the day of printing.
                found.append(Dated(place, date[0].strip(" ,;"), 99 if _TODAY_LINE.match(text) else 50))
    return found


def moment_of(
    line: Dated | None, dated: Sequence[Dated], dates: Sequence[str], address: str, zone: tzinfo
) -> tuple[str, list[Doubt]]:
    """Return the day of an article as editors write it, and what is doubtful in it."""
    written = [(line.written, line.trust)] if line else []
    written += [(date, 0) for date in dates]
    doubts: list[Doubt] = []
    for text, trust in written:
        try:
            reading = parse_date(_whole_day(text), zone)
        except DateFault as fault:
            doubts.append(Doubt(SourceKind.MISSING, f"ngày trên trang không đọc được: {fault}", "date"))
            continue
        moment = short_with_time(reading.moment.astimezone(zone))
        if trust >= furniture().date_labels.index("cập nhật lúc") and trust < 50:
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    f"trang chỉ ghi ngày cập nhật; lấy làm ngày đăng: {moment}. Kiểm tra lại.",
                    "date",
                )
            )
        elif trust == 50:
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    f"ngày {moment} không có nhãn “Đăng lúc”; được hiểu là ngày đăng. Kiểm tra lại.",
                    "date",
                )
            )
        return moment, [doubt for doubt in doubts if doubt.kind is not SourceKind.MISSING]
    if found := _DATE_IN_ADDRESS.search(address):
        try:
            moment = short_with_time(parse_date(f"{found[3]}/{found[2]}/{found[1]}", zone).moment)
        except DateFault:
            pass
        else:
            message = f"trang không ghi ngày đăng; lấy ngày trong địa chỉ cũ: {moment}. Kiểm tra lại."
            return moment, [Doubt(SourceKind.GUESSED, message, "date")]
    printed = next((one.written for one in dated if one.trust == 99), "")
    hint = f" Ngày “{printed}” ở đầu trang là ngày in trang, không phải ngày đăng." if printed else ""
    doubts = doubts or [
        Doubt(SourceKind.MISSING, f"trang không ghi ngày đăng.{hint} Điền ngày sau “Ngày đăng:”.", "date")
    ]
    return "", doubts


def changed_after(line: Dated | None, dated: Sequence[Dated], moment: str, zone: tzinfo) -> str:
    """Return the day of a change that is printed beside the day of publishing, "" for none."""
    least = furniture().date_labels.index("cập nhật lúc")
    for one in dated:
        if line is None or one is line or not least <= one.trust < 50 or abs(one.place - line.place) > 4:
            continue
        try:
            changed = parse_date(_whole_day(one.written), zone).moment
            published = parse_date(moment, zone).moment
        except DateFault:
            continue
        if changed > published:
            return short_with_time(changed.astimezone(zone))
    return ""


def _whole_day(text: str) -> str:
    """
    Return a written time with hours from 0 to 23.

    >>> _whole_day("29/11/2023 02:05 PM"), _whole_day("29/11/2023 12:05:00 SA")
    ('29/11/2023 14:05', '29/11/2023 00:05:00')
    """

    def hour(found: re.Match[str]) -> str:
        late = found[3].upper() in ("PM", "CH")
        return f"{int(found[1]) % 12 + 12 * late:02}{found[2]}"

    return _HALF_DAY.sub(hour, text).replace("|", " ")
