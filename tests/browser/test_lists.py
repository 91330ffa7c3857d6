"""Lists are for choosing: short on a phone, by month, by letter; what has many names can be filtered."""

from __future__ import annotations

import pytest
from kinds import KINDS, Visit

pytestmark = pytest.mark.browser

LINES = """() => [...document.querySelectorAll(".teaser__lead")].map((one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"""


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_a_teaser_has_three_lines_below_its_photo(look: Visit, width: int) -> None:
    """They stand below title and photo and take the whole width; large letters and a desk show all of the lead."""
    page = look(KINDS["year-of-the-portal"], width)
    lines = page.evaluate(LINES)
    photo = page.locator(".teaser:has(.teaser__photo)").first

    assert lines
    assert max(lines) <= 3.2
    boxes = [photo.locator(one).bounding_box() for one in (".teaser__photo", ".teaser__lead")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] + 1
    assert boxes[1]["width"] >= width - 34


EDGES = """() => {
  const box = (one) => one.getBoundingClientRect();
  const header = document.querySelector(".page-header");
  return [...document.querySelectorAll(".teaser")].map((one) => ({
    list: Math.round(box(header).right - box(one.querySelector(".teaser__photo") || one).right),
    lines: box(one.querySelector(".teaser__lead")).width / parseFloat(getComputedStyle(one).fontSize),
    beside: box(one.querySelector(".teaser__meta")).right <= box(one.querySelector(".teaser__title")).left,
  }));
}"""


@pytest.mark.parametrize("width", [1280, 1366, 1920])
@pytest.mark.parametrize("kind", ["year-of-the-portal", "author", "tag", "commune"])
def test_a_list_of_its_own_takes_the_whole_page(look: Visit, kind: str, width: int) -> None:
    """Days at the left, photos at the right edge, lines in between no longer than an article's."""
    places = look(KINDS[kind], width).evaluate(EDGES)

    assert places
    assert {one["list"] for one in places} == {0}
    assert max(one["lines"] for one in places) <= 43
    assert all(one["beside"] for one in places)


@pytest.mark.parametrize("kind", ["section", "year-of-the-portal", "author", "tag"])
def test_no_rule_is_drawn_after_the_last(look: Visit, kind: str) -> None:
    """What a line parts is above and below it."""
    page = look(KINDS[kind])
    ends = "(list) => getComputedStyle(list.lastElementChild).borderBottomWidth"

    assert {
        page.locator(one).nth(number).evaluate(ends)
        for one in (".teaser-list", ".headlines", ".document-list")
        for number in range(page.locator(one).count())
    } == {"0px"}


def test_a_year_leads_to_its_months(look: Visit) -> None:
    """Each month has its page with as many articles as were told, and the way back to its year."""
    page = look(KINDS["archive"])
    page.get_by_role("link", name="Năm 2024").click()
    month = page.get_by_role("navigation", name="Các tháng").get_by_role("link").first
    told = month.inner_text().split("(")[1].strip(")")
    month.click()

    assert told in page.locator(".page-header").inner_text()
    assert page.get_by_role("navigation", name="Đường dẫn").get_by_role("link", name="Năm 2024").is_visible()


def test_tags_stand_under_letters_and_can_be_filtered(look: Visit) -> None:
    """The most used are apart; letters lead to their names; a word without marks finds those with them."""
    page = look(KINDS["tags"])
    assert page.get_by_role("region", name="Nhiều nhất").get_by_role("link").count() >= 5
    letters = page.get_by_role("navigation", name="Theo chữ cái").get_by_role("link")
    assert (
        letters.all_inner_texts() == page.locator("h2.index-group__letter:not(#nhieu-nhat)").all_inner_texts()
    )

    names = page.locator(".index-list > li")
    every = names.count()
    page.get_by_label("Tìm trong thẻ").fill("quy hoach")
    shown = [one for one in names.all() if one.is_visible()]
    assert 0 < len(shown) < every
    assert all("quy hoạch" in one.inner_text().lower() for one in shown)
    page.get_by_label("Tìm trong thẻ").fill("không có thẻ này")
    assert page.get_by_text("Không có tên nào như vậy.").is_visible()
    page.get_by_label("Tìm trong thẻ").fill("")
    assert len([one for one in names.all() if one.is_visible()]) == every


def test_an_office_says_who_it_is(look: Visit) -> None:
    """Its page has the number of its articles, its feed and what the data file says of it."""
    header = look(KINDS["organisation"]).locator(".page-header")

    assert "bài" in header.inner_text()
    assert header.get_by_role("link", name="Atom").is_visible()
    assert "biên tập cổng" in header.inner_text()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_months_stand_in_an_even_grid(look: Visit, width: int) -> None:
    """All of one size, in columns."""
    for kind in ("year-of-the-portal", "archive"):
        page = look(KINDS[kind], width)
        sizes = page.locator(".years").first.evaluate(
            "(list) => [...list.children].map((one) => { const box = one.getBoundingClientRect(); return [Math.round(box.width), Math.round(box.height), Math.round(box.x)]; })"
        )
        widths, heights, columns = (set(values) for values in zip(*sizes, strict=True))

        assert len(widths) == 1
        assert len(heights) == 1
        assert len(columns) >= min(2, len(sizes))


@pytest.mark.parametrize("width", [768, 1024, 1366, 1920])
@pytest.mark.parametrize(
    ("kind", "parts"), [("archive", ".index-list--parted"), ("site-map", ".tree-columns")]
)
def test_years_and_branches_fill_their_rows(look: Visit, width: int, kind: str, parts: str) -> None:
    """They stand from left to right to the edge of the page, all of one width, however unlike in height."""
    page = look(KINDS[kind], width)
    edge, boxes = page.locator(parts).first.evaluate(
        "(list) => [list.getBoundingClientRect().right, [...list.children].map((one) => { const { top, right, width } = one.getBoundingClientRect(); return [top, right, width].map(Math.round); })]"
    )
    first = [box for box in boxes if box[0] == boxes[0][0]]

    assert len({box[2] for box in boxes}) == 1
    assert abs(max(box[1] for box in first) - edge) <= 1
    # Rows before the last are full.
    assert {[box[0] for box in boxes].count(box[0]) for box in boxes if box[0] != boxes[-1][0]} <= {
        len(first)
    }


def test_no_line_of_a_breadcrumb_begins_with_its_sign(look: Visit) -> None:
    """The sign stands after a step: a way that breaks on a phone goes on with a name."""
    page = look(KINDS["article-with-everything"], 320)
    signs = page.locator(".breadcrumb__step").evaluate_all(
        "(steps) => steps.map((one) => [getComputedStyle(one, '::before').content, getComputedStyle(one, '::after').content])"
    )

    assert all(before in ("none", "normal") for before, _ in signs)
    assert ["›" in after for _, after in signs] == [True] * (len(signs) - 1) + [False]


def test_the_newest_keep_their_distance_from_what_is_said_of_a_missing_page(look: Visit) -> None:
    """The line above them is theirs: it stands nearer to their title than to the last line before it."""
    page = look(KINDS["not-found"], 1280)
    text, title = (page.locator(one).bounding_box() for one in (".prose > :last-child", ".section-title"))

    assert text
    assert title
    assert title["y"] - text["y"] - text["height"] >= 32
