"""The calendar of events: months with solar and lunar days, and what happens in them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from small_portals import a_site

from plugins.office.appointments import EVENT, Appointment, load_schedule
from plugins.office.office_data import Office
from plugins.pages.event_pages import events_page
from plugins.pages.office_views import EventsView, EventView
from plugins.pages.story_groups import group_stories

TET = load_schedule(
    """
[[buoi]]
noi-dung = "Nghỉ Tết"
loai = "Sự kiện"
ngay = 2027-02-05
den-ngay = 2027-02-09
[[buoi]]
noi-dung = "Tiếp công dân"
ngay = 2027-03-15
"""
)


def calendar_of(*events: Appointment) -> EventsView | None:
    """Return the calendar of a portal with these appointments, None where it has none."""
    site = replace(a_site(), office=Office(schedule=events))
    views = [page.view for page in events_page(site, group_stories(site))]
    assert all(isinstance(view, EventsView) for view in views)
    return views[0] if views else None  # type: ignore[return-value]


def test_a_month_has_the_lunar_day_beside_each_solar_one() -> None:
    """With the lunar month where it begins, and on the first day."""
    view = calendar_of(*TET)
    assert view is not None
    (month,) = view.months
    days = {day.number: day for week in month.weeks for day in week if day}

    assert (month.title, month.lunar) == (
        "Tháng 2/2027",
        "tháng Chạp năm Bính Ngọ\N{NO-BREAK SPACE}– tháng Giêng năm Đinh Mùi",
    )
    assert [days[number].lunar for number in ("1", "5", "6", "7", "28")] == ["25/12", "29", "1/1", "2", "23"]
    assert [number for number, day in days.items() if day.events] == ["5", "6", "7", "8", "9"]
    (event,) = month.events
    assert {link.href for day in days.values() for link in day.events} == {f"#{event.anchor}"}
    assert (event.lunar, event.last_lunar) == ("ngày 29 tháng Chạp", "mùng 4 tháng Giêng")


def test_only_events_are_in_the_calendar() -> None:
    """Meetings and hours for citizens stand in the weeks of the schedule."""
    assert calendar_of(*(one for one in TET if one.kind != EVENT)) is None


def test_machines_are_told_of_events() -> None:
    """Each with its days and hours in Việt Nam and its place, where those are known; the latest of many."""
    told = load_schedule(
        """
[[buoi]]
noi-dung = "Lễ hội"
loai = "Sự kiện"
ngay = 2027-09-21
den-ngay = 2027-09-23
tu = "7h30"
noi = "Khu di tích"
"""
    )
    many = tuple(
        replace(told[0], day=date(2020, 1, 1) + timedelta(number), last=None) for number in range(40)
    )
    view = calendar_of(*TET[:1], *told)
    assert view is not None
    tet, festival, trail = json.loads(view.head.json_ld)["@graph"]

    assert (tet["@type"], tet["startDate"], tet["endDate"]) == ("Event", "2027-02-05", "2027-02-09")
    assert "location" not in tet
    assert (festival["startDate"], festival["endDate"]) == ("2027-09-21T07:30:00+07:00", "2027-09-23")
    assert festival["location"]["name"] == "Khu di tích"
    assert festival["url"].endswith(f"#{view.months[1].events[0].anchor}")
    assert trail["@type"] == "BreadcrumbList"

    begun = calendar_of(replace(told[0], last=None))
    assert begun is not None
    (event, _) = json.loads(begun.head.json_ld)["@graph"]
    assert "endDate" not in event

    view = calendar_of(*many)
    assert view is not None
    found = [one["startDate"] for one in json.loads(view.head.json_ld)["@graph"][:-1]]
    assert len(found) == 30
    assert found[-1].startswith("2020-02-09")


@given(
    st.lists(
        st.tuples(st.dates(), st.integers(0, 400), st.sampled_from(["Hội", "Lễ", "Họp"])),
        min_size=1,
        max_size=5,
    )
)
def test_every_day_of_a_month_stands_once_in_its_weekday_whatever_happens(
    events: list[tuple[date, int, str]],
) -> None:
    """In any year, at the ends of time too; each event is told in every month that it touches, and each of its days leads to it there."""
    view = calendar_of(
        *(
            Appointment(what, EVENT, day, day + timedelta(min(days, (date.max - day).days)) if days else None)
            for day, days, what in events
        )
    )
    assert view is not None
    for month in view.months:
        days = [(place, day) for week in month.weeks for place, day in enumerate(week) if day]
        assert [int(day.number) for _, day in days] == list(range(1, len(days) + 1))
        month_number, year = (int(figures) for figures in re.findall(r"\d+", month.title))
        assert all(date(year, month_number, int(day.number)).weekday() == place for place, day in days)
        assert all(len(week) == 7 for week in month.weeks)
    ids = [event.anchor for month in view.months for event in month.events]
    assert len(set(ids)) == len(ids)
    for month in view.months:
        links = [
            (day.number, link.href) for week in month.weeks for day in week if day for link in day.events
        ]
        named = [event for event in month.events for _ in range(_days_within(month.iso, event))]
        assert sorted(href for _, href in links) == sorted(f"#{event.anchor}" for event in named)
        assert month.events
    touched = {month.iso for month in view.months}
    for day, days, _ in events:
        last = day + timedelta(min(days, (date.max - day).days))
        assert {f"{day:%Y-%m}".zfill(7), f"{last:%Y-%m}".zfill(7)} <= touched
        assert (
            sum(any(f"{day.isoformat()}" == event.day.iso for event in month.events) for month in view.months)
            >= 1
        )


def _days_within(month: str, event: EventView) -> int:
    """Return on how many days of a month (2024-06) an event goes on."""
    first = date.fromisoformat(event.day.iso)
    last = date.fromisoformat((event.last or event.day).iso)
    days = (date.fromordinal(day).isoformat() for day in range(first.toordinal(), last.toordinal() + 1))
    return sum(day.startswith(month) for day in days)


def test_no_month_is_left_out_in_the_middle_of_an_event() -> None:
    """January has its days marked and the event told, though it begins in December and ends in February."""
    view = calendar_of(Appointment("Hội xuân", EVENT, date(2026, 12, 20), date(2027, 2, 10)))
    assert view is not None

    assert [month.iso for month in view.months] == ["2026-12", "2027-01", "2027-02"]
    assert [[event.day.text for event in month.events] for month in view.months] == [["20/12/2026"]] * 3
    days = [day for week in view.months[1].weeks for day in week if day]
    assert {link.href for day in days for link in day.events} == {f"#{view.months[1].events[0].anchor}"}
    assert all(day.events for day in days)


def test_each_event_of_a_day_has_its_own_link() -> None:
    """Two of one day, and one that is there twice."""
    day = date(2026, 12, 20)
    view = calendar_of(
        Appointment("Hội", EVENT, day), Appointment("Lễ", EVENT, day), Appointment("Lễ", EVENT, day)
    )
    assert view is not None
    (month,) = view.months
    (links,) = [one.events for week in month.weeks for one in week if one and one.events]

    assert [link.text for link in links] == ["Hội", "Lễ", "Lễ"]
    assert [link.href for link in links] == [f"#{event.anchor}" for event in month.events]


def test_a_leap_month_is_told_from_the_one_before_it() -> None:
    """The sixth month of 2025 is there twice."""
    view = calendar_of(
        Appointment("Một", EVENT, date(2025, 6, 25)), Appointment("Hai", EVENT, date(2025, 7, 25))
    )
    assert view is not None
    found = [
        (day.number, day.lunar)
        for month in view.months
        for week in month.weeks
        for day in week
        if day and day.leap
    ]
    assert found == [("25", "1/6")]


def test_months_to_come_stand_before_those_that_are_over() -> None:
    """The month of the build first, then the others in order; a month is over after its last day."""
    events = [Appointment("Lễ", EVENT, date(2026, month, 15)) for month in (1, 3, 5, 7)]
    site = replace(a_site(), office=Office(schedule=tuple(events)))
    found = {}
    for today in ("2026-03-31", "2026-04-01", "2026-08-01", "2025-01-01"):
        built = replace(site, now=datetime.fromisoformat(f"{today}T08:00:00+07:00"))
        (page,) = events_page(built, group_stories(built))
        found[today] = [int(month.iso[5:]) for month in page.view.months]
    assert found == {
        "2026-03-31": [3, 5, 7, 1],
        "2026-04-01": [5, 7, 3, 1],
        "2026-08-01": [7, 5, 3, 1],
        "2025-01-01": [1, 3, 5, 7],
    }


hours = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(st.dates(date(1945, 1, 1), date(2099, 1, 1)), st.integers(0, 366), hours, hours)
def test_no_machine_is_told_of_an_event_that_ends_before_it_begins(
    day: date, days: int, begins: time | None, ends: time | None
) -> None:
    """Whatever is known of its days and hours."""
    last = day + timedelta(days) if days else None
    if begins and ends and ends <= begins and not last:
        return
    view = calendar_of(Appointment("Lễ", EVENT, day, last, begins, ends))
    assert view is not None
    told = json.loads(view.head.json_ld)["@graph"][0]
    ended = told.get("endDate")
    if ended:
        assert (
            told["startDate"] <= ended
            if len(told["startDate"]) == len(ended)
            else told["startDate"][:10] <= ended[:10]
        )
        assert len(ended) > 10 or len(told["startDate"]) == 10 or ended > told["startDate"][:10]
