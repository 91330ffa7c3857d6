"""A fingerprint covers whatever a page shows by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from small_portals import NOW, a_site, a_story

from plugins.article.facts import RegisterFacts, Span
from plugins.building.incremental.fingerprints import ArticleKeys, Fingerprints
from plugins.feeds.machine_files import machine_files
from plugins.pages.addresses import MANIFEST
from plugins.pages.page_kinds import all_pages
from plugins.pages.site import Site

TEMPLATES = Path(__file__).resolve().parents[3] / "theme" / "templates"


def test_a_state_that_comes_back_is_another_than_before() -> None:
    """A page says since when it holds: where the build in between was missed, the page is made again all the same."""
    facts = RegisterFacts("Đồ án", disclosure=Span(date(2024, 7, 5), date(2024, 7, 10)))
    story = a_story("do-an", section="quy-hoach", register=facts)
    keys = ArticleKeys({story.article.path: "a"}, {story.article.path: "b"})
    found: dict[str, str] = {}
    said: dict[str, str] = {}
    for days in (0, 1, 6, 20, 21):
        site = a_site(story, now=NOW + timedelta(days))
        page = next(one for one in all_pages(site) if one.path == f"{story.address}index.html")
        found[str(days)] = Fingerprints(site, keys, TEMPLATES).of_page(page)
        said[str(days)] = page.view.head.json_ld
    for one in found:
        assert [day for day in found if found[day] == found[one]] == [
            day for day in said if said[day] == said[one]
        ]
    assert len(set(found.values())) == 3


STYLESHEET, ICON = "css/site.css", "icons/icon-192.png"


def with_assets(site: Site, **named: str) -> Site:
    """Return a site whose theme has a stylesheet and an icon of these addresses."""
    assets = {**site.portal.assets, STYLESHEET: named["stylesheet"], ICON: named["icon"]}
    return replace(site, portal=replace(site.portal, assets=assets))


def test_another_stylesheet_makes_no_file_for_machines_anew() -> None:
    """Feeds, sitemaps and tables show nothing with the theme; what keeps the portal on a phone names its icons, and is made anew for those."""
    story = a_story("do-an")
    keys = ArticleKeys({story.article.path: "a"}, {story.article.path: "b"})
    sites = {
        "before": with_assets(a_site(story), stylesheet="/theme/a.1.css", icon="/theme/a.1.png"),
        "stylesheet": with_assets(a_site(story), stylesheet="/theme/a.2.css", icon="/theme/a.1.png"),
        "icon": with_assets(a_site(story), stylesheet="/theme/a.1.css", icon="/theme/a.2.png"),
    }
    made = {
        name: {
            file.path: (Fingerprints(site, keys, TEMPLATES).of_file(file.listed, file.values), file.make())
            for file in machine_files(site)
        }
        for name, site in sites.items()
    }

    assert len(made["before"]) > 5
    assert made["stylesheet"] == made["before"]
    differing = {path for path, file in made["icon"].items() if file != made["before"][path]}
    assert differing == {MANIFEST}
    (before, after) = (made[name][MANIFEST] for name in ("before", "icon"))
    assert before[0] != after[0]
    assert b"a.2.png" in after[1]


def test_another_stylesheet_makes_every_page_anew() -> None:
    """Each page names it."""
    story = a_story("do-an")
    keys = ArticleKeys({story.article.path: "a"}, {story.article.path: "b"})
    before = a_site(story)
    after = with_assets(before, stylesheet="/theme/a.2.css", icon="/theme/a.1.png")
    prints = [
        [Fingerprints(site, keys, TEMPLATES).of_page(page) for page in all_pages(site)]
        for site in (before, after)
    ]

    assert not set(prints[0]) & set(prints[1])
