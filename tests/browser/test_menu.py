"""The menu stands open where there is room; on a phone “Danh mục” opens it, with scripts and without."""

from __future__ import annotations

import pytest
from kinds import KINDS, MAIN, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE = 360
FOCUSED = "document.activeElement.textContent.trim()"


def test_where_there_is_room_the_menu_stands_open(look: Visit) -> None:
    """On a desk the sections are there at once, and nothing is offered that would open them."""
    page = look("")

    assert page.get_by_role("navigation", name="Danh mục").is_visible()
    assert not page.locator(".masthead__menu").is_visible()


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
    """A closed menu stands open as soon as there is room, and is closed again where there is none."""
    page = look("", PHONE)
    page.set_viewport_size({"width": 1280, "height": 360})
    assert page.locator("#danh-muc").is_visible()

    page.set_viewport_size({"width": PHONE, "height": 1280})
    assert not page.locator("#danh-muc").is_visible()


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_menu_says_where_one_is(look: Visit, width: int) -> None:
    """The home page and the section of the page are marked for everybody, those who listen included."""
    home = look("", width)
    assert home.locator("#danh-muc [aria-current]").all_text_contents() == ["Trang chủ"]

    article = look(KINDS["article-with-photo"], width)
    assert article.locator("#danh-muc [aria-current]").all_text_contents() == [
        "Chiến lược – Định hướng – Quy hoạch"
    ]
