"""Make the calendar of the office's events: each month as a table of solar and lunar days, its events below."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from plugins.office.appointments import Appointment
from plugins.pages import addresses, partials
from plugins.pages.calendar_event import calendar_event
from plugins.pages.coming_first import coming_first
from plugins.pages.office_pages import calendar_link, office_head, time_of
from plugins.pages.office_views import CalendarDayView, EventsView, EventView, MonthView
from plugins.pages.page import Page, page_of
from plugins.pages.site import Site
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import Thing
from plugins.pages.view_parts import Link
from plugins.pages.word_anchors import anchor_of, told_apart
from plugins.vietnamese.date_texts import WEEKDAYS
from plugins.vietnamese.lunar import lunar_day, lunar_in_words, lunar_months_in_words

# Machines look for what is to come: so many of the latest are told, that a calendar of many years stays light.
_MOST_TOLD = 30
MONTHS = 12
Month = tuple[int, int]
_Named = tuple[str, Appointment]


def events_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of the months with events: this one and those to come, then those that are over."""
    events = tuple(_named(site.office.events))
    if events:
        today = site.now.date()
        months = coming_first(months_of(site.office.events), last_of_month, today)
        shown = tuple(_month(month, events) for month in months)
        view = EventsView(
            **office_head(site, "events", tuple(_told(site, events))),
            months=shown,
            calendar=calendar_link(site),
            first_over=next((month.iso for month in shown if month.iso < f"{today:%Y-%m}"), ""),
        )
        yield page_of(addresses.output_path(addresses.EVENTS), view)


def months_of(events: Iterable[Appointment]) -> list[Month]:
    """Return the year and the number of all months in which something goes on."""
    found = set[Month]()
    for one in events:
        first, last = (day.year * MONTHS + day.month - 1 for day in (one.day, one.last or one.day))
        found |= {(months // MONTHS, months % MONTHS + 1) for months in range(first, last + 1)}
    return sorted(found)


def last_of_month(month: Month) -> date:
    """Return the last day of a month."""
    return date(*month, monthrange(*month)[1])


def _told(site: Site, events: Sequence[_Named]) -> Iterator[Thing]:
    """Yield the latest events for machines; nothing while the site has no address."""
    if site.siteurl:
        yield from (calendar_event(site, anchor, one) for anchor, one in events[-_MOST_TOLD:])


def _named(events: Sequence[Appointment]) -> Iterator[_Named]:
    """Yield each event with its anchor: the day parts what comes again each year, a number what is there twice."""
    yield from zip(
        told_apart(anchor_of(f"{one.what} {one.day:%d-%m-%Y}") for one in events), events, strict=True
    )


def _month(month: Month, every: Sequence[_Named]) -> MonthView:
    """Return a month; what goes on from an earlier one is told in it again, at an anchor of its own."""
    year, number = month
    first, last = date(year, number, 1), last_of_month(month)
    days = [first.replace(day=day) for day in range(1, last.day + 1)]
    events = [
        (anchor if one.day >= first else f"{anchor}-{year:04}-{number:02}", one)
        for anchor, one in every
        if one.day <= last and (one.last or one.day) >= first
    ]
    weeks = groupby(days, lambda day: (day.day + days[0].weekday() - 1) // 7)
    return MonthView(
        f"thang-{number}-{year}",
        f"{year:04}-{number:02}",
        f"Tháng {number}/{year}",
        lunar_months_in_words(days[0], days[-1]),
        tuple(_week(list(week), events) for _, week in weeks),
        tuple(_event(anchor, one) for anchor, one in events),
    )


def _week(days: Sequence[date], events: Sequence[_Named]) -> tuple[CalendarDayView | None, ...]:
    """Return the seven places of a week, from Monday on."""
    by_weekday = {day.weekday(): _day(day, events) for day in days}
    return tuple(by_weekday.get(place) for place in range(7))


def _day(day: date, events: Sequence[_Named]) -> CalendarDayView:
    here = (Link(one.what, f"#{anchor}") for anchor, one in events if one.day <= day <= (one.last or one.day))
    lunar = lunar_day(day)
    names_month = lunar is not None and 1 in (day.day, lunar.day)
    number = str(lunar.day) if lunar else ""
    return CalendarDayView(
        str(day.day),
        f"{number}/{lunar.month}" if lunar and names_month else number,
        names_month and lunar is not None and lunar.leap,
        tuple(here),
    )


def _event(anchor: str, one: Appointment) -> EventView:
    return EventView(
        anchor,
        one.what,
        partials.certain_day(one.day),
        WEEKDAYS[one.day.weekday()],
        one.lunar or lunar_in_words(one.day),
        None if one.is_overnight else partials.day(one.last),
        "" if one.lunar or one.is_overnight or not one.last else lunar_in_words(one.last),
        time_of(one),
        one.place,
        one.chair,
    )
