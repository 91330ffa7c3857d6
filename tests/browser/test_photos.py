"""Photos in a browser: the lightest file that will do, a place that is kept for it, and a large one at a click or a key."""

from __future__ import annotations

from typing import Any

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Page
from strict_visits import EMPTY

pytestmark = pytest.mark.browser

ARTICLE = KINDS["article-with-everything"]
SHOWN = "document.querySelector('.viewer[open] img')"


def fetched(page: Page, address: str) -> list[str]:
    """Go to an address from the empty page; return the names of the pictures that are fetched, each with its ending."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.removesuffix(EMPTY) + address, wait_until="networkidle")
    return [url.rpartition("/")[2] for url in asked if "/anh/" in url]


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true; the page's policy lets nobody wait inside it."""
    for _ in range(100):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def opened(page: Page) -> Any:
    """Return what the viewer shows: address, width on the screen, width of the file, words."""
    wait_until(page, f"{SHOWN} && {SHOWN}.complete && {SHOWN}.naturalWidth")
    return page.evaluate(
        f"({{ src: {SHOWN}.currentSrc, shown: {SHOWN}.getBoundingClientRect().width,"
        " words: document.querySelector('.viewer__caption').textContent })"
    )


@pytest.mark.parametrize(
    ("width", "density", "expected"), [(1280, 1, "-960.avif"), (1280, 2, "-1440.avif"), (360, 2, "-960.avif")]
)
def test_the_photo_that_leads_is_fetched_in_the_size_of_the_screen(
    visit: Visit, width: int, density: int, expected: str
) -> None:
    """One file of it, of the lightest kind; those further down wait."""
    page = visit(EMPTY, width=width, device_scale_factor=density)
    leading = [name for name in fetched(page, ARTICLE) if name.startswith("pn-tap-huan-")]
    assert [name.endswith(expected) for name in leading] == [True]


@pytest.mark.parametrize("kind", ["home", "section", "article-with-everything"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_photos_arrive(visit: Visit, kind: str, width: int) -> None:
    """Each photo has its place before it is there: while all are on their way the page is as high as after."""
    height = "document.querySelector('main').getBoundingClientRect().height"
    page, waiting = visit(KINDS[kind], width=width), []
    page.evaluate("document.fonts.ready.then(() => true)")
    page.route("**/anh/**", lambda route: waiting.append(route))
    page.reload(wait_until="domcontentloaded")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert waiting
    before = page.evaluate(height)
    # Those that wait go on their way.
    page.unroute("**/anh/**")
    wait_until(page, "document.readyState === 'complete'")
    assert page.evaluate(height) == before


def test_a_photo_opens_large_and_closes_by_keyboard(visit: Visit) -> None:
    """Enter opens it, arrows lead to the next and back, Escape closes and the focus is where it was."""
    page = visit(ARTICLE)
    links = page.locator("a.figure__link")
    assert links.count() == 3
    links.nth(0).focus()
    page.keyboard.press("Enter")
    first = opened(page)
    assert first["src"].endswith("-1440.avif")
    assert first["shown"] > 1000
    assert first["words"] == "Ảnh 1/3. Lớp tập huấn, ảnh minh họa. Ảnh: Lê Hải"
    page.keyboard.press("ArrowRight")
    wait_until(page, f"{SHOWN}.currentSrc.includes('cong-lam-kinh')")
    assert opened(page)["words"] == "Ảnh 2/3. Cổng vào khu di tích Lam Kinh. Ảnh: Trịnh Thu"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    wait_until(page, f"{SHOWN}.currentSrc.endsWith('.svg')")
    page.keyboard.press("Escape")
    assert page.locator(".viewer[open]").count() == 0
    # The browser gives the focus back first, to the photo that was opened; then it goes to the one that was seen last.
    wait_until(page, "document.activeElement.matches('a.figure__link:has(img[src$=\".svg\"])')")


def test_a_click_beside_the_photo_closes_it(visit: Visit) -> None:
    """And one on it opens it; with Ctrl the browser does what it does with links."""
    page = visit(ARTICLE)
    page.locator("a.figure__link").first.click()
    opened(page)
    page.mouse.click(3, 400)
    assert page.locator(".viewer[open]").count() == 0


def test_without_scripts_a_photo_leads_to_its_largest_jpeg(visit: Visit) -> None:
    """Which every browser opens."""
    page = visit(ARTICLE, java_script_enabled=False)
    address = page.locator("a.figure__link").first.evaluate("(link) => link.href")
    answer = page.request.get(address)
    assert address.endswith("-1440.jpg")
    assert answer.body().startswith(b"\xff\xd8")


def test_a_small_photo_is_not_blown_up(visit: Visit) -> None:
    """It is shown no larger than it is."""
    page = visit(ARTICLE)
    page.evaluate(
        "() => { const image = document.querySelector('.prose .figure img');"
        " image.closest('picture').querySelectorAll('source').forEach((one) => one.remove());"
        " image.removeAttribute('srcset'); image.removeAttribute('sizes');"
        " image.setAttribute('width', '200'); image.setAttribute('height', '125'); }"
    )
    assert page.evaluate("document.querySelector('.prose .figure img').getBoundingClientRect().width") == 200
