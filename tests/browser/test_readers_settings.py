"""What readers have set in their systems is honoured: their own colours, no movement, wide spacing of letters."""

from __future__ import annotations

import pytest
from kinds import FEW, KINDS, Visit
from playwright.sync_api import Page
from screens import CUT, EDGELESS, OFF_COLOUR, SPACED, STICKING_OUT, VISIBLE_WORDS, stops

pytestmark = pytest.mark.browser

# How an element that is marked differs from its neighbour, colours apart.
FORM = """(element) => {
  const style = getComputedStyle(element);
  return ["fontWeight", "textDecorationLine", "borderTopWidth", "borderBottomWidth", "borderLeftWidth", "borderBottomStyle"].map((name) => style[name]).join();
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", FEW)
def test_nothing_is_lost_in_a_reader_s_own_colours(look: Visit, kind: str, scheme: str) -> None:
    """With forced colours the same words are there, every control has an edge, drawings follow their words."""
    page = look(KINDS[kind], color_scheme=scheme)
    words = page.evaluate(VISIBLE_WORDS)
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")

    assert page.evaluate(VISIBLE_WORDS) == words
    assert page.evaluate(EDGELESS) == []
    assert page.evaluate(OFF_COLOUR) == []


@pytest.mark.parametrize("kind", ["home", "register"])
def test_the_focus_is_seen_in_a_reader_s_own_colours(look: Visit, kind: str) -> None:
    """Outlines are lines, no shadows, so they stay."""
    found = stops(look(KINDS[kind], forced_colors="active"))

    assert len(found) >= 20
    assert [stop for stop in found if not (stop["outlined"] and stop["shown"])] == []


def differs(page: Page, marked: str, other: str) -> bool:
    """Tell whether a marked element can be told from another without its colour."""
    return bool(page.locator(marked).first.evaluate(FORM) != page.locator(other).first.evaluate(FORM))


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_marked_is_not_marked_by_colour_alone(look: Visit, width: int) -> None:
    """The place in the menu, the page of a list, an open consultation, the notice of a correction, a pressed tool."""
    page = look(KINDS["section-older-page"], width, forced_colors="active")
    if width == 360:
        page.get_by_role("button", name="Danh mục").click()
    assert differs(page, ".menu__all [aria-current]", ".menu__all a:not([aria-current])")
    assert differs(page, ".pagination [aria-current]", ".pagination a:not([aria-current]):not([rel])")

    page = look(KINDS["article-with-everything"], width, forced_colors="active")
    assert (
        page.locator(".notice--correction").evaluate(
            "(one) => parseFloat(getComputedStyle(one).borderLeftWidth)"
        )
        >= 3
    )
    assert page.get_by_text("Đính chính ngày 16/06/2024").is_visible()


def test_words_tell_what_colours_tell(look: Visit) -> None:
    """States of the register are written out."""
    page = look(KINDS["register"], forced_colors="active")
    states = set(page.locator(".badge").all_inner_texts())

    assert {"Đã ban hành", "Đã kết thúc, đang tổng hợp ý kiến"} <= states
    assert any(state.startswith("Đang lấy ý kiến") for state in states)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_those_who_ask_and_for_the_others(look: Visit, motion: str) -> None:
    """No page glides to an anchor, no element is animated, whether asked for or not."""
    page = look(KINDS["article-with-everything"], reduced_motion=motion)
    page.get_by_role("link", name="Cập nhật:").click()

    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator("#qua-trinh-cap-nhat").evaluate(
        "(one) => one.getBoundingClientRect().top < innerHeight"
    )


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", FEW)
def test_wide_spacing_cuts_nothing_off(look: Visit, kind: str, width: int) -> None:
    """Lines, letters, words and paragraphs set apart as WCAG 1.4.12 has it: nothing is cut, nothing sticks out."""
    page = look(KINDS[kind], width)
    page.evaluate(SPACED)

    assert page.evaluate(CUT) == []
    assert page.evaluate(STICKING_OUT) == []
