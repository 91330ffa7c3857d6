"""Describe an event of the office's calendar as schema.org's Event."""

from __future__ import annotations

from datetime import date, datetime, time

from plugins.office.appointments import Appointment
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.pages.structured_data import Thing, organisation


def calendar_event(site: Site, anchor: str, one: Appointment) -> Thing:
    """Return an event as machines know it; ``anchor`` is where it stands on the page of the calendar."""
    page = site.url(addresses.EVENTS)
    data: dict[str, object] = {
        "@type": "Event",
        "name": one.what,
        "url": f"{page}#{anchor}",
        "inLanguage": site.portal.lang,
        "startDate": _moment(site, one.day, one.begins),
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": organisation(site),
    }
    # Of what begins at an hour nobody may know the end: the day alone would be before it.
    if one.last or one.ends or not one.begins:
        data["endDate"] = _moment(site, one.last or one.day, one.ends)
    if one.place:
        data["location"] = {"@type": "Place", "name": one.place, "address": one.place}
        data["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
    return data


def _moment(site: Site, day: date, at: time | None) -> str:
    """Return a day, with its hour where that is known, as ISO 8601."""
    return datetime.combine(day, at, site.now.tzinfo).isoformat() if at else day.isoformat()
