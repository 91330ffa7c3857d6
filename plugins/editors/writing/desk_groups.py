"""What the desk shows: the articles group by group, for the person who sits at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.author.registry import Authors
from plugins.editors.desk.work_list import WorkGroup, WorkItem, names_of, waiting_for
from plugins.editors.writing.live_room import ListedArticle
from plugins.lifecycle.outcomes import Outcome

MOST_RECENT = 30  # articles


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """An article in a group: its path, why it is there in words, and the instant that the group is about, "" for none."""

    path: str
    note: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class DeskGroup:
    """A group of the desk: its name in addresses, its name for people, its articles in their order."""

    name: str
    label: str
    entries: tuple[DeskEntry, ...]


_BY_WORK = (
    ("cho-duyet", "Chờ duyệt", WorkGroup.WAITING),
    ("co-loi", "Có lỗi", WorkGroup.FAULTY),
    ("hen-gio", "Hẹn giờ", WorkGroup.SCHEDULED),
    ("sap-het-han", "Sắp hết hạn", WorkGroup.EXPIRING),
    ("lay-y-kien", "Đang lấy ý kiến", WorkGroup.CONSULTING),
)


def desk_groups(
    articles: Sequence[ListedArticle], items: Sequence[WorkItem], person: str, registry: Authors
) -> list[DeskGroup]:
    """
    Return the groups in their order; ``articles`` are the newest first, ``items`` the list of work.

    Without a person ("") nothing is anybody's own, and nothing waits for anybody.
    """
    waiting = waiting_for(items, person, registry) if person else []
    work = [
        DeskGroup(name, label, _entries(item for item in items if item.group is group))
        for name, label, group in _BY_WORK
    ]
    return [
        DeskGroup("cho-toi", "Chờ tôi", _entries(waiting)),
        DeskGroup("cua-toi", "Bài của tôi", _own(articles, items, person, registry)),
        *work,
        DeskGroup("vua-dang", "Vừa đăng", _recent(articles)),
        DeskGroup("tat-ca", "Tất cả", tuple(DeskEntry(one.path) for one in articles)),
    ]


def unlisted(articles: Sequence[ListedArticle], items: Iterable[WorkItem]) -> list[ListedArticle]:
    """Return rows for the files that are work and that no list has: those that cannot be read."""
    known = {one.path for one in articles}
    return [
        ListedArticle(
            item.path, item.title, "", "", "", Outcome.REJECTED.value, "", 0.0, item.people, is_page=False
        )
        for item in items
        if item.group is WorkGroup.FAULTY and item.path not in known
    ]


def _entries(items: Iterable[WorkItem]) -> tuple[DeskEntry, ...]:
    return tuple(
        DeskEntry(item.path, item.note, item.moment.isoformat() if item.moment else "") for item in items
    )


def _own(
    articles: Sequence[ListedArticle], items: Sequence[WorkItem], person: str, registry: Authors
) -> tuple[DeskEntry, ...]:
    """Return the articles that a person wrote; what is to be done about them stands with them."""
    if not person:
        return ()
    names = {name for one in articles for name in one.people}
    own = names_of(person, names, registry)
    notes = {item.path: item.note for item in reversed(items)}
    return tuple(
        DeskEntry(one.path, notes.get(one.path, "")) for one in articles if own.intersection(one.people)
    )


def _recent(articles: Sequence[ListedArticle]) -> tuple[DeskEntry, ...]:
    published = (
        one for one in articles if one.outcome == Outcome.PUBLISHED.value and one.moment and not one.is_page
    )
    return tuple(DeskEntry(one.path) for one, _ in zip(published, range(MOST_RECENT), strict=False))
