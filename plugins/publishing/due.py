"""
Find out when the portal changes next without an edit, and whether what is public was made from other sources.

Whether it is time to publish is asked of the live site alone: a build on this machine may never have been published.

Only the standard library is imported: a workflow runs this before it installs anything.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.publishing.releases.manifest import HEADER
from plugins.publishing.releases.received import most_bytes, next_change
from plugins.web.web_address import web_address
from plugins.web.web_client import FetchFault, FetchRules, WebClient, inner_origins, plain_body

TIMEOUT = 30  # seconds for the whole answer
LARGEST = most_bytes(HEADER)


class UnknownMoment(Exception):
    """The moment is not recorded; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """
    The moment of the next change, None where none is scheduled, and the reason, "" where it is not recorded.

    ``source`` is the git revision from which the live site was made, "" where it is not recorded.
    """

    moment: datetime | None
    why: str = ""
    source: str = ""

    def is_due(self, now: datetime) -> bool:
        """
        Tell whether the moment has come.

        >>> from datetime import UTC
        >>> Upcoming(datetime(2024, 6, 30, tzinfo=UTC)).is_due(datetime(2024, 7, 1, tzinfo=UTC)), Upcoming(None).is_due(datetime.now(UTC))
        (True, False)
        """
        return self.moment is not None and self.moment <= now

    def is_behind(self, revision: str) -> bool:
        """
        Tell whether the live site was made from another commit than this revision of the sources ("": not known).

        >>> [Upcoming(None, source="a1").is_behind(one) for one in ("a1", "a1+sửa", "b2", "")]
        [False, False, True, False]
        """
        return bool(revision) and committed(self.source) != committed(revision)

    def __str__(self) -> str:
        if self.moment is None:
            return "Cổng không có thay đổi nào được hẹn trước."
        why = f": {self.why}" if self.why else ""
        return f"Cổng sẽ tự đổi lúc {self.moment:%H:%M ngày %d/%m/%Y (%z)}{why}."


def committed(revision: str) -> str:
    """Return the commit of a revision as a manifest has it: files that changed since have no name of their own."""
    return revision.partition("+")[0]


def of_build(record: Path, output: Path) -> Upcoming:
    """Return the next change that the last build of an output folder recorded; raise UnknownMoment where there was none."""
    try:
        entry = json.loads(record.read_text("utf-8"))[str(output.resolve())]
        return Upcoming(datetime.fromisoformat(entry["luc"]) if entry["luc"] else None, str(entry["vi"]))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise UnknownMoment("chưa có lần dựng nào. Chạy trước: python3 tasks.py build") from fault


def of_site(siteurl: str, *, private: bool = False) -> Upcoming:
    """
    Return the next change in the manifest of a live site; raise UnknownMoment where it cannot be read.

    ``private`` says that the site lies in an inner network.
    """
    try:
        moment, source = next_change(_header_at(siteurl, private))
        return Upcoming(moment, source=source)
    except FetchFault as fault:
        raise UnknownMoment(
            f"không hỏi được {siteurl} ({fault}). Phát hành một lần, hoặc kiểm tra mạng."
        ) from fault
    except ValueError as fault:
        raise UnknownMoment(
            f"{siteurl}/{HEADER} không ghi lúc cổng đổi. Kiểm tra địa chỉ; phát hành lại một lần."
        ) from fault


def _header_at(siteurl: str, private: bool) -> bytes:
    """Return the header of a live site's manifest; raise FetchFault or BadAddress."""
    rules = FetchRules(inner_origins([siteurl]), private, redirects=5, seconds=TIMEOUT)
    with closing(WebClient(rules)) as web:
        address = web_address(f"{siteurl.rstrip('/')}/{HEADER}")
        response = web.get(address, limit=LARGEST, headers={"Cache-Control": "no-cache"})
    if response.status != 200 or response.cut:
        why = f"trả lời {response.status}" if response.status != 200 else f"hơn {LARGEST} byte"
        raise FetchFault(why)
    return plain_body(response, LARGEST)
