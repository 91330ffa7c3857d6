"""Hand an article over, send it back, approve it: which header fields change, and to what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from plugins.article.approved_text import text_checksum
from plugins.article.facts import Status
from plugins.header.parse import ParsedFile
from plugins.vietnamese.date_texts import short_with_time

# Fields and their new values, "" for one that goes: what ``with_fields`` writes.
FieldChanges = Mapping[str, str]
_NOT_APPROVED = {"approver": "", "approved": "", "approved_text": ""}


def submit(who: str, now: datetime) -> FieldChanges:
    """
    Return the changes that hand an article over to be approved.

    >>> from datetime import UTC
    >>> submit("Lê Hải", datetime(2023, 11, 28, 8, 30, tzinfo=UTC))["submitted"]
    '28/11/2023 08:30 – Lê Hải'
    """
    sent = f"{short_with_time(now)} – {who}"
    return {"status": Status.IN_REVIEW.value, "submitted": sent, "returned": "", **_NOT_APPROVED}


def send_back(who: str, why: str, now: datetime) -> FieldChanges:
    """Return the changes that give an article back to who wrote it, with words; whatever was approved is so no more."""
    returned = " – ".join(filter(None, (short_with_time(now), who, " ".join(why.split()))))
    return {"status": Status.DRAFT.value, "returned": returned, **_NOT_APPROVED}


def approve(who: str, source: ParsedFile, now: datetime) -> FieldChanges:
    """Return the changes that approve the text of an article as it is now; it is not published by them."""
    return {
        "approver": who,
        "approved": short_with_time(now),
        "approved_text": text_checksum(source),
        "returned": "",
    }
