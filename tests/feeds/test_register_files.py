"""The register as CSV, JSON and calendar, as the programs that read them see it."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_portals import a_site, a_story

from plugins.article.facts import ConsultationResult, FileReference, RegisterFacts, ResponseWays, Span
from plugins.feeds.calendar_format import calendar_text, folded
from plugins.feeds.register_files import (
    ADDRESSES,
    CSV_HEADINGS,
    _cell,
    register_calendar,
    register_csv,
    register_files,
    register_json,
)
from plugins.pages.register_downloads import downloads
from plugins.pages.register_entries import register_entry
from plugins.pages.register_view import ConnectedView, DocumentLink, RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import File
from plugins.registers.register_parts import PARTS, PLANS, RegisterPart

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = "so-quy-hoach"
ADDRESS = "quy-hoach/2024/du-thao/"


def a_line(
    site: Site,
    consultation: Span | None = None,
    disclosure: Span | None = None,
    title: str = "Dự thảo",
    modified: datetime | None = None,
    repealed_by: str = "",
) -> tuple[Story, RegisterEntry]:
    """Return a line of the register."""
    facts = RegisterFacts(
        "Dự thảo", consultation=consultation, disclosure=disclosure, repealed_by=repealed_by
    )
    story = a_story(
        "du-thao",
        datetime.fromisoformat("2024-05-20T07:30:00+07:00"),
        "quy-hoach",
        title=title,
        modified=modified,
        register=facts,
    )
    entry = register_entry(site, story)
    assert entry is not None
    return story, entry


def event(calendar: bytes) -> dict[str, str]:
    """Return the properties of a calendar's only event."""
    lines = unfolded(calendar)
    inner = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return dict(line.split(":", 1) for line in inner)


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


def everything() -> dict[str, Any]:
    """Return the row of a consultation that is over, of which all is known that can be known."""
    rows: list[dict[str, Any]] = json.loads(register_json([full_entry()], a_site()))
    return rows[0]


def full_entry() -> RegisterEntry:
    """Return a line of which all is known that the register can tell."""
    site = a_site()
    ways = ResponseWays("", "gopy@xa.gov.vn", "Khu 3, xã Thọ Xuân", "0237 3833 123", "https://gopy.vn/1")
    told = ConsultationResult(1204, "Tiếp thu hai ý kiến.", decision=FileReference("quyet-dinh.md", 1))
    facts = RegisterFacts(
        *("Dự thảo", "3/DT", None, "UBND xã"),
        consultation=Span(date(2024, 3, 4), date(2024, 4, 4)),
        ways=ways,
        result=told,
        signer="Lê Hải, Chủ tịch",
        issue_place="Thọ Xuân",
        recipients=("Như Điều 3", "Lưu: VT"),
    )
    story = a_story("du-thao", section="quy-hoach", register=facts)
    file = File("bao-cao.pdf", "/tep/bao-cao.pdf", "PDF", "1,2 MB", 3)
    entry = register_entry(site, replace(story, report=file, decision="quy-hoach/2024/quyet-dinh/"))
    assert entry
    other = (DocumentLink("Quyết định số 1/QĐ", "Một", "/quy-hoach/2024/mot/", "1/QĐ"),)
    return replace(entry, connected=ConnectedView(other, other, other, other))


def test_the_data_have_all_that_the_page_shows() -> None:
    """Who signed, how to take part, what came of it, what the document is connected with, in both files."""
    row = everything()
    data = register_csv([full_entry()], a_site()).decode("utf-8-sig")
    cells = next(csv.DictReader(StringIO(data, newline="")))
    site, other = "https://vi-du.gov.vn", "https://vi-du.gov.vn/quy-hoach/2024/mot/"

    assert row["signer"] == cells["Người ký"] == "Lê Hải, Chủ tịch"
    assert row["issue_place"] == cells["Nơi ban hành"] == "Thọ Xuân"
    assert row["recipients"] == cells["Nơi nhận"].split("; ") == ["Như Điều 3", "Lưu: VT"]
    assert row["ways"] == {
        "agency": "UBND xã",
        "email": cells["Thư điện tử nhận ý kiến"],
        "address": cells["Địa chỉ nhận ý kiến"],
        "phone": cells["Điện thoại nhận ý kiến"],
        "form": cells["Biểu mẫu góp ý"],
    }
    assert cells["Nơi nhận ý kiến"] == "UBND xã"
    assert (row["outcome"]["opinions"], cells["Số ý kiến"]) == (1204, "1204")
    assert row["outcome"]["text"] == cells["Kết quả lấy ý kiến"] == "Tiếp thu hai ý kiến."
    assert row["outcome"]["report"]["url"] == cells["Tệp kết quả lấy ý kiến"] == f"{site}/tep/bao-cao.pdf"
    assert (
        row["outcome"]["decision"] == cells["Văn bản được ban hành"] == f"{site}/quy-hoach/2024/quyet-dinh/"
    )
    for key, name, address in (
        ("replaced_by_documents", "", "Địa chỉ văn bản thay thế"),
        ("repealed_by_documents", "", "Địa chỉ văn bản bãi bỏ"),
        ("replaces", "Thay thế", "Địa chỉ văn bản được thay thế"),
        ("repeals", "Bãi bỏ", "Địa chỉ văn bản bị bãi bỏ"),
    ):
        assert row[key] == [{"title": "Một", "number": "1/QĐ", "url": other}]
        assert cells[address] == other
        assert not name or cells[name] == "Quyết định số 1/QĐ"


def test_what_came_of_a_consultation_is_told_when_it_is_over() -> None:
    """As the page does: a number that was written before the last day is not out yet."""
    site = a_site()
    facts = RegisterFacts("Dự thảo", consultation=SPAN, result=ConsultationResult(2, "Hai ý kiến."))
    entry = register_entry(site, a_story("du-thao", section="quy-hoach", register=facts))
    assert entry
    assert (entry.state, entry.result) == ("open", None)


def test_columns_keep_their_places() -> None:
    """Who reads the spreadsheet by the place of a column finds it there for ever: new ones come last."""
    assert CSV_HEADINGS[:2] == ("Tên văn bản", "Loại văn bản")
    assert CSV_HEADINGS[17:20] == ("Tệp", "Địa chỉ", "Người ký")
    assert len(set(CSV_HEADINGS)) == len(CSV_HEADINGS)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_all_files_of_a_part_tell_the_same(part: RegisterPart, published: Path) -> None:
    """The page, the spreadsheet and the data have the same entries, of which no other part has one; the calendar all spans."""
    rows = json.loads((published / part.file("json")).read_text("utf-8"))
    table = list(
        csv.reader(StringIO((published / part.file("csv")).read_bytes().decode("utf-8-sig"), newline=""))
    )
    page = (published / part.address / "index.html").read_text("utf-8")
    spans = sum(bool(row["consultation"]) + bool(row["disclosure"]) for row in rows)
    calendar = published / part.file("ics")

    assert [row["title"] for row in rows] == [line[0] for line in table[1:]]
    assert page.count("<tr data-kind") == len(rows) >= 2
    assert spans == (calendar.read_bytes().count(b"BEGIN:VEVENT") if calendar.exists() else 0)
    others = [
        json.loads((published / one.file("json")).read_text("utf-8")) for one in PARTS if one is not part
    ]
    assert not {row["url"] for row in rows} & {row["url"] for other in others for row in other}
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
    pieces = folded(text)

    assert pieces.replace("\r\n ", "") == text
    assert all(len(piece.encode()) <= 75 for piece in pieces.split("\r\n"))


@given(st.text(st.sampled_from("a;,\\\nđ "), max_size=40))
def test_escaping_can_be_undone(text: str) -> None:
    """Every mark that means something in a calendar is written so that it means itself."""
    marks = {"n": "\n", ";": ";", ",": ",", "\\": "\\"}
    letters, read = iter(calendar_text(text)), ""
    for letter in letters:
        read += marks[next(letters)] if letter == "\\" else letter

    assert read == text


def test_the_document_tells_every_key(register: Path) -> None:
    """docs/vi/so-quy-hoach.md names the columns of the spreadsheet and the keys of the data, no more and no fewer."""
    text = (PROJECT / "docs" / "vi" / "so-quy-hoach.md").read_text("utf-8")
    rows = json.loads((register / "so-quy-hoach.json").read_text("utf-8"))
    keys = {key for row in rows for key in row}
    keys |= {f"files[].{key}" for row in rows for file in row["files"] for key in file}
    for name in ("consultation", "ways", "outcome"):
        keys |= {f"{name}.{key}" for row in [*rows, everything()] for key in row[name] or ()}
    for name in ("replaced_by_documents", "repealed_by_documents", "replaces", "repeals"):
        keys |= {f"….{key}" for row in [*rows, everything()] for one in row[name] for key in one}

    assert set(re.findall(r"^\| `([^`]+)` \|", text, re.M)) == keys
    assert all(heading in text for heading in CSV_HEADINGS)


def test_days_are_days(register: Path) -> None:
    """Dates in the data are ISO days."""
    for row in json.loads((register / "so-quy-hoach.json").read_text("utf-8")):
        for span in filter(None, (row["consultation"], row["disclosure"])):
            for day in filter(None, span.values()):
                date.fromisoformat(day)


SPAN = Span(date(2024, 6, 1), date(2024, 6, 30))


def test_an_event_keeps_its_identity_wherever_and_whenever_it_is_built() -> None:
    """Another host, another folder, a later build or a longer consultation: the calendar updates the same event."""
    here, later = a_site(), a_site(now=datetime.fromisoformat("2026-01-01T00:00:00+07:00"))
    moved = a_site(siteurl="https://khac.gov.vn/cong", root="/cong")
    found = [event(register_calendar(PLANS, [a_line(site, SPAN)], site)) for site in (here, later, moved)]
    longer = Span(SPAN.opens, date(2024, 7, 31))
    changed = datetime.fromisoformat("2024-06-20T09:00:00+07:00")
    extended = event(register_calendar(PLANS, [a_line(here, longer, modified=changed)], here))

    assert len({one["UID"] for one in [*found, extended]}) == 1
    assert found[0] == found[1]
    assert found[0]["DTSTAMP"] == "20240520T003000Z"
    assert extended["DTSTAMP"] == "20240620T020000Z"
    assert extended["DTEND;VALUE=DATE"] == "20240801"


def test_no_event_says_that_it_will_change() -> None:
    """A change of a day to come, as a slip of the year makes one, is none yet: calendars take it for wrong."""
    site, to_come = a_site(), datetime.fromisoformat("2062-06-20T09:00:00+07:00")
    found = event(register_calendar(PLANS, [a_line(site, SPAN, modified=to_come)], site))

    assert found["DTSTAMP"] == event(register_calendar(PLANS, [a_line(site, SPAN)], site))["DTSTAMP"]


def test_a_repealed_draft_asks_nobody() -> None:
    """Its article says that the consultation is over: no calendar invites to it; its public display stays."""
    site = a_site()
    repealed = a_line(site, SPAN, SPAN, repealed_by="Quyết định số 5/QĐ-UBND")
    lines = unfolded(register_calendar(PLANS, [repealed], site))

    assert [line.split(":")[1] for line in lines if line.startswith("SUMMARY")] == ["Công khai"]


def test_what_no_event_is_made_of_makes_no_calendar() -> None:
    """A calendar needs an event (RFC 5545, 3.6): of a repealed draft alone there is no file, and no page leads to one."""
    site = a_site()
    for spans, files in (((SPAN, None), 2), ((SPAN, SPAN), 3), ((None, SPAN), 3), ((None, None), 2)):
        line = a_line(site, *spans, repealed_by="Quyết định số 5/QĐ-UBND")
        made = dict(register_files(PLANS, [line], site))

        assert len(made) == files
        assert [one.address for one in downloads(PLANS, [line[1]])] == [*made]
        assert all("BEGIN:VEVENT" in data.decode() for path, data in made.items() if path.endswith(".ics"))


def test_a_display_is_another_event_than_the_consultation() -> None:
    """One article with both has two events with two identities."""
    site = a_site()
    lines = unfolded(register_calendar(PLANS, [a_line(site, SPAN, SPAN)], site))

    assert len({line for line in lines if line.startswith("UID:")}) == 2
    assert [line for line in lines if line.startswith("SUMMARY:")] == [
        "SUMMARY:Lấy ý kiến: Dự thảo",
        "SUMMARY:Công khai: Dự thảo",
    ]


@pytest.mark.parametrize(
    ("span", "summary", "day", "after"),
    [
        (Span(date(2024, 12, 31), None), "Bắt đầu lấy ý kiến: Dự thảo", "20241231", "20250101"),
        (Span(None, date(2024, 2, 29)), "Ngày cuối lấy ý kiến: Dự thảo", "20240229", "20240301"),
        (Span(date(2024, 2, 29), date(2024, 2, 29)), "Lấy ý kiến: Dự thảo", "20240229", "20240301"),
    ],
)
def test_a_day_alone_is_named_for_what_it_is(span: Span, summary: str, day: str, after: str) -> None:
    """Where only the first or the last day is known, the event lasts that day and says which it is."""
    site = a_site()
    found = event(register_calendar(PLANS, [a_line(site, span)], site))

    assert (found["SUMMARY"], found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == (summary, day, after)


def test_a_portal_without_an_address_names_none() -> None:
    """An event has the address of a page only where there is an absolute one."""
    site = a_site(siteurl="")
    assert "URL" not in event(register_calendar(PLANS, [a_line(site, SPAN)], site))
    assert (
        event(register_calendar(PLANS, [a_line(a_site(), SPAN)], a_site()))["URL"]
        == f"https://vi-du.gov.vn/{ADDRESS}"
    )


def test_no_day_no_calendar() -> None:
    """A calendar without an event is none (RFC 5545); the other two files stand without it; an empty register has none."""
    site = a_site()

    assert [path.rpartition(".")[2] for path, _ in register_files(PLANS, [a_line(site)], site)] == [
        "csv",
        "json",
    ]
    assert list(register_files(PLANS, [], site)) == []


STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@given(st.text(st.sampled_from("=+-@＝\t\r a1\"',;|\n"), max_size=12))
def test_no_cell_is_a_formula(text: str) -> None:
    """What an editor types is text in every spreadsheet, and is still there."""
    cell = _cell(text)

    assert cell.replace("'", "") == text.replace("'", "")
    assert not cell.lstrip().startswith(STARTS)
    assert not cell.startswith(("\t", "\r"))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(texts=st.lists(st.text(st.sampled_from("=+-@＝\t\r a1\"',;|\n"), max_size=9), min_size=2, max_size=3))
def test_no_cell_is_a_formula_whatever_parts_cells(separator: str, texts: list[str]) -> None:
    """Excel in Vietnamese parts cells at “;”, other programs ask: whichever sign it is, and with quotes or without."""
    site = a_site()
    title, issuer, number = texts[0], texts[1], texts[-1]
    entry = replace(a_line(site, title=title)[1], title=title, issuer=issuer, number=number)
    data = register_csv([entry], site).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(data, newline=""), delimiter=separator) for cell in row]
    cells += [cell for line in data.splitlines() for cell in line.split(separator)]

    assert [cell for cell in cells if cell.lstrip(' "\t\r').startswith(STARTS)] == []


@given(st.text(st.sampled_from("=+-@;,|a1&?/"), max_size=9))
def test_an_address_stays_an_address(ending: str) -> None:
    """Whatever stands in the address of a form: it leads where it led, and no part of it is a formula."""
    site = a_site()
    form = f"https://vi-du.vn/mau?o={ending}"
    entry = replace(a_line(site)[1], ways=ResponseWays(form=form))
    data = register_csv([entry], site).decode("utf-8-sig")
    _, row = csv.reader(StringIO(data, newline=""))
    cell = row[CSV_HEADINGS.index("Biểu mẫu góp ý")]

    assert unquote(cell) == form
    assert not [part for part in re.split("[;,|]", cell) if part.startswith(STARTS)]


def test_every_column_of_addresses_is_known_as_one(published: Path) -> None:
    """A new column that has addresses is named among them."""
    for part in PARTS:
        data = (published / part.file("csv")).read_text("utf-8-sig")
        headings, *rows = csv.reader(StringIO(data, newline=""))
        found = {
            heading for row in rows for heading, cell in zip(headings, row, strict=True) if "https://" in cell
        }
        assert found <= ADDRESSES <= {*headings}


def test_a_register_of_ordinary_titles_is_written_as_it_is() -> None:
    """Only what could be a formula is changed."""
    for text in ("Quyết định 153/QĐ-TTg; Nghị quyết 58-NQ/TW", "2021–2030, tầm nhìn 2045", "Số 12; số 13"):
        assert _cell(text) == text


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=40))
def test_a_spreadsheet_keeps_every_title(title: str) -> None:
    """Quotes, commas and line breaks in a title come back as they were, defused where they must be."""
    site = a_site()
    data = register_csv([a_line(site, title=title)[1]], site).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(data, newline="")))

    assert len(rows) == 2
    assert rows[1][0] == _cell(title)
    assert rows[1][0].replace("'", "") == title.replace("'", "")


def test_a_day_of_issue_to_come_stands_apart_from_those_that_were() -> None:
    """A program that reads a file takes no plan for a fact; from its day on it is the day of issue."""
    facts = RegisterFacts("Kế hoạch", "3/KH-UBND", date(2024, 12, 31))
    story = a_story("ke-hoach", section="quy-hoach", register=facts)
    for now, issued, planned in (
        ("2024-12-30T08:00:00+07:00", "", "2024-12-31"),
        ("2024-12-31T00:00:00+07:00", "2024-12-31", ""),
    ):
        site = a_site(story, now=datetime.fromisoformat(now))
        entry = register_entry(site, story)
        assert entry
        (row,) = json.loads(register_json([entry], site))
        (cells,) = csv.DictReader(StringIO(register_csv([entry], site).decode("utf-8-sig")))
        assert (row["issued"], row["planned_issue"]) == (issued or None, planned or None)
        assert (cells["Ngày ban hành"], cells["Dự kiến ban hành"]) == (issued, planned)
