"""axe-core finds nothing on any kind of page, in daylight and in the dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_checks import colour_violations, verdict, violations
from kinds import KINDS, Visit
from playwright.sync_api import Page
from screens import enlarge
from strict_visits import HEIGHT, Windows
from voices import VOICES

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=KINDS)
def page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each kind; the tests of one page run one after the other."""
    with windows.lent() as look:
        yield look(KINDS[request.param], color_scheme="light")


def test_no_violation(page: Page, axe: str) -> None:
    """No rule and no exception: on a desk and at 320 px, light and dark."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light")
        assert violations(page, axe) == [], width
        page.emulate_media(color_scheme="dark")
        assert colour_violations(page, axe) == [], width


def test_no_violation_in_the_largest_letters(page: Page, axe: str) -> None:
    """Text at 200 %: on a desk by day, at 320 px in the dark."""
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    enlarge(page)
    assert violations(page, axe) == []

    page.set_viewport_size({"width": 320, "height": HEIGHT})
    page.emulate_media(color_scheme="dark")
    assert violations(page, axe) == []


def test_the_rules_that_cost_nothing_are_applied(look: Visit, axe: str) -> None:
    """Contrast of 7 to 1, links of one name to one place: they were looked at, and hold."""
    passed = set(verdict(look(KINDS["article-with-everything"]), axe)["passes"])

    assert {"color-contrast-enhanced", "identical-links-same-purpose", "target-size"} <= passed
    assert {"html-has-lang", "landmark-unique", "heading-order", "link-name"} <= passed


def test_a_violation_is_found(look: Visit, axe: str) -> None:
    """Faint text and a picture without words are found, faint text also by colours alone: silence means something."""
    page = look("")
    page.evaluate("""() => {
      document.querySelector("h2").style.color = "#eee";
      document.querySelector("img").removeAttribute("alt");
    }""")
    page.evaluate("document.querySelector('h2 a')?.style.setProperty('color', '#eee')")

    found = " ".join(violations(page, axe))
    assert "color-contrast" in found
    assert "image-alt" in found
    page.evaluate("document.querySelector('main p').style.cssText = 'color: #757575; background: #fff'")
    colours = " ".join(colour_violations(page, axe))
    assert "color-contrast:" in colours
    assert "color-contrast-enhanced:" in colours
    assert "image-alt" not in colours


def test_what_opens_has_no_violation(look: Visit, axe: str) -> None:
    """All sections, a phone's menu and the viewer of photos are as sound as the rest."""
    page = look("")
    page.get_by_role("button", name="Thêm").click()
    assert page.locator(".menu__children").first.is_visible()
    assert violations(page, axe) == []

    page = look("", 320)
    page.get_by_role("button", name="Danh mục").click()
    assert page.locator("#danh-muc").is_visible()
    assert violations(page, axe) == []

    page = look(KINDS["article-with-everything"])
    page.locator("a.figure__link").first.click()
    page.get_by_role("dialog", name="Xem ảnh").get_by_role("img").wait_for()
    assert violations(page, axe) == []


def test_an_article_that_says_all_of_itself_has_no_violation(visit: Visit, look: Visit, axe: str) -> None:
    """A tool that is pressed, a reason of withdrawal, another language."""
    page = visit(KINDS["article-with-everything"], scripts=[VOICES])
    page.evaluate("speechSynthesis.findVietnamese()")
    page.get_by_role("button", name="Nghe", exact=True).click()
    assert violations(page, axe) == []

    for address in ("thong-bao/2024/thu-hoi-co-ly-do/", "van-hoa-du-lich/di-tich-le-hoi/2024/in-english/"):
        assert violations(look(address), axe) == []
