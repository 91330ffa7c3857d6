"""Where a plan stands follows from its kind and its days, and never says more than they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import ConsultationResult, RegisterFacts, Span
from plugins.registers.state import (
    ASKED,
    CONSULTED,
    DAYS_OF_SUMMING_UP,
    DAYS_WITHOUT_END,
    STATE_NAMES,
    WAS_ISSUED,
    RegisterState,
    consultation_on,
    life_of,
    next_phase,
    next_turn,
    phase_on,
    state_on,
)

DRAFT = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
SIGNED = RegisterFacts("Quyết định", issued=date(2024, 6, 15))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2024-05-31", RegisterState.UPCOMING),
        ("2024-06-01", RegisterState.OPEN),
        ("2024-06-30", RegisterState.OPEN),
        ("2024-07-01", RegisterState.CLOSED),
        ("2024-08-29", RegisterState.CLOSED),
        ("2024-08-30", RegisterState.UNREPORTED),
        ("2036-01-01", RegisterState.UNREPORTED),
    ],
)
def test_a_consultation_opens_and_closes_on_its_days(today: str, state: RegisterState) -> None:
    """The first and the last day are open; nobody is said to sum up opinions for ever."""
    assert state_on(DRAFT, date.fromisoformat(today)) is state


HEARD = ConsultationResult(text="Tiếp thu hai ý kiến.")
LIVES = [
    (replace(DRAFT, result=HEARD), ["upcoming", "2024-06-01 open", "2024-07-01 concluded"]),
    (
        replace(DRAFT, result=replace(HEARD, published=date(2024, 7, 20))),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-07-20 concluded"],
    ),
    (
        replace(DRAFT, result=ConsultationResult(3, published=date(2024, 7, 20))),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-08-30 unreported"],
    ),
    (
        replace(DRAFT, result=replace(HEARD, published=date(2025, 3, 1))),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2025-03-01 concluded"],
    ),
    (
        replace(SIGNED, consultation=DRAFT.consultation, issued=date(2024, 8, 29)),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-08-29 issued"],
    ),
    (
        replace(SIGNED, consultation=DRAFT.consultation, issued=date(2025, 1, 2)),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-08-30 unreported", "2025-01-02 issued"],
    ),
    (
        replace(DRAFT, repealed_by="Công văn 5", in_force_to=date(2024, 8, 1)),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-08-01 repealed"],
    ),
    (RegisterFacts("Dự thảo"), ["draft"]),
    (RegisterFacts("Đồ án"), ["draft"]),
    (RegisterFacts("Nghị quyết (dự thảo)", issued=date(2024, 1, 1)), ["draft"]),
    (RegisterFacts("Tờ trình", issued=date(2024, 1, 1)), ["submitted"]),
    (RegisterFacts("Kế hoạch"), ["unknown"]),
    (RegisterFacts("Kế hoạch", issued=date(2024, 12, 31)), ["draft", "2024-12-31 issued"]),
    (
        RegisterFacts("Tờ trình", disclosure=Span(date(2024, 6, 21), date(2024, 7, 21))),
        ["submitted", "2024-06-21 displayed", "2024-07-22 submitted"],
    ),
    (
        RegisterFacts("Quy hoạch", disclosure=Span(date(2019, 7, 15))),
        ["unknown", "2019-07-15 displayed", "2019-09-13 unknown"],
    ),
    (
        replace(DRAFT, disclosure=Span(date(2024, 8, 1), date(2024, 8, 31))),
        ["upcoming", "2024-06-01 open", "2024-07-01 closed", "2024-08-01 displayed", "2024-09-01 unreported"],
    ),
    (
        replace(DRAFT, disclosure=Span(date(2024, 6, 15)), result=HEARD),
        ["upcoming", "2024-06-01 open", "2024-07-01 displayed", "2024-08-14 concluded"],
    ),
    (
        replace(
            DRAFT,
            disclosure=Span(None, date(2024, 7, 20)),
            result=replace(HEARD, published=date(2024, 7, 10)),
        ),
        ["upcoming", "2024-06-01 open", "2024-07-01 displayed", "2024-07-21 concluded"],
    ),
    (
        replace(DRAFT, result=ConsultationResult(text="Tiếp thu.")),
        ["upcoming", "2024-06-01 open", "2024-07-01 concluded"],
    ),
    (replace(SIGNED, consultation=DRAFT.consultation), ["upcoming", "2024-06-01 open", "2024-06-15 issued"]),
    (
        replace(SIGNED, in_force_from=date(2024, 8, 1), in_force_to=date(2026, 1, 1)),
        ["draft", "2024-06-15 not-in-force", "2024-08-01 issued", "2026-01-01 lapsed"],
    ),
    (replace(SIGNED, in_force_from=SIGNED.issued), ["draft", "2024-06-15 issued"]),
    (replace(SIGNED, replaced_by="Quyết định mới"), ["draft", "2024-06-15 replaced"]),
    (
        replace(SIGNED, repealed_by="Quyết định mới", in_force_to=date(2025, 7, 1)),
        ["draft", "2024-06-15 issued", "2025-07-01 repealed"],
    ),
    (RegisterFacts("Quyết định", in_force_to=date(2025, 7, 1)), ["unknown", "2025-07-01 lapsed"]),
    (
        RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1))),
        ["upcoming", "2024-06-01 open", "2024-07-31 unknown"],
    ),
    (
        RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1)), result=HEARD),
        ["upcoming", "2024-06-01 open", "2024-07-31 concluded"],
    ),
    (
        RegisterFacts(
            "Dự thảo",
            consultation=Span(date(2024, 6, 1)),
            result=replace(HEARD, published=date(2024, 7, 20)),
        ),
        ["upcoming", "2024-06-01 open", "2024-07-20 concluded"],
    ),
    (
        RegisterFacts(
            "Dự thảo",
            consultation=Span(date(2024, 6, 1)),
            result=replace(HEARD, published=date(2024, 9, 20)),
        ),
        ["upcoming", "2024-06-01 open", "2024-07-31 unknown", "2024-09-20 concluded"],
    ),
]


@pytest.mark.parametrize(("facts", "life"), LIVES)
def test_a_life_is_told_by_kind_and_days(facts: RegisterFacts, life: list[str]) -> None:
    """Each phase begins on the day that the facts name, and nothing follows that they do not tell."""
    first, *others = life_of(facts)

    assert [first.state.value, *(f"{phase.begins} {phase.state.value}" for phase in others)] == life


def test_every_state_has_its_life_and_its_name() -> None:
    """The examples above show all states, and no two are named alike."""
    assert {phase.state for facts, _ in LIVES for phase in life_of(facts)} | {RegisterState.CLOSED} == {
        *RegisterState
    }
    assert len(set(STATE_NAMES.values())) == len(RegisterState)


days = st.dates(date(2000, 1, 1), date(2060, 1, 1))
maybe_days = st.none() | days
spans = st.none() | st.lists(days, min_size=2, max_size=2).flatmap(
    lambda two: st.sampled_from([Span(min(two), max(two)), Span(min(two)), Span(None, max(two))])
)
kinds = st.sampled_from(
    ["Dự thảo", "Đồ án", "Dự thảo Kế hoạch", "Tờ trình", "Kế hoạch", "Quyết định", "Biên bản"]
)
lives = st.builds(
    RegisterFacts,
    kinds,
    issued=maybe_days,
    consultation=spans,
    disclosure=spans,
    in_force_from=maybe_days,
    in_force_to=maybe_days,
    replaced_by=st.sampled_from(["", "Quyết định số 2"]),
    repealed_by=st.sampled_from(["", "", "Quyết định số 3"]),
    result=st.none()
    | st.just(ConsultationResult(3))
    | maybe_days.map(lambda day: ConsultationResult(text="Tiếp thu.", published=day)),
)


@given(lives, days)
def test_a_state_says_no_more_than_the_facts(facts: RegisterFacts, today: date) -> None:
    """Whatever is written: each state has the facts that it needs, on that day."""
    state = state_on(facts, today)
    consulted, shown = facts.consultation or Span(), facts.disclosure or Span()
    last_shown = shown.closes or (shown.opens or today) + timedelta(DAYS_WITHOUT_END - 1)
    told = facts.result.published if facts.result else None
    needed = {
        RegisterState.ISSUED: facts.issued and facts.issued <= today,
        RegisterState.NOT_IN_FORCE: facts.in_force_from and today < facts.in_force_from,
        RegisterState.LAPSED: facts.in_force_to and facts.in_force_to <= today,
        RegisterState.REPLACED: facts.replaced_by and (not facts.in_force_to or facts.in_force_to <= today),
        RegisterState.REPEALED: facts.repealed_by and (not facts.in_force_to or facts.in_force_to <= today),
        RegisterState.UPCOMING: consulted.opens and today < consulted.opens,
        RegisterState.OPEN: facts.consultation
        and (consulted.opens or today) <= today <= (consulted.closes or today),
        RegisterState.CLOSED: consulted.closes
        and consulted.closes < today
        and (not facts.concluded or bool(told and told > today)),
        RegisterState.UNREPORTED: consulted.closes
        and (today - consulted.closes).days > DAYS_OF_SUMMING_UP
        and not facts.concluded,
        RegisterState.CONCLUDED: facts.consultation
        and (consulted.closes or consulted.opens or today) < today
        and facts.concluded,
        RegisterState.DISPLAYED: facts.disclosure and (shown.opens or today) <= today <= last_shown,
        RegisterState.SUBMITTED: facts.kind == "Tờ trình",
    }
    assert needed.get(state, True)
    if needed[RegisterState.DISPLAYED] and state_on(replace(facts, disclosure=None), today) not in ASKED:
        assert state in WAS_ISSUED | {RegisterState.DISPLAYED}
    if facts.kind in ("Dự thảo", "Đồ án", "Dự thảo Kế hoạch", "Tờ trình"):
        assert state not in WAS_ISSUED - {RegisterState.REPLACED, RegisterState.REPEALED}
    if facts.issued is None or facts.issued > today:
        assert state not in (RegisterState.ISSUED, RegisterState.NOT_IN_FORCE)


@given(lives, maybe_days)
def test_every_result_is_told_some_day(facts: RegisterFacts, told: date | None) -> None:
    """Whatever is known of the days, whether the document is shown, issued or ended: no result stays unsaid, and none comes before its day."""
    facts = replace(facts, result=replace(HEARD, published=told))
    last = consultation_on(facts, date.max)

    assert (last is not None) == (facts.consultation is not None)
    assert last is None or last.state is RegisterState.CONCLUDED
    before = told and consultation_on(facts, told - timedelta(days=1))
    assert not before or before.state is not RegisterState.CONCLUDED


@given(lives, days)
def test_a_consultation_and_its_document_tell_the_same(facts: RegisterFacts, today: date) -> None:
    """Where people are asked, both say so; a consultation is over once the document is issued or ended, and else where its last day is."""
    state, of_consultation = state_on(facts, today), consultation_on(facts, today)
    if of_consultation is None:
        assert state not in ASKED | CONSULTED
    elif state in ASKED | CONSULTED | {RegisterState.UNKNOWN}:
        assert of_consultation.state is state
    elif state is RegisterState.DISPLAYED:
        assert of_consultation.state not in ASKED
    else:
        assert of_consultation.state in CONSULTED


@given(lives, days)
def test_the_next_change_is_the_next_other_state(facts: RegisterFacts, today: date) -> None:
    """Nothing changes before it; phases follow each other without a repetition, the first before all time."""
    life = life_of(facts)
    change = next_phase(facts, today)

    assert life[0].begins == date.min
    assert all(one.begins < two.begins and one.state != two.state for one, two in pairwise(life))
    turn = next_turn(facts, today)
    assert turn is None or today < turn
    until = turn - timedelta(1) if turn else date.max
    assert phase_on(facts, until) == phase_on(facts, today)
    assert consultation_on(facts, until) == consultation_on(facts, today)
    if change is None:
        assert state_on(facts, date.max) == state_on(facts, today)
    else:
        assert today < change.begins
        assert state_on(facts, change.begins - timedelta(1)) == state_on(facts, today) != change.state
        assert state_on(facts, change.begins) == change.state


@pytest.mark.parametrize(
    ("span", "today", "text"),
    [
        (Span(None, date(2024, 6, 30)), "2024-01-01", "Đang lấy ý kiến"),
        (Span(None, date(2024, 6, 30)), "2024-07-01", "Đã kết thúc, đang tổng hợp ý kiến"),
        (Span(date(2024, 6, 1), None), "2024-05-31", "Sắp lấy ý kiến"),
        (Span(date(2024, 6, 1), None), "2024-07-30", "Đang lấy ý kiến"),
        (Span(date(2024, 6, 1), None), "2030-01-01", "Chưa rõ tình trạng"),
        (Span(date(2024, 6, 1), date(2024, 6, 1)), "2024-06-01", "Đang lấy ý kiến"),
        (Span(date(9999, 12, 1), None), "2024-06-01", "Sắp lấy ý kiến"),
        (Span(None, date.max), "2024-06-01", "Đang lấy ý kiến"),
    ],
)
def test_a_consultation_may_have_one_day_alone(span: Span, today: str, text: str) -> None:
    """Without a first day it is open already; without a last day nobody knows after two months; both may be one."""
    facts = RegisterFacts("Dự thảo", consultation=span)

    assert STATE_NAMES[state_on(facts, date.fromisoformat(today))] == text
