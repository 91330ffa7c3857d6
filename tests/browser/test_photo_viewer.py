"""The viewer of photos is a dialog like any other: named, within the screen, left by its button, by Escape, never by Tab."""

from __future__ import annotations

import re

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ARTICLE = KINDS["article-with-everything"]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_photo_opens_large(look: Visit, width: int) -> None:
    """By a click: in a dialog with its description, caption and place, as large as the screen allows and no larger."""
    page = look(ARTICLE, width)
    link = page.locator("a.figure__link").first
    large = link.get_attribute("href")
    link.click()
    dialog = page.get_by_role("dialog", name="Xem ảnh")
    picture = dialog.get_by_role("img")

    assert dialog.is_visible()
    assert large
    # Of several kinds of the largest picture the browser shows the one that it likes best.
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(picture) => picture.currentSrc.replace(/\\.\\w+$/, '')").endswith(
        large.rpartition(".")[0]
    )
    assert picture.get_attribute("alt") == "Một lớp tập huấn"
    expect(dialog.get_by_text("Ảnh 1/3. Lớp tập huấn, ảnh minh họa.")).to_be_visible()
    box = picture.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800
    assert box["width"] / box["height"] == pytest.approx(1.6, rel=0.02)
    dialog.get_by_role("button", name="Đóng").click()
    assert not dialog.is_visible()


def test_everything_is_done_by_keyboard(look: Visit) -> None:
    """Enter opens, arrows go round, Tab stays inside, Escape closes and the photo has the focus again."""
    page = look(ARTICLE)
    page.locator("a.figure__link").nth(1).press("Enter")
    dialog = page.get_by_role("dialog", name="Xem ảnh")
    words = dialog.locator("[aria-live=polite]")
    expect(words).to_have_text(re.compile("^Ảnh 2/3. Cổng vào khu di tích Lam Kinh"))
    page.keyboard.press("ArrowRight")
    expect(words).to_have_text("Ảnh 3/3. Sơ đồ vùng huyện")
    page.keyboard.press("ArrowRight")
    expect(words).to_have_text(re.compile("^Ảnh 1/3"))
    page.keyboard.press("ArrowLeft")
    expect(words).to_have_text(re.compile("^Ảnh 3/3"))

    names = []
    for _ in range(4):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert {"Đóng", "Ảnh trước", "Ảnh sau"} <= set(names)
    assert page.evaluate("document.activeElement.closest('dialog, body:not(:has(main :focus))') !== null")

    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    # The photo that was seen last, so that the reader goes on from there.
    expect(page.locator("a.figure__link").last).to_be_focused()


def test_the_buttons_lead_from_photo_to_photo(look: Visit) -> None:
    """On a phone, where there are no arrows to press."""
    page = look(ARTICLE, 320)
    page.locator("a.figure__link").first.click()
    dialog = page.get_by_role("dialog", name="Xem ảnh")
    dialog.get_by_role("button", name="Ảnh sau").click()
    expect(dialog.get_by_text("Ảnh 2/3.")).to_be_visible()
    dialog.get_by_role("button", name="Ảnh trước").click()
    expect(dialog.get_by_text("Ảnh 1/3.")).to_be_visible()


def test_a_photo_can_be_opened_elsewhere(look: Visit) -> None:
    """Ctrl and a click do what they do on every link: no dialog opens, the browser has its way."""
    page = look(ARTICLE)
    page.evaluate("""addEventListener("click", (event) => {
      document.documentElement.dataset.left = String(!event.defaultPrevented);
      event.preventDefault();
    })""")
    page.locator("a.figure__link").first.click(modifiers=["Control"])

    expect(page.locator("html")).to_have_attribute("data-left", "true")
    assert not page.get_by_role("dialog").is_visible()
