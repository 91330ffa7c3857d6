"""Tell on which days the pages of an office come to another order by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from plugins.office.office_data import Office
from plugins.pages.event_pages import last_of_month, months_of
from plugins.pages.office_pages import last_of_week, weeks_of


def office_turns(office: Office, today: date) -> Iterator[tuple[date, str]]:
    """Yield the next day on which a week of the schedule is over, and a month of the calendar, each with what happens then in Vietnamese."""
    weeks, months = map(last_of_week, weeks_of(office.schedule)), map(last_of_month, months_of(office.events))
    for ends, why in ((weeks, "lịch công tác sang tuần mới"), (months, "lịch sự kiện sang tháng mới")):
        if end := min((day for day in ends if day >= today), default=None):
            yield end + timedelta(days=1), why
