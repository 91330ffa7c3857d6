"""The page of a plan says how to take part, what came of it, and how it went from draft to decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from small_portals import NOW, SITEURL, a_site, a_story

from plugins.article.facts import ConsultationResult, RegisterFacts, ResponseWays, Span
from plugins.pages.consultation_views import ConsultationView
from plugins.pages.page_kinds import all_pages
from plugins.pages.site import Site, Story
from plugins.pages.views import ArticleView

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
    """The button opens what the office asks to be filled in; where no way is known there is no button."""
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
    """Never both, and neither of what nobody was asked about."""
    story = a_plan("du", facts)
    found = shown(a_site(story), story)

    assert bool(found and found.response) == is_asked
    assert bool(found and found.result) == is_result_public


def test_a_draft_and_its_decision_tell_one_story() -> None:
    """Both pages have all steps in order, and each leads to the other; so does what came of the consultation."""
    signed = a_plan("quyet-dinh", SIGNED)
    told = ConsultationResult(1204, "Tiếp thu hai ý kiến.")
    draft = a_plan("du-thao", replace(OVER, result=told), decision=signed.address)
    site = a_site(draft, signed, a_story("tin"))
    of_draft, of_signed = shown(site, draft), shown(site, signed)

    assert of_draft
    assert of_draft.result
    assert of_signed
    assert not of_signed.result
    assert (of_draft.result.opinions, of_draft.result.concluded) == ("1.204", True)
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
    assert (found.result.concluded, bool(found.result.text)) == (is_concluded, is_concluded)
    days = [one.day.text if one.day else "" for one in found.steps if one.text.startswith("Công bố")]
    assert days == ([] if step is None else [step])
