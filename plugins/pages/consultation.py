"""Make what the page of a plan shows of its consultation: how to take part, what came of it, its steps from draft to decision."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from plugins.article.document_kinds import is_submission, was_signed
from plugins.article.facts import RegisterFacts, ResponseWays
from plugins.article.telephone import dialled
from plugins.pages.consultation_views import ConsultationView, ResponseView, ResultView, TimelineStep, Turn
from plugins.pages.head_metadata import description_cut
from plugins.pages.life import days_in_words
from plugins.pages.mail_link import mail_link
from plugins.pages.partials import day, foreign_language
from plugins.pages.receiving_agency import receiving_agency
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import Link, Moment
from plugins.registers.state import (
    ASKED,
    CONSULTED,
    RegisterState,
    consultation_life,
    consultation_on,
    issue_to_come,
    state_on,
)
from plugins.registers.state_groups import ENDED
from plugins.vietnamese.date_texts import in_words, short
from plugins.vietnamese.numbers import with_thousands_points

_SUBJECT_LENGTH = 140


def consultation(site: Site, story: Story, connected: Sequence[Story]) -> ConsultationView | None:
    """
    Return what there is to show of the consultation of an article's document, None for nothing.

    ``connected`` are the articles of the same plan: the document that was issued, or the drafts that it began as.
    """
    facts = story.article.register
    if facts is None:
        return None
    today = site.now.date()
    is_asked = state_on(facts, today) in ASKED or _is_unsure(facts, today)
    found = ConsultationView(
        _response(site, story, facts) if is_asked else None,
        _result(site, story, facts, connected) if is_over(facts, today) else None,
        _steps(site, story, connected),
    )
    return found if found.response or found.result or found.steps else None


def is_over(facts: RegisterFacts, today: date) -> bool:
    """Tell whether nobody is asked any more; it follows from the phase of the consultation alone, as whatever a page shows by the day has to."""
    phase = consultation_on(facts, today)
    return phase is not None and phase.state in CONSULTED


def is_result_public(facts: RegisterFacts, today: date) -> bool:
    """
    Tell whether the public may know what is written of a consultation's result: it is over, and no later day is named for it.

    How many wrote need not wait until a document is issued.

    This too follows from the phase alone.
    """
    phase = consultation_on(facts, today)
    waits = facts.concluded and facts.result and not facts.result.is_decision_alone
    return phase is not None and phase.state in ({RegisterState.CONCLUDED} if waits else CONSULTED)


def _is_unsure(facts: RegisterFacts, today: date) -> bool:
    """Tell whether nobody knows that a consultation is over, nor that it is open: no last day is written, and the first is long past."""
    phase = consultation_on(facts, today)
    return (
        phase is not None
        and phase.state is RegisterState.UNKNOWN
        and state_on(facts, today) is RegisterState.UNKNOWN
    )


def _first_day(
    facts: RegisterFacts, states: Collection[RegisterState], today: date = date.min
) -> date | None:
    """Return the day after today on which a consultation first comes to one of some states, None where it does not."""
    days = (phase.begins for phase in consultation_life(facts) if phase.state in states)
    return next((day for day in days if day > today), None)


def _response(site: Site, story: Story, facts: RegisterFacts) -> ResponseView:
    ways, span = facts.ways or ResponseWays(), facts.consultation
    closes = span.closes if span else None
    letter = _letter(site, story, ways.email) if ways.email else ""
    is_unsure = _is_unsure(facts, site.now.date())
    return ResponseView(
        button="" if is_unsure else ways.form or letter,
        agency=receiving_agency(site, facts),
        opens=day(span.opens) if span else None,
        closes=Moment(closes.isoformat(), _in_a_sentence(closes)) if closes else None,
        email=Link(ways.email, f"mailto:{ways.email}") if ways.email else None,
        address=ways.address,
        phone=Link(ways.phone, dialled(ways.phone)) if ways.phone else None,
        form=Link(ways.form, ways.form) if ways.form else None,
        days=days_in_words(span) if span else "",
        over=day(_first_day(facts, CONSULTED)),
        unsure=day(_first_day(facts, {RegisterState.UNKNOWN})),
        is_unsure=is_unsure,
    )


def _in_a_sentence(last: date) -> str:
    """
    Return a day in words as it stands within a sentence.

    >>> _in_a_sentence(date(2024, 7, 31))
    'thứ Tư, ngày 31 tháng 7 năm 2024'
    """
    return in_words(last).replace("Thứ ", "thứ ", 1)


def _letter(site: Site, story: Story, mail: str) -> str:
    """Return the address that begins a mail: whom it goes to, what it is about, on which page that stands."""
    title = story.article.title
    page = site.url(story.address) if site.siteurl else ""
    text = f"Góp ý cho: {title}\n{page}\n\nÝ kiến của tôi:\n"
    return mail_link(mail, description_cut(f"Góp ý: {title}", _SUBJECT_LENGTH), text)


def _result(site: Site, story: Story, facts: RegisterFacts, connected: Sequence[Story]) -> ResultView:
    today = site.now.date()
    told = facts.result if is_result_public(facts, today) else None
    opinions = told.opinions if told else None
    decision = next(
        (one for one in connected if told and told.decision and one.address == story.decision), None
    )
    issued = decision.article.register if decision else None
    phase = consultation_on(facts, today)
    return ResultView(
        waits=None if phase and phase.state is RegisterState.CONCLUDED else _waits(facts, today),
        opinions=with_thousands_points(opinions) if opinions is not None else "",
        text=told.text if told else "",
        report=story.report if told else None,
        decision=_link(site, decision) if decision else None,
        planned=day(issue_to_come(issued, today)) if issued else None,
    )


def _waits(facts: RegisterFacts, today: date) -> Turn:
    """Return how a consultation stands that is over, and of which it is not told what came of it; a page may be read later than it was built."""
    over = "Đợt lấy ý kiến đã kết thúc."
    alone = facts.result if facts.result and facts.result.is_decision_alone else None
    issued = (facts.issued if was_signed(facts.kind) else None) or (alone and alone.decided)
    if not alone and (told := _first_day(facts, {RegisterState.CONCLUDED}, today)):
        text = f"{over} Kết quả công bố tại trang này từ ngày {short(told)}."
        late = f"{over} Kết quả có từ ngày {short(told)}, sẽ hiện tại trang này trong lần cập nhật tới."
        return Turn(text, day(told), text, late)
    if issued and issued <= today:
        return Turn(f"{over} Văn bản đã được ban hành.")
    if state_on(facts, today) in ENDED:
        return Turn(over)
    unreported = "Đợt lấy ý kiến đã kết thúc, đến nay chưa công bố kết quả."
    phase = consultation_on(facts, today)
    unanswered = _first_day(facts, {RegisterState.UNREPORTED}, today)
    text = f"{over} Các ý kiến được tổng hợp, kết quả công bố tại trang này."
    if phase and phase.state is RegisterState.UNREPORTED:
        text = unreported
    elif unanswered:
        # What is read much later promises nothing either: without scripts it says what holds on both days.
        plain = f"{over} Kết quả, khi có, được công bố tại trang này."
        return Turn(plain, day(unanswered), text, unreported)
    return Turn(text, day(issued), text, f"{over} Văn bản đã được ban hành.") if issued else Turn(text)


def _link(site: Site, story: Story) -> Link:
    href = site.href(story.address)
    return Link(story.article.title, href, foreign_language(site, story))


def _steps(site: Site, story: Story, connected: Sequence[Story]) -> tuple[TimelineStep, ...]:
    """Return the steps of a plan in the order of their days; none for a document that nobody was asked about."""
    plan = (story, *connected)
    if not any(one.article.register and one.article.register.consultation for one in plan):
        return ()
    found = [pair for one in plan for pair in _steps_of(site, one, own=one is story)]
    found.sort(key=lambda pair: pair[0])
    return tuple(step for _, step in found)


def _steps_of(site: Site, story: Story, *, own: bool) -> Iterator[tuple[date, TimelineStep]]:
    """Yield the steps that one article tells of, each with the day by which it is put in order."""
    facts = story.article.register
    if facts is None:
        return
    link = Link("", "") if own else _link(site, story)

    planned = issue_to_come(facts, site.now.date())

    def step(text: str, when: date | None, after: date = date.max) -> tuple[date, TimelineStep]:
        return when or after, TimelineStep(text, day(when), link.href, link.lang)

    def step_once_issued(text: str, when: date | None) -> tuple[date, TimelineStep]:
        before = f"Dự kiến {text[0].lower()}{text[1:]}"
        turn = Turn(before, day(planned), before, text) if planned else None
        return when or date.max, TimelineStep(text, day(when), link.href, link.lang, turn)

    for span, first, last in (
        (facts.consultation, "Bắt đầu lấy ý kiến", "Ngày cuối nhận ý kiến"),
        (facts.disclosure, "Bắt đầu niêm yết công khai", "Ngày cuối niêm yết công khai"),
    ):
        if span and span.opens:
            yield step(first, span.opens)
        if span and span.closes:
            yield step(last, span.closes)
    phase = consultation_on(facts, site.now.date())
    if phase and phase.state is RegisterState.CONCLUDED and facts.consultation and facts.result:
        closes = facts.consultation.closes or date.min
        after = closes + timedelta(days=1) if closes < date.max else closes
        yield step("Công bố kết quả lấy ý kiến", facts.result.published, after)
    name = f"{facts.kind} {facts.number}".rstrip()
    if is_submission(facts.kind) and facts.issued:
        yield step_once_issued(f"Trình phê duyệt ({name})", facts.issued)
    if not was_signed(facts.kind):
        return
    if facts.issued or not facts.consultation:
        yield step_once_issued(f"Ban hành {name}", facts.issued)
    if facts.in_force_from:
        yield step_once_issued("Có hiệu lực", facts.in_force_from)
    if facts.in_force_to:
        yield step("Hết hiệu lực", facts.in_force_to)
