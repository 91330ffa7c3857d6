"""Derive the state of a register entry on a day from its dates: a consultation to come, open or closed, or a document approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plugins.article.facts import RegisterFacts


class RegisterState(StrEnum):
    """The state of a plan or document."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    APPROVED = "approved"


STATE_NAMES = {
    RegisterState.UPCOMING: "Sắp lấy ý kiến",
    RegisterState.OPEN: "Đang lấy ý kiến",
    RegisterState.CLOSED: "Đã kết thúc lấy ý kiến",
    RegisterState.APPROVED: "Đã phê duyệt",
}


@dataclass(frozen=True, slots=True)
class StateOnDay:
    """A state, the text that says it, and the days left of an open consultation (0 on its last day), None where its end is not known."""

    state: RegisterState
    text: str
    days_left: int | None = None


def state_on(facts: RegisterFacts, today: date) -> StateOnDay:
    """
    Return the state of an entry on a day; the last day of a consultation still counts as open.

    >>> from plugins.article.facts import Span
    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> state_on(draft, date(2024, 6, 29)).text
    'Đang lấy ý kiến – còn 1 ngày'
    >>> state_on(draft, date(2024, 6, 30)).text
    'Đang lấy ý kiến – hôm nay là ngày cuối'
    """
    span = facts.consultation
    if span is None or (facts.issued is not None and facts.issued <= today):
        return StateOnDay(RegisterState.APPROVED, STATE_NAMES[RegisterState.APPROVED])
    if span.opens is not None and today < span.opens:
        return StateOnDay(RegisterState.UPCOMING, STATE_NAMES[RegisterState.UPCOMING])
    if span.closes is None:
        return StateOnDay(RegisterState.OPEN, STATE_NAMES[RegisterState.OPEN])
    if today > span.closes:
        return StateOnDay(RegisterState.CLOSED, STATE_NAMES[RegisterState.CLOSED])
    left = (span.closes - today).days
    rest = f"còn {left} ngày" if left else "hôm nay là ngày cuối"
    return StateOnDay(RegisterState.OPEN, f"{STATE_NAMES[RegisterState.OPEN]} – {rest}", left)


def next_state_change(facts: RegisterFacts, today: date) -> date | None:
    """
    Return the first day after ``today`` on which the state of an entry is another, None if it stays.

    While a consultation with a known end is open, the state changes every day with the days that are left.

    >>> from plugins.article.facts import Span
    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)))
    >>> [next_state_change(draft, date(2024, 6, day)) for day in (1, 10, 30)]
    [datetime.date(2024, 6, 10), datetime.date(2024, 6, 11), datetime.date(2024, 7, 1)]
    """
    now = state_on(facts, today)
    span = facts.consultation
    if span is None or now.state is RegisterState.APPROVED:
        return None
    days = [facts.issued] if facts.issued else []
    if now.state is RegisterState.UPCOMING and span.opens:
        days.append(span.opens)
    if now.state is RegisterState.OPEN and span.closes:
        days.append(today + timedelta(days=1))
    return min(days, default=None)
