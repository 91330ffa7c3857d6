"""Make the calendar of the office's events: each month as a table of solar and lunar days, its events below."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from plugins.office.appointments import Appointment
from plugins.pages import addresses, partials
from plugins.pages.calendar_event import calendar_event
from plugins.pages.office_pages import anchor_of, calendar_link, office_head, time_of
from plugins.pages.office_views import CalendarDayView, EventsView, EventView, MonthView
from plugins.pages.page import Page, page_of
from plugins.pages.site import Site
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import Thing
from plugins.vietnamese.dates import WEEKDAYS
from plugins.vietnamese.lunar import lunar_day, lunar_in_words, lunar_months_in_words

# Machines look for what is to come: so many of the latest are told, that a calendar of many years stays light.
_MOST_TOLD = 30
_Month = tuple[int, int]
_Named = tuple[str, Appointment]


def events_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of the months with events: the latest first, so that it hangs on no clock."""
    events = tuple(_named(site.office.events))
    if events:
        ends = (_month_of(day) for _, one in events for day in (one.day, one.last or one.day))
        view = EventsView(
            **office_head(site, "events", tuple(_told(site, events))),
            months=tuple(_month(month, events) for month in sorted(set(ends), reverse=True)),
            calendar=calendar_link(site),
        )
        yield page_of(addresses.output_path(addresses.EVENTS), view)


def _told(site: Site, events: Sequence[_Named]) -> Iterator[Thing]:
    """Yield the latest events for machines; nothing while the site has no address."""
    if site.siteurl:
        yield from (calendar_event(site, anchor, one) for anchor, one in events[-_MOST_TOLD:])


def _named(events: Sequence[Appointment]) -> Iterator[_Named]:
    """Yield each event with its anchor: the day parts what comes again each year, a number what is there twice."""
    known: Counter[str] = Counter()
    for one in events:
        anchor = anchor_of(f"{one.what} {one.day:%d-%m-%Y}")
        known[anchor] += 1
        yield anchor if known[anchor] == 1 else f"{anchor}-{known[anchor]}", one


def _month_of(day: date) -> _Month:
    return day.year, day.month


def _month(month: _Month, events: Sequence[_Named]) -> MonthView:
    year, number = month
    days = [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    weeks = groupby(days, lambda day: (day.day + days[0].weekday() - 1) // 7)
    return MonthView(
        f"thang-{number}-{year}",
        f"{year:04}-{number:02}",
        f"Tháng {number}/{year}",
        lunar_months_in_words(days[0], days[-1]),
        tuple(_week(list(week), events) for _, week in weeks),
        tuple(_event(anchor, one) for anchor, one in events if _month_of(one.day) == month),
    )


def _week(days: Sequence[date], events: Sequence[_Named]) -> tuple[CalendarDayView | None, ...]:
    """Return the seven places of a week, from Monday on."""
    by_weekday = {day.weekday(): _day(day, events) for day in days}
    return tuple(by_weekday.get(place) for place in range(7))


def _day(day: date, events: Sequence[_Named]) -> CalendarDayView:
    here = [(anchor, one.what) for anchor, one in events if one.day <= day <= (one.last or one.day)]
    return CalendarDayView(
        str(day.day),
        _lunar_number(day),
        here[0][0] if here else "",
        "; ".join(what for _, what in here),
    )


def _lunar_number(day: date) -> str:
    """Return the number of a lunar day, with its month where that begins, or the solar one."""
    lunar = lunar_day(day)
    if lunar is None:
        return ""
    return f"{lunar.day}/{lunar.month}" if 1 in (day.day, lunar.day) else str(lunar.day)


def _event(anchor: str, one: Appointment) -> EventView:
    return EventView(
        anchor,
        one.what,
        partials.certain_day(one.day),
        WEEKDAYS[one.day.weekday()],
        one.lunar or lunar_in_words(one.day),
        partials.day(one.last),
        "" if one.lunar or not one.last else lunar_in_words(one.last),
        time_of(one),
        one.place,
        one.chair,
    )
