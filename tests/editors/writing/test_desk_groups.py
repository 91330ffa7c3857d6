"""Which articles stand in which group of the desk, for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest
from small_sites import NOW

from plugins.author.registry import Authors
from plugins.editors.desk.work_list import WorkGroup, WorkItem
from plugins.editors.writing.desk_groups import MOST_RECENT, desk_groups, unlisted
from plugins.editors.writing.live_room import ListedArticle


def a_row(name: str, *people: str, outcome: str = "published", is_page: bool = False) -> ListedArticle:
    """Return the row of an article."""
    return ListedArticle(
        f"content/{name}.md", name, "", "Tin", "đăng", outcome, "", 1.0, people or ("Lê Hải",), is_page
    )


def an_item(
    group: WorkGroup,
    name: str,
    people: Sequence[str] = ("Lê Hải",),
    waits_for: Sequence[str] = (),
    *,
    is_open: bool = False,
    moment: datetime | None = None,
) -> WorkItem:
    """Return an item of the list of work."""
    return WorkItem(
        group, f"content/{name}.md", name, moment, tuple(people), tuple(waits_for), "vì sao", is_open
    )


def grouped(rows: Sequence[ListedArticle], items: Sequence[WorkItem], person: str) -> dict[str, list[str]]:
    """Return the names of the articles by the name of their group."""
    return {
        group.name: [entry.path[8:-3] for entry in group.entries]
        for group in desk_groups(rows, items, person, Authors())
    }


def test_every_group_of_the_list_of_work_is_one_of_the_desk() -> None:
    """With the instant that it is about."""
    items = [
        an_item(group, group.name.lower(), moment=NOW) for group in WorkGroup if group is not WorkGroup.DRAFT
    ]
    found = desk_groups([], items, "", Authors())

    assert {group.name: len(group.entries) for group in found} == {
        "cho-toi": 0,
        "cua-toi": 0,
        "cho-duyet": 1,
        "co-loi": 1,
        "hen-gio": 1,
        "sap-het-han": 1,
        "lay-y-kien": 1,
        "vua-dang": 0,
        "tat-ca": 0,
    }
    assert found[4].entries[0].moment == "2024-06-30T08:00:00+07:00"


@pytest.mark.parametrize(
    ("person", "waiting"),
    [
        ("Nguyễn Thị Hạnh", ["named", "open"]),
        ("bà NGUYỄN THỊ HẠNH", ["named", "open"]),
        ("Trần Văn Nam", ["open"]),
        ("Lê Hải", ["back"]),
        ("Hải", ["open"]),
        ("Trần Lê Hải", ["open"]),
        ("", []),
    ],
)
def test_what_waits_for_a_person(person: str, waiting: list[str]) -> None:
    """Who is named; where nobody is, everybody but who wrote it; an own article that was sent back. Part of a name is nobody."""
    items = [
        an_item(WorkGroup.WAITING, "named", waits_for=["Nguyễn Thị Hạnh"]),
        an_item(WorkGroup.WAITING, "open", is_open=True),
        an_item(WorkGroup.DRAFT, "back", waits_for=["Lê Hải"]),
    ]

    assert grouped([], items, person)["cho-toi"] == waiting


def test_own_articles_are_found_under_any_spelling_and_say_what_is_to_be_done() -> None:
    """Published ones too."""
    rows = [a_row("a", "Lê Hải"), a_row("b", "LÊ HẢI", "Trần Văn Nam"), a_row("c", "Trần Lê Hải")]
    items = [an_item(WorkGroup.EXPIRING, "b")]
    own = next(
        group for group in desk_groups(rows, items, "Ông Lê Hải", Authors()) if group.name == "cua-toi"
    )

    assert [(entry.path, entry.note) for entry in own.entries] == [
        ("content/a.md", ""),
        ("content/b.md", "vì sao"),
    ]


def test_what_was_published_last_is_news_and_not_many() -> None:
    """No drafts, no standing pages."""
    rows = [a_row("nhap", outcome="draft"), a_row("trang", is_page=True)]
    rows += [a_row(f"tin-{number}") for number in range(2 * MOST_RECENT)]
    found = grouped(rows, [], "")

    assert found["vua-dang"] == [f"tin-{number}" for number in range(MOST_RECENT)]
    assert len(found["tat-ca"]) == len(rows)


def test_a_file_that_cannot_be_read_has_a_row() -> None:
    """One that is listed has no second one."""
    items = [an_item(WorkGroup.FAULTY, "hong"), an_item(WorkGroup.FAULTY, "a"), an_item(WorkGroup.DRAFT, "b")]

    assert [(row.path, row.outcome) for row in unlisted([a_row("a")], items)] == [
        ("content/hong.md", "rejected")
    ]
