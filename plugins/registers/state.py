"""
Derive the life of a document from its kind and its days, and its state on a day.

A life is a row of phases, each with the day it begins on: whoever knows the phases knows the state on every day, be it
a build or a reader's browser. Nothing is taken for granted: a document is issued from its day of issue on and never
without one, a draft never, and what the facts do not tell is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from plugins.article.document_kinds import is_draft, is_submission, was_signed
from plugins.article.facts import RegisterFacts, Span

# For how long a consultation is taken to be open of which nobody wrote the last day.
DAYS_WITHOUT_END = 60


class RegisterState(StrEnum):
    """The state of a plan or document, in the order of its life."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"
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
    [('2024-06-01', 'open'), ('2024-07-01', 'closed')]
    """
    life = _until_issued(facts)
    issued = facts.issued if was_signed(facts.kind) else None
    if issued and facts.in_force_from and facts.in_force_from > issued:
        life = _then(
            _then(life, issued, RegisterState.NOT_IN_FORCE), facts.in_force_from, RegisterState.ISSUED
        )
    elif issued:
        life = _then(life, issued, RegisterState.ISSUED)
    if end := _end(facts):
        life = _then(life, facts.in_force_to or issued or date.min, end)
    return tuple(
        phase
        for before, phase in zip((None, *life), life, strict=False)
        if not before or before.state != phase.state
    )


def _until_issued(facts: RegisterFacts) -> Life:
    """Return the life of a document as if nobody ever signed it."""
    if facts.consultation:
        return _consulted(facts.consultation, facts)
    still = _unsigned(facts)
    life: Life = (Phase(date.min, still),)
    if display := facts.disclosure:
        life = _then(life, display.opens or date.min, RegisterState.DISPLAYED)
        if display.closes:
            life = _then(life, _day_after(display.closes), still)
    return life


def _consulted(span: Span, facts: RegisterFacts) -> Life:
    first = RegisterState.UPCOMING if span.opens else RegisterState.OPEN
    life: Life = (Phase(date.min, first),)
    told = facts.result.published if facts.result else None
    if span.opens:
        life = _then(life, span.opens, RegisterState.OPEN)
    if span.closes:
        earliest = over = _day_after(span.closes)
        life = _then(life, over, RegisterState.CLOSED)
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
    return RegisterState.DRAFT if is_draft(facts.kind) or facts.issued else RegisterState.UNKNOWN


def _end(facts: RegisterFacts) -> RegisterState | None:
    if facts.repealed_by:
        return RegisterState.REPEALED
    if facts.replaced_by:
        return RegisterState.REPLACED
    return RegisterState.LAPSED if facts.in_force_to and was_signed(facts.kind) else None


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
    return next(phase for phase in reversed(life_of(facts)) if phase.begins <= today)


def next_phase(facts: RegisterFacts, today: date) -> Phase | None:
    """
    Return the phase that an entry comes to next, None if its state stays.

    >>> draft = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 10), date(2024, 6, 30)))
    >>> [str(phase.begins) for day in (1, 10) if (phase := next_phase(draft, date(2024, 6, day)))]
    ['2024-06-10', '2024-07-01']
    """
    return next((phase for phase in life_of(facts) if phase.begins > today), None)
