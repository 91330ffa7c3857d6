"""Written dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.date.parse import DateFault, parse_date
from plugins.vietnamese.date_texts import WEEKDAYS

ZONE = timezone(timedelta(hours=7))
FORMS = (
    "{0:%d/%m/%Y}",
    "{0:%d-%m-%Y}",
    "{0:%d.%m.%Y}",
    "{0.day}/{0.month}/{0.year}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%d/%m/%Y} (GMT+7)",
    "07:30 {0:%d/%m/%Y}",
    "7h30, ngày {0:%d/%m/%Y}",
    "{0:%d/%m/%Y} 7 giờ 30",
    "{0:%d/%m/%Y} 07:30 GMT+7",
    "{0:%Y-%m-%dT07:30:00+07:00}",
    "{0:%Y-%m-%d} 07:30",
)


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS))
def test_every_day_reads_back_in_every_form(day: date, form: str) -> None:
    """A real day is read as that day, with no reminder, its weekday before it or not."""
    for text in (form.format(day), f"{WEEKDAYS[day.weekday()]}, {form.format(day)}"):
        reading = parse_date(text, ZONE)
        assert (reading.moment.date(), reading.reminder) == (day, "")
        assert (reading.moment.hour, reading.moment.utcoffset()) in (
            (0, ZONE.utcoffset(None)),
            (7, ZONE.utcoffset(None)),
        )


@given(st.text() | st.text("0123456789/-.:hgT+Z ngàythánămứ()GMT"))
def test_nothing_but_a_date_fault_is_raised(text: str) -> None:
    """Any text is a date or a fault."""
    try:
        assert parse_date(text, ZONE).moment.tzinfo is not None
    except DateFault as fault:
        assert str(fault)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "để trống"),
        ("29/02/1900", "1900"),
        ("29/02/2100", "28 ngày"),
        ("31/04/2024", "30 ngày"),
        ("11/29/2023", "29/11/2023?"),
        ("12/11/10", "không rõ năm"),
        ("11/2023", "chưa có ngày"),
        ("2023", "chỉ có năm"),
        ("29/11", "chưa có năm"),
        ("08:30", "chỉ có giờ"),
        ("29/11/2023 25:00", "không có giờ"),
        ("15/8 âm lịch", "dương lịch"),
        ("29/11/20223", "5 chữ số"),
    ],
)
def test_what_is_uncertain_is_a_fault(text: str, says: str) -> None:
    """The fault says what is wrong."""
    with pytest.raises(DateFault, match=says.replace("?", r"\?")):
        parse_date(text, ZONE)


def test_what_is_certain_but_badly_written_is_read_with_a_reminder() -> None:
    """A year of two figures that is certain, and a wrong weekday, are read with a reminder."""
    assert parse_date("29/11/23", ZONE).moment == datetime(2023, 11, 29, tzinfo=ZONE)
    assert "29/11/2023" in parse_date("29/11/23", ZONE).reminder
    assert "Thứ Tư" in parse_date("Thứ Hai, 29/11/2023", ZONE).reminder
    assert parse_date("２９/１１/２０２３", ZONE).reminder == ""
    assert parse_date("29/02/2000", ZONE).moment.day == 29


@pytest.mark.parametrize(
    "written", ["Chủ Nhật, 29/11/2023", "Thứ Hai 29/11/2023 07:30", "T2 29/11/2023 07:30 (GMT+9)"]
)
def test_a_weekday_that_does_not_fit_is_known_without_reading_the_reminder(written: str) -> None:
    """Which of the two is right is not known, whatever the words in which an editor hears of it."""
    assert not parse_date(written, ZONE).weekday_fits
    assert parse_date(written[written.index("29") :], ZONE).weekday_fits


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2024-12-31T18:30:00Z", "2025-01-01T01:30:00+07:00"),
        ("31/12/2024 20:00 UTC", "2025-01-01T03:00:00+07:00"),
        ("2024-12-31 12:00:00-05:00", "2025-01-01T00:00:00+07:00"),
        ("01/01/2025 00:30 (GMT+9)", "2024-12-31T22:30:00+07:00"),
        ("31/12/2024 20:00 (GMT+7)", "2024-12-31T20:00:00+07:00"),
        ("31/12/2024 UTC", "2024-12-31T00:00:00+07:00"),
        ("2024-02-15 08:16:47.123456789 +07:00", "2024-02-15T08:16:47+07:00"),
        ("Đăng lúc: 29/11/2023 (GMT+7)", "2023-11-29T00:00:00+07:00"),
        ("Ngày đăng: Đăng lúc: 29/11/2023 08:30", "2023-11-29T08:30:00+07:00"),
        ("Cập nhật lúc: 08:30 29/11/2023", "2023-11-29T08:30:00+07:00"),
        ("29/11/2023 19h30p", "2023-11-29T19:30:00+07:00"),
    ],
)
def test_times_of_other_zones_and_labels_are_read(written: str, wanted: str) -> None:
    """The day is that of the portal's zone, and the words before a date say nothing more."""
    vietnam = timezone(timedelta(hours=7))
    parsed = parse_date(written, vietnam)
    assert parsed.moment.isoformat() == wanted
    assert bool(parsed.reminder) == (wanted[:4] not in written)


@pytest.mark.parametrize("written", ["29/11/2026 7 giờ tối", "29/11/2026 07.30", "29.11.2026, 07:30 AM"])
def test_a_message_says_that_the_hour_is_wrong(written: str) -> None:
    """The day is right: nobody is to look for a fault in it."""
    with pytest.raises(DateFault, match="không hiểu giờ"):
        parse_date(written, timezone(timedelta(hours=7)))


def test_a_whole_page_is_no_date() -> None:
    """What is far too long for a date is refused by its length, whatever it is made of."""
    with pytest.raises(DateFault, match=r"dài 40000 ký tự"):
        parse_date("-" * 40_000, ZONE)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("29/11/2026 7 giờ tối", "29/11/2026 19:00"),
        ("7 giờ 30 tối 29/11/2026", "29/11/2026 19:30"),
        ("29/11/2026 07.30", "29/11/2026 07:30"),
        ("29.11.2026, 07:30 PM", "29.11.2026 19:30"),
        ("29/11/2026 1 giờ trưa", "29/11/2026 13:00"),
        ("29/11/2026 12 giờ đêm", "29/11/2026 00:00"),
        ("2026-11-29 8,15", "2026-11-29 08:15"),
        ("29/11/2026 sáng", "ví dụ 29/11/2026 07:30"),
        ("29/11/2026 99 giờ tối", "ví dụ 29/11/2026 07:30"),
        ("29/11/2026 tại hội trường", "29/11/2026 07:30"),
        ("29/11/2026 07:30 CH", "Viết: 29/11/2026 19:30."),
        ("29/11/2026 7:30 SA", "Viết: 29/11/2026 07:30."),
        ("29/11/2026 12:00 SA", "Viết: 29/11/2026 00:00."),
        ("29/11/2026 12:15 CH", "Viết: 29/11/2026 12:15."),
        ("29/11/2026 7:30 p.m.", "Viết: 29/11/2026 19:30."),
        ("29/11/2026 7 giờ 30 phút chiều", "Viết: 29/11/2026 19:30."),
        ("29/11/2026 7 giờ rưỡi tối", "Viết: 29/11/2026 19:30."),
        # What is not understood whole is no other hour.
        ("29/11/2026 07:30 EST", "Viết giờ từ 0 đến 23"),
        ("29/11/2026 8 giờ kém 15", "Viết giờ từ 0 đến 23"),
        ("29/11/2026 7:30:15 CH", "Viết giờ từ 0 đến 23"),
    ],
)
def test_a_message_says_what_to_write_for_the_hour(written: str, right: str) -> None:
    """The hour stands in the message as it is to be written, and what was written stands as it is."""
    with pytest.raises(DateFault) as fault:
        parse_date(written, ZONE)
    assert right in str(fault.value)
    assert written in str(fault.value)


@pytest.mark.parametrize("written", ['"29/11/2026"', "“29/11/2026 07:30”", "'Chủ Nhật, 29/11/2026'"])
def test_quotes_around_a_date_mean_nothing(written: str) -> None:
    """People who know YAML put them there."""
    assert parse_date(written, ZONE).moment.date() == date(2026, 11, 29)


def test_two_days_are_told_as_two_days() -> None:
    """The second is no time of day."""
    with pytest.raises(DateFault, match="có hai ngày"):
        parse_date("29/11/2026 - 30/11/2026", ZONE)
    with pytest.raises(DateFault, match="có hai ngày"):
        parse_date("01/12/2026 đến 30/12/2026", ZONE)


@pytest.mark.parametrize(
    "first", ["29–", "29-", "28, ", "29 và ", "từ 29 đến ", "từ ngày 29/11 đến ngày ", "29/11–"]
)
def test_several_days_of_one_month_are_told_as_such(first: str) -> None:
    """The first of them is no hour."""
    with pytest.raises(DateFault, match="có hai ngày"):
        parse_date(f"{first}30/11/2026", ZONE)


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)),
    st.sampled_from(["%I:%M {}", "%I giờ %M {}", "%Ih%M {}", "lúc %I:%M {}", "%I.%M {}"]),
    st.sampled_from([("SA", "CH"), ("AM", "PM"), ("a.m.", "p.m."), ("sáng", "chiều")]),
)
def test_the_hour_that_a_message_offers_is_the_one_that_was_meant(
    moment: datetime, form: str, halves: tuple[str, str]
) -> None:
    """Twelve hours, twice a day, as Windows, Excel and people write them: what is offered is read, and as that."""
    written = f"{moment:%d/%m/%Y} {moment.strftime(form).format(halves[moment.hour >= 12])}"
    with pytest.raises(DateFault) as fault:
        parse_date(written, ZONE)
    offered = str(fault.value).rpartition("Viết: ")[2].rstrip(".")

    assert parse_date(offered, ZONE).moment.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)
