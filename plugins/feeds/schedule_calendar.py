"""Write the office's schedule as a calendar (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from plugins.feeds.calendar_format import calendar_file, calendar_text
from plugins.office.appointments import Appointment
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.pages.word_anchors import told_apart
from plugins.vietnamese.lunar import lunar_in_words

# Nobody knows when an appointment was written. The clock would make another file of the same schedule, its day may be to come.
_LONG_AGO = "19700101T000000Z"


def schedule_calendar(site: Site) -> bytes:
    """Return the appointments as a calendar, in the portal's zone; one without a beginning takes its whole days."""
    schedule, authority = site.office.schedule, site.portal.authority
    identities = told_apart(map(_identity, schedule))
    events = (
        line
        for identity, one in zip(identities, schedule, strict=True)
        for line in _event(site, identity, one)
    )
    return calendar_file(authority, "Lich", f"Lịch – {authority}", events)


def _identity(one: Appointment) -> str:
    """Return what an appointment is known by though its place and its end be written otherwise; two may have one."""
    return hashlib.sha256(f"{one.day}\0{one.begins}\0{one.what}".encode()).hexdigest()[:32]


def _event(site: Site, identity: str, one: Appointment) -> Iterator[str]:
    host = urlsplit(site.siteurl).hostname or "lich"
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@{host}"
    yield f"DTSTAMP:{_LONG_AGO}"
    yield from _times(site, one)
    yield f"SUMMARY:{calendar_text(f'{one.kind}: {one.what}')}"
    if one.place:
        yield f"LOCATION:{calendar_text(one.place)}"
    lunar = one.lunar or lunar_in_words(one.day)
    if details := " – ".join(filter(None, (one.chair, lunar and f"âm lịch: {lunar}"))):
        yield f"DESCRIPTION:{calendar_text(details)}"
    if site.siteurl:
        yield f"URL:{site.url(addresses.SCHEDULE)}"
    yield "END:VEVENT"


def _times(site: Site, one: Appointment) -> Iterator[str]:
    last = one.last or one.day
    # What takes whole days ends on the day after its last.
    after = last + timedelta(days=1)
    if one.begins is None:
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
        return
    yield f"DTSTART:{_instant(site, one.day, one.begins)}"
    if one.ends:
        yield f"DTEND:{_instant(site, last, one.ends)}"
    elif one.last:
        yield f"DTEND:{_instant(site, after, time())}"


def _instant(site: Site, day: date, at: time) -> str:
    return f"{datetime.combine(day, at, site.now.tzinfo).astimezone(UTC):%Y%m%dT%H%M%SZ}"
