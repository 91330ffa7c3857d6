"""Where a plan stands follows from its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import RegisterFacts, Span
from plugins.registers.state import STATE_NAMES, State, standing

DRAFT = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))


@pytest.mark.parametrize(
    ("today", "state", "text"),
    [
        ("2024-05-31", State.UPCOMING, "Sắp lấy ý kiến"),
        ("2024-06-01", State.OPEN, "Đang lấy ý kiến – còn 29 ngày"),
        ("2024-06-29", State.OPEN, "Đang lấy ý kiến – còn 1 ngày"),
        ("2024-06-30", State.OPEN, "Đang lấy ý kiến – hôm nay là ngày cuối"),
        ("2024-07-01", State.CLOSED, "Đã kết thúc lấy ý kiến"),
    ],
)
def test_a_consultation_opens_and_closes_on_its_days(today: str, state: State, text: str) -> None:
    """The first and the last day are open."""
    found = standing(DRAFT, date.fromisoformat(today))
    assert (found.state, found.text) == (state, text)


def test_a_decision_ends_a_consultation() -> None:
    """From its day of issue on a plan is approved, whatever its consultation said; before that day not."""
    decided = RegisterFacts("Quyết định", issued=date(2024, 6, 15), consultation=DRAFT.consultation)

    assert standing(decided, date(2024, 6, 14)).state is State.OPEN
    assert standing(decided, date(2024, 6, 15)).state is State.APPROVED


days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(days, st.integers(0, 400), days)
def test_states_follow_each_other(opens: date, length: int, today: date) -> None:
    """A consultation goes from upcoming by open to closed and never back; its text begins with its name."""
    order = [State.UPCOMING, State.OPEN, State.CLOSED]
    facts = RegisterFacts("Dự thảo", consultation=Span(opens, opens + timedelta(days=length)))
    now, later = standing(facts, today), standing(facts, today + timedelta(days=1))

    assert order.index(now.state) <= order.index(later.state)
    assert now.text.startswith(STATE_NAMES[now.state])
