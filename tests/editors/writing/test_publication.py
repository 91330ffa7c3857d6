"""What a save makes public is asked before, in words that name what will happen and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plugins.editors.writing.publication import publication

NOW = datetime(2026, 11, 29, 14, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CREATED = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
DRAFT = {"title": "Họp", "category": "Tin", "date": "20/11/2026", "status": "nháp"}
PUBLIC = {**DRAFT, "status": "đăng"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DRAFT, DRAFT),
        (DRAFT, {**DRAFT, "status": "chờ duyệt"}),
        (PUBLIC, PUBLIC),
        (PUBLIC, DRAFT),
        ({"title": "Cũ"}, PUBLIC),
        (DRAFT, {**DRAFT, "status": "đăn"}),
        ({**DRAFT, "status": "lạ"}, PUBLIC),
    ],
)
def test_nothing_is_asked_where_nothing_new_is_seen(before: dict[str, str], after: dict[str, str]) -> None:
    """A state that is not understood is seen by nobody, or was a fault before."""
    asked = publication(before, after, None, NOW)

    assert (asked is None) == (before.get("status") != "lạ")


@pytest.mark.parametrize(
    "after", [PUBLIC, {name: PUBLIC[name] for name in ("title", "date")}, {**PUBLIC, "status": "hidden"}]
)
@pytest.mark.parametrize("before", [DRAFT, {**DRAFT, "status": "Draft"}, {}])
def test_all_that_shows_an_article_is_asked(before: dict[str, str], after: dict[str, str]) -> None:
    """Also a status that somebody took out of the source: without one an article is public."""
    asked = publication(before, after, None, NOW)

    assert asked
    assert "“Họp”" in asked.question


def test_the_question_names_the_hour_of_what_is_scheduled() -> None:
    """And says that nobody sees it before."""
    asked = publication(DRAFT, {**PUBLIC, "date": "5/12/2026 07:30"}, None, NOW)

    assert asked
    assert "07:30, Thứ Bảy, ngày 05 tháng 12 năm 2026" in asked.question
    assert asked.date == ""


def test_the_date_of_creation_becomes_that_of_publication() -> None:
    """As exact as it was written; the question says so."""
    day = publication(DRAFT, PUBLIC, CREATED, NOW)
    hour = publication(DRAFT, {**PUBLIC, "date": "20/11/2026 10:00"}, CREATED, NOW)

    assert (day and day.date, hour and hour.date) == ("29/11/2026", "29/11/2026 14:05")
    assert day
    assert "20/11/2026" in day.question


@pytest.mark.parametrize(
    ("date", "created"),
    [("21/11/2026", CREATED), ("20/11/2026", None), ("29/11/2026", NOW), ("hôm nào", CREATED), ("", CREATED)],
)
def test_a_date_that_somebody_chose_stays(date: str, created: datetime | None) -> None:
    """So does one of today, and one of an article that came otherwise."""
    asked = publication(DRAFT, {**PUBLIC, "date": date}, created, NOW + timedelta(hours=1))

    assert asked
    assert asked.date == ""
