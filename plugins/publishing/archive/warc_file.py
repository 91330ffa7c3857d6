"""
Write the whole portal as a WARC file (ISO 28500), the form in which libraries keep the web, ready to be replayed.

For each address there is what was asked and what is answered, redirects and removed pages among them; for each article
also its source. The same portal at the same instant gives the same bytes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, BinaryIO
from urllib.parse import quote, quote_plus, urlsplit

from plugins.problems.stop_build import StopBuild
from plugins.publishing.archive.kept_portal import KeptArticle, KeptPortal
from plugins.publishing.hosting.host_site import HostSite
from plugins.publishing.hosting.http_headers import headers_of
from plugins.publishing.hosting.mime_types import media_type_of
from plugins.redirects.old_address import OldAddress

_VERSION = "WARC/1.1"
_GONE = '<!DOCTYPE html>\n<html lang="vi"><meta charset="utf-8"><title>Đã gỡ</title><p>Trang này đã được gỡ.</p></html>\n'
_HTML = "text/html; charset=utf-8"
Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """What the portal answers at an absolute address."""

    address: str
    status: str
    headers: Headers
    body: bytes = b""


def answers_of(portal: KeptPortal) -> Iterator[ArchivedResponse]:
    """Yield the answers of all files, then of all old addresses; one that has a file now is no old address."""
    taken = set()
    for path in sorted(portal.files):
        answer = _of_file(portal, path)
        taken.add(answer.address)
        yield answer
    for answer in _of_old_addresses(portal):
        if answer.address not in taken:
            taken.add(answer.address)
            yield answer


def _of_file(portal: KeptPortal, path: str) -> ArchivedResponse:
    body = portal.read(path)
    headers = {
        "Content-Type": media_type_of(path),
        "Content-Length": str(len(body)),
        **headers_of(f"/{path}"),
    }
    return ArchivedResponse(portal.address(path), "200 OK", list(headers.items()), body)


def _of_old_addresses(portal: KeptPortal) -> Iterator[ArchivedResponse]:
    site = HostSite(portal.siteurl, portal.table)
    for one in portal.table.redirects:
        location = ("Location", site.absolute_href(one.to))
        headers = [("Content-Type", _HTML), ("Content-Length", "0"), location]
        yield ArchivedResponse(_asked(portal, one.old), "301 Moved Permanently", headers)
    body = _GONE.encode()
    for gone in portal.table.gone:
        headers = [("Content-Type", _HTML), ("Content-Length", str(len(body)))]
        yield ArchivedResponse(_asked(portal, gone.old), "410 Gone", headers, body)


def _asked(portal: KeptPortal, old: OldAddress) -> str:
    """Return an old address as a browser asks for it, from the root of the host; a slash at its end means the same to archives."""
    parts = urlsplit(portal.siteurl)
    query = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in old.query)
    return f"{parts.scheme}://{parts.netloc}{quote(old.path)}" + (f"?{query}" if query else "")


def write_warc(portal: KeptPortal, answers: Iterable[ArchivedResponse], name: str, out: BinaryIO) -> None:
    """Write the records of a portal into a gzipped WARC file of this name."""
    records = _Records(portal.now.astimezone(UTC), name, _writer(out))
    records.write(
        "warcinfo", "", fields={"WARC-Filename": name}, body=_warcinfo(portal), kind="application/warc-fields"
    )
    by_address = {portal.address(path): article for path, article in portal.articles.items()}
    for answer in answers:
        response = records.write(
            "response", answer.address, _http(f"HTTP/1.1 {answer.status}", answer.headers), body=answer.body
        )
        together = {"WARC-Concurrent-To": response}
        records.write("request", answer.address, _request(answer.address), fields=together)
        if article := by_address.get(answer.address):
            records.write(
                "metadata",
                answer.address,
                fields=together,
                body=_fields(_facts(article, portal)),
                kind="application/warc-fields",
            )


@dataclass(frozen=True, slots=True)
class _Records:
    """What writes records, all of one instant, each named after the file, its kind and its address."""

    moment: datetime
    name: str
    writer: Any

    def write(
        self,
        record_type: str,
        address: str,
        http: Any = None,
        *,
        fields: Mapping[str, str] | None = None,
        body: bytes = b"",
        kind: str = "",
    ) -> str:
        """Write a record and return its identity."""
        instant = f"{self.moment:%Y-%m-%dT%H:%M:%SZ}"
        identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.name} {instant} {record_type} {address}").urn
        named = {"WARC-Record-ID": f"<{identity}>", "WARC-Date": instant, **(fields or {})}
        record = self.writer.create_warc_record(
            address,
            record_type,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=kind,
            warc_headers_dict=named,
            http_headers=http,
        )
        self.writer.write_record(record)
        return f"<{identity}>"


def _writer(out: BinaryIO) -> Any:
    """Return warcio's writer; only who keeps a portal for good has that package."""
    try:
        from warcio.warcwriter import WARCWriter
    except ImportError as fault:
        raise StopBuild("thiếu gói warcio. Chạy bằng: python3 tasks.py archive") from fault
    return WARCWriter(out, gzip=True, warc_version=_VERSION)


def _http(line: str, headers: Headers) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    protocol, _, status = line.partition(" ")
    return StatusAndHeaders(status, list(headers), protocol=protocol)


def _request(address: str) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    parts = urlsplit(address)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), ("Accept", "*/*")]
    return StatusAndHeaders(f"GET {target} HTTP/1.1", headers, is_http_request=True)


def _warcinfo(portal: KeptPortal) -> bytes:
    return _fields(
        {
            "software": "tasks.py archive, warcio",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": portal.siteurl,
            "description": f"{portal.siteurl}/, {portal.now.isoformat()}",
            "x-source-revision": portal.revision,
        }
    )


def _facts(article: KeptArticle, portal: KeptPortal) -> Mapping[str, str]:
    return {
        "title": article.title,
        "creator": article.byline,
        "date": article.date,
        "x-source-file": article.source,
        "x-source-sha256": article.sha256,
        "x-source-revision": portal.revision,
    }


def _fields(values: Mapping[str, str]) -> bytes:
    """Return named values, one a line; line ends within a value are none."""
    lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in values.items() if value)
    return "".join(lines).encode("utf-8")
