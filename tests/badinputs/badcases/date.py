"""Dates of publishing and of changing."""

from __future__ import annotations

from badcases.case import Action, Case, article, good_article, with_field


def dated(name: str, action: Action, value: str, *says: str, iso: str = "") -> Case:
    """Return a case about one written date; ``iso`` is the day it means."""
    shows = (iso,) if iso else ()
    return article(name, action, f"Ngày đăng: {value}", good_article(date=value), *says, shows=shows)


CASES: tuple[Case, ...] = (
    dated("025-date-empty", Action.QUARANTINE, "", "Ngày đăng"),
    dated("026-date-impossible", Action.QUARANTINE, "30/02/2024", "29"),
    dated("027-date-us-order", Action.QUARANTINE, "05/28/2024", "28/05/2024"),
    dated("030-date-two-digit-all", Action.QUARANTINE, "10/11/12", "năm"),
    dated("031-date-gmt7-suffix", Action.OK, "28/05/2024 (GMT+7)", iso="2024-05-28"),
    dated("032-date-gmt7-with-time", Action.OK, "28/05/2024 09:15 GMT+7", iso="2024-05-28T09:15"),
    article(
        "035-date-future-with-future-dates-false",
        Action.REPAIR,
        "Ngày đăng còn lâu mới tới",
        good_article(date="28/05/2098"),
        unpublished=True,
    ),
    dated("036-date-vn-words", Action.OK, "ngày 28 tháng 5 năm 2024", iso="2024-05-28"),
    dated("037-date-vn-weekday", Action.OK, "Thứ Ba, 28/05/2024", iso="2024-05-28"),
    dated("040-date-dots", Action.OK, "28.05.2024", iso="2024-05-28"),
    dated("041-date-dots-ambiguous", Action.OK, "04.03.2024", iso="2024-03-04"),
    dated("042-date-dashes-ambiguous", Action.OK, "04-03-2024", iso="2024-03-04"),
    dated("045-date-month-year", Action.QUARANTINE, "05/2024", "ngày"),
    dated("046-date-time-only", Action.QUARANTINE, "09:15", "09:15"),
    dated("047-date-bare-number", Action.QUARANTINE, "7", "“7”"),
    dated("050-date-year-typo-1023", Action.QUARANTINE, "28/05/1024", "1024"),
    dated("051-date-year-typo-5-digits", Action.QUARANTINE, "28/05/20244", "20244"),
    dated("052-date-fullwidth-digits", Action.REPAIR, "２８/０５/２０２４", iso="2024-05-28"),
    dated("055-date-lunar", Action.QUARANTINE, "mồng 10/3 âm lịch", "dương lịch"),
    article(
        "056-date-modified-before",
        Action.WARN,
        "“Cập nhật” sớm hơn “Ngày đăng”",
        with_field("Cập nhật: 02/03/2021"),
        "Cập nhật",
    ),
    Case(
        "057-date-filename-impossible",
        Action.WARN,
        "Tên tệp có ngày không có thật",
        {"content/2024-02-30-muong.md": good_article()},
        ("2024-02-30",),
    ),
    dated("305-date-iso", Action.OK, "2024-05-28", iso="2024-05-28"),
    dated("306-date-iso-ambiguous", Action.OK, "2024-03-04", iso="2024-03-04"),
    dated("307-date-slash-year-first", Action.OK, "2024/03/04", iso="2024-03-04"),
)
