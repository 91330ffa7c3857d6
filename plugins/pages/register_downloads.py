"""Name the files in which the register is offered, to readers as links and to machines as schema.org's Dataset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site
from plugins.pages.structured_data import Thing, machine_time, organisation
from plugins.registers.register_parts import CALENDAR, RegisterPart


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the register: its name, its address below the root, its media type."""

    name: str
    address: str
    kind: str


# The name, the ending and the media type of each file.
_KINDS = (
    ("Bảng tính (CSV)", "csv", "text/csv"),
    ("Dữ liệu (JSON)", "json", "application/json"),
    ("Lịch lấy ý kiến (ICS)", CALENDAR, "text/calendar"),
)


def downloads(part: RegisterPart, entries: Sequence[RegisterEntry]) -> tuple[Download, ...]:
    """Return the files that hold all of a part of the register with these lines."""
    # A calendar needs an event (RFC 5545, 3.6).
    has_events = any(entry.in_calendar for entry in entries)
    return tuple(
        Download(name, part.file(ending), kind)
        for name, ending, kind in _KINDS
        if has_events or ending != CALENDAR
    )


def dataset(
    site: Site, part: RegisterPart, files: Sequence[Download], changed: datetime | None
) -> Iterator[Thing]:
    """Yield a part of the register as a set of data, nothing while the site has no address; ``changed`` is when a line last changed."""
    if not site.siteurl:
        return

    data: dict[str, object] = {
        "@type": "Dataset",
        "name": f"{part.title} – {site.portal.name}",
        "description": part.description,
        "url": site.url(part.address),
        "inLanguage": site.portal.lang,
        "isAccessibleForFree": True,
        "creator": organisation(site),
        "publisher": organisation(site),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "encodingFormat": file.kind,
                "contentUrl": site.url(file.address),
            }
            for file in files
        ],
    }
    if changed:
        data["dateModified"] = machine_time(changed)
    yield data
