"""Write texts and lines as calendars hold them (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE_OCTETS = 75
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendar_text(text: str) -> str:
    """
    Return a text as a calendar holds it (RFC 5545, 3.3.11).

    >>> calendar_text("Một; hai, ba")
    'Một\\\\; hai\\\\, ba'
    """
    text = CONTROLS.sub("", text)
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which cuts a letter (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        # A continued line begins with a space, which counts.
        room = LINE_OCTETS - (1 if pieces else 0)
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece = letter
        else:
            piece += letter
    return "\r\n ".join([*pieces, piece])


def calendar_file(authority: str, product: str, name: str, events: Iterable[str]) -> bytes:
    """Return a calendar with the lines of its events; ``authority`` and ``product`` are who made it and of what."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{calendar_text(authority)}//{product}//VI",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{calendar_text(name)}",
        *events,
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines).encode("utf-8")
