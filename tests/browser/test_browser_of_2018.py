"""A Chromium of January 2018 shows the portal whole, and its scripts run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from kinds import KINDS
from old_browser import OldPage, old_browser
from screens import SET_LETTERS, STICKING_OUT
from stylesheets import LATER_SELECTORS, declarations, filled, is_later, tokens

pytestmark = pytest.mark.browser

SHOWN = [
    "home",
    "section",
    "article-with-photo",
    "article-with-everything",
    "register",
    "standing-page",
    "events",
    "key-figures",
    "search",
]
FONT_LOADS = """document.fonts.load('16px "Be Vietnam Pro"', "Thọ Xuân").then((faces) => faces.length > 0)"""
BROKEN = "[...document.images].filter((one) => one.currentSrc && one.complete && !one.naturalWidth).map((one) => one.src)"
ENTER, ESCAPE = ("Enter", 13), ("Escape", 27)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OldPage]:
    """The old browser's tab."""
    with old_browser(tmp_path_factory.mktemp("2018")) as page:
        yield page


@pytest.fixture
def old(tab: OldPage) -> Iterator[OldPage]:
    """The same tab with nothing remembered; when the test ends, nothing may have gone wrong in it."""
    tab.faults.clear()
    yield tab
    tab.evaluate("localStorage.clear()")
    assert tab.faults == []


def text_of(page: OldPage, selector: str) -> str:
    """Return the words that an element shows, its spaces as one."""
    found = page.evaluate(f"(document.querySelector({selector!r}) || {{ innerText: '' }}).innerText")
    return " ".join(str(found).split())


def test_it_is_as_old_as_that(old: OldPage, real_host: str) -> None:
    """Version 64 was the stable one in January 2018."""
    old.open(real_host)

    assert "Chrome/64." in old.evaluate("navigator.userAgent")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", [kind for kind in SHOWN if kind in KINDS])
def test_a_page_is_shown_whole(old: OldPage, real_host: str, kind: str, width: int) -> None:
    """Styled, in the portal's type, with its photos; nothing sticks out; what scripts add is there."""
    old.screen(width)
    old.open(real_host + KINDS[kind])

    ground = old.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
    assert ground not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")
    assert old.evaluate(FONT_LOADS)
    assert old.evaluate("document.querySelector('main').innerText.length") > 300
    assert old.evaluate(f"({STICKING_OUT})()") == []
    assert old.evaluate(BROKEN) == []
    # Above the masthead, or in the menu where that is folded.
    assert "100%" in old.evaluate("document.body.textContent")


def test_photos_keep_their_shape(old: OldPage, real_host: str) -> None:
    """What crops a photo in newer browsers is not known here: it is shown whole, not squeezed."""
    old.screen(1280)
    for kind in ("home", "section", "article-with-photo"):
        old.open(real_host + KINDS[kind])
        squeezed = old.evaluate("""[...document.querySelectorAll("main img")].filter((image) => {
          const box = image.getBoundingClientRect();
          return image.naturalWidth && getComputedStyle(image).objectFit !== "cover" && Math.abs(box.width / box.height - image.naturalWidth / image.naturalHeight) > 0.05;
        }).map((image) => image.outerHTML)""")
        assert squeezed == []


def test_the_menu_opens_and_closes(old: OldPage, real_host: str) -> None:
    """By Enter on its button, and by Escape."""
    old.screen(360)
    old.open(real_host)
    button = "document.querySelector('button.masthead__menu')"
    old.evaluate(f"{button}.focus()")
    assert not old.evaluate("document.querySelector('.menu').offsetHeight")
    old.press(*ENTER)
    assert old.evaluate("document.querySelector('.menu').offsetHeight") > 200
    assert old.evaluate(f"{button}.getAttribute('aria-expanded')") == "true"

    old.press(*ESCAPE)
    assert not old.evaluate("document.querySelector('.menu').offsetHeight")


def test_text_is_enlarged_and_stays_so(old: OldPage, real_host: str) -> None:
    """A+ works, and the next page has the size."""
    old.open(real_host)
    old.evaluate("document.querySelector('.text-size button:last-child').click()")
    old.open(real_host + KINDS["register"])

    assert old.evaluate("getComputedStyle(document.documentElement).fontSize") == "17.6px"


def test_columns_follow_the_letters(old: OldPage, real_host: str) -> None:
    """Events go below their month where large letters leave no room beside it, on the next page too."""
    columns = (
        "getComputedStyle(document.querySelector('.month__parts')).gridTemplateColumns.split(' ').length"
    )
    old.screen(1280)
    old.open(real_host + KINDS["events"])
    assert old.evaluate(columns) == 2

    old.evaluate(f"({SET_LETTERS})(200)")
    assert old.evaluate(columns) == 1
    old.open(real_host + KINDS["events"])
    assert old.evaluate(columns) == 1
    old.open(real_host + KINDS["register"])
    assert old.evaluate("document.querySelectorAll('.register__sort').length") == 0
    assert old.evaluate(f"({STICKING_OUT})()") == []


def test_the_register_is_filtered_and_sorted(old: OldPage, real_host: str) -> None:
    """Words without marks find what has them, and headings sort."""
    old.screen(1280)
    old.open(real_host + KINDS["register"])
    everything = text_of(old, ".register-filter__count")
    old.evaluate("""(() => {
      const field = document.querySelector(".register-filter input");
      field.value = "quy hoach tinh";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector(".register__sort").click();
    })()""")

    assert text_of(old, ".register-filter__count").startswith("Có ")
    assert text_of(old, ".register-filter__count") != everything
    assert old.evaluate("document.querySelectorAll('th[aria-sort]').length") == 1


def test_an_article_has_its_tools(old: OldPage, real_host: str) -> None:
    """Printing and copying are offered."""
    old.open(real_host + KINDS["article-with-photo"])

    assert "In bài" in text_of(old, "[data-article-tools]")
    assert "Chép liên kết" in text_of(old, "[data-article-tools]")


def test_what_is_unknown_to_it_is_known_to_be(old: OldPage, real_host: str) -> None:
    """What the tests of the stylesheets take for newer than this browser is all that it does not understand of them."""
    old.open(real_host)
    values = tokens()
    asked = [one for one in declarations() if not one.name.startswith("--")]
    pairs = [[one.name, filled(one.value.replace("!important", "").strip(), values)] for one in asked]
    understood = old.evaluate(f"({json.dumps(pairs)}).map(([name, value]) => CSS.supports(name, value))")
    selectors = sorted({one.selector for one in asked})
    lost = old.evaluate(f"""({json.dumps(selectors)}).filter((one) => {{
      try {{ return document.querySelector(one) && false; }} catch (fault) {{ return true; }}
    }})""")

    assert len(asked) > 800
    assert [
        str(one)
        for one, is_known in zip(asked, understood, strict=True)
        if not is_known and not is_later(one)
    ] == []
    assert [one for one in lost if not LATER_SELECTORS.search(one)] == []


def test_a_fault_is_noticed(tab: OldPage, real_host: str, tmp_path: Path) -> None:
    """A script that says something newer is told of, so silence means something; the screen can be kept as a picture."""
    tab.open(real_host)
    tab.faults.clear()
    tab.evaluate("setTimeout(() => document.body.replaceChildren(), 0)")
    tab.evaluate("new Promise((done) => setTimeout(done, 50))")
    tab.picture(tmp_path / "a.png")

    assert any("replaceChildren" in fault for fault in tab.faults)
    assert (tmp_path / "a.png").stat().st_size > 10_000
