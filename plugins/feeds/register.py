"""The planning register for machines: CSV for spreadsheets, JSON for programs, ICS for calendars."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO

from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.pages.views import Moment, RegisterEntry

CSV_HEADINGS = (
    "Tên văn bản",
    "Loại văn bản",
    "Số ký hiệu",
    "Ngày ban hành",
    "Cơ quan ban hành",
    "Thời kỳ",
    "Tình trạng",
    "Lấy ý kiến từ",
    "Lấy ý kiến đến",
    "Công khai từ",
    "Công khai đến",
    "Địa chỉ",
)
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINE_OCTETS = 75


def _iso(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def _cell(text: str) -> str:
    """
    Return a cell that no spreadsheet runs as a formula.

    >>> _cell("=1+1"), _cell("153/QĐ-TTg")
    ("'=1+1", '153/QĐ-TTg')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def register_csv(entries: Sequence[RegisterEntry], site: Site) -> bytes:
    """Return the register as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it."""
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(CSV_HEADINGS)
    for entry in entries:
        row = (
            entry.title,
            entry.kind,
            entry.number,
            _iso(entry.issued),
            entry.issuer,
            entry.period,
            entry.state_text,
            _iso(entry.consultation_opens),
            _iso(entry.consultation_closes),
            _iso(entry.disclosure_opens),
            _iso(entry.disclosure_closes),
            site.absolute(entry.href),
        )
        table.writerow([_cell(text) for text in row])
    return out.getvalue().encode("utf-8-sig")


def register_json(entries: Sequence[RegisterEntry], site: Site) -> bytes:
    """Return the register as JSON: a list of objects, days as ISO 8601, null for what is not known."""
    rows = [
        {
            "title": entry.title,
            "url": site.absolute(entry.href),
            "kind": entry.kind,
            "number": entry.number or None,
            "issued": _iso(entry.issued) or None,
            "issuer": entry.issuer or None,
            "period": entry.period or None,
            "state": entry.state,
            "consultation": _span(entry.consultation_opens, entry.consultation_closes),
            "disclosure": _span(entry.disclosure_opens, entry.disclosure_closes),
            "files": [
                {"name": file.name, "url": site.absolute(file.href), "type": file.kind}
                for file in entry.files
            ],
        }
        for entry in entries
    ]
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    return (json.dumps(rows, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode("utf-8")


def _span(opens: Moment | None, closes: Moment | None) -> dict[str, str | None] | None:
    return {"from": _iso(opens) or None, "to": _iso(closes) or None} if opens or closes else None


def _escaped(text: str) -> str:
    """
    Return a text as a calendar holds it (RFC 5545, 3.3.11).

    >>> _escaped("Một; hai, ba")
    'Một\\\\; hai\\\\, ba'
    """
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def _folded(line: str) -> str:
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


def _event(
    entry: RegisterEntry, site: Site, what: str, opens: Moment | None, closes: Moment | None
) -> list[str]:
    first = date.fromisoformat(_iso(opens or closes)[:10])
    last = date.fromisoformat(_iso(closes or opens)[:10])
    address = site.absolute(entry.href)
    identity = hashlib.sha256(f"{what}\0{entry.href}".encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{identity}@so-quy-hoach",
        # The day itself, not the clock's: the same register makes the same file.
        f"DTSTAMP:{first:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        # The end of a whole-day event is the day after its last.
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'{what}: {entry.title}')}",
        f"DESCRIPTION:{_escaped(' – '.join(filter(None, (entry.kind, entry.number, entry.issuer, address))))}",
        *([f"URL:{address}"] if site.siteurl else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def register_calendar(entries: Sequence[RegisterEntry], site: Site) -> bytes:
    """Return the consultations and public displays as a calendar (RFC 5545), whole days."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_escaped(site.portal.unit)}//So quy hoach//VI"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(f'Sổ quy hoạch – {site.portal.name}')}"]
    for entry in entries:
        for what, opens, closes in (
            ("Lấy ý kiến", entry.consultation_opens, entry.consultation_closes),
            ("Công khai", entry.disclosure_opens, entry.disclosure_closes),
        ):
            if opens or closes:
                lines += _event(entry, site, what, opens, closes)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def register_files(entries: Sequence[RegisterEntry], site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the register: its path below the output, its bytes; nothing for an empty register."""
    if entries:
        yield addresses.REGISTER_CSV, register_csv(entries, site)
        yield addresses.REGISTER_JSON, register_json(entries, site)
        yield addresses.REGISTER_CALENDAR, register_calendar(entries, site)
