"""What machines fetch: who is in a feed, what changed when, and what robots are told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from small_portals import NOW, SITEURL, a_site, a_standing_page, a_story

from plugins.feeds.machine_files import FEED_LENGTH, feed_files, machine_files, robots, sitemap
from plugins.lifecycle.outcome import Outcome
from plugins.pages.site import Site, Story

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def feeds(site: Site) -> dict[str, bytes]:
    """Return the feeds of a portal by their paths."""
    return {file.path: file.make() for file in feed_files(site)}


def changes(site: Site) -> dict[str, str]:
    """Return the last change of each address in the sitemap, "" where none is told."""
    urls = etree.fromstring(sitemap(site)).iterfind("s:url", MAP)
    return {
        str(url.findtext("s:loc", namespaces=MAP)).removeprefix(SITEURL): str(
            url.findtext("s:lastmod", "", MAP)
        )
        for url in urls
    }


def days(count: int) -> list[Story]:
    """Return an article for each of so many days, tin-0 the newest."""
    return [a_story(f"tin-{day}", NOW - timedelta(days=day)) for day in range(count)]


@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_feed_has_the_newest_first_and_not_too_many(ending: str) -> None:
    """Thirty of forty, in the order of publication; an entry's id is its address."""
    feed = feedparser.parse(feeds(a_site(*days(40)))[f"feeds/tat-ca.{ending}"])

    assert [entry.title for entry in feed.entries] == [f"Tin tin-{day}" for day in range(FEED_LENGTH)]
    assert [entry.id for entry in feed.entries] == [entry.link for entry in feed.entries]
    assert feed.entries[0].id == f"{SITEURL}/van-hoa/2024/tin-0/"


def test_all_formats_tell_the_same() -> None:
    """Atom, RSS and JSON have the same articles under the same ids."""
    found = feeds(a_site(*days(7)))
    ids = [entry.id for entry in feedparser.parse(found["feeds/tat-ca.atom.xml"]).entries]

    assert ids == [entry.id for entry in feedparser.parse(found["feeds/tat-ca.rss.xml"]).entries]
    assert ids == [item["id"] for item in json.loads(found["feeds/tat-ca.json"])["items"]]


def test_each_section_has_its_feed_with_what_is_below_it() -> None:
    """An article of a sub-section is in the feeds of both, and in no other section's."""
    found = feeds(a_site(a_story("hoi", section="van-hoa/le-hoi"), a_story("ke-hoach", section="quy-hoach")))
    named = {
        name: [entry.title for entry in feedparser.parse(found[f"feeds/{name}.atom.xml"]).entries]
        for name in ("van-hoa", "van-hoa-le-hoi", "quy-hoach")
    }

    assert named == {"van-hoa": ["Tin hoi"], "van-hoa-le-hoi": ["Tin hoi"], "quy-hoach": ["Tin ke-hoach"]}


def test_a_change_is_told_and_moves_nothing() -> None:
    """An old article that was corrected keeps its place and its day; its last change is the feed's too."""
    changed = NOW - timedelta(hours=1)
    old = a_story("cu", NOW - timedelta(days=9), modified=changed)
    data = feeds(a_site(a_story("moi"), old))["feeds/tat-ca.atom.xml"]
    feed = feedparser.parse(data)

    assert [entry.title for entry in feed.entries] == ["Tin moi", "Tin cu"]
    assert datetime(*feed.entries[1].updated_parsed[:6], tzinfo=UTC) == changed
    assert datetime(*feed.entries[1].published_parsed[:6], tzinfo=UTC) == NOW - timedelta(days=9)
    assert datetime(*feed.feed.updated_parsed[:6], tzinfo=UTC) == changed


def test_a_feed_does_not_hang_on_the_clock() -> None:
    """The same articles make the same feeds at any later instant; a reader fetches nothing anew."""
    stories = days(3)
    sections = {
        f"feeds/{name}.{ending}" for name in ("tat-ca", "van-hoa") for ending in ("atom.xml", "rss.xml")
    }
    now, later = feeds(a_site(*stories)), feeds(a_site(*stories, now=NOW + timedelta(days=400)))

    assert {path for path in sections if now[path] != later[path]} == set()


HIDDEN = [
    a_story("dau-an", outcome=Outcome.HIDDEN),
    a_story("dau-thu-hoi", outcome=Outcome.WITHDRAWN),
    a_story("dau-het-han", expired=True),
]


@pytest.mark.parametrize("story", HIDDEN, ids=lambda story: story.article.slug)
def test_what_no_list_names_no_machine_is_told(story: Story) -> None:
    """Neither feeds nor the sitemap nor the register have it."""
    for file in machine_files(a_site(a_story("khac"), story)):
        assert b"dau-" not in file.make(), file.path


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip))
def test_any_title_comes_through_a_feed(title: str) -> None:
    """Signs that mean something in XML are signs in a title; JSON has no sign that HTML knows."""
    found = feeds(a_site(a_story("a", title=title)))
    atom = etree.fromstring(found["feeds/tat-ca.atom.xml"])

    (read,) = [entry.findtext("{*}title") for entry in atom.iterfind("{*}entry")]
    assert read == title
    assert json.loads(found["feeds/tat-ca.json"])["items"][0]["title"] == title
    assert b"<" not in found["feeds/tat-ca.json"]


def test_the_sitemap_knows_when_each_page_last_changed() -> None:
    """An article by its change, a section by the last change in it or below it, the front page by the last of all."""
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

    assert changes(site) == {
        "/": corrected.isoformat(),
        "/gioi-thieu/": before.isoformat(),
        "/lien-he/": "",
        "/quy-hoach/": before.isoformat(),
        "/quy-hoach/2024/ke-hoach/": before.isoformat(),
        "/van-hoa/": corrected.isoformat(),
        "/van-hoa/2024/chung/": day.isoformat(),
        "/van-hoa/le-hoi/": corrected.isoformat(),
        "/van-hoa/le-hoi/2024/hoi/": corrected.isoformat(),
    }


def test_the_page_for_missing_addresses_is_no_address() -> None:
    """Search engines are not sent to the 404 page."""
    own = replace(a_standing_page("404", "Lạc đường"), address="404.html")

    assert not any("404" in address for address in changes(a_site(*days(2), missing=own)))


def test_without_an_address_there_is_no_sitemap_and_robots_name_none() -> None:
    """A sitemap is a list of absolute addresses, and so is its mention in robots.txt."""
    files = {file.path: file.make() for file in machine_files(a_site(*days(2), siteurl=""))}

    assert "sitemap.xml" not in files
    assert b"Sitemap" not in files["robots.txt"]
    assert files["robots.txt"].startswith(b"User-agent: *\n")
    assert f"Sitemap: {SITEURL}/sitemap.xml\n".encode() in robots(a_site())
