"""The pages of communes: their documents and their news."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from small_portals import NOW, a_site, a_story

from plugins.article.facts import RegisterFacts, Span, Tag
from plugins.feeds.machine_files import machine_files
from plugins.pages.list_views import IndexView, ListView
from plugins.pages.page_kinds import all_pages
from plugins.pages.render import Renderer
from plugins.pages.site import Site, Story
from plugins.pages.views import ArticleView, SitemapView

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
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
    assert [one.title for one in both.teasers] == ["Tin tin"]
    assert both.count == "2 bài"
    # All of a list need not stand there twice.
    assert [one.title for one in only.teasers] == ["Tin ke-hoach"]
    assert only.documents == ()


def test_a_document_of_a_commune_says_what_it_is_and_where_it_stands() -> None:
    """Number, issuer and day of issue, not the day on which the portal had it; its state, by the reader's clock where that will change."""
    issued = RegisterFacts("Quyết định", "12/QĐ-UBND", date(2024, 3, 5), "UBND xã Thọ Xuân")
    asked = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 7, 31)))
    planned = RegisterFacts("Tờ trình", issued=date(2024, 12, 31))
    stories = [
        of(f"vb-{days}", XUAN, days=days, register=facts)
        for days, facts in ((3, planned), (4, issued), (5, asked))
    ]
    site = a_site(of("tin", XUAN), *stories)
    page = next(one for one in all_pages(site) if one.path == "dia-ban/xa-tho-xuan/index.html")
    html = Renderer(TEMPLATES, replace(site.portal, assets=defaultdict(str))).render(page).decode()
    plan, decision, draft = re.findall(r'<li class="document">.*?</li>', html, re.S)

    assert "12/QĐ-UBND" in decision
    assert 'UBND xã Thọ Xuân · <time datetime="2024-03-05">05/03/2024</time>' in decision
    assert "Đã ban hành" in decision
    assert "Dự thảo" in draft
    assert "2024-07-31" not in re.sub(r'data-life="[^"]*"', "", draft)
    assert 'data-life="' in draft
    assert 'data-before="dự kiến ban hành ngày"' in plan


def test_an_article_leads_to_its_communes_and_each_has_a_feed() -> None:
    """As its tags do."""
    site = a_site(of("tin", XUAN))
    (article,) = [page.view for page in all_pages(site) if isinstance(page.view, ArticleView)]

    assert [link.href for link in article.communes] == ["/dia-ban/xa-tho-xuan/"]
    assert "feeds/dia-ban/xa-tho-xuan.atom.xml" in {file.path for file in machine_files(site)}


def test_a_page_of_a_commune_names_no_document_twice() -> None:
    """However many there are, all of them are found on some page; where the newest page has nothing else it says where the rest is."""
    plan = RegisterFacts("Kế hoạch")
    for documents, news in ((3, 2), (12, 1), (8, 30), (40, 1), (9, 9)):
        stories = [of(f"vb-{number}", XUAN, days=number + 1, register=plan) for number in range(documents)]
        stories += [of(f"tin-{number}", XUAN, days=number + 100) for number in range(news)]
        found = [view for view in pages(a_site(*stories)).values() if isinstance(view, ListView)]
        shown = [[one.href for one in (*view.documents, *view.teasers)] for view in found]

        assert all(len(set(one)) == len(one) for one in shown)
        assert {href for one in shown for href in one} == {f"/{story.address}" for story in stories}


def test_a_newest_page_of_documents_alone_says_where_the_rest_is() -> None:
    """No heading stands over nothing."""
    plan = RegisterFacts("Kế hoạch")
    stories = [of(f"vb-{number}", XUAN, days=number + 1, register=plan) for number in range(4)]
    stories += [of(f"tin-{number}", XUAN, days=number + 100) for number in range(4)]
    site = replace(a_site(*stories), page_size=4)
    page = next(one for one in all_pages(site) if one.path == "dia-ban/xa-tho-xuan/index.html")
    assert isinstance(page.view, ListView)
    html = Renderer(TEMPLATES, replace(site.portal, assets=defaultdict(str))).render(page).decode()

    assert page.view.teasers == ()
    assert 'id="tin-bai"' not in html
    assert "Tin bài, văn bản khác ở các trang sau." in html


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
