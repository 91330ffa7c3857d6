"""The calendar of events: months with solar and lunar days, and what happens in them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from small_portals import a_site

from plugins.office.appointments import EVENT, Appointment, load_schedule
from plugins.office.office import Office
from plugins.pages.event_pages import events_page
from plugins.pages.office_views import EventsView
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
        "tháng Chạp năm Bính Ngọ – tháng Giêng năm Đinh Mùi",
    )
    assert [days[number].lunar for number in ("1", "5", "6", "7", "28")] == ["25/12", "29", "1/1", "2", "23"]
    assert [number for number, day in days.items() if day.anchor] == ["5", "6", "7", "8", "9"]
    (event,) = month.events
    assert {day.anchor for day in days.values()} == {"", event.anchor}
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
    assert festival["url"].endswith(f"#{view.months[0].events[0].anchor}")
    assert trail["@type"] == "BreadcrumbList"

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
    """In any year, at the ends of time too; each event is named once, and its days lead to it or to one of the same day."""
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
    assert sum(len(month.events) for month in view.months) == len(events)
    named = [event.anchor for month in view.months for event in month.events]
    anchors = set(named)
    assert len(anchors) == len(named)
    assert {day.anchor for month in view.months for week in month.weeks for day in week if day} <= {
        "",
        *anchors,
    }
