"""Write the life of a document into a page: a reader's browser tells its state from it, on the reader's own day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.article.facts import RegisterFacts, Span
from plugins.registers.state import STATE_NAMES, Phase, RegisterState, life_of, next_phase, state_on
from plugins.registers.state_groups import ASKED, ENDED
from plugins.vietnamese.dates import short


def written_life(facts: RegisterFacts) -> str:
    """
    Return all phases of a document, each as its first day, its state and its name.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(None, date(2024, 6, 30)))
    >>> written_life(draft)
    '0001-01-01 open Đang lấy ý kiến;2024-07-01 closed Đã kết thúc, đang tổng hợp ý kiến'
    """
    return ";".join(
        f"{phase.begins.isoformat()} {phase.state} {STATE_NAMES[phase.state]}"
        for phase in _told_phases(facts)
    )


def _told_phases(facts: RegisterFacts) -> Iterator[Phase]:
    """
    Yield the phases of a document as pages write them.

    Browsers count the days until a consultation is closed or concluded. Where its last day is not known there is
    nothing to count to: a phase of no length, in which nobody knows, stands between it and its result.

    >>> from plugins.article.facts import ConsultationResult
    >>> told = ConsultationResult(text="Tiếp thu.", published=date(2024, 6, 20))
    >>> endless = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1)), result=told)
    >>> [f"{phase.begins:%d/%m} {phase.state}" for phase in _told_phases(endless)][1:]
    ['01/06 open', '20/06 unknown', '20/06 concluded']
    """
    is_endless = facts.consultation is not None and facts.consultation.closes is None
    for phase in life_of(facts):
        if is_endless and phase.state is RegisterState.CONCLUDED:
            yield Phase(phase.begins, RegisterState.UNKNOWN)
        yield phase


def life_of_a_consultation(facts: RegisterFacts, today: date) -> str:
    """Return the phases of a document that the public is or will be asked about, "" for any other."""
    return written_life(facts) if state_on(facts, today) in ASKED else ""


def dates_in_words(facts: RegisterFacts, today: date) -> str:
    """
    Return what stands for a state that will be another some day: the days that decide it, which are true on every day.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> dates_in_words(draft, date(2024, 5, 1)), dates_in_words(draft, date(2024, 7, 1))
    ('Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024', '')
    >>> dates_in_words(RegisterFacts("Kế hoạch", issued=date(2024, 12, 31)), date(2024, 6, 1))
    'Ban hành ngày 31/12/2024'
    """
    phase = next_phase(facts, today)
    if phase is None:
        return ""
    states = {phase.state, _state_before(facts, phase)}
    if facts.consultation and states & ASKED:
        return f"Lấy ý kiến {days_in_words(facts.consultation)}".rstrip()
    if facts.disclosure and RegisterState.DISPLAYED in states:
        return f"Niêm yết công khai {days_in_words(facts.disclosure)}".rstrip()
    if phase.state in ENDED:
        return f"Hết hiệu lực từ {short(phase.begins)}"
    if RegisterState.NOT_IN_FORCE in states and facts.in_force_from:
        return f"Có hiệu lực từ {short(facts.in_force_from)}"
    return f"Ban hành ngày {short(phase.begins)}"


def _state_before(facts: RegisterFacts, phase: Phase) -> RegisterState:
    life = life_of(facts)
    return life[life.index(phase) - 1].state


def days_in_words(span: Span) -> str:
    """
    Return the days of a span as they stand within a sentence, "" where none is known.

    >>> days_in_words(Span(date(2024, 6, 1), date(2024, 6, 30))), days_in_words(Span(None, None))
    ('từ 01/06/2024 đến hết 30/06/2024', '')
    """
    first = f"từ {short(span.opens)}" if span.opens else ""
    last = f"đến hết {short(span.closes)}" if span.closes else ""
    return f"{first} {last}".strip()
