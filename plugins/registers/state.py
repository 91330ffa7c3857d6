"""The state of a register entry, which follows from its dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
