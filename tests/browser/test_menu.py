"""A row of the menu stands where there is room; “Thêm” there and “Danh mục” on a phone open all of it, with scripts and without."""

from __future__ import annotations

from itertools import pairwise

import pytest
from kinds import KINDS, MAIN, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = 360
FOCUSED = "document.activeElement.textContent.trim()"


ROWS = """() => new Set([...document.querySelectorAll(".menu__row > li")].map((one) => one.offsetTop)).size"""


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_where_there_is_room_the_menu_is_one_row(look: Visit, width: int) -> None:
    """On a desk six or seven entries and “Thêm” stand in one row; nothing is offered that would open the row itself."""
    page = look("", width)

    assert page.get_by_role("navigation", name="Danh mục").is_visible()
    assert page.locator(".menu__row > li").count() in (7, 8)
    assert page.evaluate(ROWS) == 1
    assert not page.locator(".masthead__menu").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_more_opens_all_sections_and_covers_nothing(look: Visit, scripts: bool) -> None:
    """
    With scripts it is a button that says its state, and the page moves down, under nothing.

    Without them it is a link to where all of it stands, after the content, so that a text browser meets that early.
    """
    page = look("", 1280, java_script_enabled=scripts)
    more = page.get_by_role("button" if scripts else "link", name="Thêm")
    assert more.get_attribute("aria-expanded") == ("false" if scripts else None)
    more.click()

    expect(page.locator(".menu__all")).to_be_visible()
    order = (".menu__row", ".menu__all", "main", "footer.footer")
    if not scripts:
        order = (".menu__row", "main", ".menu__all", "footer.footer")
    boxes = [page.locator(one).bounding_box() for one in order]
    assert all(boxes)
    tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert all(above[1] <= below[0] + 1 for above, below in pairwise(tops))
    expect(page.locator(".menu__all")).to_be_in_viewport()
    if scripts:
        more.click()
        assert not page.locator(".menu__all").is_visible()


def test_a_button_opens_the_menu_on_a_phone(look: Visit) -> None:
    """It says whether the menu is open, by the keyboard as by the finger, and names what it opens."""
    page = look("", PHONE)
    button = page.get_by_role("button", name="Danh mục")
    menu = page.locator("#danh-muc")
    assert button.get_attribute("aria-controls") == "danh-muc"
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()

    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("navigation", name="Danh mục").is_visible()
    assert menu.get_by_role("link", name="Quy hoạch", exact=True).is_visible()
    button.press("Space")
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()

    button.click()
    menu.get_by_role("link", name="Quy hoạch", exact=True).click()
    page.wait_for_url(f"**/{KINDS['sub-section']}")
    assert not page.locator("#danh-muc").is_visible()


def test_escape_closes_the_menu_and_gives_the_focus_back(look: Visit) -> None:
    """Who went into the menu by Tab is at its button again; the next Escape does nothing."""
    page = look(KINDS["section"], PHONE)
    button = page.get_by_role("button", name="Danh mục")
    button.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#danh-muc') !== null")
    assert page.evaluate(FOCUSED) == "Trang chủ"

    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert not page.locator("#danh-muc").is_visible()
    assert page.evaluate(FOCUSED) == "Danh mục"
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"


def test_a_closed_menu_takes_no_focus(look: Visit) -> None:
    """Tab goes from the button past the closed menu into the page."""
    page = look(KINDS["section"], PHONE)
    page.get_by_role("button", name="Danh mục").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_link_opens_the_menu_without_scripts(look: Visit) -> None:
    """The link leads to the menu, which is there from then on; Tab goes on in it, and its links lead on."""
    page = look(KINDS["section"], PHONE, java_script_enabled=False)
    menu = page.locator("#danh-muc")
    assert not menu.is_visible()
    assert page.get_by_role("button", name="Danh mục").count() == 0

    page.get_by_role("link", name="Danh mục").press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Trang chủ"
    menu.get_by_role("link", name="Quy hoạch", exact=True).click()
    page.wait_for_url(f"**/{KINDS['sub-section']}")


def test_an_address_that_was_opened_without_scripts_works_with_them(look: Visit) -> None:
    """Who brings “#danh-muc” along finds the menu open, and can close it."""
    page = look(f"{MAIN}/#danh-muc", PHONE)
    button = page.get_by_role("button", name="Danh mục")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator("#danh-muc").is_visible()

    button.click()
    assert not page.locator("#danh-muc").is_visible()


def test_a_turned_screen_has_its_menu(look: Visit) -> None:
    """The row is there as soon as there is room, and not where there is none; what was open stays so."""
    page = look("", PHONE)
    page.set_viewport_size({"width": 1280, "height": 360})
    assert page.locator(".menu__row").is_visible()
    page.get_by_role("button", name="Thêm").click()

    page.set_viewport_size({"width": PHONE, "height": 1280})
    assert not page.locator(".menu__row").is_visible()
    assert page.get_by_role("button", name="Danh mục").get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_menu_says_where_one_is(look: Visit, width: int) -> None:
    """The home page and the section of the page are marked for everybody, those who listen included."""
    place = ".menu__row" if width > PHONE else ".menu__all"
    home = look("", width)
    assert home.locator(f"{place} [aria-current]").all_text_contents() == ["Trang chủ"]

    article = look(KINDS["article-with-photo"], width)
    # A dash stays with the words before it.
    names = {
        ".menu__row": "Chiến lược\u00a0– Quy hoạch",
        ".menu__all": "Chiến lược\u00a0– Định hướng\u00a0– Quy hoạch",
    }
    assert article.locator(f"{place} [aria-current]").all_text_contents() == [names[place]]
