"""The register as CSV, JSON and calendar, as the programs that read them see it."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.register import _escaped, _folded

FOLDER = "so-quy-hoach"


@pytest.fixture
def register(published: Path) -> Path:
    """The register's folder in the public portal."""
    return published / FOLDER


def unfolded(calendar: bytes) -> list[str]:
    """Return a calendar's lines as a reader joins them (RFC 5545, 3.1)."""
    return calendar.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_the_spreadsheet_opens_in_vietnamese(register: Path) -> None:
    """A byte order mark for Excel, a heading, a line for each entry, days that sort."""
    data = (register / "so-quy-hoach.csv").read_bytes()
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))

    assert data.startswith(b"\xef\xbb\xbf")
    assert len(rows) >= 8
    decision = next(row for row in rows if row["Số ký hiệu"] == "10-NQ/TU")
    assert decision["Ngày ban hành"] == "2022-01-10"
    assert all(row["Địa chỉ"].startswith("https://") for row in rows)


def test_all_three_tell_the_same(register: Path, published: Path) -> None:
    """The page, the spreadsheet and the data have the same entries; the calendar all spans."""
    rows = json.loads((register / "so-quy-hoach.json").read_text("utf-8"))
    table = list(
        csv.reader(StringIO((register / "so-quy-hoach.csv").read_bytes().decode("utf-8-sig"), newline=""))
    )
    page = (register / "index.html").read_text("utf-8")
    spans = sum(bool(row["consultation"]) + bool(row["disclosure"]) for row in rows)
    events = (register / "so-quy-hoach.ics").read_bytes().count(b"BEGIN:VEVENT")

    assert [row["title"] for row in rows] == [line[0] for line in table[1:]]
    assert page.count("<tr data-kind") == len(rows)
    assert events == spans >= 3
    for row in rows:
        assert (
            published / row["url"].removeprefix("https://thoxuan.thanhhoa.gov.vn/") / "index.html"
        ).exists()


def test_calendar_days_are_whole_and_end_a_day_later(register: Path) -> None:
    """A consultation from 1 June to 31 July is an event that ends on 1 August, exclusive."""
    lines = unfolded((register / "so-quy-hoach.ics").read_bytes())
    first = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]

    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20240601" in first
    assert "DTEND;VALUE=DATE:20240801" in first
    identities = [line for line in lines if line.startswith("UID:")]
    assert len(identities) == len(set(identities))


def test_calendar_lines_are_short(register: Path) -> None:
    """No line has more than 75 octets, and each is whole UTF-8."""
    for line in (register / "so-quy-hoach.ics").read_bytes().split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=300))
def test_folding_loses_nothing(text: str) -> None:
    """What a reader joins is what was written, and no piece is too long."""
    folded = _folded(text)

    assert folded.replace("\r\n ", "") == text
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


@given(st.text(st.sampled_from("a;,\\\nđ "), max_size=40))
def test_escaping_can_be_undone(text: str) -> None:
    """Every mark that means something in a calendar is written so that it means itself."""
    marks = {"n": "\n", ";": ";", ",": ",", "\\": "\\"}
    letters, read = iter(_escaped(text)), ""
    for letter in letters:
        read += marks[next(letters)] if letter == "\\" else letter

    assert read == text


def test_days_are_days(register: Path) -> None:
    """Dates in the data are ISO days."""
    for row in json.loads((register / "so-quy-hoach.json").read_text("utf-8")):
        for span in filter(None, (row["consultation"], row["disclosure"])):
            for day in filter(None, span.values()):
                date.fromisoformat(day)
