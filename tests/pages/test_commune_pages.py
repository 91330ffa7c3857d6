"""The pages of communes: their documents and their news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from small_portals import NOW, a_site, a_story

from plugins.article.facts import RegisterFacts, Tag
from plugins.feeds.machine_files import machine_files
from plugins.pages.list_views import IndexView, ListView
from plugins.pages.page_kinds import all_pages
from plugins.pages.site import Site, Story
from plugins.pages.views import ArticleView, SitemapView

XUAN, LAP = Tag("Xã Thọ Xuân", "xa-tho-xuan"), Tag("Thị trấn Sao Vàng", "thi-tran-sao-vang")


def of(slug: str, *communes: Tag, days: int = 1, register: RegisterFacts | None = None) -> Story:
    """Return an article about communes."""
    return a_story(slug, NOW - timedelta(days=days), communes=communes, register=register)


def pages(site: Site) -> dict[str, object]:
    """Return the views of the pages below dia-ban/ by their address."""
    return {page.path: page.view for page in all_pages(site) if page.path.startswith("dia-ban/")}


def test_a_portal_without_communes_has_no_such_page() -> None:
    """No index, no link in the site map."""
    site = a_site(of("a"))
    (sitemap,) = [page.view for page in all_pages(site) if isinstance(page.view, SitemapView)]

    assert pages(site) == {}
    assert "/dia-ban/" not in str(sitemap)


def test_a_commune_shows_its_documents_and_all_that_is_about_it() -> None:
    """The documents first, the index in the order of the names without what they are."""
    plan = RegisterFacts("Kế hoạch")
    site = a_site(of("tin", XUAN), of("ke-hoach", XUAN, LAP, days=2, register=plan), of("khac"))
    found = pages(site)

    assert list(found) == [
        "dia-ban/index.html",
        "dia-ban/thi-tran-sao-vang/index.html",
        "dia-ban/xa-tho-xuan/index.html",
    ]
    index, only, both = found.values()
    assert isinstance(index, IndexView)
    assert [entry.text for entry in index.entries] == ["Thị trấn Sao Vàng", "Xã Thọ Xuân"]
    assert isinstance(both, ListView)
    assert isinstance(only, ListView)
    assert [one.title for one in both.documents] == ["Tin ke-hoach"]
    assert [one.title for one in both.teasers] == ["Tin tin", "Tin ke-hoach"]
    # All of a list need not stand there twice.
    assert [one.title for one in only.teasers] == ["Tin ke-hoach"]
    assert only.documents == ()


def test_an_article_leads_to_its_communes_and_each_has_a_feed() -> None:
    """As its tags do."""
    site = a_site(of("tin", XUAN))
    (article,) = [page.view for page in all_pages(site) if isinstance(page.view, ArticleView)]

    assert [link.href for link in article.communes] == ["/dia-ban/xa-tho-xuan/"]
    assert "feeds/dia-ban/xa-tho-xuan.atom.xml" in {file.path for file in machine_files(site)}


def test_later_pages_of_a_commune_have_no_documents_again() -> None:
    """They stand at the head of the list."""
    plan = RegisterFacts("Kế hoạch")
    stories = [of(f"tin-{number}", XUAN, days=number + 1) for number in range(30)]
    site = a_site(*stories, of("ke-hoach", XUAN, days=50, register=plan))
    first, later = (view for view in pages(site).values() if isinstance(view, ListView))

    assert len(first.documents) == 1
    assert later.documents == ()


def test_an_article_that_no_list_names_leads_to_no_commune() -> None:
    """There would be no page."""
    hidden = replace(of("tin", XUAN), expired=True)
    (article,) = [page.view for page in all_pages(a_site(hidden)) if isinstance(page.view, ArticleView)]

    assert article.communes == ()
