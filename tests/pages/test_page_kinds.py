"""The table of page kinds, the templates and the views agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_portals import a_site, a_standing_page, a_story, an_office

from plugins.article.facts import RegisterFacts, Span
from plugins.pages import list_views, office_views, views
from plugins.pages.page import Page
from plugins.pages.page_kinds import PAGE_KINDS, PageKind, all_pages, template_of
from plugins.pages.site import Site
from plugins.pages.story_groups import group_stories
from plugins.pages.view_parts import Link
from plugins.pages.views import View

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
# base.html is what the others extend; index.html is what stock Pelican calls home.html.
OF_NO_KIND = {"base.html", "index.html"}


def site_of_every_kind() -> Site:
    """Return a portal that has a page of each kind."""
    plan = RegisterFacts("Dự thảo", "1/QĐ", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    stories = [a_story("tin", tags=["hội"]), a_story("ke-hoach", section="quy-hoach", register=plan)]
    site = a_site(*stories, standing=[a_standing_page("gioi-thieu", "Giới thiệu")])
    portal = replace(site.portal, search=Link("Tìm kiếm", "/tim-kiem/"))
    return replace(site, portal=portal, office=an_office())


SITE = site_of_every_kind()


def test_every_view_has_one_row() -> None:
    """A view that no row names would be shown by no template; two rows of one view would be a choice."""
    every = [
        one
        for one in {**vars(views), **vars(list_views), **vars(office_views)}.values()
        if isinstance(one, type) and issubclass(one, View)
    ]
    # What others are made from is shown by none itself.
    found = [one for one in every if not any(issubclass(other, one) for other in every if other is not one)]

    assert len(found) == len(PAGE_KINDS)
    assert set(found) == {kind.view_type for kind in PAGE_KINDS}


def test_every_template_has_one_row() -> None:
    """A template of the theme that no row names is shown by nobody, a row's template that is not there by nothing."""
    there = {path.name for path in TEMPLATES.glob("*.html")}

    assert len({kind.template for kind in PAGE_KINDS}) == len(PAGE_KINDS)
    assert {kind.template for kind in PAGE_KINDS} == there - OF_NO_KIND


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=lambda kind: kind.template)
def test_a_row_s_function_makes_pages_of_its_own_kind(kind: PageKind) -> None:
    """Each makes at least one page of a portal that has everything, and all are shown by its view and its template."""
    pages = list(kind.pages(SITE, group_stories(SITE)))

    assert pages
    assert {page.view_type for page in pages} == {kind.view_type}
    assert {type(page.view) for page in pages} == {kind.view_type}
    assert {template_of(page) for page in pages} == {kind.template}


def test_all_pages_are_those_of_all_rows() -> None:
    """No kind is left out, and no page is of none."""
    assert {page.view_type for page in all_pages(SITE)} == {kind.view_type for kind in PAGE_KINDS}


def test_a_page_of_an_unknown_kind_is_an_error() -> None:
    """There is no template to fall back on."""
    with pytest.raises(KeyError):
        template_of(Page("a.html", View, lambda: View(views.Head("Tên", "Mô tả"))))
