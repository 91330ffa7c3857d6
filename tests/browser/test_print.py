"""On paper: the content, dark on white, without what only a screen can do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Locator, Page
from screens import UNPRINTABLE
from strict_visits import HEIGHT, Windows

pytestmark = pytest.mark.browser

ONLY_ON_SCREEN = (
    ".menu, .masthead__button, .masthead__search, .breadcrumb, .skip-link, [data-tools], .article-tools, "
    ".pagination, .others, .neighbours, .register-filter"
)

OF_AN_ARTICLE = ".notice:not(.search__plain), .history, .register-facts, .article__meta, .article__byline"


@pytest.fixture(scope="module", params=KINDS)
def paper(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each kind as it is printed, for tests that only read: those of one page run one after the other."""
    with windows.lent() as look:
        page = look(KINDS[request.param])
        page.emulate_media(media="print")
        yield page


def is_all_shown(places: Locator) -> bool:
    """Tell whether all of the elements are visible."""
    return places.count() == places.locator("visible=true").count()


def test_paper_has_the_content_and_no_navigation(paper: Page) -> None:
    """The title and all words of an article stay; menus, controls and other news do not."""
    page = paper
    page.set_viewport_size({"width": 1280, "height": HEIGHT})

    assert page.locator(".masthead__name").is_visible()
    assert page.locator("h1").inner_text().strip()
    assert page.locator(ONLY_ON_SCREEN).locator("visible=true").count() == 0
    prose = page.locator(".prose")
    if prose.count():
        assert prose.is_visible()
        assert is_all_shown(prose.locator("p, li, td, th, figcaption"))
    assert is_all_shown(page.locator(OF_AN_ARTICLE))


@pytest.mark.parametrize("kind", ["article-with-everything", "register"])
def test_paper_is_white_even_in_the_dark(look: Visit, kind: str) -> None:
    """Who reads in the dark scheme prints dark on white all the same."""
    page = look(KINDS[kind], color_scheme="dark")
    assert page.evaluate(UNPRINTABLE) != []
    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate(UNPRINTABLE) == []


def test_an_article_on_paper_says_where_it_is_from(look: Visit) -> None:
    """The address of the article stands under it on paper, and only there."""
    page = look(KINDS["article-with-photo"])
    address = page.get_by_text(f"https://thoxuan.thanhhoa.gov.vn/{KINDS['article-with-photo']}")

    assert not address.is_visible()
    page.emulate_media(media="print")
    assert address.is_visible()


def test_the_text_takes_the_whole_width_of_the_paper(paper: Page) -> None:
    """What stands beside it on a screen is left out, and leaves no empty column."""
    paper.set_viewport_size({"width": 794, "height": HEIGHT})
    widths = paper.evaluate(
        """() => [".with-aside", ".with-aside__main"].map((name) => document.querySelector(name)?.clientWidth)"""
    )
    if widths[0]:
        assert widths[1] > 0.95 * widths[0]


def test_the_register_on_paper_is_a_table(look: Visit) -> None:
    """On a sheet of A4, which is narrower than a desk's screen, rows are rows."""
    page = look(KINDS["register"], 794)
    row = "getComputedStyle(document.querySelector('.register tbody tr')).display"
    assert page.evaluate(row) == "block"
    page.emulate_media(media="print")

    assert page.evaluate(row) == "table-row"


def test_files_on_paper_have_addresses_that_can_be_typed(look: Visit) -> None:
    """With the host, as the article's own address."""
    page = look(KINDS["article-with-everything"])
    page.emulate_media(media="print")
    printed = "getComputedStyle(document.querySelector('.file-list a'), '::after').content"

    assert "(https://thoxuan.thanhhoa.gov.vn/" in page.evaluate(printed).replace('"', "").replace(" ", "")
