"""What becomes of an article at an instant."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_portals import NOW, a_standing_page, a_story

from plugins.article.facts import Article, Status
from plugins.article.status import parse_status
from plugins.lifecycle.outcome import PUBLIC, Outcome, expired, future_changes, once_public, outcome

SECOND = timedelta(seconds=1)


def an_article(status: Status = Status.PUBLISHED, date: datetime = NOW) -> Article:
    """Return an article of a status and a date."""
    return a_story("a", date, status=status).article


@pytest.mark.parametrize(
    ("status", "before", "after"),
    [
        (Status.PUBLISHED, Outcome.SCHEDULED, Outcome.PUBLISHED),
        (Status.HIDDEN, Outcome.SCHEDULED, Outcome.HIDDEN),
        (Status.WITHDRAWN, Outcome.SCHEDULED, Outcome.WITHDRAWN),
        (Status.DRAFT, Outcome.DRAFT, Outcome.DRAFT),
        (Status.IN_REVIEW, Outcome.DRAFT, Outcome.DRAFT),
    ],
)
def test_an_article_has_one_end_before_its_hour_and_one_from_then_on(
    status: Status, before: Outcome, after: Outcome
) -> None:
    """At its very instant an article is out; a second earlier nothing of it may be seen, hidden or withdrawn too."""
    article = an_article(status)

    assert outcome(article, NOW - SECOND) is before
    assert outcome(article, NOW) is after
    assert outcome(article, NOW + SECOND) is after


def test_what_could_not_be_read_is_rejected() -> None:
    """A file that is no article has an end too."""
    assert outcome(None, NOW) is Outcome.REJECTED


def test_a_standing_page_needs_no_date() -> None:
    """A page without a date is out, unless it is a draft."""
    page = a_standing_page("lien-he", "Liên hệ").article

    assert outcome(page, NOW) is Outcome.PUBLISHED
    assert outcome(replace(page, status=Status.DRAFT), NOW) is Outcome.DRAFT


@given(
    st.sampled_from(Status), st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)), st.integers(0, 10**8)
)
def test_an_article_that_is_out_stays_out(status: Status, moment: datetime, seconds: int) -> None:
    """Time takes an article from scheduled to its end and never back; a draft stays one."""
    now = moment.replace(tzinfo=NOW.tzinfo)
    article = an_article(status)
    first, later = outcome(article, now), outcome(article, now + timedelta(seconds=seconds))

    assert later is first or first is Outcome.SCHEDULED
    assert (first is Outcome.DRAFT) == (status in (Status.DRAFT, Status.IN_REVIEW))


def test_an_article_expires_after_its_last_instant() -> None:
    """The instant itself is still within; an article without an end never expires."""
    article = replace(an_article(), expires=NOW)

    assert not expired(article, NOW)
    assert expired(article, NOW + SECOND)
    assert not expired(an_article(), datetime.max.replace(tzinfo=NOW.tzinfo))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("change", [str.upper, str.title, lambda text: f"  {text} "])
def test_a_status_is_known_however_it_is_written(status: Status, change: object) -> None:
    """Capitals and spaces do not count."""
    assert parse_status(change(status.value)) is status  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", Status.PUBLISHED),
        ("NHAP", Status.DRAFT),
        ("chờ-duyệt", Status.IN_REVIEW),
        ("cho_duyet", Status.IN_REVIEW),
        ("Đã thu hồi", Status.WITHDRAWN),
        ("draft", Status.DRAFT),
        ("published", Status.PUBLISHED),
        ("xuất bản ngay", None),
    ],
)
def test_other_words_for_a_status_are_known(text: str, status: Status | None) -> None:
    """Without marks, with hyphens, in English as Pelican has it; what is none is not guessed."""
    assert parse_status(text) is status


SOON = st.none() | st.integers(-3, 3).map(lambda seconds: NOW + seconds * SECOND)


@given(SOON, SOON)
def test_an_article_changes_by_itself_at_the_instants_that_are_told_and_at_no_other(
    date: datetime | None, expires: datetime | None
) -> None:
    """Up to the first of them all is as it is now, from it on something is not; where none is told, nothing ever is."""
    article = replace(an_article(), date=date, expires=expires)
    changes = sorted(future_changes(article, NOW))

    def seen(moment: datetime) -> tuple[Outcome, bool]:
        return outcome(article, moment), expired(article, moment)

    assert all(moment > NOW for moment in changes)
    least = timedelta(microseconds=1)
    assert seen((changes[0] if changes else NOW + 9 * SECOND) - least) == seen(NOW)
    if changes:
        assert seen(changes[0]) != seen(NOW)


@given(st.sampled_from(Status))
def test_what_is_once_public_has_a_page(status: Status) -> None:
    """Drafts, what is scheduled and what is rejected are kept out; whatever comes out of it is public."""
    assert once_public(replace(an_article(), status=status)) in PUBLIC
    assert set(Outcome) - PUBLIC == {Outcome.DRAFT, Outcome.SCHEDULED, Outcome.REJECTED}
