"""Read who handed an article over, who approved it and which text, from its header."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from plugins.article.approval import ApprovalFacts
from plugins.article.approved_text import text_checksum
from plugins.article.changes import split_note
from plugins.article.facts import Status
from plugins.article.header_values import HeaderValues
from plugins.author.people import Byline


@dataclass(frozen=True, slots=True)
class Submission:
    """When an article was handed over to be approved, and by whom; None and "" where it is not written."""

    moment: datetime | None = None
    by: str = ""


def read_submission(header: HeaderValues) -> Submission:
    """Return what stands behind “Gửi duyệt”: a day, and with a dash the name of who sent it."""
    written = header.value("submitted")
    if not written:
        return Submission()
    day, by = split_note(written)
    parsed = header.parse_date("submitted", day)
    return Submission(parsed.moment if parsed else None, " ".join(by.split()))


def read_approval_facts(
    header: HeaderValues,
    status: Status,
    byline: Byline,
    submission: Submission,
    moments: Iterable[datetime | None],
) -> ApprovalFacts:
    """Return what a file tells of its approval; ``moments`` are those of its publishing and its changes."""
    writers = [person.name for person in byline.people]
    approved = header.moment("approved")
    known = [moment for moment in (*moments, submission.moment, approved) if moment is not None]
    checksum = header.value("approved_text").strip().lower()
    return ApprovalFacts(
        status,
        " ".join(header.value("approver").split()),
        (*writers, submission.by) if submission.by else tuple(writers),
        checksum,
        not checksum or checksum == text_checksum(header.source),
        max((moment.astimezone(header.zone).date() for moment in known), default=None),
    )
