"""No article has a bare column beside its text, and what goes along with the reader is always whole on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from kinds import KINDS, Visit
from screens import set_letters
from strict_visits import Windows

pytestmark = pytest.mark.browser

# A short laptop with the bars of its browser, the same without, two desks.
SCREENS = ((1366, 616), (1280, 800), (1366, 768), (1920, 950), (1920, 1080))
# The least at which style sheets let parts of the column go along: a desk, a wide one, a tablet.
LOWEST = ((1280, 616), (1600, 640), (1100, 928), (1280, 896), (1920, 896))
# How much of a screen may be bare. What goes along must be whole on the lowest laptop, and titles come in whole: 26 rem of its 37 are sure to be
# filled, which is half of a laptop's screen and two fifths of a desk's. More would look bare: before there was a rule it was three quarters.
LAPTOP, DESK = 0.5, 0.6
# The longest part of the screen that has text on the left and nothing on the right, wherever the page is scrolled to.
BARE = """(step) => {
  const text = document.querySelector(".with-aside__main > .article");
  const parts = [...document.querySelectorAll(".with-aside__side .others, .with-aside__side nav")];
  let worst = 0;
  for (let y = 0; y < document.documentElement.scrollHeight - innerHeight + step; y += step) {
    scrollTo(0, y);
    const { top, bottom } = text.getBoundingClientRect();
    const end = Math.min(bottom, innerHeight);
    let reached = Math.max(top, 0);
    const boxes = parts.map((one) => one.getBoundingClientRect()).filter(({ height }) => height);
    for (const box of boxes.sort((one, other) => one.top - other.top)) {
      if (reached < end) worst = Math.max(worst, Math.min(box.top, end) - reached);
      reached = Math.max(reached, box.bottom);
    }
    worst = Math.max(worst, end - reached);
  }
  scrollTo(0, 0);
  return worst / innerHeight;
}"""
# What goes along and is taller than the screen that it goes along on.
TOO_TALL = """() => [...document.querySelectorAll(".with-aside__side, .with-aside__side *")].filter((one) => {
  const { position, top } = getComputedStyle(one);
  return position === "sticky" && parseFloat(top) + one.getBoundingClientRect().height > innerHeight;
}).map((one) => one.className)"""


@pytest.fixture(scope="module")
def articles(specimen: Path) -> list[str]:
    """The addresses of all articles but the many that are the same but for a number."""
    pages = sorted(
        path.parent.relative_to(specimen).as_posix()
        for path in specimen.rglob("index.html")
        if "with-aside--article" in path.read_text("utf-8")
    )
    return [f"{page}/" for page in pages if "/tin-ngan-" not in page or page.endswith("/tin-ngan-1")]


class Measured(NamedTuple):
    """An article on a screen: how much of the screen is bare beside its text, and what goes along and sticks out."""

    article: str
    screen: tuple[int, int]
    bare: float
    sticking_out: list[str]


@pytest.fixture(scope="module")
def measured(windows: Windows, host: str, articles: list[str]) -> list[Measured]:
    """Every article on every screen; each is opened once."""
    found = []
    with windows.lent() as look:
        page = look("")
        for address in articles:
            page.goto(host + address)
            for width, height in (*SCREENS, *LOWEST):
                page.set_viewport_size({"width": width, "height": height})
                bare = page.evaluate(BARE, 80) if (width, height) in SCREENS else 0
                found.append(Measured(address, (width, height), bare, page.evaluate(TOO_TALL)))
    return found


def test_no_column_beside_a_text_is_bare(measured: list[Measured]) -> None:
    """Of every article, on every screen and wherever it is scrolled to, what lies beside the text has something to read for a good part."""
    assert len(measured) > 300
    assert [one for one in measured if one.bare > (LAPTOP if one.screen[1] < 900 else DESK)] == []


def test_what_goes_along_is_whole_on_the_screen(measured: list[Measured]) -> None:
    """Keyboards reach all of it: whatever the width and the height of the screen, nothing that goes along sticks out."""
    assert [one for one in measured if one.sticking_out] == []


def test_a_bare_column_is_noticed(look: Visit) -> None:
    """The measure finds it, so silence means something."""
    page = look(KINDS["article-with-everything"], 1280)
    page.evaluate("document.querySelector('.with-aside__group').style.position = 'static'")

    assert page.evaluate(BARE, 80) == 1


@pytest.mark.parametrize("percent", [125, 150, 175, 200])
def test_letters_of_every_size_leave_what_goes_along_whole(look: Visit, percent: int) -> None:
    """Larger letters ask for a higher screen."""
    page = look(KINDS["article-with-photo"], 1920)
    set_letters(page, percent)
    for height in range(400, 1500, 50):
        page.set_viewport_size({"width": 1920, "height": height})
        assert page.evaluate(TOO_TALL) == [], height


def test_on_a_low_screen_the_column_stands_together(look: Visit) -> None:
    """Where nothing goes along, what belongs together has no gap in it."""
    page = look("kinh-te-nong-nghiep/2023/san-pham-ocop/", 1366)
    page.set_viewport_size({"width": 1366, "height": 500})
    group, more = (page.locator(one).bounding_box() for one in (".with-aside__group", ".others--more"))

    assert group
    assert more
    assert more["y"] - group["y"] - group["height"] < 10


@pytest.mark.parametrize("width", [320, 1366])
def test_nothing_stands_twice_beside_an_article(
    look: Visit, host: str, articles: list[str], width: int
) -> None:
    """No article is named twice, none names itself; on a phone all of it comes after the text."""
    page = look("", width)
    for address in articles:
        page.goto(host + address)
        named = page.locator(".with-aside__side .headlines__title")
        links = named.evaluate_all("(links) => links.map((link) => new URL(link.href).pathname.slice(1))")
        assert len(set(links)) == len(links), address
        assert address not in links
        if width == 320:
            text, aside = (page.locator(one).bounding_box() for one in (".article", ".with-aside__side"))
            assert text
            assert not aside or aside["y"] >= text["y"] + text["height"]
