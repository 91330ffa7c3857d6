"""Name the files in which the register is offered, to readers as links and to machines as schema.org's Dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.pages import addresses
from plugins.pages.partials import ATOM
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site
from plugins.pages.structured_data import Thing, machine_time, organisation


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the register: its name, its address below the root, its media type."""

    name: str
    address: str
    kind: str


_TABLE = Download("Bảng tính (CSV)", addresses.REGISTER_CSV, "text/csv")
_DATA = Download("Dữ liệu (JSON)", addresses.REGISTER_JSON, "application/json")
_CALENDAR = Download("Lịch lấy ý kiến (ICS)", addresses.REGISTER_CALENDAR, "text/calendar")
_FEED = Download("Văn bản mới (Atom)", addresses.REGISTER_FEED, ATOM)


def downloads(entries: Sequence[RegisterEntry]) -> tuple[Download, ...]:
    """Return the files of a register that has these lines."""
    # A calendar needs an event (RFC 5545, 3.6): without a day there is none.
    has_days = any(entry.has_days for entry in entries)
    return (_TABLE, _DATA, *((_CALENDAR,) if has_days else ()), _FEED)


def dataset(
    site: Site, title: str, description: str, files: Sequence[Download], changed: datetime | None
) -> Iterator[Thing]:
    """Yield the register as a set of data, nothing while the site has no address; ``changed`` is when a line last changed."""
    if not site.siteurl:
        return

    def absolute(address: str) -> str:
        return site.absolute(addresses.href(site.portal.root, address))

    data: dict[str, object] = {
        "@type": "Dataset",
        "name": f"{title} – {site.portal.name}",
        "description": description,
        "url": absolute(addresses.REGISTER),
        "inLanguage": site.portal.lang,
        "isAccessibleForFree": True,
        "creator": organisation(site),
        "publisher": organisation(site),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.kind,
                "contentUrl": absolute(file.address),
            }
            for file in files
        ],
    }
    if changed:
        data["dateModified"] = machine_time(changed)
    yield data
