"""What waits, and for whom: the articles that are not simply published, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from plugins.article.approval import Approval
from plugins.article.facts import Article, Status
from plugins.commands.colours import Paint
from plugins.lifecycle.outcome import Outcome, expired
from plugins.vietnamese.dates import short, short_with_time
from plugins.vietnamese.letters import fold


class Group(StrEnum):
    """Why an article is listed; the value is what editors read."""

    WAITING = "Chờ duyệt"
    FAULTY = "Có lỗi, chưa đăng được"
    DRAFT = "Nháp"
    SCHEDULED = "Hẹn giờ"
    EXPIRING = "Sắp hết hạn"
    CONSULTING = "Đang lấy ý kiến"


@dataclass(frozen=True, slots=True)
class WaitingSource:
    """A source file as a build would see it: its facts (None: it cannot be read), its end, its errors, when it was saved."""

    path: str
    article: Article | None
    outcome: Outcome
    errors: int
    saved: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of the list.

    ``moment`` is what the group is about: since when it waits, when it comes, when its time is over;
    ``people`` are those who wrote it, ``waits_for`` those who have to do something.
    """

    group: Group
    path: str
    title: str
    moment: datetime | None
    people: tuple[str, ...]
    waits_for: tuple[str, ...]
    note: str

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain values."""
        return {
            "state": self.group.name.lower(),
            "path": self.path,
            "title": self.title,
            "moment": self.moment.isoformat() if self.moment else None,
            "authors": list(self.people),
            "waits_for": list(self.waits_for),
            "note": self.note,
        }


def entries(sources: Iterable[WaitingSource], now: datetime, approval: Approval, soon: int) -> list[Entry]:
    """Return what is to be listed: groups in their order, in each the most urgent first."""
    found = [entry for source in sources for entry in _entries_of(source, now, approval, soon)]
    order = list(Group)
    return sorted(found, key=lambda one: (order.index(one.group), _urgency(one), one.path))


def _urgency(entry: Entry) -> float:
    moment = entry.moment.timestamp() if entry.moment else 0.0
    # Of drafts the one that was saved last; of all others what began or comes first.
    return -moment if entry.group is Group.DRAFT else moment


def _entries_of(source: WaitingSource, now: datetime, approval: Approval, soon: int) -> Iterator[Entry]:
    article = source.article
    if article is None or source.outcome is Outcome.REJECTED:
        title, people = (article.title, _people(article)) if article else ("", ())
        note = f"{source.errors} lỗi, xem: tasks.py check {source.path}"
        yield Entry(Group.FAULTY, source.path, title, source.saved, people, people, note)
        return
    people = _people(article)
    if article.status is Status.IN_REVIEW:
        yield _waiting(source, article, people, approval, now)
    elif source.outcome is Outcome.DRAFT:
        note = f"sửa lần cuối {short_with_time(source.saved)}"
        yield Entry(Group.DRAFT, article.path, article.title, source.saved, people, people, note)
    elif source.outcome is Outcome.SCHEDULED and article.date:
        note = f"lên lúc {short_with_time(article.date)} ({_in_days(article.date.date(), now.date())})"
        yield Entry(Group.SCHEDULED, article.path, article.title, article.date, people, (), note)
    if source.outcome is not Outcome.PUBLISHED:
        return
    if article.expires and not expired(article, now) and article.expires <= now + timedelta(days=soon):
        note = f"hết hạn {short(article.expires.date())} ({_in_days(article.expires.date(), now.date())})"
        yield Entry(Group.EXPIRING, article.path, article.title, article.expires, people, people, note)
    span = article.register.consultation if article.register else None
    if span and (span.opens or now.date()) <= now.date() and span.closes and now.date() <= span.closes:
        closes = datetime.combine(span.closes, datetime.max.time(), now.tzinfo)
        note = f"đến hết {short(span.closes)} ({_in_days(span.closes, now.date())})"
        yield Entry(Group.CONSULTING, article.path, article.title, closes, people, (), note)


def _waiting(
    source: WaitingSource, article: Article, people: tuple[str, ...], approval: Approval, now: datetime
) -> Entry:
    since = article.submitted or source.saved
    sent = (
        f"gửi duyệt {short(since.date())}" if article.submitted else f"sửa lần cuối {short_with_time(since)}"
    )
    days = (now.date() - since.date()).days
    waited = f", đã chờ {days} ngày" if days > 0 else ""
    able = approval.may_approve(people)
    who = (
        ", ".join(able) if able else "ai không phải tác giả" if approval.other_than_author else "ai cũng được"
    )
    note = f"{sent}{waited}; duyệt được: {who}"
    return Entry(Group.WAITING, article.path, article.title, since, people, able, note)


def _people(article: Article) -> tuple[str, ...]:
    names = tuple(person.name for person in article.byline.people)
    office = article.byline.organisation
    return names or ((office.name,) if office else ())


def _in_days(day: date, today: date) -> str:
    """
    Return how far off a day is, in words.

    >>> _in_days(date(2024, 7, 2), date(2024, 6, 30)), _in_days(date(2024, 6, 30), date(2024, 6, 30))
    ('còn 2 ngày', 'hôm nay')
    """
    days = (day - today).days
    return (
        f"còn {days} ngày"
        if days > 1
        else "ngày mai"
        if days == 1
        else "hôm nay"
        if days == 0
        else f"quá {-days} ngày"
    )


def of_person(found: Sequence[Entry], name: str) -> list[Entry]:
    """Return the entries that a person wrote or has to do something about, by any part of the name."""
    wanted = fold(name)
    return [one for one in found if any(wanted in fold(who) for who in (*one.people, *one.waits_for))]


def in_words(found: Sequence[Entry], published: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of the list for people."""
    by_group: Mapping[Group, list[Entry]] = {
        group: [one for one in found if one.group is group] for group in Group
    }
    for group, some in by_group.items():
        if not some:
            continue
        yield paint.bold(f"{group.value} ({len(some)})")
        for one in some:
            who = f" – {', '.join(one.people)}" if one.people else ""
            yield f"  {one.path}"
            yield f"    {f'“{one.title}”' if one.title else '(chưa đọc được tiêu đề)'}{who}"
            yield f"    {paint.faint(one.note)}"
        yield ""
    yield (
        f"Đã đăng: {published} bài và trang."
        if found
        else f"Không có bài nào đang chờ. Đã đăng: {published} bài và trang."
    )
