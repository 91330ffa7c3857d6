"""Write the office's schedule as a calendar (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from plugins.feeds.calendar_format import escaped, folded
from plugins.office.appointments import Appointment
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.vietnamese.lunar import lunar_in_words


def schedule_calendar(site: Site) -> bytes:
    """Return the appointments as a calendar, in the portal's zone; one without a beginning takes its whole day."""
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{escaped(site.portal.authority)}//Lich//VI"]
    text += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(f'Lịch – {site.portal.authority}')}"]
    for one in site.office.schedule:
        text += _event(site, one)
    text.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in text).encode("utf-8")


def _event(site: Site, one: Appointment) -> Iterator[str]:
    host = urlsplit(site.siteurl).hostname or "lich"
    identity = hashlib.sha256(f"{one.day}\0{one.begins}\0{one.what}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@{host}"
    # Of the day itself and not of the clock: the same schedule makes the same file.
    yield f"DTSTAMP:{one.day:%Y%m%d}T000000Z"
    yield from _times(site, one)
    yield f"SUMMARY:{escaped(f'{one.kind}: {one.what}')}"
    if one.place:
        yield f"LOCATION:{escaped(one.place)}"
    lunar = one.lunar or lunar_in_words(one.day)
    if details := " – ".join(filter(None, (one.chair, lunar and f"âm lịch: {lunar}"))):
        yield f"DESCRIPTION:{escaped(details)}"
    if site.siteurl:
        yield f"URL:{site.url(addresses.SCHEDULE)}"
    yield "END:VEVENT"


def _times(site: Site, one: Appointment) -> Iterator[str]:
    last = one.last or one.day
    if one.begins is None:
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        # The end of a whole-day event is the day after its last.
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART:{datetime.combine(one.day, one.begins, site.now.tzinfo).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if one.ends:
        yield f"DTEND:{datetime.combine(last, one.ends, site.now.tzinfo).astimezone(UTC):%Y%m%dT%H%M%SZ}"
