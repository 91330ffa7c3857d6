"""The state of a register entry, which follows from its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plugins.article.facts import RegisterFacts


class State(StrEnum):
    """Where a plan stands."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    APPROVED = "approved"


STATE_NAMES = {
    State.UPCOMING: "Sắp lấy ý kiến",
    State.OPEN: "Đang lấy ý kiến",
    State.CLOSED: "Đã kết thúc lấy ý kiến",
    State.APPROVED: "Đã phê duyệt",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, the words for it, and the days that are left of an open consultation (0 on its last day) if its end is known."""

    state: State
    text: str
    days_left: int | None = None


def standing(facts: RegisterFacts, today: date) -> Standing:
    """
    Return where an entry stands on a day; the last day of a consultation still counts as open.

    >>> from plugins.article.facts import Span
    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> standing(draft, date(2024, 6, 29)).text
    'Đang lấy ý kiến – còn 1 ngày'
    >>> standing(draft, date(2024, 6, 30)).text
    'Đang lấy ý kiến – hôm nay là ngày cuối'
    """
    span = facts.consultation
    if span is None or (facts.issued is not None and facts.issued <= today):
        return Standing(State.APPROVED, STATE_NAMES[State.APPROVED])
    if span.opens is not None and today < span.opens:
        return Standing(State.UPCOMING, STATE_NAMES[State.UPCOMING])
    if span.closes is None:
        return Standing(State.OPEN, STATE_NAMES[State.OPEN])
    if today > span.closes:
        return Standing(State.CLOSED, STATE_NAMES[State.CLOSED])
    left = (span.closes - today).days
    rest = f"còn {left} ngày" if left else "hôm nay là ngày cuối"
    return Standing(State.OPEN, f"{STATE_NAMES[State.OPEN]} – {rest}", left)


def next_standing(facts: RegisterFacts, today: date) -> date | None:
    """
    Return the first day after ``today`` on which an entry stands elsewhere, None if it stays where it is.

    While a consultation with a known end is open, the days that are left make every day another one.

    >>> from plugins.article.facts import Span
    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)))
    >>> [next_standing(draft, date(2024, 6, day)) for day in (1, 10, 30)]
    [datetime.date(2024, 6, 10), datetime.date(2024, 6, 11), datetime.date(2024, 7, 1)]
    """
    now = standing(facts, today)
    span = facts.consultation
    if span is None or now.state is State.APPROVED:
        return None
    days = [facts.issued] if facts.issued else []
    if now.state is State.UPCOMING and span.opens:
        days.append(span.opens)
    if now.state is State.OPEN and span.closes:
        days.append(today + timedelta(days=1))
    return min(days, default=None)
