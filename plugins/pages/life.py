"""Write the life of a document into a page: a reader's browser tells its state from it, on the reader's own day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.article.facts import RegisterFacts, Span
from plugins.registers.state import (
    ASKED,
    STATE_NAMES,
    WAS_ISSUED,
    Phase,
    RegisterState,
    life_of,
    next_phase,
    state_on,
)
from plugins.registers.state_groups import ENDED
from plugins.vietnamese.date_texts import short


def written_life(facts: RegisterFacts) -> str:
    """
    Return all phases of a document, each as its first day, its state and its name.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(None, date(2024, 6, 30)))
    >>> written_life(draft)
    '0001-01-01 open Đang lấy ý kiến;2024-07-01 closed Đã kết thúc, đang tổng hợp ý kiến;2024-08-30 unreported Đã kết thúc, chưa công bố kết quả'
    """
    return ";".join(
        f"{phase.begins.isoformat()} {phase.state} {STATE_NAMES[phase.state]}"
        for phase in _told_phases(facts)
    )


def _told_phases(facts: RegisterFacts) -> Iterator[Phase]:
    """
    Yield the phases of a document as pages write them.

    Browsers count the days until a consultation is closed or concluded, so what follows one that is open says whether that is
    its own end. Where something else does, a phase of no length stands between: closed on the day after the last, or unknown where nobody wrote the last
    day and there is nothing to count to.

    >>> from plugins.article.facts import ConsultationResult
    >>> told = ConsultationResult(text="Tiếp thu.", published=date(2024, 6, 20))
    >>> endless = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1)), result=told)
    >>> [f"{phase.begins:%d/%m} {phase.state}" for phase in _told_phases(endless)][1:]
    ['01/06 open', '20/06 unknown', '20/06 concluded']
    >>> shown = RegisterFacts("Dự thảo", consultation=Span(None, date(2024, 6, 30)), disclosure=Span(date(2024, 6, 1)))
    >>> [f"{phase.begins:%d/%m} {phase.state}" for phase in _told_phases(shown)]
    ['01/01 open', '01/07 closed', '01/07 displayed', '31/07 closed', '30/08 unreported']
    """
    last = facts.consultation.closes if facts.consultation else None
    was_open = False
    for phase in life_of(facts):
        ends = RegisterState.CLOSED if last and last < phase.begins else RegisterState.UNKNOWN
        if (
            was_open
            and ends is not phase.state
            and (last is None or phase.state is not RegisterState.CONCLUDED)
        ):
            yield Phase(phase.begins, ends)
        yield phase
        was_open = phase.state is RegisterState.OPEN


def states_to_come(life: str, today: date) -> Iterator[RegisterState]:
    """
    Yield the states of a written life that begin after a day and last.

    >>> [*states_to_come("0001-01-01 open Đang …;2024-07-01 closed Đã …;2024-07-01 displayed Đang …", date(2024, 6, 1))]
    [<RegisterState.DISPLAYED: 'displayed'>]
    """
    phases = [phase.split(" ", 2) for phase in life.split(";") if phase]
    for (begins, state, _), after in zip(phases, [*phases[1:], None], strict=False):
        if begins > today.isoformat() and (after is None or after[0] != begins):
            yield RegisterState(state)


def life_of_a_consultation(facts: RegisterFacts, today: date) -> str:
    """Return the phases of a document that the public is or will be asked about, "" for any other."""
    return written_life(facts) if state_on(facts, today) in ASKED else ""


def dates_in_words(facts: RegisterFacts, today: date) -> str:
    """
    Return what stands for a state that will be another some day: the days that decide it, which are true on every day.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> dates_in_words(draft, date(2024, 5, 1)), dates_in_words(draft, date(2024, 9, 1))
    ('Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024', '')
    >>> dates_in_words(RegisterFacts("Kế hoạch", issued=date(2024, 12, 31)), date(2024, 6, 1))
    'Dự kiến ban hành ngày 31/12/2024'
    """
    phase = next_phase(facts, today)
    return _told_change(facts, _state_before(facts, phase), phase) if phase else ""


def _span_in_words(what: str, span: Span | None) -> str:
    return f"{what} {days_in_words(span)}".rstrip() if span else ""


def _told_change(facts: RegisterFacts, before: RegisterState, phase: Phase) -> str:
    """Return the days that decide a change of state: of the consultation, the display, or the signing that it belongs to."""
    states = {before, phase.state}
    asked = _span_in_words("Lấy ý kiến", facts.consultation)
    shown = _span_in_words("Niêm yết công khai", facts.disclosure)
    if asked and states & ASKED:
        return asked
    if shown and RegisterState.DISPLAYED in states:
        return shown
    if phase.state in ENDED:
        return f"Hết hiệu lực từ {short(phase.begins)}"
    if before not in WAS_ISSUED and phase.state in WAS_ISSUED:
        # Not "issued on": it is read before that day too, and what is planned may still not come.
        return f"Dự kiến ban hành ngày {short(phase.begins)}"
    if RegisterState.NOT_IN_FORCE in states and facts.in_force_from:
        return f"Có hiệu lực từ {short(facts.in_force_from)}"
    if asked:
        return asked
    raise ValueError(f"nothing tells how {before} becomes {phase.state}")


def _state_before(facts: RegisterFacts, phase: Phase) -> RegisterState:
    life = life_of(facts)
    return life[life.index(phase) - 1].state


def days_in_words(span: Span) -> str:
    """
    Return the days of a span as they stand within a sentence, "" where none is known.

    >>> days_in_words(Span(date(2024, 6, 1), date(2024, 6, 30))), days_in_words(Span(None, None))
    ('từ 01/06/2024 đến hết 30/06/2024', '')
    >>> days_in_words(Span(date(2024, 6, 30), date(2024, 6, 30)))
    'trong ngày 30/06/2024'
    """
    if span.opens and span.opens == span.closes:
        return f"trong ngày {short(span.opens)}"
    first = f"từ {short(span.opens)}" if span.opens else ""
    last = f"đến hết {short(span.closes)}" if span.closes else ""
    return f"{first} {last}".strip()
