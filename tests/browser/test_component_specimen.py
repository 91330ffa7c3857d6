"""Every component holds with whatever words it is given, before a page shows it: all examples of the theme on one page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from axe_checks import violations
from component_specimen.page import write_specimen
from given import NOW
from kinds import Visit
from playwright.sync_api import Browser, Page
from screens import CUT, EDGELESS, OFF_COLOUR, SPACED, STICKING_OUT, UNPRINTABLE, VISIBLE_WORDS, enlarge
from strict_visits import served, visits

pytestmark = pytest.mark.browser

# A rule about a page as a whole: on no real page do ten breadcrumbs stand below each other.
OF_WHOLE_PAGES = "landmark-unique"
LINES = """() => {
  const hidden = (element) => element && (getComputedStyle(element).clipPath !== "none" || hidden(element.parentElement));
  const cutter = (element) => element && (getComputedStyle(element).overflow === "hidden" ? element : cutter(element.parentElement));
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !hidden(element);
  const block = (element) => getComputedStyle(element).display.startsWith("inline") ? block(element.parentElement) : element;
  const lines = [];
  for (const place of document.querySelectorAll("[data-example]")) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.data.trim() || !shown(text.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = block(text.parentElement);
      const edge = (cutter(text.parentElement) || document.documentElement).getBoundingClientRect();
      const boxes = [...range.getClientRects()].filter((one) => one.width > 1 && one.bottom <= edge.bottom + 1);
      const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
      lines.push({ place, text, box, boxes, size, edge });
    }
  }
"""
TOLD = """
  const told = ({ place, text }, what) => `${place.dataset.example} ${what}: ${text.data.trim().slice(0, 60)}`;
"""
# Words that leave the block that they stand in, on the right or on the left.
OUT_OF_ITS_BOX = f"""{LINES}{TOLD}
  const scrolls = (element) => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  return lines.filter(({{ box, boxes }}) => {{
    const around = box.getBoundingClientRect();
    return !scrolls(box) && boxes.some((one) => one.right > around.right + 1 || one.left < around.left - 1);
  }}).map((line) => told(line, "leaves its box"));
}}"""
# Sentences in a column so narrow that hardly a word stands in a line.
SQUEEZED = f"""{LINES}{TOLD}
  return lines.filter(({{ text, box, boxes, size }}) =>
    text.data.trim().split(/\\s+/).length > 3 && boxes.length > 3 && box.clientWidth && box.clientWidth < Math.min(5 * size, 0.6 * innerWidth)
  ).map((line) => told(line, `is ${{line.box.clientWidth}} px wide`));
}}"""
# Words upon other words of the same example; what a drawing cuts off at its edge lies upon nothing.
UPON_EACH_OTHER = f"""{LINES}{TOLD}
  const found = [];
  const over = (one, other, edge) => {{
    const wide = Math.min(one.right, other.right, edge) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return wide > 2 && high > 0.5 * Math.min(one.height, other.height);
  }};
  lines.forEach((line, number) => {{
    for (const other of lines.slice(number + 1)) {{
      if (other.place !== line.place) break;
      const edge = Math.min(line.edge.right, other.edge.right);
      if (line.boxes.some((one) => other.boxes.some((two) => over(one, two, edge)))) found.push(told(line, "lies upon another"));
    }}
  }});
  return found;
}}"""
# Columns that can be seen only by scrolling sideways.
OUT_OF_SIGHT = """() => [...document.querySelectorAll("[data-example] *")].filter((one) =>
  ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
).map((one) => one.closest("[data-example]").dataset.example)"""
MEASURES = (OUT_OF_SIGHT, STICKING_OUT, OUT_OF_ITS_BOX, SQUEEZED, UPON_EACH_OTHER, CUT)


@pytest.fixture(scope="module")
def showcase_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page of all components, as it is on the day of the builds."""
    page = write_specimen(tmp_path_factory.mktemp("showcase") / "output-mau", date.fromisoformat(NOW[:10]))
    with served(page.parent) as address:
        yield address


@pytest.fixture
def showcase(browser: Browser, showcase_host: str) -> Iterator[Visit]:
    """Open the page of all components in a window."""
    with visits(browser, showcase_host) as visit:
        yield lambda width=1280, **options: visit("", width, **options)


def broken(page: Page, axe: str) -> list[str]:
    """Return what the checker has against components."""
    return [one for one in violations(page, axe) if not one.startswith(OF_WHOLE_PAGES)]


def test_no_component_has_a_violation(showcase: Visit, axe: str) -> None:
    """On a phone in the dark, on a desk by day, in the largest letters on a phone."""
    page = showcase(320, color_scheme="dark")
    assert broken(page, axe) == []

    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    assert broken(page, axe) == []

    enlarge(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert broken(page, axe) == []


def misplaced(page: Page, widths: tuple[int, ...]) -> list[tuple[int, str]]:
    """Return what stands where it does not belong, with the width of the screen."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [(width, one) for measure in MEASURES for one in page.evaluate(measure)]
    return found


def test_words_stay_in_their_places(showcase: Visit) -> None:
    """However long they are, on every screen, in every size, set apart: none leaves its box, is squeezed, cut or covered."""
    page = showcase()
    assert misplaced(page, (320, 768, 1280)) == []

    enlarge(page)
    assert misplaced(page, (320, 768, 1280)) == []


def test_words_set_apart_stay_in_their_places(showcase: Visit) -> None:
    """With a reader's own spacing of letters, words and lines."""
    page = showcase()
    page.evaluate(SPACED)

    assert misplaced(page, (320, 1280)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_lost_in_a_reader_s_own_colours(showcase: Visit, scheme: str) -> None:
    """With forced colours the same words are there, every control has an edge, drawings follow their words."""
    page = showcase(color_scheme=scheme)
    words = page.evaluate(VISIBLE_WORDS)
    page.emulate_media(forced_colors="active", color_scheme=scheme)

    assert page.evaluate(VISIBLE_WORDS) == words
    assert page.evaluate(EDGELESS) == []
    assert page.evaluate(OFF_COLOUR) == []


def test_on_paper_words_are_dark_and_stay_in_their_places(showcase: Visit) -> None:
    """On A4, from the dark scheme."""
    page = showcase(794, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate(UNPRINTABLE) == []
    assert misplaced(page, (794,)) == []


def test_a_component_that_breaks_is_seen(showcase: Visit) -> None:
    """Each measure finds what it is there for, so silence means something."""
    page = showcase(320)
    page.evaluate(
        """() => {
          const [first, second] = document.querySelectorAll("[data-example^='card:'] h3");
          first.style.cssText = "width: 60px; font-size: 40px";
          second.style.cssText = "overflow-wrap: normal; white-space: nowrap; width: 90px";
          document.querySelector("[data-example^='card:'] p").style.marginTop = "-30px";
        }"""
    )

    assert any("card:" in one for one in page.evaluate(OUT_OF_ITS_BOX))
    assert any("card:" in one for one in page.evaluate(SQUEEZED))
    assert any("card:" in one for one in page.evaluate(UPON_EACH_OTHER))
