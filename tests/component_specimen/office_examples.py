"""The examples of what shows what an office tells of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from small_portals import a_site

from component_specimen.example import Example, Macro
from component_specimen.words import EXTREME, LONG, SHORT, USUAL
from plugins.office.appointments import EVENT, Appointment
from plugins.office.office import Office
from plugins.pages.event_pages import events_page
from plugins.pages.office_views import EventsView
from plugins.pages.story_groups import group_stories

TET = date(2027, 2, 5)
EVENTS = (
    Appointment(SHORT, EVENT, TET),
    Appointment(
        USUAL, EVENT, TET + timedelta(2), TET + timedelta(6), time(7, 30), time(17), LONG, LONG, SHORT
    ),
    Appointment(LONG, EVENT, TET + timedelta(2), TET + timedelta(40)),
    # Of this day nobody reckons a lunar one.
    Appointment(EXTREME, EVENT, date(2101, 1, 31), None, time(7), None, EXTREME, EXTREME, EXTREME),
)


def office_macros() -> Iterator[Macro]:
    """Yield what shows what an office tells of itself."""
    yield from _calendar()


def _calendar() -> Iterator[Macro]:
    site = replace(a_site(), office=Office(schedule=EVENTS))
    (page,) = events_page(site, group_stories(site))
    view = page.view
    assert isinstance(view, EventsView)
    yield Macro(
        "calendar",
        "months",
        (Example("không có", ((),)), Example("năm tháng", (view.months,), beside=True)),
    )
