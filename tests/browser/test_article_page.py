"""An article uses its screen: contents beside it, facts in rows, no empty gutter, no column too narrow to read."""

from __future__ import annotations

import pytest
from kinds import KINDS, Visit
from screens import enlarge

pytestmark = pytest.mark.browser

LONG = KINDS["article-with-photo"]
BOX = "(selector) => { const box = document.querySelector(selector).getBoundingClientRect(); return [box.left, box.right, box.top, box.bottom]; }"
# How many em wide the texts in columns are.
WIDTHS = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.offsetWidth)
  .map((one) => one.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize))"""


def test_the_contents_of_a_long_article_go_along(look: Visit) -> None:
    """They lead to its headings, stand beside it and stay on the screen far below the first one."""
    page = look(LONG, 1366)
    contents = page.get_by_role("navigation", name="Trong bài này")
    links = contents.get_by_role("link")
    assert links.count() == page.locator(".prose > h2").count() >= 3
    assert not page.locator(".contents--folded").is_visible()

    links.nth(1).click()
    assert page.evaluate("scrollY") > 500
    assert contents.evaluate("(one) => one.getBoundingClientRect().top") >= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_contents_are_folded(look: Visit, scripts: bool) -> None:
    """One line before the article, opened by the finger, without scripts too."""
    page = look(LONG, 360, java_script_enabled=scripts)
    folded = page.locator(".contents--folded")
    assert not folded.get_by_role("link").first.is_visible()
    folded.locator("summary").click()

    assert folded.get_by_role("link").first.is_visible()
    assert not page.get_by_role("navigation", name="Trong bài này").is_visible()


@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_no_gutter_lies_empty_beside_an_article(look: Visit, width: int) -> None:
    """Between the text and what stands beside it is a gap, not a column of nothing; both fill the page."""
    page = look(LONG, width)
    text, aside = page.evaluate(BOX, ".article"), page.evaluate(BOX, ".with-aside__side > *")
    top = page.evaluate(BOX, ".masthead__inner")

    assert 16 <= aside[0] - text[1] <= 96
    assert abs((width - aside[1]) - text[0]) <= 24
    assert top[0] <= text[0]


def test_the_facts_of_a_document_stand_three_in_a_row(look: Visit) -> None:
    """On a desk; on a phone each has its line."""
    rows = "() => [...document.querySelectorAll('.register-facts > div')].map((one) => Math.round(one.getBoundingClientRect().top))"
    tops = look(KINDS["article-with-everything"], 1366).evaluate(rows)
    assert max(tops.count(top) for top in tops) == 3
    tops = look(KINDS["article-with-everything"], 390).evaluate(rows)
    assert len(set(tops)) == len(tops)


@pytest.mark.parametrize("width", [1024, 1366])
@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("home", ".consultation__text, .headlines__text, .card, .strategy__register"),
        ("section", ".consultation__text, .teaser__text, .panel"),
        ("article-with-everything", ".register-facts > div, .others, .prose"),
    ],
)
def test_the_largest_letters_squeeze_no_column(look: Visit, kind: str, texts: str, width: int) -> None:
    """At 200 % no text stands in a column of less than twelve em."""
    page = look(KINDS[kind], width)
    enlarge(page)
    widths = page.evaluate(WIDTHS, texts)

    assert widths
    assert min(widths) >= 12
