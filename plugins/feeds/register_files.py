"""Write the parts of the register as data: CSV for spreadsheets, JSON for programs, ICS for calendars."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import quote

from plugins.article.facts import ConsultationResult, ResponseWays, Span
from plugins.feeds.calendar_format import calendar_file, calendar_text
from plugins.pages.register_view import DocumentLink, RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import File, Moment
from plugins.registers.register_parts import CALENDAR, RegisterPart
from plugins.registers.state import PublicSpans, public_spans

CSV_HEADINGS = (
    "Tên văn bản",
    "Loại văn bản",
    "Số ký hiệu",
    "Ngày ban hành",
    "Cơ quan ban hành",
    "Thời kỳ",
    "Lĩnh vực",
    "Địa bàn",
    "Tình trạng",
    "Có hiệu lực từ",
    "Hết hiệu lực từ",
    "Được thay thế bởi",
    "Bị bãi bỏ bởi",
    "Lấy ý kiến từ",
    "Lấy ý kiến đến",
    "Công khai từ",
    "Công khai đến",
    "Tệp",
    "Địa chỉ",
    "Người ký",
    "Nơi nhận ý kiến",
    "Thư điện tử nhận ý kiến",
    "Địa chỉ nhận ý kiến",
    "Điện thoại nhận ý kiến",
    "Biểu mẫu góp ý",
    "Số ý kiến",
    "Kết quả lấy ý kiến",
    "Tệp kết quả lấy ý kiến",
    "Văn bản được ban hành",
    "Địa chỉ văn bản thay thế",
    "Địa chỉ văn bản bãi bỏ",
    "Thay thế",
    "Địa chỉ văn bản được thay thế",
    "Bãi bỏ",
    "Địa chỉ văn bản bị bãi bỏ",
    "Nơi ban hành",
    "Nơi nhận",
    "Dự kiến ban hành",
)
# The columns of addresses, in which no sign may be added.
ADDRESSES = frozenset(
    {
        "Tệp",
        "Địa chỉ",
        "Biểu mẫu góp ý",
        "Tệp kết quả lấy ý kiến",
        "Văn bản được ban hành",
        "Địa chỉ văn bản thay thế",
        "Địa chỉ văn bản bãi bỏ",
        "Địa chỉ văn bản được thay thế",
        "Địa chỉ văn bản bị bãi bỏ",
    }
)
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection). Where a country writes its decimals
# with a comma, as Vietnam does, Excel parts cells at ";" whatever the file says, and other programs ask: a cell may
# begin behind any sign that parts cells. Quotation marks do not help: of a cell parted so, they are the first letters.
FORMULA = re.compile(r"^(?=[\t\r])|(^|[;,|\t\r\n])(?=(?:[^\S\t\r\n]|\")*[=+\-@＝＋－＠])")
# A line of the register: its article, and what the page shows of it.
Line = tuple[Story, RegisterEntry]


def _iso(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def _cell(text: str) -> str:
    """
    Return a cell of which no spreadsheet runs a part as a formula, whatever sign it takes to part cells.

    >>> _cell("=1+1"), _cell("153/QĐ-TTg"), _cell("Số 12; =2+3")
    ("'=1+1", '153/QĐ-TTg', "Số 12;' =2+3")
    """
    return FORMULA.sub(lambda found: f"{found[1] or ''}'", text)


def _address(text: str) -> str:
    """
    Return addresses of which no part looks like a formula: the sign that would part the cell there is written as addresses escape it.

    >>> _address("https://vi-du.vn/mau?o=1,-2;=x")
    'https://vi-du.vn/mau?o=1%2C-2%3B=x'
    """
    return FORMULA.sub(lambda found: quote(found[1] or ""), text)


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
            "" if entry.planned else _iso(entry.issued),
            entry.issuer,
            entry.period,
            entry.field,
            entry.area,
            entry.state_name,
            _iso(entry.in_force_from),
            _iso(entry.in_force_to),
            entry.replaced_by,
            entry.repealed_by,
            _iso(entry.consultation_opens),
            _iso(entry.consultation_closes),
            _iso(entry.disclosure_opens),
            _iso(entry.disclosure_closes),
            " ".join(site.absolute(file.href) for file in entry.files),
            site.absolute(entry.href),
            entry.signer,
            *_participation(entry, site),
            *_ends(entry, site),
            entry.issue_place,
            "; ".join(entry.recipients),
            _iso(entry.planned),
        )
        table.writerow(
            [
                _cell(_address(text) if heading in ADDRESSES else text)
                for heading, text in zip(CSV_HEADINGS, row, strict=True)
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def _participation(entry: RegisterEntry, site: Site) -> Iterator[str]:
    """Yield the cells on how to take part in a consultation and what came of it."""
    ways, result = entry.ways or ResponseWays(), entry.result or ConsultationResult()
    yield from (ways.agency, ways.email, ways.address, ways.phone, ways.form)
    yield "" if result.opinions is None else str(result.opinions)
    yield result.text
    yield site.absolute(entry.report.href) if entry.report else ""
    yield site.absolute(entry.decision) if entry.decision else ""


def _ends(entry: RegisterEntry, site: Site) -> Iterator[str]:
    """Yield the cells on the documents that ended one, and on those that it ended: by the editor's words, else by name."""
    connected = entry.connected

    def urls(documents: Sequence[DocumentLink]) -> str:
        return " ".join(site.absolute(document.href) for document in documents)

    yield urls(connected.replaced_by)
    yield urls(connected.repealed_by)
    for words, documents in ((entry.replaces, connected.replaces), ("", connected.repeals)):
        yield words or "; ".join(document.name for document in documents)
        yield urls(documents)


def register_json(entries: Sequence[RegisterEntry], site: Site) -> bytes:
    """Return the register as JSON: a list of objects, days as ISO 8601, null for what is not known."""
    rows = [
        {
            "title": entry.title,
            "url": site.absolute(entry.href),
            "kind": entry.kind,
            "number": entry.number or None,
            "issued": None if entry.planned else _iso(entry.issued) or None,
            "issuer": entry.issuer or None,
            "period": entry.period or None,
            "field": entry.field or None,
            "area": entry.area or None,
            "state": entry.state,
            "state_text": entry.state_name,
            "states": list(_phases(entry.life)),
            "in_force": _span(entry.in_force_from, entry.in_force_to),
            "replaced_by": entry.replaced_by or None,
            "repealed_by": entry.repealed_by or None,
            "replaces_text": entry.replaces or None,
            "consultation": _span(entry.consultation_opens, entry.consultation_closes),
            "disclosure": _span(entry.disclosure_opens, entry.disclosure_closes),
            "files": [_file(file, site) for file in entry.files],
            "signer": entry.signer or None,
            "ways": _ways(entry.ways) if entry.ways else None,
            "outcome": _result(entry, entry.result, site) if entry.result else None,
            "replaced_by_documents": _documents(entry.connected.replaced_by, site),
            "repealed_by_documents": _documents(entry.connected.repealed_by, site),
            "replaces": _documents(entry.connected.replaces, site),
            "repeals": _documents(entry.connected.repeals, site),
            "issue_place": entry.issue_place or None,
            "recipients": list(entry.recipients),
            "planned_issue": _iso(entry.planned) or None,
        }
        for entry in entries
    ]
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    return (json.dumps(rows, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode("utf-8")


def _file(file: File, site: Site) -> dict[str, object]:
    return {
        "name": file.name,
        "url": site.absolute(file.href),
        "type": file.kind,
        "size": file.size,
        "pages": file.pages or None,
    }


def _ways(ways: ResponseWays) -> dict[str, str | None]:
    return {
        "agency": ways.agency or None,
        "email": ways.email or None,
        "address": ways.address or None,
        "phone": ways.phone or None,
        "form": ways.form or None,
    }


def _result(entry: RegisterEntry, result: ConsultationResult, site: Site) -> dict[str, object]:
    return {
        "opinions": result.opinions,
        "text": result.text or None,
        "report": _file(entry.report, site) if entry.report else None,
        "decision": site.absolute(entry.decision) if entry.decision else None,
    }


def _documents(documents: Sequence[DocumentLink], site: Site) -> list[dict[str, str | None]]:
    return [
        {"title": one.title, "number": one.number or None, "url": site.absolute(one.href)}
        for one in documents
    ]


def _phases(life: str) -> Iterator[dict[str, str]]:
    """Yield the phases of a state that will be another some day, as programs tell the state of any day from them."""
    for phase in filter(None, life.split(";")):
        begins, state, name = phase.split(" ", 2)
        yield {"from": begins, "state": state, "state_text": name}


def _span(opens: Moment | None, closes: Moment | None) -> dict[str, str | None] | None:
    return {"from": _iso(opens) or None, "to": _iso(closes) or None} if opens or closes else None


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What a calendar tells of: the name of the whole time, of its first day alone, of its last day alone."""

    whole: str
    first: str
    last: str

    def name(self, span: Span) -> str:
        return self.whole if span.opens and span.closes else self.first if span.opens else self.last


# Of a preview's article without a day: the build's own time would make another file each time.
_LONG_AGO = datetime.fromtimestamp(0, UTC)
CONSULTATION = _Occasion("Lấy ý kiến", "Bắt đầu lấy ý kiến", "Ngày cuối lấy ý kiến")
DISCLOSURE = _Occasion("Công khai", "Bắt đầu công khai", "Ngày cuối công khai")


def _last_known(story: Story, now: datetime) -> datetime:
    """Return when an article last changed: the same register makes the same file until a change that is to come has been."""
    changed, published = story.article.modified, story.article.date or _LONG_AGO
    return changed if changed and changed <= now else published


def _event(
    part: RegisterPart,
    line: Line,
    site: Site,
    occasion: _Occasion,
    span: Span,
) -> Iterator[str]:
    story, entry = line
    first, last = span.opens or span.closes, span.closes or span.opens
    if first is None or last is None:
        return
    # The address below the root stays when the portal moves to another host or folder.
    identity = hashlib.sha256(f"{occasion.whole}\0{story.address}".encode()).hexdigest()[:32]
    stamp = _last_known(story, site.now).astimezone(UTC)
    url = site.absolute(entry.href) if site.siteurl else ""
    details = (entry.kind, entry.number, entry.issuer, entry.period, url)
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@{part.slug}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    # The end of a whole-day event is the day after its last.
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{calendar_text(f'{occasion.name(span)}: {entry.title}')}"
    yield f"DESCRIPTION:{calendar_text(' – '.join(filter(None, details)))}"
    if url:
        yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def register_calendar(part: RegisterPart, lines: Sequence[Line], site: Site) -> bytes:
    """Return the consultations and public displays as a calendar (RFC 5545), whole days."""
    product = part.slug.replace("-", " ").capitalize()
    name = f"{part.title} – {site.portal.name}"
    return calendar_file(site.portal.authority, product, name, _events(part, lines, site))


def _events(part: RegisterPart, lines: Sequence[Line], site: Site) -> Iterator[str]:
    for line in lines:
        facts = line[0].article.register
        spans = public_spans(facts) if facts else PublicSpans()
        for occasion, span in ((CONSULTATION, spans.consultation), (DISCLOSURE, spans.disclosure)):
            if span:
                yield from _event(part, line, site, occasion, span)


def register_files(part: RegisterPart, lines: Sequence[Line], site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a part of the register: its path below the output, its bytes; nothing for an empty one."""
    entries = [entry for _, entry in lines]
    if entries:
        yield part.file("csv"), register_csv(entries, site)
        yield part.file("json"), register_json(entries, site)
    if any(entry.in_calendar for entry in entries):
        yield part.file(CALENDAR), register_calendar(part, lines, site)
