"""The page of a plan says how to take part, what came of it, and how it went from draft to decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from small_portals import NOW, SITEURL, a_site, a_story

from plugins.article.facts import ConsultationResult, FileReference, RegisterFacts, ResponseWays, Span
from plugins.pages.consultation import consultation
from plugins.pages.consultation_views import ConsultationView
from plugins.pages.life import dates_in_words
from plugins.pages.page_kinds import all_pages
from plugins.pages.register_entries import register_entry
from plugins.pages.site import Site, Story
from plugins.pages.views import ArticleView
from plugins.registers.state import next_phase, next_turn

TODAY = NOW.date()
WAYS = ResponseWays("Phòng Kinh tế", "gopy@xa.gov.vn", "Khu 3, xã Thọ Xuân", "0237 3833 123")
OPEN = RegisterFacts("Dự thảo", consultation=Span(TODAY - timedelta(3), TODAY + timedelta(3)), ways=WAYS)
OVER = replace(OPEN, consultation=Span(date(2024, 3, 4), date(2024, 4, 4)))
SIGNED = RegisterFacts("Quyết định", "12/QĐ-UBND", date(2024, 5, 15), in_force_from=date(2024, 6, 1))


def shown(site: Site, story: Story) -> ConsultationView | None:
    """Return what the page of an article shows of its consultation."""
    page = next(one for one in all_pages(site) if one.path == f"{story.address}index.html")
    assert isinstance(page.view, ArticleView)
    return page.view.consultation


def a_plan(slug: str, facts: RegisterFacts, **more: str) -> Story:
    """Return the article of a document."""
    return replace(a_story(slug, section="quy-hoach", register=facts), **more)


def test_an_open_consultation_opens_a_letter_that_is_begun() -> None:
    """Whom it goes to, what it is about, and the page it speaks of; nothing of a title gets out of its place."""
    story = a_plan("du", OPEN)
    title = "Dự thảo & kế hoạch? #1: “cây”\r\nBcc: x@y.vn"
    story = replace(story, article=replace(story.article, title=title))
    found = shown(a_site(story), story)

    assert found
    assert found.response
    assert not found.result
    parts = urlsplit(found.response.button)
    told = parse_qs(parts.query)
    assert (parts.scheme, parts.path, sorted(told)) == ("mailto", "gopy@xa.gov.vn", ["body", "subject"])
    assert told["subject"] == [f"Góp ý: {title}"]
    assert f"{SITEURL}/{story.address}" in told["body"][0]
    assert found.response.phone
    assert found.response.phone.href == "tel:+842373833123"
    assert found.response.closes
    assert found.response.closes.text == "thứ Tư, ngày 03 tháng 7 năm 2024"


def test_a_form_comes_before_a_letter_and_nothing_comes_without_either() -> None:
    """The button opens what the agency asks to be filled in; where no way is known there is no button."""
    form = a_plan("mau", replace(OPEN, ways=replace(WAYS, form="https://gopy.vn/1")))
    none = a_plan("khong", replace(OPEN, ways=None))
    site = a_site(form, none)
    one, other = shown(site, form), shown(site, none)

    assert one
    assert one.response
    assert one.response.button == "https://gopy.vn/1"
    assert other
    assert other.response
    assert (other.response.button, other.response.any) == ("", False)


@pytest.mark.parametrize(
    ("facts", "is_asked", "is_result_public"),
    [
        (OPEN, True, False),
        (replace(OPEN, consultation=Span(TODAY + timedelta(1), TODAY + timedelta(9))), True, False),
        (OVER, False, True),
        (replace(SIGNED, consultation=OPEN.consultation), False, True),
        (replace(OPEN, consultation=Span(date(2020, 1, 1))), False, False),
        (SIGNED, False, False),
        (RegisterFacts("Dự thảo", ways=WAYS), False, False),
    ],
)
def test_one_is_asked_before_the_end_and_told_afterwards(
    facts: RegisterFacts, is_asked: bool, is_result_public: bool
) -> None:
    """Never both, and neither of what nobody was asked about; of what may be over nothing is asked."""
    story = a_plan("du", facts)
    found = shown(a_site(story), story)

    assert bool(found and found.response and not found.response.is_unsure) == is_asked
    assert bool(found and found.result) == is_result_public


def test_a_draft_and_its_decision_tell_one_story() -> None:
    """Both pages have all steps in order, and each leads to the other; so does what came of the consultation."""
    signed = a_plan("quyet-dinh", SIGNED)
    told = ConsultationResult(1204, "Tiếp thu hai ý kiến.", decision=FileReference("quyet-dinh.md", 1))
    draft = a_plan("du-thao", replace(OVER, result=told), decision=signed.address)
    site = a_site(draft, signed, a_story("tin"))
    of_draft, of_signed = shown(site, draft), shown(site, signed)

    assert of_draft
    assert of_draft.result
    assert of_signed
    assert not of_signed.result
    assert (of_draft.result.opinions, of_draft.result.waits) == ("1.204", None)
    assert of_draft.result.decision
    assert of_draft.result.decision.href == f"/{signed.address}"
    told_steps = [
        ("Bắt đầu lấy ý kiến", "04/03/2024"),
        ("Ngày cuối nhận ý kiến", "04/04/2024"),
        ("Công bố kết quả lấy ý kiến", ""),
        ("Ban hành Quyết định 12/QĐ-UBND", "15/05/2024"),
        ("Có hiệu lực", "01/06/2024"),
    ]
    for view, elsewhere in ((of_draft, signed), (of_signed, draft)):
        assert [(step.text, step.day.text if step.day else "") for step in view.steps] == told_steps
        assert {step.href for step in view.steps} == {"", f"/{elsewhere.address}"}


@pytest.mark.parametrize(
    ("published", "is_concluded", "step"),
    [
        (None, True, ""),
        (date(2024, 4, 25), True, "25/04/2024"),
        (date(2024, 6, 30), True, "30/06/2024"),
        (date(2024, 7, 1), False, None),
    ],
)
def test_a_result_is_told_on_its_day(published: date | None, is_concluded: bool, step: str | None) -> None:
    """Until then nothing of it is on the page; afterwards the step has the day, where one is written."""
    told = ConsultationResult(1204, "Tiếp thu hai ý kiến.", published=published)
    story = a_plan("du-thao", replace(OVER, result=told))
    found = shown(a_site(story), story)
    assert found
    assert found.result
    assert (found.result.waits is None, bool(found.result.text)) == (is_concluded, is_concluded)
    days = [one.day.text if one.day else "" for one in found.steps if one.text.startswith("Công bố")]
    assert days == ([] if step is None else [step])


def test_a_public_display_hides_no_result_and_ends_no_consultation() -> None:
    """What came of a consultation is told while the document is displayed; of one whose end nobody wrote it is not said to be over."""
    displayed = Span(TODAY - timedelta(2), TODAY + timedelta(2))
    told = ConsultationResult(text="Tiếp thu hai ý kiến.")
    over = a_plan("qua", replace(OVER, result=told, disclosure=displayed))
    endless = a_plan("mo", replace(OPEN, consultation=Span(date(2020, 1, 1)), disclosure=displayed))
    site = a_site(over, endless)
    found, unknown = shown(site, over), shown(site, endless)

    assert found
    assert found.result
    assert (found.response, found.result.text, found.result.waits) == (None, "Tiếp thu hai ý kiến.", None)
    assert unknown
    assert (unknown.response, unknown.result) == (None, None)


def test_only_what_is_signed_is_said_to_be_issued_and_in_force() -> None:
    """A submission was handed in on its day; drafts that nobody was asked about, and what has no day, take no place among days."""
    signed = a_plan("quyet-dinh", SIGNED)
    others = (
        a_plan("du-thao", OVER, decision=signed.address),
        a_plan(
            "du-thao-1",
            RegisterFacts("Dự thảo lần 1", in_force_from=date(2024, 1, 1)),
            decision=signed.address,
        ),
        a_plan("trinh", RegisterFacts("Tờ trình", "5/TTr-UBND", date(2024, 5, 2)), decision=signed.address),
        a_plan("trinh-2", RegisterFacts("Tờ trình", "6/TTr-UBND"), decision=signed.address),
    )
    found = shown(a_site(signed, *others), signed)

    assert found
    assert [step.text for step in found.steps] == [
        "Bắt đầu lấy ý kiến",
        "Ngày cuối nhận ý kiến",
        "Trình phê duyệt (Tờ trình 5/TTr-UBND)",
        "Ban hành Quyết định 12/QĐ-UBND",
        "Có hiệu lực",
    ]


ASKED_ABOUT = replace(OPEN, consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
LATER = ConsultationResult(text="Tiếp thu.", published=date(2024, 7, 15))


@pytest.mark.parametrize(
    ("facts", "built", "text", "turns", "after"),
    [
        (
            ASKED_ABOUT,
            "2024-07-05",
            "Kết quả, khi có, được công bố tại trang này.",
            "2024-08-30",
            "Đợt lấy ý kiến đã kết thúc, đến nay chưa công bố kết quả.",
        ),
        (
            replace(ASKED_ABOUT, result=LATER),
            "2024-07-05",
            "Kết quả công bố tại trang này từ ngày 15/07/2024.",
            "2024-07-15",
            "Kết quả có từ ngày 15/07/2024, sẽ hiện tại trang này trong lần cập nhật tới.",
        ),
        (
            replace(ASKED_ABOUT, kind="Quyết định", issued=date(2024, 7, 10)),
            "2024-07-05",
            "Các ý kiến được tổng hợp, kết quả công bố tại trang này.",
            "2024-07-10",
            "Văn bản đã được ban hành.",
        ),
        (
            replace(ASKED_ABOUT, kind="Quyết định", issued=date(2024, 7, 10)),
            "2024-07-10",
            "Văn bản đã được ban hành.",
            "",
            "",
        ),
        (replace(ASKED_ABOUT, repealed_by="Công văn 1"), "2024-07-05", "", "", ""),
    ],
)
def test_what_is_not_told_yet_is_said_as_the_document_stands(
    facts: RegisterFacts, built: str, text: str, turns: str, after: str
) -> None:
    """No result is promised for ever; a page that is read on a later day than it was built on does not contradict its own state."""
    story = a_plan("du", facts)
    found = shown(a_site(story, now=datetime.fromisoformat(f"{built}T08:00:00+07:00")), story)
    over = "Đợt lấy ý kiến đã kết thúc."

    assert found
    assert found.result
    waits = found.result.waits
    assert waits
    assert waits.text == f"{over} {text}".rstrip()
    assert (waits.day.iso if waits.day else "") == turns
    assert waits.after in (after, f"{over} {after}" if after else "")


@pytest.mark.parametrize("opinions", [None, ConsultationResult(37)])
def test_what_nobody_told_for_long_is_said_to_be_untold(opinions: ConsultationResult | None) -> None:
    """Without end, until a result, an issued document or the end of the draft is written; how many wrote is shown all the same."""
    asked = replace(ASKED_ABOUT, consultation=Span(date(2012, 2, 1), date(2012, 3, 1)), result=opinions)
    story = a_plan("du", asked)
    found = consultation(a_site(story), story, ())
    assert found
    assert found.result
    assert found.result.opinions == ("37" if opinions else "")
    assert found.result.waits
    assert found.result.waits.text == "Đợt lấy ý kiến đã kết thúc, đến nay chưa công bố kết quả."
    entry = register_entry(a_site(story), story)
    assert entry
    assert (entry.state_name, entry.dates, entry.life) == ("Đã kết thúc, chưa công bố kết quả", "", "")

    for known in (
        replace(asked, result=ConsultationResult(text="Tiếp thu.")),
        replace(asked, kind="Quyết định", issued=date(2012, 12, 1)),
        replace(asked, repealed_by="Công văn 5", in_force_to=date(2013, 1, 1)),
    ):
        told = consultation(a_site(story), a_plan("du", known), ())
        assert told
        assert told.result
        assert "chưa công bố" not in (told.result.waits.text if told.result.waits else "")


def test_what_is_planned_is_no_step_that_was_taken() -> None:
    """Until the day of issue its steps are plans, for the build and by the reader's clock; from that day on they are what was done."""
    issued = TODAY + timedelta(10)
    facts = replace(SIGNED, consultation=OVER.consultation, issued=issued, in_force_from=issued)
    for days, turns in ((0, True), (9, True), (10, False)):
        story = a_plan("qd", facts)
        found = consultation(a_site(story, now=NOW + timedelta(days)), story, ())
        assert found
        told = [(one.text, one.turn) for one in found.steps if one.day and one.day.iso == issued.isoformat()]
        assert [text for text, _ in told] == ["Ban hành Quyết định 12/QĐ-UBND", "Có hiệu lực"]
        before = [turn.text for _, turn in told if turn]
        plans = ["Dự kiến ban hành Quyết định 12/QĐ-UBND", "Dự kiến có hiệu lực"]
        assert before == (plans if turns else [])
        entry = register_entry(a_site(story, now=NOW + timedelta(days)), story)
        assert entry
        assert bool(entry.planned) == turns


def test_opinions_are_not_asked_for_where_nobody_wrote_until_when() -> None:
    """On the day on which the state is not known any more: who receives them is told, and nothing begins a letter."""
    story = a_plan("du", replace(OPEN, consultation=Span(date(2024, 6, 1))))
    for day, unsure in (("2024-07-30", False), ("2024-07-31", True), ("2031-01-01", True)):
        found = consultation(a_site(story, now=datetime.fromisoformat(f"{day}T08:00:00+07:00")), story, ())
        assert found
        response = found.response
        assert response
        assert (response.is_unsure, response.button == "") == (unsure, unsure)
        assert response.unsure
        assert response.unsure.iso == "2024-07-31"
        assert response.email


def test_opinions_are_taken_no_more_once_the_document_is_issued() -> None:
    """Though its last day be still to come: the browser is told the first day on which it is over."""
    for facts, over in (
        (ASKED_ABOUT, "2024-07-01"),
        (replace(ASKED_ABOUT, kind="Quyết định", issued=date(2024, 6, 20)), "2024-06-20"),
        (replace(ASKED_ABOUT, consultation=Span(date(2024, 6, 1))), ""),
    ):
        story = a_plan("du", facts)
        found = shown(a_site(story, now=datetime.fromisoformat("2024-06-10T08:00:00+07:00")), story)
        assert found
        assert found.response
        assert (found.response.over.iso if found.response.over else "") == over


# All combinations of what decides the state of a document, and days around those that they name.
FACTS = [
    RegisterFacts(
        kind,
        issued=issued,
        consultation=asked,
        disclosure=shown_to,
        result=result,
        replaced_by=by,
        in_force_from=force,
    )
    for kind in ("Dự thảo", "Tờ trình", "Quyết định")
    for asked in (
        None,
        Span(date(2024, 6, 5), date(2024, 6, 12)),
        Span(date(2024, 6, 5)),
        Span(None, date(2024, 6, 12)),
    )
    for shown_to in (
        None,
        Span(date(2024, 6, 10), date(2024, 6, 20)),
        Span(date(2024, 6, 13)),
        Span(None, date(2024, 6, 8)),
    )
    for result in (
        None,
        ConsultationResult(text="Tiếp thu."),
        ConsultationResult(text="Tiếp thu.", published=date(2024, 6, 16)),
    )
    for issued in (None, date(2024, 6, 9), date(2024, 6, 18))
    for force, by in ((None, ""), (date(2024, 6, 22), ""), (None, "Quyết định 2"))
]
DAYS = [date(2024, 6, day) for day in (1, 5, 6, 9, 10, 12, 13, 14, 16, 17, 18, 20, 21, 22, 25)] + [
    date(2024, 8, 10),
    date(2024, 8, 11),
    date(2024, 8, 12),
]


def test_words_that_stand_for_a_state_claim_nothing_that_the_facts_do_not_tell() -> None:
    """Over all combinations of facts and days: what is never signed is never issued, in force or out of it by its own day."""
    for facts in FACTS:
        for today in DAYS:
            words = dates_in_words(facts, today)
            kind, _, _ = words.partition(" từ")
            assert bool(words) == (next_phase(facts, today) is not None)
            told = {
                "Lấy ý kiến": facts.consultation is not None,
                "Lấy ý kiến đến hết 12/06/2024": facts.consultation is not None,
                "Niêm yết công khai": facts.disclosure is not None,
                "Niêm yết công khai đến hết 08/06/2024": facts.disclosure is not None,
                "Có hiệu lực": facts.in_force_from is not None and facts.kind == "Quyết định",
                "Hết hiệu lực": bool(facts.replaced_by),
                "Dự kiến ban hành ngày 09/06/2024": facts.kind == "Quyết định"
                and facts.issued == date(2024, 6, 9),
                "Dự kiến ban hành ngày 18/06/2024": facts.kind == "Quyết định"
                and facts.issued == date(2024, 6, 18),
                "": True,
            }
            assert told[kind], (facts, today, words)


def test_a_page_is_another_only_on_the_days_that_are_told() -> None:
    """Over all combinations: lines of the register and pages of plans stay as they are until the next turn, so a build knows when to make them again."""
    for facts in FACTS:
        story = a_plan("du", facts)
        for today, later in pairwise(DAYS):
            turn = next_turn(facts, today)
            if turn and turn <= later:
                continue
            one, other = (
                a_site(story, now=datetime(day.year, day.month, day.day, 8, tzinfo=NOW.tzinfo))
                for day in (today, later)
            )
            assert register_entry(one, story) == register_entry(other, story)
            assert consultation(one, story, ()) == consultation(other, story, ())
