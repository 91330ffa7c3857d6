"""The sitemap: when each page last changed, in one file or in those of the years."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from small_portals import NOW, SITEURL, a_site, a_standing_page, a_story

from plugins.article.facts import RegisterFacts, Tag
from plugins.feeds.sitemap_files import NAMESPACE, OTHER_PAGES, SITEMAP, sitemap_files, year_path
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import group_stories

MAP = {"s": NAMESPACE}
MOST_TOGETHER = "plugins.feeds.sitemap_files.MOST_TOGETHER"


def files(site: Site) -> dict[str, bytes]:
    """Return the sitemaps of a portal by their paths."""
    return {file.path: file.make() for file in sitemap_files(site, group_stories(site))}


def told(data: bytes) -> dict[str, str]:
    """Return the last change of each address in a sitemap, "" where none is told."""
    return {
        str(one.findtext("s:loc", namespaces=MAP)).removeprefix(SITEURL): str(
            one.findtext("s:lastmod", "", MAP)
        )
        for one in etree.fromstring(data)
    }


def changes(site: Site) -> dict[str, str]:
    """Return the last change of each address of a small portal, "" where none is told."""
    (data,) = files(site).values()
    return told(data)


def days(count: int) -> list[Story]:
    """Return an article for each of so many days, tin-0 the newest, that of yesterday."""
    return [a_story(f"tin-{back}", NOW - timedelta(days=back + 1)) for back in range(count)]


def test_the_sitemap_knows_when_each_page_last_changed() -> None:
    """An article by its change, a section and each other list by the last change in it or below it, the front page by the last of all."""
    day, before = NOW - timedelta(days=1), NOW - timedelta(days=30)
    corrected = NOW - timedelta(hours=3)
    site = a_site(
        a_story("hoi", before, "van-hoa/le-hoi", modified=corrected),
        a_story("chung", day),
        a_story("ke-hoach", before, "quy-hoach"),
        standing=[
            a_standing_page("gioi-thieu", "Giới thiệu", modified=before),
            a_standing_page("lien-he", "Liên hệ"),
        ],
    )

    of_all = (
        *("/", "/co-quan/", "/co-quan/trung-tam-vhtt/", "/tac-gia/", "/tac-gia/le-hai/"),
        *("/luu-tru/", "/luu-tru/2024/", "/luu-tru/2024/05/", "/van-hoa/2024/", "/van-hoa/le-hoi/2024/"),
    )
    assert changes(site) == {
        **dict.fromkeys(of_all, corrected.isoformat()),
        "/luu-tru/2024/06/": day.isoformat(),
        "/quy-hoach/2024/": before.isoformat(),
        "/so-do-cong/": "",
        "/gioi-thieu/": before.isoformat(),
        "/lien-he/": "",
        "/quy-hoach/": before.isoformat(),
        "/quy-hoach/2024/ke-hoach/": before.isoformat(),
        "/van-hoa/": corrected.isoformat(),
        "/van-hoa/2024/chung/": day.isoformat(),
        "/van-hoa/le-hoi/": corrected.isoformat(),
        "/van-hoa/le-hoi/2024/hoi/": corrected.isoformat(),
    }


def test_the_sitemap_names_the_registers_and_the_pages_of_communes() -> None:
    """Each with the last change of what stands there; of what the portal has not, nothing."""
    before, day = NOW - timedelta(days=30), NOW - timedelta(days=1)
    plan = RegisterFacts("Quyết định", period="2021–2030")
    commune = (Tag("Xã Minh Họa", "xa-minh-hoa"),)
    site = a_site(
        a_story("ke-hoach", before, "quy-hoach", register=plan, communes=commune),
        a_story("hoi", day, communes=commune),
        a_story("tin", NOW - timedelta(hours=1)),
    )
    lists = {
        address: change
        for address, change in changes(site).items()
        if re.match("/(dia-ban|quy-hoach|so-quy-hoach|van-hoa)/([^2]|$)", address)
    }

    assert lists == {
        "/dia-ban/": day.isoformat(),
        "/dia-ban/xa-minh-hoa/": day.isoformat(),
        "/quy-hoach/": before.isoformat(),
        "/so-quy-hoach/": before.isoformat(),
        "/van-hoa/": (NOW - timedelta(hours=1)).isoformat(),
    }


def test_the_sitemap_names_the_first_page_of_each_list() -> None:
    """Authors, organisations, tags, years and months; no later page, and no index of nothing."""
    found = changes(a_site(*days(25)))

    assert {"/tac-gia/le-hai/", "/co-quan/trung-tam-vhtt/", "/luu-tru/2024/06/"} < found.keys()
    assert not [one for one in found if "/trang/" in one or one.startswith("/the/")]
    assert {"/the/", "/the/le-hoi/"} < changes(a_site(a_story("hoi", tags=["Lễ hội"]))).keys()


def test_the_page_for_missing_addresses_is_no_address() -> None:
    """Search engines are not sent to the 404 page."""
    own = replace(a_standing_page("404", "Lạc đường"), address="404.html")

    assert not any("404" in address for address in changes(a_site(*days(2), missing=own)))


def test_a_large_portal_has_a_sitemap_for_each_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """sitemap.xml names them, each with its last change; what is no article has one too."""
    monkeypatch.setattr(MOST_TOGETHER, 2)
    old, corrected = NOW - timedelta(days=400), NOW - timedelta(hours=3)
    found = files(
        a_site(a_story("moi", NOW), a_story("cu", old), a_story("sua", old, "quy-hoach", modified=corrected))
    )

    assert told(found[SITEMAP]) == {
        "/sitemap-2023.xml": corrected.isoformat(),
        "/sitemap-2024.xml": NOW.isoformat(),
        f"/{OTHER_PAGES}": NOW.isoformat(),
    }
    assert found.keys() == {SITEMAP, OTHER_PAGES, "sitemap-2023.xml", "sitemap-2024.xml"}
    assert told(found["sitemap-2023.xml"]) == {
        "/quy-hoach/2023/sua/": corrected.isoformat(),
        "/van-hoa/2023/cu/": old.isoformat(),
    }


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(("van-hoa", "quy-hoach"))), max_size=12),
    st.integers(0, 12),
)
def test_the_sitemaps_of_years_tell_together_what_one_would(
    articles: list[tuple[int, str]], together: int
) -> None:
    """Whatever is published when: no address is lost or told twice, and none is told otherwise."""
    stories = [
        a_story(f"bai-{number}", NOW - timedelta(days=back), section)
        for number, (back, section) in enumerate(articles)
    ]
    site = a_site(*stories, standing=[a_standing_page("lien-he", "Liên hệ")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MOST_TOGETHER, len(stories))
        whole = changes(site)
        patch.setattr(MOST_TOGETHER, together)
        found = files(site)

    index = found.pop(SITEMAP)
    if found:
        assert told(index).keys() == {f"/{path}" for path in found}
    pages = [one for data in (found.values() or [index]) for one in told(data).items()]
    assert len(pages) == len(whole)
    assert dict(pages) == whole


def test_who_wants_some_years_alone_gets_the_same_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sitemaps of the other years are not made; what is told of them stays."""
    monkeypatch.setattr(MOST_TOGETHER, 2)
    site = a_site(*days(800))
    groups = group_stories(site)
    whole, some = (
        {file.path: file.make() for file in sitemap_files(site, groups, is_wanted)}
        for is_wanted in (lambda year: True, lambda year: year == 2023)
    )

    assert whole.keys() - some.keys() == {year_path(year) for year in groups.by_year if year != 2023}
    assert all(whole[path] == data for path, data in some.items())


def test_an_article_more_changes_the_file_of_its_year_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told of closed years is not made again."""
    monkeypatch.setattr(MOST_TOGETHER, 2)
    before, after = (
        {file.path: file.values for file in sitemap_files(site, group_stories(site))}
        for site in (a_site(*days(800)), a_site(a_story("moi", NOW), *days(800)))
    )

    changed = {path for path in after if before.get(path) != after[path]}
    assert changed - {SITEMAP, OTHER_PAGES} == {"sitemap-2024.xml"}
