"""A fingerprint covers whatever a page shows by the day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from small_portals import NOW, a_site, a_story

from plugins.article.facts import RegisterFacts, Span
from plugins.building.incremental.fingerprints import ArticleKeys, Fingerprints
from plugins.pages.page_kinds import all_pages

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
