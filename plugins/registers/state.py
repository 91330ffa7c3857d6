"""
Derive the life of a document from its kind and its days, and its state on a day.

A life is a row of phases, each with the day it begins on: whoever knows the phases knows the state on every day, be it
a build or a reader's browser. Nothing is taken for granted: a document is issued from its day of issue on and never
without one, a draft never, and what the facts do not tell is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from plugins.article.document_kinds import is_draft_kind, is_submission, was_signed
from plugins.article.facts import RegisterFacts, Span

# For how long a consultation is taken to be open, and a public display to last, of which nobody wrote the last day.
DAYS_WITHOUT_END = 60
# For how long after its last day opinions are taken to be summed up. No law names one number for all kinds of drafts: this is ours.
DAYS_OF_SUMMING_UP = 60


class RegisterState(StrEnum):
    """The state of a plan or document, in the order of its life."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
    UNREPORTED = "unreported"
    CONCLUDED = "concluded"
    SUBMITTED = "submitted"
    DISPLAYED = "displayed"
    ISSUED = "issued"
    NOT_IN_FORCE = "not-in-force"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


STATE_NAMES = {
    RegisterState.DRAFT: "Dự thảo",
    RegisterState.UPCOMING: "Sắp lấy ý kiến",
    RegisterState.OPEN: "Đang lấy ý kiến",
    RegisterState.CLOSED: "Đã kết thúc, đang tổng hợp ý kiến",
    RegisterState.UNREPORTED: "Đã kết thúc, chưa công bố kết quả",
    RegisterState.CONCLUDED: "Đã có kết quả lấy ý kiến",
    RegisterState.SUBMITTED: "Đang trình phê duyệt",
    RegisterState.DISPLAYED: "Đang niêm yết công khai",
    RegisterState.ISSUED: "Đã ban hành",
    RegisterState.NOT_IN_FORCE: "Chưa có hiệu lực",
    RegisterState.LAPSED: "Hết hiệu lực",
    RegisterState.REPLACED: "Đã được thay thế",
    RegisterState.REPEALED: "Đã bị bãi bỏ",
    RegisterState.UNKNOWN: "Chưa rõ tình trạng",
}
# The public is asked for its opinion, or will be.
ASKED = frozenset({RegisterState.UPCOMING, RegisterState.OPEN})
# A consultation is over, whether or not it is known what came of it.
CONSULTED = frozenset({RegisterState.CLOSED, RegisterState.UNREPORTED, RegisterState.CONCLUDED})
# What was signed and is a document for good, whether it is in force or no more.
WAS_ISSUED = frozenset(
    {
        RegisterState.ISSUED,
        RegisterState.NOT_IN_FORCE,
        RegisterState.LAPSED,
        RegisterState.REPLACED,
        RegisterState.REPEALED,
    }
)


@dataclass(frozen=True, slots=True)
class Phase:
    """A state and the day from which it holds, until the next one begins."""

    begins: date
    state: RegisterState


Life = tuple[Phase, ...]


# A line of the register asks for it again and again, and so does each page that has the line.
@lru_cache(maxsize=1 << 12)
def life_of(facts: RegisterFacts) -> Life:
    """
    Return the phases of a document; the first begins before all time, and each is another state than the one before.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> [(str(phase.begins), phase.state.value) for phase in life_of(draft)][1:]
    [('2024-06-01', 'open'), ('2024-07-01', 'closed'), ('2024-08-30', 'unreported')]
    """
    life = _displayed(_asked(facts) or (Phase(date.min, _unsigned(facts)),), facts.disclosure)
    issued = _signed_on(facts)
    if issued and facts.in_force_from and facts.in_force_from > issued:
        life = _then(
            _then(life, issued, RegisterState.NOT_IN_FORCE), facts.in_force_from, RegisterState.ISSUED
        )
    elif issued:
        life = _then(life, issued, RegisterState.ISSUED)
    if ended := _ended(facts):
        life = _then(life, ended.begins, ended.state)
    return _distinct(life)


@lru_cache(maxsize=1 << 12)
def consultation_life(facts: RegisterFacts) -> Life:
    """
    Return the phases of the consultation on a document by itself, none where nobody is asked.

    A public display does not end it, and lies over it in the life of the document. Once the document is issued or ended it is over.

    >>> span = Span(date(2024, 6, 1), date(2024, 6, 30))
    >>> signed = RegisterFacts("Quyết định", issued=date(2024, 6, 15), consultation=span)
    >>> [(str(phase.begins), phase.state.value) for phase in consultation_life(signed)][1:]
    [('2024-06-01', 'open'), ('2024-06-15', 'closed')]
    """
    life, ended = _asked(facts), _ended(facts)
    stops = [day for day in (_signed_on(facts), ended and ended.begins) if day]
    if stops:
        # What came of a document that is issued or ended is known: nobody waits for a result for ever.
        life = tuple(
            phase
            for phase in life
            if phase.state is not RegisterState.UNREPORTED or phase.begins < min(stops)
        )
    if life and stops and _phase_of(life, min(stops)).state not in CONSULTED:
        told, stop = facts.result and facts.result.known_from, min(stops)
        life = _then(life, stop, RegisterState.CLOSED)
        if facts.concluded:
            life = _then(life, max(told or stop, stop), RegisterState.CONCLUDED)
    return _distinct(life)


def _distinct(life: Life) -> Life:
    """Return a life without phases of the same state as the one before."""
    return tuple(
        phase
        for before, phase in zip((None, *life), life, strict=False)
        if not before or before.state != phase.state
    )


def _displayed(life: Life, span: Span | None) -> Life:
    """Return a life with a public display laid over it: while that lasts it is the state, unless people are asked; then what was before goes on."""
    if span is None:
        return life
    opens = span.opens or date.min
    over = _day_after(span.closes) if span.closes else _day_after(opens, DAYS_WITHOUT_END)
    days = sorted({*(phase.begins for phase in life), opens, over})
    phases = (Phase(day, _phase_of(life, day).state) for day in days)
    return tuple(
        replace(phase, state=RegisterState.DISPLAYED)
        if opens <= phase.begins < over and phase.state not in ASKED
        else phase
        for phase in phases
    )


def _asked(facts: RegisterFacts) -> Life:
    """Return the phases of a consultation as if nobody ever signed the document, none where nobody is asked."""
    return _consulted(facts.consultation, facts) if facts.consultation else ()


def _consulted(span: Span, facts: RegisterFacts) -> Life:
    first = RegisterState.UPCOMING if span.opens else RegisterState.OPEN
    life: Life = (Phase(date.min, first),)
    told = facts.result.known_from if facts.result else None
    if span.opens:
        life = _then(life, span.opens, RegisterState.OPEN)
    if span.closes:
        earliest = over = _day_after(span.closes)
        life = _then(life, over, RegisterState.CLOSED)
        if not facts.concluded and (late := _day_after(over, DAYS_OF_SUMMING_UP)) > over:
            life = _then(life, late, RegisterState.UNREPORTED)
    else:
        opens = span.opens or date.min
        earliest, over = _day_after(opens), _day_after(opens, DAYS_WITHOUT_END)
        life = _then(life, over, RegisterState.UNKNOWN)
    if facts.concluded:
        life = _then(life, max(told or over, earliest), RegisterState.CONCLUDED)
    return life


def _unsigned(facts: RegisterFacts) -> RegisterState:
    """Return the state of what was neither issued nor put before the public."""
    if is_submission(facts.kind):
        return RegisterState.SUBMITTED
    # A document that has its day of issue is a draft until then.
    return RegisterState.DRAFT if is_draft_kind(facts.kind) or facts.issued else RegisterState.UNKNOWN


def _signed_on(facts: RegisterFacts) -> date | None:
    return facts.issued if was_signed(facts.kind) else None


def _ended(facts: RegisterFacts) -> Phase | None:
    """Return the phase of a document that is in force no more, None where nothing ends it."""
    begins = facts.in_force_to or _signed_on(facts) or date.min
    if facts.repealed_by:
        return Phase(begins, RegisterState.REPEALED)
    if facts.replaced_by:
        return Phase(begins, RegisterState.REPLACED)
    is_lapsed = facts.in_force_to and was_signed(facts.kind)
    return Phase(begins, RegisterState.LAPSED) if is_lapsed else None


def _then(life: Life, day: date, state: RegisterState) -> Life:
    """Return a life that goes another way from a day on."""
    return (*(phase for phase in life if phase.begins < day), Phase(day, state))


def _day_after(day: date, days: int = 1) -> date:
    return day + min(timedelta(days), date.max - day)


def state_on(facts: RegisterFacts, today: date) -> RegisterState:
    """
    Return the state of an entry on a day; the last day of a consultation still counts as open.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> state_on(draft, date(2024, 6, 30)).value, state_on(draft, date(2024, 7, 1)).value
    ('open', 'closed')
    """
    return phase_on(facts, today).state


def phase_on(facts: RegisterFacts, today: date) -> Phase:
    """
    Return the phase that an entry is in on a day; two of one state may lie apart.

    >>> shown = RegisterFacts("Đồ án", disclosure=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> [(str(phase.begins), phase.state.value) for day in (5, 7) if (phase := phase_on(shown, date(2024, day, 1)))]
    [('0001-01-01', 'draft'), ('2024-07-01', 'draft')]
    """
    return _phase_of(life_of(facts), today)


def consultation_on(facts: RegisterFacts, today: date) -> Phase | None:
    """
    Return the phase of the consultation on a document, None where nobody is asked.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    >>> shown = replace(draft, disclosure=Span(date(2024, 7, 1)))
    >>> state_on(shown, date(2024, 7, 5)).value, consultation_on(shown, date(2024, 7, 5)).state.value
    ('displayed', 'closed')
    """
    life = consultation_life(facts)
    return _phase_of(life, today) if life else None


def _phase_of(life: Life, day: date) -> Phase:
    return next(phase for phase in reversed(life) if phase.begins <= day)


def is_ever_open(facts: RegisterFacts) -> bool:
    """
    Tell whether there is a day on which the public is asked for its opinion on a document: not where that was repealed before.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)))
    >>> is_ever_open(draft), is_ever_open(replace(draft, repealed_by="Quyết định số 5/QĐ-UBND"))
    (True, False)
    """
    return any(phase.state is RegisterState.OPEN for phase in consultation_life(facts))


@dataclass(frozen=True, slots=True)
class PublicSpans:
    """The days of a document that a calendar tells of: those of its consultation, None where nobody is asked, and of its public display."""

    consultation: Span | None = None
    disclosure: Span | None = None

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.consultation or self.disclosure)


def public_spans(facts: RegisterFacts) -> PublicSpans:
    """
    Return the days of a document that a calendar tells of; of a draft that was repealed before its consultation only those of its display.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10)), repealed_by="Quyết định số 5/QĐ-UBND")
    >>> bool(public_spans(draft)), bool(public_spans(replace(draft, repealed_by="")))
    (False, True)
    """
    return PublicSpans(facts.consultation if is_ever_open(facts) else None, facts.disclosure)


def next_phase(facts: RegisterFacts, today: date) -> Phase | None:
    """
    Return the phase that an entry comes to next, None if its state stays.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)))
    >>> days = (date(2024, 6, 1), date(2024, 6, 10), date(2024, 7, 1))
    >>> [str(phase.begins) for day in days if (phase := next_phase(draft, day))]
    ['2024-06-10', '2024-07-01', '2024-08-30']
    """
    return next((phase for phase in life_of(facts) if phase.begins > today), None)


def next_turn(facts: RegisterFacts, today: date) -> date | None:
    """
    Return the next day on which something else is to be told of an entry, be it of its state or of its consultation.

    >>> from plugins.article.facts import ConsultationResult
    >>> told = ConsultationResult(text="Tiếp thu.", published=date(2024, 7, 9))
    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)), result=told)
    >>> shown = replace(draft, disclosure=Span(date(2024, 7, 1)))
    >>> [str(next_turn(shown, day)) for day in (date(2024, 6, 10), date(2024, 7, 1), date(2024, 7, 9))]
    ['2024-07-01', '2024-07-09', '2024-08-30']
    """
    days = [phase.begins for phase in (*life_of(facts), *consultation_life(facts))]
    # A submission is handed in on its day, and has no other state by that.
    days += [facts.issued] if facts.issued else []
    return min((day for day in days if day > today), default=None)


def issue_to_come(facts: RegisterFacts, today: date) -> date | None:
    """
    Return the day on which a document is to be issued, None where it was or no day is known: what is planned is no fact until then.

    >>> plan = RegisterFacts("Kế hoạch", issued=date(2024, 12, 31))
    >>> str(issue_to_come(plan, date(2024, 12, 30))), issue_to_come(plan, date(2024, 12, 31))
    ('2024-12-31', None)
    """
    return facts.issued if facts.issued and facts.issued > today else None
