"""Everything can be done, and seen to be done, with the keyboard alone."""

from __future__ import annotations

import pytest
from kinds import FEW, KINDS, Visit
from screens import FOCUS, stops

pytestmark = pytest.mark.browser

SIZE = "getComputedStyle(document.documentElement).fontSize"


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stop_leads_past_the_menu(look: Visit, kind: str) -> None:
    """The first Tab shows the skip link; Enter goes to the content, and Tab goes on from there."""
    page = look(KINDS[kind])
    page.keyboard.press("Tab")
    focus = page.evaluate(FOCUS)

    assert "skip-link" in focus["what"]
    assert focus["shown"]
    assert focus["uncovered"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, footer') !== null")


@pytest.mark.parametrize(
    ("kind", "width"), [*((kind, 320) for kind in KINDS), *((kind, 1280) for kind in FEW)]
)
def test_every_stop_is_seen(look: Visit, kind: str, width: int) -> None:
    """Each element that takes the focus is on the screen, outlined, and covered by nothing."""
    found = stops(look(KINDS[kind], width))

    assert len(found) >= 20
    assert [stop for stop in found if not (stop["outlined"] and stop["shown"] and stop["uncovered"])] == []


def test_all_sections_open_and_close_by_the_keyboard(look: Visit) -> None:
    """Enter on “Thêm” opens them, right after it in the order of Tab; Escape closes them and keeps the place."""
    page = look("")
    more = page.get_by_role("button", name="Thêm")
    more.press("Enter")
    assert page.locator(".menu__all").is_visible()
    page.keyboard.press("Tab")
    assert page.locator(".menu__all a").first.evaluate("(link) => link === document.activeElement")

    page.keyboard.press("Escape")
    assert not page.locator(".menu__all").is_visible()
    assert more.evaluate("(button) => button === document.activeElement")


def test_text_size_is_set_by_keyboard_and_remembered(look: Visit, host: str) -> None:
    """A+, A− and 100% work with Enter and Space; the next page keeps the size; both ends hold."""
    page = look("")
    page.get_by_role("button", name="A+").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(SIZE) == "17.6px"
    page.keyboard.press("Space")
    assert page.evaluate(SIZE) == "20px"

    page.goto(host + KINDS["register"])
    assert page.evaluate(SIZE) == "20px"
    assert page.get_by_role("button", name="125%").is_visible()

    page.get_by_role("button", name="A−").focus()
    for _ in range(12):
        page.keyboard.press("Enter")
    assert page.evaluate(SIZE) == "12.8px"
    assert page.get_by_role("button", name="A−").get_attribute("aria-disabled") == "true"

    page.get_by_role("button", name="80%").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(SIZE) == "16px"
    page.reload()
    assert page.evaluate(SIZE) == "16px"
