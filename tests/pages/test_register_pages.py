"""The register offers what a reader can find in it, today or while its page is read."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_portals import NOW, a_site, a_story

from plugins.article.facts import ConsultationResult, RegisterFacts, Span
from plugins.pages.register_pages import register_pages
from plugins.pages.render import template_environment
from plugins.pages.story_groups import group_stories
from plugins.pages.views import RegisterView
from plugins.registers.state import STATE_NAMES, state_on

TEMPLATES = Path(__file__).parents[2] / "theme" / "templates"
ASKED = Span(date(2024, 6, 1), date(2024, 6, 30))


def the_register(today: date, *documents: RegisterFacts) -> RegisterView:
    """Return the page of a register with these drafts, built on a day."""
    stories = (
        a_story(f"du-{number}", section="quy-hoach", register=facts) for number, facts in enumerate(documents)
    )
    site = a_site(*stories, now=datetime(today.year, today.month, today.day, 8, tzinfo=NOW.tzinfo))
    page = next(register_pages(site, group_stories(site)))
    assert isinstance(page.view, RegisterView)
    return page.view


def offered(today: date, *documents: RegisterFacts) -> list[str]:
    """Return the states that can be chosen."""
    found: list[str] = json.loads(the_register(today, *documents).offers)["trang-thai"]
    return found


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (
            "2024-05-01",
            [
                "Sắp lấy ý kiến",
                "Đang lấy ý kiến",
                "Đã kết thúc, đang tổng hợp ý kiến",
                "Đã kết thúc, chưa công bố kết quả",
            ],
        ),
        (
            "2024-06-01",
            ["Đang lấy ý kiến", "Đã kết thúc, đang tổng hợp ý kiến", "Đã kết thúc, chưa công bố kết quả"],
        ),
        ("2024-07-01", ["Đã kết thúc, đang tổng hợp ý kiến", "Đã kết thúc, chưa công bố kết quả"]),
        ("2031-01-01", ["Đã kết thúc, chưa công bố kết quả"]),
    ],
)
def test_a_state_that_is_over_cannot_be_chosen(today: str, states: list[str]) -> None:
    """Nothing would be found; what a document comes to later is offered, since the page is read later too."""
    assert (
        offered(date.fromisoformat(today), RegisterFacts("Dự thảo Quy hoạch", consultation=ASKED)) == states
    )


def test_each_state_that_can_be_chosen_is_found_some_day() -> None:
    """Over combinations of consultation, display and result: offered are the states of this day and of those to come, and no other."""
    spans = (ASKED, Span(date(2024, 6, 1)), None)
    shown = (None, Span(date(2024, 7, 1), date(2024, 8, 31)), Span(None, date(2024, 7, 9)))
    told = (None, ConsultationResult(text="Tiếp thu.", published=date(2024, 7, 20)))
    later = [date(2024, 5, 1) + timedelta(number) for number in range(200)]
    for asked, disclosure, result in product(spans, shown, told):
        facts = RegisterFacts(
            "Quy hoạch (dự thảo)", consultation=asked, disclosure=disclosure, result=result if asked else None
        )
        for today in later[::40]:
            to_come = {STATE_NAMES[state_on(facts, day)] for day in later if day >= today}
            assert set(offered(today, facts)) == to_come


SHOWN = RegisterFacts(
    "Đồ án quy hoạch", consultation=ASKED, disclosure=Span(date(2024, 8, 1), date(2024, 8, 31))
)


def test_a_display_after_a_consultation_leads_the_register() -> None:
    """While it lasts, as one does without a consultation."""
    view = the_register(date(2024, 8, 5), RegisterFacts("Quy hoạch", issued=date(2024, 8, 1)), SHOWN)
    assert [entry.state for entry in view.entries] == ["displayed", "issued"]


@pytest.mark.parametrize(
    ("today", "hidden"),
    [("2024-06-05", "Lấy ý kiến"), ("2024-08-05", "Niêm yết công khai"), ("2024-09-05", "")],
)
def test_the_days_of_a_line_say_what_they_are_of(today: str, hidden: str) -> None:
    """Both spans are named; the one that stands for the state without scripts is not seen twice."""
    table = template_environment(TEMPLATES).get_template("components/register_table.html").module
    entries = the_register(date.fromisoformat(today), SHOWN).entries
    soup = BeautifulSoup(str(table.register_table(entries, "Sổ", False, 0)), "html.parser")  # type: ignore[attr-defined]
    spans = soup.select(".register__days")

    assert [" ".join(span.text.split()) for span in spans] == [
        "Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024",
        "Niêm yết công khai từ 01/08/2024 đến hết 31/08/2024",
    ]
    assert [span.text.partition(" từ")[0] for span in soup.select(".register__days--told")] == [
        hidden
    ] * bool(hidden)
    if hidden:
        assert soup.select(".badge--dates")[0].text.replace("\xa0", " ").startswith(hidden)
