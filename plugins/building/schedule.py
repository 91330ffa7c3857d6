"""When the same sources next make another portal: an article comes or its time is over, a plan's state turns, a text ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from plugins.article.facts import Article
from plugins.lifecycle.next_change import NextChange
from plugins.lifecycle.outcome import PUBLIC, Outcome, future_changes
from plugins.registers.state import next_state_change

_WHY = {
    "comes": "đến giờ đăng {}",
    "ends": "{} hết hạn",
    "plan": "tình trạng lấy ý kiến của {} đổi",
}


def next_change_after(
    now: datetime, articles: Iterable[tuple[Article, Outcome]], days: Iterable[tuple[date, str]]
) -> NextChange | None:
    """
    Return the first moment after ``now`` from which the portal is another by itself, None if there is none.

    ``days`` are those from which a text of the portal's data is shown no more, each with what it is; days begin
    at midnight of the portal's zone, which is that of ``now``.
    """
    changes = [next_change for article, outcome in articles for next_change in _turns(article, outcome, now)]
    changes += [NextChange(_midnight(day, now), why) for day, why in days if day > now.date()]
    return min(changes, default=None)


def _turns(article: Article, outcome: Outcome, now: datetime) -> Iterator[NextChange]:
    if outcome not in PUBLIC and outcome is not Outcome.SCHEDULED:
        return
    for moment in future_changes(article, now):
        comes = outcome is Outcome.SCHEDULED and moment == article.date
        # What is not shown yet has nothing that could end.
        if comes or outcome in PUBLIC:
            yield NextChange(moment, _WHY["comes" if comes else "ends"].format(article.path))
    if outcome in PUBLIC and article.register and (day := next_state_change(article.register, now.date())):
        yield NextChange(_midnight(day, now), _WHY["plan"].format(article.path))


def _midnight(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), now.tzinfo)
