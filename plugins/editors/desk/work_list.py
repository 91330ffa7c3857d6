"""List the articles that are not simply published, group by group, with the people each of them waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from plugins.article.approval import Approval
from plugins.article.facts import Article, Status
from plugins.author.person_names import is_same_person
from plugins.author.registry import Authors
from plugins.commands.colours import Paint
from plugins.lifecycle.outcome import Outcome, expired
from plugins.vietnamese.date_texts import short, short_with_time
from plugins.vietnamese.letters import fold

NO_AUTHORS = Authors()


class WorkGroup(StrEnum):
    """Why an article is listed; the value is what editors read."""

    WAITING = "Chờ duyệt"
    FAULTY = "Có lỗi, chưa đăng được"
    DRAFT = "Nháp"
    SCHEDULED = "Hẹn giờ"
    EXPIRING = "Sắp hết hạn"
    CONSULTING = "Đang lấy ý kiến"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """
    A source file as a build sees it.

    ``article`` is None where the file cannot be read; ``errors`` counts its errors; ``saved`` is when it was saved.
    """

    path: str
    article: Article | None
    outcome: Outcome
    errors: int
    saved: datetime


@dataclass(frozen=True, slots=True)
class WorkItem:
    """
    One article of the list.

    ``moment`` is what its group is about: since when it waits, when it appears, when it expires; ``people``
    are its authors, ``waits_for`` those who have to do something; ``is_open`` says that anybody else than its authors may.
    """

    group: WorkGroup
    path: str
    title: str
    moment: datetime | None
    people: tuple[str, ...]
    waits_for: tuple[str, ...]
    note: str
    is_open: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the item as plain values for JSON."""
        return {
            "state": self.group.name.lower(),
            "path": self.path,
            "title": self.title,
            "moment": self.moment.isoformat() if self.moment else None,
            "authors": list(self.people),
            "waits_for": list(self.waits_for),
            "note": self.note,
        }


def work_items(
    sources: Iterable[SourceStatus],
    now: datetime,
    approval: Approval,
    soon: int,
    registry: Authors = NO_AUTHORS,
) -> list[WorkItem]:
    """
    Return the list: groups in their order, in each the most urgent article first.

    ``soon`` is how many days before it expires an article is listed; ``registry`` knows the people.
    """
    found = [item for source in sources for item in _items_of(source, now, approval, soon, registry)]
    order = list(WorkGroup)
    return sorted(found, key=lambda item: (order.index(item.group), _urgency(item), item.path))


def _urgency(item: WorkItem) -> float:
    moment = item.moment.timestamp() if item.moment else 0.0
    # Of drafts the one that was saved last; of all others what began or comes first.
    return -moment if item.group is WorkGroup.DRAFT else moment


def _items_of(
    source: SourceStatus, now: datetime, approval: Approval, soon: int, registry: Authors
) -> Iterator[WorkItem]:
    article = source.article
    if article is None or source.outcome is Outcome.REJECTED:
        title, people = (article.title, _people(article)) if article else ("", ())
        what = "bản nháp có lỗi" if source.outcome is Outcome.DRAFT else f"{source.errors} lỗi"
        yield WorkItem(WorkGroup.FAULTY, source.path, title, source.saved, people, people, what)
        return
    people = _people(article)
    if article.status is Status.IN_REVIEW:
        yield _in_review(source, article, people, approval, now, registry)
    elif source.outcome is Outcome.DRAFT:
        returned = f"; trả lại {article.returned}" if article.returned else ""
        note = f"sửa lần cuối {short_with_time(source.saved)}{returned}"
        yield WorkItem(WorkGroup.DRAFT, article.path, article.title, source.saved, people, people, note)
    elif source.outcome is Outcome.SCHEDULED and article.date:
        note = f"lên lúc {short_with_time(article.date)} ({_in_days(article.date.date(), now.date())})"
        yield WorkItem(WorkGroup.SCHEDULED, article.path, article.title, article.date, people, (), note)
    if source.outcome is not Outcome.PUBLISHED:
        return
    if article.expires and not expired(article, now) and article.expires <= now + timedelta(days=soon):
        note = f"hết hạn {short(article.expires.date())} ({_in_days(article.expires.date(), now.date())})"
        yield WorkItem(WorkGroup.EXPIRING, article.path, article.title, article.expires, people, people, note)
    span = article.register.consultation if article.register else None
    if span and (span.opens or now.date()) <= now.date() and span.closes and now.date() <= span.closes:
        closes = datetime.combine(span.closes, datetime.max.time(), now.tzinfo)
        note = f"đến hết {short(span.closes)} ({_in_days(span.closes, now.date())})"
        yield WorkItem(WorkGroup.CONSULTING, article.path, article.title, closes, people, (), note)


def _in_review(
    source: SourceStatus,
    article: Article,
    people: tuple[str, ...],
    approval: Approval,
    now: datetime,
    registry: Authors,
) -> WorkItem:
    since = article.submitted or source.saved
    sent = (
        f"gửi duyệt {short(since.date())}" if article.submitted else f"sửa lần cuối {short_with_time(since)}"
    )
    days = (now.date() - since.date()).days
    waited = f", đã chờ {days} ngày" if days > 0 else ""
    if article.approver:
        note = f"{sent}; {article.approver} đã duyệt, chờ đăng"
        return WorkItem(
            WorkGroup.WAITING, article.path, article.title, since, people, people, note, is_open=True
        )
    writers = (*people, article.submitted_by) if article.submitted_by else people
    approvers = approval.may_approve(writers, registry)
    anyone = "ai không phải tác giả" if approval.other_than_author else "ai cũng được"
    who = ", ".join(approvers) if approvers else anyone
    note = f"{sent}{waited}; duyệt được: {who}"
    is_open = not approval.people
    return WorkItem(WorkGroup.WAITING, article.path, article.title, since, people, approvers, note, is_open)


def _people(article: Article) -> tuple[str, ...]:
    names = tuple(person.name for person in article.byline.people)
    organisation = article.byline.organisation
    return names or ((organisation.name,) if organisation else ())


def _in_days(day: date, today: date) -> str:
    """
    Return in words how many days away a day is.

    >>> _in_days(date(2024, 7, 2), date(2024, 6, 30)), _in_days(date(2024, 6, 30), date(2024, 6, 30))
    ('còn 2 ngày', 'hôm nay')
    """
    days = (day - today).days
    near = {0: "hôm nay", 1: "ngày mai"}
    return near.get(days) or (f"còn {days} ngày" if days > 0 else f"quá {-days} ngày")


def of_person(items: Sequence[WorkItem], name: str, registry: Authors = NO_AUTHORS) -> list[WorkItem]:
    """
    Return the items that a person wrote or has to do something about; any part of the name will do.

    What anybody may approve waits for this person too.
    """
    wanted = fold(name)

    def is_meant(who: str) -> bool:
        return wanted in fold(who) or is_same_person(who, name, registry)

    return [item for item in items if item.is_open or any(map(is_meant, (*item.people, *item.waits_for)))]


def waiting_for(items: Iterable[WorkItem], name: str, registry: Authors = NO_AUTHORS) -> list[WorkItem]:
    """Return the items that a person has to do something about, or may where anybody else than the authors may."""

    def may(item: WorkItem) -> bool:
        if names_of(name, item.waits_for, registry):
            return True
        return item.is_open and not names_of(name, item.people, registry)

    return [item for item in items if may(item)]


def names_of(name: str, written: Iterable[str], registry: Authors = NO_AUTHORS) -> frozenset[str]:
    """
    Return the written names that mean a person.

    >>> sorted(names_of("Lê Hải", ["Ông LÊ HẢI", "Trần Lê Hải"]))
    ['Ông LÊ HẢI']
    """
    return frozenset(one for one in written if is_same_person(one, name, registry))


def work_list_lines(items: Sequence[WorkItem], published: int, paint: Paint) -> Iterator[str]:
    """Yield the lines of the list as people read it; ``published`` counts what is published."""
    by_group: Mapping[WorkGroup, list[WorkItem]] = {
        group: [item for item in items if item.group is group] for group in WorkGroup
    }
    for group, members in by_group.items():
        if not members:
            continue
        yield paint.bold(f"{group.value} ({len(members)})")
        for item in members:
            who = f" – {', '.join(item.people)}" if item.people else ""
            yield f"  {item.path}"
            yield f"    {f'“{item.title}”' if item.title else '(chưa đọc được tiêu đề)'}{who}"
            check = f", xem: tasks.py check {item.path}" if item.group is WorkGroup.FAULTY else ""
            yield f"    {paint.faint(f'{item.note}{check}')}"
        yield ""
    nothing = "" if items else "Không có bài nào đang chờ. "
    yield f"{nothing}Đã đăng: {published} bài và trang."
