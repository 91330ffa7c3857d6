"""Advice on decimal points, dates that do not exist, and ellipses."""

from __future__ import annotations

import calendar
import re
from datetime import date

from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.vietnamese.date_texts import WEEKDAYS
from plugins.vietnamese.letters import fold

# A point before one or two digits, and a unit behind: three digits would be thousands, without a unit it may be a chapter.
DECIMAL = re.compile(
    r"(?<![\w.,/-])(\d{1,3})\.(\d{1,2})(?=[ \u00a0]?(?:%|(?:ha|km|km2|km²|m|m2|m²|m3|m³|cm|mm|kg|tấn|tạ|lít|tỷ|tỉ|triệu|nghìn"
    r"|điểm|lần|kW|kWh|MW)(?!\w)))"
)
# Commas between thousands: two groups or decimals behind a point leave no doubt; one group may be three decimals, so it
# must stand before what is counted in whole ones.
_COUNTED = (
    "hộ|người|khẩu|đồng|đ|đại biểu|hội viên|đoàn viên|đảng viên|học sinh|giáo viên|cán bộ|lao động|lượt|suất|phần quà|cây|con"
    "|trường hợp|sản phẩm|hồ sơ|cuộc|lớp|xã|thôn|doanh nghiệp|cơ sở|chỗ|ngôi|căn|chiếc|cái|cuốn|bộ|VNĐ|VND|₫|USD(?![ \u00a0]?/)"
)
ENGLISH_THOUSANDS = re.compile(
    # “Điều 123,157,178” is a list.
    r"(?<![\w.,/$€£-])(?<![Đđ]iều[ \u00a0])(?<!khoản[ \u00a0])(?:[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)(?![\w/-]|[.,]\d)"
    rf"|[1-9]\d{{0,2}},\d{{3}}(?=[ \u00a0]?(?:{_COUNTED})(?!\w)))"
)
FOUR_DOTS = re.compile(r"(?<![.…])\.{4}(?![.…])")
_OTHER_SIGNS = str.maketrans(",.", ".,")
_WEEKDAY = re.compile(
    r"\b([Tt]hứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ [Nn]hật)\s*[,(–-]?\s*(?:ngày\s+)?"
    r"\(?(\d{1,2})(?:[/.-]|\s+tháng\s+)(\d{1,2})(?:[/.-]|\s+năm\s+)(\d{4})\b"
)
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})(?![\d/]|-\w)")


def decimal_points(lint_input: LintInput) -> Remarks:
    """
    Vietnamese has a comma before decimals; a point separates thousands.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [message[:34] for _, message in decimal_points(lint_input_of("Tiêu đề: A\\n\\nĐạt 86.1%, 40.000 người, mục 1.2, 12.5 ha."))]
    ['“86.1” viết kiểu nước ngoài; tiếng', '“12.5” viết kiểu nước ngoài; tiếng']
    """
    if lint_input.is_vietnamese:
        for line, passage in lint_input.passages:
            for found in DECIMAL.finditer(passage):
                right = f"{found[1]},{found[2]}"
                yield line, f"“{found[0]}” viết kiểu nước ngoài; tiếng Việt dùng dấu phẩy: “{right}”."


def in_vietnamese(number: str) -> str:
    """
    Return a number with a point between thousands and a comma before decimals in place of the English signs.

    >>> in_vietnamese("3,500,000"), in_vietnamese("1,234.5")
    ('3.500.000', '1.234,5')
    """
    return number.translate(_OTHER_SIGNS)


def english_thousands(lint_input: LintInput) -> Remarks:
    """
    Vietnamese has a point between thousands, no comma.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\nTổng 1,200 hộ, 3,500,000 đồng; rộng 1,250 ha, 12,345 km, ngày 1,2,3, mã 1,200."
    >>> [message[:25] for _, message in english_thousands(lint_input_of(text))]
    ['“1,200” viết kiểu Anh; ti', '“3,500,000” viết kiểu Anh']
    """
    if lint_input.is_vietnamese:
        for line, passage in lint_input.passages:
            for found in ENGLISH_THOUSANDS.finditer(passage) if "," in passage else ():
                right = in_vietnamese(found[0])
                yield (
                    line,
                    f"“{found[0]}” viết kiểu Anh; tiếng Việt dùng dấu chấm giữa các hàng nghìn: “{right}”.",
                )


def four_dots(lint_input: LintInput) -> Remarks:
    """
    An ellipsis has three dots.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in four_dots(lint_input_of("Tiêu đề: A\\n\\ncông tác phụ nữ.... Qua giám sát\\n\\nHọ tên: ........ ./."))]
    [3]
    """
    for line, passage in (
        lint_input.passages if lint_input.is_vietnamese and "...." in lint_input.words else ()
    ):
        if FOUR_DOTS.search(passage):
            yield line, "“....” có bốn dấu chấm. Viết “…” (ba dấu), hoặc kết thúc câu bằng một dấu chấm."


def wrong_days(lint_input: LintInput) -> Remarks:
    """
    A date in the text exists, and is the weekday that stands beside it.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\nThứ Ba, ngày 29/11/2023 họp; thứ Tư ngày 29/11/2023; hạn 31/02/2024."
    >>> [message for _, message in wrong_days(lint_input_of(text))]
    ['29/11/2023 là Thứ Tư, không phải Thứ Ba. Kiểm tra lại ngày.', 'không có ngày 31/02/2024 trong lịch. Kiểm tra lại ngày.']
    """
    weekdays = lint_input.has_any(("thứ ", "chủ nhật"))
    for line, passage in lint_input.passages:
        for found in _WEEKDAY.finditer(passage) if weekdays else ():
            day = _day_of(found[2], found[3], found[4])
            if day and WEEKDAYS[day.weekday()] != (written := _weekday(found[1])):
                right = WEEKDAYS[day.weekday()]
                yield line, f"{day:%d/%m/%Y} là {right}, không phải {written}. Kiểm tra lại ngày."
        for found in _DAY.finditer(passage) if "/" in passage else ():
            if _day_of(*found.groups()) is None:
                yield line, f"không có ngày {found[0]} trong lịch. Kiểm tra lại ngày."


def _day_of(day: str, month: str, year: str) -> date | None:
    """Return a date, None for one that does not exist."""
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return None
    return date(int(year), int(month), int(day))


def _weekday(written: str) -> str:
    """
    Return the full name of a weekday.

    >>> _weekday("thứ 4"), _weekday("chủ nhật")
    ('Thứ Tư', 'Chủ Nhật')
    """
    folded = fold(written)
    number = re.search(r"\d", folded)
    if number:
        return WEEKDAYS[int(number[0]) - 2]
    return next(name for name in WEEKDAYS if fold(name) == folded)
