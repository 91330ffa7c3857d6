"""Pages fit the screen, whatever its width and the size of the text; and nothing on them moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from kinds import KINDS, OFFICE, Visit
from playwright.sync_api import Page
from screens import CUT, SCROLLING, SQUEEZED_COLUMNS, STICKING_OUT, enlarge, set_letters
from strict_visits import HEIGHT, Windows

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)
# What tablets and desks have, at which large letters ask for another layout than small ones.
READING_WIDTHS = (320, 768, 960, 1024, 1100, 1280, 1366, 1920)
PAGES = {**KINDS, **OFFICE}
NOTHING: dict[int, list[str]] = {width: [] for width in WIDTHS}

MOVING = """() => [
  ...document.getAnimations().map(String),
  ...[...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    return style.transitionDuration !== "0s" || style.animationName !== "none" || ["MARQUEE", "BLINK"].includes(element.tagName);
  }).map((element) => element.outerHTML.slice(0, 120)),
]"""


# What is broken: a line has one part of it and the next line the other. Days are written with figures; with the word that is kept beside it
# ("ngày 10/01/2022") a day is wider than the narrowest phone in the largest letters.
DAY = r"(?<![\u00a0\d])\d{1,2}[/]\d{1,2}[/]\d{4}"
NUMBER = r"(?<![\d/.,])\d{2,4}(?![\d/.,])"
BROKEN = """(pattern) => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (const day of text.data.matchAll(new RegExp(pattern, "g"))) {
      const range = document.createRange();
      range.setStart(text, day.index);
      range.setEnd(text, day.index + day[0].length);
      const lines = [...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top));
      if (new Set(lines).size > 1) found.push(text.data);
    }
  }
  return found;
}"""


def sticking_out(page: Page) -> dict[int, list[str]]:
    """Return what sticks out on a phone, a tablet and a desk, by their widths."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[width] = page.evaluate(STICKING_OUT)
    return found


@pytest.fixture(scope="module", params=PAGES)
def page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each kind, in its own size of text; the tests of one page run one after the other."""
    with windows.lent() as look:
        yield look(PAGES[request.param])


def test_nothing_moves(page: Page) -> None:
    """No animation, no transition, no element that moves or blinks."""
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    assert page.evaluate(MOVING) == []


def test_nothing_sticks_out_of_the_screen(page: Page) -> None:
    """Every kind of page fits every screen, in its own size of text and in the control's largest."""
    assert sticking_out(page) == NOTHING

    enlarge(page)
    assert sticking_out(page) == NOTHING


def squeezed(page: Page, widths: Iterable[int]) -> list[tuple[int, str]]:
    """Return what is squeezed or cut on screens of these widths, with the width."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [
            (width, one) for measure in (SQUEEZED_COLUMNS, SCROLLING, CUT) for one in page.evaluate(measure)
        ]
    return found


@pytest.mark.parametrize(("percent", "widths"), [(150, READING_WIDTHS[1::2]), (200, READING_WIDTHS)])
def test_large_letters_squeeze_no_column_and_cut_nothing(
    page: Page, percent: int, widths: tuple[int, ...]
) -> None:
    """On every screen a column of sentences is twelve em wide or the only one."""
    set_letters(page, percent)

    assert squeezed(page, widths) == []


def test_a_squeezed_column_is_noticed(look: Visit) -> None:
    """The measure finds columns that have no room and tables that leave it, so silence means something."""
    page = look(OFFICE["schedule"], 1024)
    enlarge(page)
    page.evaluate("document.querySelector('.appointment p').style.width = '6em'")
    assert len(page.evaluate(SQUEEZED_COLUMNS)) == 1
    page.evaluate("document.querySelector('.appointment p').style.width = '0'")
    assert len(page.evaluate(SQUEEZED_COLUMNS)) == 1

    page = look(KINDS["register"], 1024)
    page.evaluate("document.querySelector('.register th').style.minWidth = '90rem'")
    assert len(page.evaluate(SCROLLING)) == 1


PORTRAIT = """() => {
  const portrait = Object.assign(document.createElement("img"), { className: "leader__photo", width: 480, height: 640, alt: "" });
  document.querySelector(".leader").prepend(portrait);
}"""


@pytest.mark.parametrize("width", READING_WIDTHS)
def test_what_a_leader_does_stands_below_the_portrait_where_letters_are_large(
    look: Visit, width: int
) -> None:
    """The words beside it have twelve em of their own letters, or the whole line."""
    page = look(OFFICE["leaders"], width)
    page.evaluate(PORTRAIT)
    enlarge(page)
    assert page.evaluate(SQUEEZED_COLUMNS) == []


def test_columns_follow_the_letters_now_and_on_the_next_page(look: Visit) -> None:
    """Events stand beside their month where both have room, and below it where letters are large; a smaller step brings them back."""
    columns = "() => getComputedStyle(document.querySelector('.month__parts')).gridTemplateColumns.split(' ').length"
    page = look(KINDS["events"], 1280)
    assert page.evaluate(columns) == 2

    enlarge(page)
    assert page.evaluate(columns) == 1
    page.reload()
    assert page.evaluate(columns) == 1
    page.set_viewport_size({"width": 1920, "height": HEIGHT})
    assert page.evaluate(columns) == 2

    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    set_letters(page, 125)
    assert page.evaluate(columns) == 2


def test_the_longest_document_numbers_fit(look: Visit) -> None:
    """They stay on one line, but for the largest text on a phone, where that would be wider than the screen."""
    page = look(KINDS["article-with-everything"])
    page.evaluate(
        """() => document.querySelectorAll("h1, .article__lead, .headlines__title, .card__title a, .tag, dd").forEach(
            (text) => (text.innerHTML = 'Số&nbsp;<span class="nb">1686/NQ-UBTVQH15</span>'))"""
    )
    lines = "() => document.querySelector('h1 .nb').getClientRects().length"
    assert sticking_out(page) == NOTHING
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    assert page.evaluate(lines) == 1

    enlarge(page)
    assert sticking_out(page) == NOTHING


def test_what_stands_alone_in_its_row_has_all_of_it(look: Visit) -> None:
    """On the narrowest phone the name of a fact, and the days that are left of a consultation."""
    lines = """(one) => {
      const style = getComputedStyle(one);
      return Math.round(one.getBoundingClientRect().height / parseFloat(style.lineHeight));
    }"""
    names = look(KINDS["article-with-everything"], 320).locator(".register-facts dt")
    assert {one.evaluate(lines) for one in names.all()} == {1}
    days = look(KINDS["home"], 320).locator(".consultation__days", has_text="Sắp lấy ý kiến")
    assert {one.evaluate(lines) for one in days.locator("visible=true").all()} == {1}


def test_the_documents_of_the_front_page_stand_below_its_news(look: Visit) -> None:
    """As a column beside them they left a hole below whichever was shorter."""
    page = look(KINDS["home"], 1366)
    news, documents = (page.locator(one).bounding_box() for one in (".strategy__news", ".document-list"))

    assert news
    assert documents
    assert documents["y"] > news["y"] + news["height"]
    assert {one.bounding_box()["y"] for one in page.locator(".strategy .document").all()} == {documents["y"]}  # type: ignore[index]


def test_a_lunar_day_has_one_line_in_the_largest_letters(look: Visit) -> None:
    """In two lines “23/10” would be another day."""
    page = look(KINDS["events"], 320)
    enlarge(page)
    heights = {one.bounding_box()["height"] for one in page.locator(".calendar__lunar").all()}  # type: ignore[index]

    assert len(heights) == 1


@pytest.mark.parametrize(
    "kind", ["home", "section", "article-with-everything", "register-entry", "register", "standing-page"]
)
def test_a_day_stays_on_one_line_in_the_largest_letters(look: Visit, kind: str) -> None:
    """On the narrowest phone the page gives the letters the room that lies between things."""
    page = look(KINDS[kind], 320)
    enlarge(page)

    assert page.evaluate(BROKEN, DAY) == []


def test_the_days_of_the_schedule_stay_on_one_line_in_the_largest_letters(look: Visit) -> None:
    """Headings too, which are larger."""
    page = look("van-phong/lich/", 320)
    enlarge(page)

    assert page.evaluate(BROKEN, DAY) == []


@pytest.mark.parametrize("kind", ["events", "key-figures"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_number_of_a_table_stays_on_one_line_in_the_largest_letters(
    look: Visit, kind: str, width: int
) -> None:
    """A day of a calendar, a year of key figures."""
    page = look(KINDS[kind], width)
    enlarge(page)

    assert page.evaluate(BROKEN, NUMBER) == []


def test_a_broken_day_is_noticed(look: Visit) -> None:
    """The measure finds what is broken, so silence means something."""
    page = look(KINDS["register-entry"], 320)
    page.evaluate("document.querySelector('.response__days').style.width = '3rem'")

    assert len(page.evaluate(BROKEN, DAY)) >= 1


def test_a_wide_box_is_noticed(look: Visit) -> None:
    """The measure finds what sticks out, so silence means something."""
    page = look("", 320)
    page.evaluate("document.querySelector('h2').style.width = '400px'")

    assert len(page.evaluate(STICKING_OUT)) >= 2


def test_on_the_narrowest_screen_no_number_stands_apart_and_no_hint_is_cut_through(look: Visit) -> None:
    """The minutes stay on one line with their word; what the search box cannot show of its hint ends in a sign."""
    page = look(KINDS["article-with-photo"], 320)
    minutes = page.locator(".article__meta .nb", has_text="phút đọc")
    hint = "getComputedStyle(document.querySelector('.search-box__field')).textOverflow"

    assert minutes.evaluate("element => element.getClientRects().length") == 1
    assert page.evaluate(hint) == "ellipsis"


ALIGNED = """() => {
  const edges = (one) => {
    const { left, right } = one.getBoundingClientRect(), { paddingLeft, paddingRight } = getComputedStyle(one);
    return [left + parseFloat(paddingLeft), right - parseFloat(paddingRight)].map(Math.round);
  };
  const end = document.querySelector(".footer__end"), { left, right } = end.getBoundingClientRect();
  return [edges(document.querySelector(".page")), edges(end), [left, right].map(Math.round), edges(document.querySelector(".footer__block"))[0]];
}"""


@pytest.mark.parametrize("enlarged", [False, True], ids=["usual", "enlarged"])
@pytest.mark.parametrize("width", READING_WIDTHS)
def test_the_rule_of_the_footer_is_as_wide_as_the_content(look: Visit, width: int, *, enlarged: bool) -> None:
    """And as the words above and below it."""
    page = look("", width=width)
    if enlarged:
        enlarge(page)
    content, words, rule, first = page.evaluate(ALIGNED)
    assert (words, rule, first) == (content, content, content[0])


# Which of the newest, in rows from top to bottom, have a rule below them.
RULED = """(count) => {
  document.querySelector(".home-top").classList.add("home-top--plain");
  const items = [...document.querySelectorAll(".home-top__newest .headlines__item")];
  const list = items[0].parentElement;
  while (list.children.length < count) list.append(items[0].cloneNode(true));
  while (list.children.length > count) list.lastElementChild.remove();
  const rows = new Map();
  for (const item of list.children) {
    const top = item.getBoundingClientRect().top;
    rows.set(top, [...(rows.get(top) || []), parseFloat(getComputedStyle(item).borderBottomWidth) > 0]);
  }
  return [...rows.values()];
}"""


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("width", [320, 768, 1366])
def test_the_last_row_of_the_newest_has_no_rule_below_it(look: Visit, width: int, count: int) -> None:
    """All others have one, below each of the row, also where two stand beside each other."""
    rows = look("", width=width).evaluate(RULED, count)
    assert len(rows) == (count if width == 320 else (count + 1) // 2)
    assert [ruled for row in rows[:-1] for ruled in row if not ruled] == []
    assert not any(rows[-1])
