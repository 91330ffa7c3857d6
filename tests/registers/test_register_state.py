"""Where a plan stands follows from its days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import RegisterFacts, Span
from plugins.registers.state import STATE_NAMES, RegisterState, state_on

DRAFT = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))


@pytest.mark.parametrize(
    ("today", "state", "text"),
    [
        ("2024-05-31", RegisterState.UPCOMING, "Sắp lấy ý kiến"),
        ("2024-06-01", RegisterState.OPEN, "Đang lấy ý kiến – còn 29 ngày"),
        ("2024-06-29", RegisterState.OPEN, "Đang lấy ý kiến – còn 1 ngày"),
        ("2024-06-30", RegisterState.OPEN, "Đang lấy ý kiến – hôm nay là ngày cuối"),
        ("2024-07-01", RegisterState.CLOSED, "Đã kết thúc lấy ý kiến"),
    ],
)
def test_a_consultation_opens_and_closes_on_its_days(today: str, state: RegisterState, text: str) -> None:
    """The first and the last day are open."""
    found = state_on(DRAFT, date.fromisoformat(today))
    assert (found.state, found.text) == (state, text)


def test_a_decision_ends_a_consultation() -> None:
    """From its day of issue on a plan is approved, whatever its consultation said; before that day not."""
    decided = RegisterFacts("Quyết định", issued=date(2024, 6, 15), consultation=DRAFT.consultation)

    assert state_on(decided, date(2024, 6, 14)).state is RegisterState.OPEN
    assert state_on(decided, date(2024, 6, 15)).state is RegisterState.APPROVED


days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(days, st.integers(0, 400), days)
def test_states_follow_each_other(opens: date, length: int, today: date) -> None:
    """A consultation goes from upcoming by open to closed and never back; its text begins with its name."""
    order = [RegisterState.UPCOMING, RegisterState.OPEN, RegisterState.CLOSED]
    facts = RegisterFacts("Dự thảo", consultation=Span(opens, opens + timedelta(days=length)))
    now, later = state_on(facts, today), state_on(facts, today + timedelta(days=1))

    assert order.index(now.state) <= order.index(later.state)
    assert now.text.startswith(STATE_NAMES[now.state])


spans = st.one_of(
    st.none(), st.builds(Span, days, st.none()), st.builds(Span, st.none(), days), st.builds(Span, days, days)
)


@given(st.one_of(st.none(), days), spans, days)
def test_exactly_one_state_holds_on_every_day(issued: date | None, span: Span | None, today: date) -> None:
    """Whatever days are known: approved, or else before the first day, or after the last, or between."""
    if span and span.opens and span.closes and span.closes < span.opens:
        span = Span(span.closes, span.opens)
    approved = span is None or (issued is not None and issued <= today)
    before = bool(span and span.opens and today < span.opens)
    after = bool(span and span.closes and today > span.closes)
    holding = {
        RegisterState.APPROVED: approved,
        RegisterState.UPCOMING: not approved and before,
        RegisterState.CLOSED: not approved and after,
        RegisterState.OPEN: not approved and not before and not after,
    }
    found = state_on(RegisterFacts("Dự thảo", issued=issued, consultation=span), today)

    assert [state for state, holds in holding.items() if holds] == [found.state]
    assert ("còn" in found.text) == (
        found.state is RegisterState.OPEN
        and span is not None
        and span.closes is not None
        and span.closes != today
    )


@pytest.mark.parametrize(
    ("span", "today", "text"),
    [
        (Span(None, date(2024, 6, 30)), "2024-01-01", "Đang lấy ý kiến – còn 181 ngày"),
        (Span(None, date(2024, 6, 30)), "2024-07-01", "Đã kết thúc lấy ý kiến"),
        (Span(date(2024, 6, 1), None), "2024-05-31", "Sắp lấy ý kiến"),
        (Span(date(2024, 6, 1), None), "2030-01-01", "Đang lấy ý kiến"),
        (Span(date(2024, 6, 1), date(2024, 6, 1)), "2024-06-01", "Đang lấy ý kiến – hôm nay là ngày cuối"),
    ],
)
def test_a_consultation_may_have_one_day_alone(span: Span, today: str, text: str) -> None:
    """Without a first day it is open already, without a last day it stays open; first and last may be one."""
    facts = RegisterFacts("Dự thảo", consultation=span)

    assert state_on(facts, date.fromisoformat(today)).text == text
