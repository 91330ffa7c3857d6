"""Find the moment at which the portal next changes by itself: an article appears or expires, a document comes to another state, a text or a week of the schedule ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from plugins.article.facts import Article
from plugins.lifecycle.next_change import NextChange
from plugins.lifecycle.outcome import PUBLIC, Outcome, expired, future_changes
from plugins.registers.state import next_turn, public_spans

_REASONS = {
    "appears": "đến giờ đăng {}",
    "expires": "{} hết hạn",
    "state": "tình trạng văn bản của {} đổi",
    "revised": "đến giờ cập nhật ghi trong {}",
}


def next_change_after(
    now: datetime, articles: Iterable[tuple[Article, Outcome]], expiries: Iterable[tuple[date, str]]
) -> NextChange | None:
    """
    Return the first moment after ``now`` at which the portal changes by itself, None if there is none.

    ``expiries`` are the days from which data files make other pages (a text of don-vi.toml is no longer shown, a week of lich.toml is over), each with a description;
    a day begins at midnight in the portal's zone, which is that of ``now``.
    """
    moments = [moment for article, outcome in articles for moment in _changes_of(article, outcome, now)]
    moments += [NextChange(_midnight(day, now), why) for day, why in expiries if day > now.date()]
    return min(moments, default=None)


def unpublished_until(
    now: datetime, articles: Iterable[tuple[Article, Outcome]], *, preview: bool
) -> datetime | None:
    """
    Return the first moment after ``now`` at which what is not public is another thing, None if there is none.

    No public page changes by it: editors are told something else of a document that comes to another state, and a preview shows
    an article with errors that has no day as one of today.
    """
    unpublished = [(one, outcome) for one, outcome in articles if outcome not in PUBLIC]
    turns = (next_turn(one.register, now.date()) for one, _ in unpublished if one.register)
    days = [day for day in turns if day]
    if preview and any(outcome is Outcome.REJECTED for _, outcome in unpublished):
        days.append(now.date() + timedelta(days=1))
    return min((_midnight(day, now) for day in days), default=None)


def _changes_of(article: Article, outcome: Outcome, now: datetime) -> Iterator[NextChange]:
    if outcome not in PUBLIC and outcome is not Outcome.SCHEDULED:
        return
    for moment in future_changes(article, now):
        appears = outcome is Outcome.SCHEDULED and moment == article.date
        # An article that is not shown yet cannot expire.
        if appears or outcome in PUBLIC:
            reason = _REASONS["appears" if appears else "expires"]
            yield NextChange(moment, reason.format(article.path))
    if outcome in PUBLIC and article.register and (day := next_turn(article.register, now.date())):
        yield NextChange(_midnight(day, now), _REASONS["state"].format(article.path))
    if revised := _revision_to_come(article, outcome, now):
        yield NextChange(revised, _REASONS["revised"].format(article.path))


def _revision_to_come(article: Article, outcome: Outcome, now: datetime) -> datetime | None:
    """Return when a calendar may first say that its events were revised, None where none of them waits for it."""
    is_told = outcome is Outcome.PUBLISHED and not expired(article, now)
    if not (is_told and article.register and public_spans(article.register)):
        return None
    return article.modified if article.modified and article.modified > now else None


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo)
