"""What is seen first of a page, before anything is scrolled."""

from __future__ import annotations

import pytest
from kinds import FEW, KINDS, Visit
from playwright.sync_api import Page
from screens import enlarge, set_letters

pytestmark = pytest.mark.browser

# Where an element ends, from the top of the page.
BOTTOM = "(selector) => { const box = document.querySelector(selector).getBoundingClientRect(); return box.bottom + scrollY; }"
TOP = "(selector) => { const box = document.querySelector(selector).getBoundingClientRect(); return box.top + scrollY; }"


def laptop(page: Page) -> Page:
    """Return a page on the commonest screen of offices."""
    page.set_viewport_size({"width": 1366, "height": 768})
    return page


@pytest.mark.parametrize("kind", FEW)
def test_on_a_desk_brand_and_search_are_low(look: Visit, kind: str) -> None:
    """The line with the day, the brand and the search take 120 px together."""
    page = laptop(look(KINDS[kind]))

    assert page.evaluate(BOTTOM, "header") <= 120


def test_on_a_desk_the_lead_s_headline_is_above_the_fold(look: Visit) -> None:
    """Whole, on a screen of 1366 by 768."""
    page = laptop(look(""))

    assert page.evaluate(BOTTOM, ".lead-story__title") <= 768


@pytest.mark.parametrize("kind", FEW)
@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_masthead_is_one_row(look: Visit, kind: str, width: int) -> None:
    """Emblem, short name, search and menu in 56 px; the day and the size of the text are in the menu."""
    page = look(KINDS[kind], width)

    assert page.evaluate(BOTTOM, "header") <= 56
    assert page.locator(".masthead__brand").inner_text() == "Thọ Xuân"
    assert not page.locator(".today").first.is_visible()
    page.get_by_role("button", name="Danh mục").click()
    assert page.locator(".menu .today").is_visible()
    assert page.locator(".menu").get_by_role("button", name="A+").is_visible()


def test_on_a_phone_the_first_headline_is_high(look: Visit) -> None:
    """It begins above 160 px, before its picture."""
    page = look("", 390)

    assert page.evaluate(TOP, ".lead-story__title") <= 160
    assert page.evaluate(TOP, ".lead-story__title") < page.evaluate(TOP, ".lead-story__photo")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844)])
@pytest.mark.parametrize("kind", ["article-with-photo", "article-with-table", "register-entry"])
def test_on_a_phone_an_article_says_something_soon(look: Visit, kind: str, width: int, height: int) -> None:
    """Its first sentence begins within the first 1.3 screens, and no facts of a document stand before it."""
    page = look(KINDS[kind], width)
    sentence = page.evaluate(TOP, ".article__lead, .article__opening, .prose > p")

    assert sentence <= 1.3 * height
    if page.locator(".register-facts").count():
        assert sentence < page.evaluate(TOP, ".register-facts")


def test_on_a_phone_the_search_opens_below_the_masthead(look: Visit, host: str) -> None:
    """Its button shows the field and goes there; Escape gives the focus back; without scripts it leads to the page."""
    page = look(KINDS["section"], 360)
    button = page.get_by_role("button", name="Tìm kiếm")
    field = page.get_by_label("Tìm trên cổng")
    assert not field.is_visible()
    button.click()
    assert field.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Escape")
    assert not field.is_visible()
    assert button.evaluate("(one) => one === document.activeElement")

    plain = look(KINDS["section"], 360, java_script_enabled=False)
    link = plain.locator("header").get_by_role("link", name="Tìm kiếm")
    assert link.evaluate("(one) => one.href") == f"{host}tim-kiem/"


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_masthead_of_a_phone_is_one_row_in_the_largest_letters(look: Visit, width: int) -> None:
    """The name, the search and the menu stand beside each other, and no word of the name is broken."""
    page = look(KINDS["section"], width)
    enlarge(page)
    middles = page.evaluate(
        "[...document.querySelectorAll('.masthead__brand, .masthead__button')].map((one) => one.getBoundingClientRect())"
        ".map(({ top, height }) => Math.round(top + height / 2))"
    )
    name = page.locator(".masthead__short")

    assert max(middles) - min(middles) <= 2
    assert name.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert name.evaluate("(one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)") <= 2.1


def test_the_size_of_the_text_is_told_alike_everywhere(look: Visit) -> None:
    """What the menu of a phone sets, the line of a desk shows; the largest size says that it is."""
    page = look("", 360)
    page.get_by_role("button", name="Danh mục").click()
    for _ in range(5):
        page.locator(".menu").get_by_role("button", name="A+").click()
    page.set_viewport_size({"width": 1280, "height": 800})

    # Each is named by its text and what it does.
    assert page.locator(".utility").get_by_text("200%", exact=True).is_visible()
    assert page.locator(".utility").get_by_role("button", name="A+").get_attribute("aria-disabled") == "true"


# The rows of boxes below one element: how many stand in each, and whether the last is as wide as the first.
ROWS_OF_BOXES = """(selector) => [...document.querySelectorAll(selector)].map((box) => {
  const rows = {};
  for (const child of box.children) {
    if (child.classList.contains("visually-hidden")) continue;
    const { top, width } = child.getBoundingClientRect();
    (rows[Math.round(top)] = rows[Math.round(top)] || []).push(width);
  }
  return Object.values(rows).map((widths) => [widths.length, Math.round(widths.reduce((one, other) => one + other, 0))]);
})"""


@pytest.mark.parametrize("width", [1100, 1280, 1366, 1920])
def test_in_the_largest_letters_pictured_stories_stand_two_by_two(look: Visit, width: int) -> None:
    """Four of them in two rows; none is alone in its row and blown up."""
    page = look("", width)
    enlarge(page)
    [rows] = page.evaluate(ROWS_OF_BOXES, ".home-row")

    assert [row[0] for row in rows] == [2, 2]


@pytest.mark.parametrize("width", [390, 768, 900, 1160, 1280, 1366, 1600, 1920])
def test_three_pictured_stories_are_a_row_or_a_list(look: Visit, width: int) -> None:
    """In letters of every size all three are beside each other, or each has its line: never two above one."""
    page = look("", width)
    page.evaluate("""() => {
      const row = document.querySelector(".home-row");
      row.classList.add("home-row--three");
      row.lastElementChild.remove();
    }""")
    for percent in (100, 125, 150, 175, 200):
        set_letters(page, percent)
        [rows] = page.evaluate(ROWS_OF_BOXES, ".home-row")
        assert [row[0] for row in rows] in ([3], [1, 1, 1]), percent


@pytest.mark.parametrize("width", [768, 1024, 1366, 1920])
def test_no_box_of_the_home_page_is_alone_beside_nothing(look: Visit, width: int) -> None:
    """Every row of sections and of pictured stories is as wide as the others, on every screen."""
    page = look("", width)
    for rows in page.evaluate(ROWS_OF_BOXES, ".home-sections, .home-row"):
        assert (
            len({row[1] for row in rows}) <= 1
            or max(row[1] for row in rows) - min(row[1] for row in rows) <= 2
        )
        assert page.viewport_size is None or width < 1024 or all(row[0] > 1 for row in rows)


def test_a_lead_without_a_photo_leaves_no_hole(look: Visit) -> None:
    """It takes the whole row, and what is newest stands below it in rows that are full."""
    page = look("", 1366)
    page.evaluate("""() => {
      document.querySelector(".home-top").classList.add("home-top--plain");
      document.querySelector(".lead-story__photo").remove();
    }""")

    (rows,) = page.evaluate(ROWS_OF_BOXES, ".home-top")
    assert [row[0] for row in rows] == [1, 1]
    ((*full, last),) = page.evaluate(ROWS_OF_BOXES, ".home-top__newest .headlines")
    assert {row[0] for row in full} == {2}
    assert last[1] >= full[0][1]


@pytest.mark.parametrize("width", [768, 1366, 1920])
def test_a_section_whose_first_article_has_no_photo_leaves_no_hole_below_it(look: Visit, width: int) -> None:
    """It takes the whole row, and the titles stand beside each other below it."""
    page = look("", width)
    page.evaluate("""() => {
      const block = document.querySelector(".strategy .section-block");
      block.classList.add("section-block--plain");
      block.querySelectorAll(".card__photo").forEach((one) => one.remove());
    }""")

    (rows,) = page.evaluate(ROWS_OF_BOXES, ".strategy .section-block")
    assert [row[0] for row in rows] == [1, 1]
    (first, *_) = page.evaluate(ROWS_OF_BOXES, ".strategy .headlines")[0]
    assert first[0] > 1


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_a_lead_with_nothing_beside_it_has_its_words_beside_its_photo(look: Visit, width: int) -> None:
    """Its photo is as large as beside the newest, and no part of the row is bare."""
    page = look("", width)
    usual = page.locator(".lead-story__photo").bounding_box()
    page.evaluate("""() => {
      document.querySelector(".home-top").classList.add("home-top--plain");
      document.querySelector(".home-top__newest").remove();
    }""")
    photo, words = (page.locator(f".lead-story__{one}").bounding_box() for one in ("photo", "text"))

    assert usual
    assert photo
    assert words
    assert abs(photo["width"] - usual["width"]) < 0.1 * usual["width"]
    assert words["x"] > photo["x"] + photo["width"]
    assert abs(words["y"] - photo["y"]) < 2


@pytest.mark.parametrize("width", [768, 1366, 1920])
def test_one_article_in_one_section_is_no_second_lead(look: Visit, width: int) -> None:
    """Its photo is smaller than half of the row, and its words stand beside it; on a phone they stand below."""
    page = look("", width)
    page.evaluate("""() => {
      const sections = [...document.querySelectorAll(".home-sections__section")];
      const kept = sections.find((one) => one.querySelector(".card__photo"));
      sections.filter((one) => one !== kept).forEach((one) => one.remove());
      kept.querySelectorAll(".headlines").forEach((one) => one.remove());
    }""")
    photo, words = (page.locator(f".section-block .card__{one}").last for one in ("photo", "text"))
    row = page.locator(".home-sections__section").evaluate("(one) => one.clientWidth")
    shown, told = photo.bounding_box(), words.bounding_box()

    assert shown
    assert told
    assert shown["width"] < row / 2
    assert told["x"] > shown["x"] + shown["width"]
    page.set_viewport_size({"width": 320, "height": 800})
    shown, told = photo.bounding_box(), words.bounding_box()
    assert shown
    assert told
    assert told["y"] >= shown["y"] + shown["height"]
    assert shown["width"] == 288


def test_a_day_in_the_title_of_a_pictured_story_is_whole_on_a_small_phone(look: Visit) -> None:
    """Beside the photo there is room for a day with its word, which are kept together."""
    page = look("", 320)
    title = page.locator(".home-row .card__title a").first
    title.evaluate("(one) => { one.textContent = 'Cắt nước từ 22 giờ ngày\u00a030/06/2024 đến 5 giờ'; }")
    lines = title.evaluate("""(one) => {
      const range = document.createRange(), start = one.firstChild.data.indexOf("ngày");
      range.setStart(one.firstChild, start);
      range.setEnd(one.firstChild, start + 15);
      return range.getClientRects().length;
    }""")

    assert lines == 1


def test_what_asks_for_something_says_how_and_until_when(visit: Visit) -> None:
    """Right below the lead and the newest: the days that are left, the last day, a button; no button when it is over."""
    page = visit("")
    page.clock.set_fixed_time("2024-07-10T08:00:00+07:00")
    page.reload()
    call = page.get_by_role("region", name="Đang cần bạn góp ý")
    button = call.get_by_role("link", name="Gửi góp ý")

    assert page.locator(".home-top + .call").count() == 1
    assert button.first.is_visible()
    assert call.locator(".consultation__number").first.inner_text() == "21"
    assert call.locator("time").count() >= 1

    page.clock.set_fixed_time("2024-09-10T08:00:00+07:00")
    page.reload()
    assert not [one for one in button.all() if one.is_visible()]
