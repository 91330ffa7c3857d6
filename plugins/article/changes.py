"""Read what was changed in an article after its publication: updates and corrections, each with a day and a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from plugins.article.facts import ArticleChange, ChangeKind
from plugins.article.header_values import HeaderValues
from plugins.header.fields import label
from plugins.vietnamese.typography.rules import typeset

# Changes follow each other by ";", which may stand in their notes too: a day comes after the one that parts them.
_NEXT_CHANGE = re.compile(
    r";\s*(?=(?:ngày\s+)?\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}|ngày\s+\d|\d{4}-\d\d-\d\d|\d{1,2}(?::\d\d|h|\s+giờ)\b)",
    re.IGNORECASE,
)
_BEFORE_NOTE = re.compile(r"(?<!\s)\s+[-–—]\s+|:\s+")
# A note right behind the day, with no sign between them: it begins with a word that is none of the time of day.
_NOTE_AT_ONCE = re.compile(
    r"((?:ngày\s+)?\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:\s+\d{1,2}(?::|h)\d{2})?)[,.;]?\s+"
    r"(?!(?:lúc|sáng|trưa|chiều|tối|đêm|giờ|am|pm|gmt|utc)\b)([^\W\d_].*\s.*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_NOTE = "“Đính chính” chỉ có ngày. Hãy viết thêm chỗ sai và chỗ đúng, ví dụ: 02/12/2023 – Bài trước viết 45 lớp, đúng là 4 lớp."


def read_changes(header: HeaderValues, published: datetime | None) -> tuple[ArticleChange, ...]:
    """Return the updates and corrections of an article, the newest first."""
    updates = list(_changes_in(header, "modified", ChangeKind.UPDATE, published))
    corrections = list(_changes_in(header, "corrections", ChangeKind.CORRECTION, published))
    if note := typeset(header.value("change_note")):
        updates = _with_note(updates, note, published)
    for one in corrections:
        if not one.note:
            header.warn("corrections", "dinh-chinh", _NO_NOTE)
    return tuple(sorted((*updates, *corrections), key=lambda one: one.moment, reverse=True))


def _with_note(updates: list[ArticleChange], note: str, published: datetime | None) -> list[ArticleChange]:
    """Return updates with a note that has no day: it is one of the last update, or of the day of publication."""
    last = max(updates, key=lambda one: one.moment, default=None)
    if last is not None and not last.note:
        place = updates.index(last)
        return [*updates[:place], replace(last, note=note), *updates[place + 1 :]]
    if last is None and published is not None:
        return [ArticleChange(ChangeKind.UPDATE, published, note)]
    return updates


def _changes_in(
    header: HeaderValues, name: str, kind: ChangeKind, published: datetime | None
) -> Iterator[ArticleChange]:
    """Yield the changes in a field; one of a day before publication is left out, and reported."""
    for written in filter(None, _NEXT_CHANGE.split(header.value(name))):
        day, note = split_note(written)
        parsed = header.parse_date(name, day)
        if parsed is None:
            continue
        moment = parsed.moment
        if published is not None:
            late = moment >= published if parsed.has_time else moment.date() >= published.date()
            if not late:
                values = f"({day}) sớm hơn “Ngày đăng” ({header.value('date')})"
                header.warn(name, "cap-nhat", f"“{label(name)}” {values}; không dùng. Hãy kiểm tra lại.")
                continue
            # A day alone, the day of publishing itself: not before the hour of publishing.
            moment = max(moment, published)
        yield ArticleChange(kind, moment, typeset(note))


def split_note(written: str) -> tuple[str, str]:
    """
    Return the day and the note of one change.

    >>> split_note("02/12/2023 09:00 – Sửa số lớp: 4, không phải 45")
    ('02/12/2023 09:00', 'Sửa số lớp: 4, không phải 45')
    >>> split_note("28/11/2026 Bài trước viết 45 lớp, đúng là 4 lớp")
    ('28/11/2026', 'Bài trước viết 45 lớp, đúng là 4 lớp')
    """
    if at_once := _NOTE_AT_ONCE.fullmatch(written.strip()):
        return at_once[1], at_once[2]
    parts = _BEFORE_NOTE.split(written.strip(), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""
