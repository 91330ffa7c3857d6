"""On paper: the content, dark on white, without what only a screen can do."""

from __future__ import annotations

import pytest
from kinds import KINDS, Visit
from screens import UNPRINTABLE

pytestmark = pytest.mark.browser

ONLY_ON_SCREEN = (
    ".menu, .masthead__button, .masthead__search, .breadcrumb, .skip-link, [data-tools], .article-tools, "
    ".pagination, .others, .neighbours, .register-filter"
)


@pytest.mark.parametrize("kind", KINDS)
def test_paper_has_the_content_and_no_navigation(look: Visit, kind: str) -> None:
    """The title and all words of an article stay; menus, controls and other news do not."""
    page = look(KINDS[kind])
    page.emulate_media(media="print")

    assert page.locator(".masthead__name").is_visible()
    assert page.locator("h1").inner_text().strip()
    assert not [one for one in page.locator(ONLY_ON_SCREEN).all() if one.is_visible()]
    prose = page.locator(".prose")
    if prose.count():
        assert prose.is_visible()
        assert all(one.is_visible() for one in prose.locator("p, li, td, th, figcaption").all())
    for element in page.locator(
        ".notice:not(.search__plain), .history, .register-facts, .article__meta, .article__byline"
    ).all():
        assert element.is_visible()


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


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_takes_the_whole_width_of_the_paper(look: Visit, kind: str) -> None:
    """What stands beside it on a screen is left out, and leaves no empty column."""
    page = look(KINDS[kind], width=794)
    page.emulate_media(media="print")
    widths = page.evaluate(
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
