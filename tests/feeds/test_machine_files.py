"""What machines fetch: who is in a feed, what changed when, and what robots are told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from small_portals import NOW, SITEURL, a_site, a_story

from plugins.article.facts import RegisterFacts
from plugins.feeds.machine_files import feed_files, machine_files, robots
from plugins.lifecycle.outcome import Outcome
from plugins.pages.feed_options import LEADS_ALONE, FeedOptions
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import PhotoView
from plugins.registers.register_parts import LIBRARY, PLANS, RegisterPart


def feeds(site: Site) -> dict[str, bytes]:
    """Return the feeds of a portal by their paths."""
    return {file.path: file.make() for file in feed_files(site)}


def days(count: int) -> list[Story]:
    """Return an article for each of so many days, tin-0 the newest."""
    return [a_story(f"tin-{day}", NOW - timedelta(days=day)) for day in range(count)]


@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml"])
def test_a_feed_has_the_newest_first_and_not_too_many(ending: str) -> None:
    """Thirty of forty, in the order of publication."""
    feed = feedparser.parse(feeds(a_site(*days(40)))[f"feeds/tat-ca.{ending}"])

    assert [entry.title for entry in feed.entries] == [f"Tin tin-{day}" for day in range(LEADS_ALONE.length)]
    assert feed.entries[0].link == f"{SITEURL}/van-hoa/2024/tin-0/"


def test_all_formats_tell_the_same() -> None:
    """Atom, RSS and JSON have the same articles under the same ids."""
    found = feeds(a_site(*days(7)))
    ids = [entry.id for entry in feedparser.parse(found["feeds/tat-ca.atom.xml"]).entries]

    assert ids == [entry.id for entry in feedparser.parse(found["feeds/tat-ca.rss.xml"]).entries]
    assert ids == [item["id"] for item in json.loads(found["feeds/tat-ca.json"])["items"]]


def ids(site: Site, ending: str = "atom.xml") -> list[str]:
    """Return the ids of the portal's feed."""
    data = feeds(site)[f"feeds/tat-ca.{ending}"]
    return (
        [item["id"] for item in json.loads(data)["items"]]
        if ending == "json"
        else [entry.id for entry in feedparser.parse(data).entries]
    )


@pytest.mark.parametrize("ending", ["atom.xml", "rss.xml", "json"])
def test_an_id_stays_where_the_article_and_the_portal_move(ending: str) -> None:
    """It is of the first address, and of the authority that the settings name; a reader sees no old news anew."""
    before = a_site(a_story("a"))
    moved = a_story("b", old_addresses=("/van-hoa/2024/a/", "/tin/7.html"))
    after = replace(
        a_site(moved, siteurl="https://xa-moi.gov.vn"), feeds=FeedOptions(authority="vi-du.gov.vn,2026")
    )

    assert ids(before, ending) == ids(after, ending) == ["tag:vi-du.gov.vn,2026:van-hoa/2024/a/"]


@given(st.lists(st.text("aăđ1 ?&#=%:/", min_size=1, max_size=12), min_size=2, max_size=6, unique=True))
def test_no_two_articles_have_one_id(paths: list[str]) -> None:
    """Whatever signs stand in their first addresses; each id is a URI."""
    stories = [a_story(f"t{number}", old_addresses=(f"/{path}",)) for number, path in enumerate(paths)]
    found = ids(a_site(*stories))

    assert len(set(found)) == len(paths)
    assert all(re.fullmatch(r"tag:[a-z.,0-9-]+:[A-Za-z0-9/._~%-]*", one) for one in found)


def test_an_old_address_that_another_article_has_is_nobodys_id() -> None:
    """Claimed twice, or the address of today of another: ids of a feed differ, and the audit lets the portal out."""
    one, two = (a_story(slug, old_addresses=("/cu.html",)) for slug in "ab")
    three = a_story("c", old_addresses=("/van-hoa/2024/a/",))

    assert sorted(ids(a_site(one, two, three))) == [
        f"tag:vi-du.gov.vn,2026:van-hoa/2024/{slug}/" for slug in "abc"
    ]


def test_every_list_of_a_name_has_its_feed() -> None:
    """Authors, organisations and tags, as Atom, with what the list has; no section's feed can take its name."""
    found = feeds(a_site(a_story("hoi", tags=["Lễ hội"]), a_story("khac")))
    named = {
        stem: [entry.title for entry in feedparser.parse(found[f"feeds/{stem}.atom.xml"]).entries]
        for stem in ("the/le-hoi", "tac-gia/le-hai", "co-quan/trung-tam-vhtt")
    }

    assert {stem: sorted(titles) for stem, titles in named.items()} == {
        "the/le-hoi": ["Tin hoi"],
        "tac-gia/le-hai": ["Tin hoi", "Tin khac"],
        "co-quan/trung-tam-vhtt": ["Tin hoi", "Tin khac"],
    }


@pytest.mark.parametrize(("part", "period"), [(PLANS, "2021–2030"), (LIBRARY, "")])
def test_each_part_of_the_register_has_a_feed_of_what_came_and_what_changed(
    part: RegisterPart, period: str
) -> None:
    """Its documents alone, the one that changed last first, with its state; a portal without documents has no such feed."""
    path = f"feeds/{part.slug}.atom.xml"
    facts = RegisterFacts("Quyết định", "1/QĐ-UBND", date(2024, 5, 4), period=period)
    other = RegisterFacts("Quyết định", "2/QĐ-UBND", period="" if period else "2021–2030")
    old, new = (
        a_story(slug, NOW - timedelta(back), "quy-hoach", register=facts)
        for slug, back in (("cu", 90), ("moi", 9))
    )
    told = feeds(a_site(old, new, a_story("tin"), a_story("khac", register=other)))[path]
    assert [entry.link for entry in feedparser.parse(told).entries] == [
        f"{SITEURL}/{story.address}" for story in (new, old)
    ]
    old = replace(old, article=replace(old.article, modified=NOW - timedelta(1)))
    parsed = feedparser.parse(feeds(a_site(old, new))[path])
    assert parsed.entries[0].link == f"{SITEURL}/{old.address}"
    assert [one.term for one in parsed.entries[0].tags] == ["Quy hoạch", "Đã ban hành"]
    assert (parsed.feed.title, parsed.feed.link) == (part.title, f"{SITEURL}/{part.address}")
    assert path not in feeds(a_site(a_story("tin")))


def test_whole_articles_stand_in_a_feed_that_is_asked_to_have_them() -> None:
    """With addresses that lead somewhere from outside; without the switch there are leads alone."""
    body = '<p>Xem <a href="/tin/">tin</a> <img src="/anh/a.jpg" srcset="/anh/b.jpg 2x" alt=""></p>'
    site = a_site(replace(a_story("a"), body=lambda: body))
    whole = replace(site, feeds=FeedOptions(full_text=True))
    texts = {
        "atom": feedparser.parse(feeds(whole)["feeds/tat-ca.atom.xml"]).entries[0].content[0].value,
        "rss": feedparser.parse(feeds(whole)["feeds/tat-ca.rss.xml"]).entries[0].content[0].value,
        "json": json.loads(feeds(whole)["feeds/tat-ca.json"])["items"][0]["content_html"],
    }

    for name, text in texts.items():
        assert f'href="{SITEURL}/tin/"' in text, name
        assert f'src="{SITEURL}/anh/a.jpg"' in text, name
        assert "srcset" not in text, name
    assert not any(b"/anh/a.jpg" in data for data in feeds(site).values())


def test_a_feed_shows_the_photo_and_names_the_hub() -> None:
    """As each format has it."""
    photo = PhotoView("/anh/a-480.jpg", 480, 270, "Đồng lúa", full="/anh/a.jpg")
    site = replace(a_site(replace(a_story("a"), photo=photo)), feeds=FeedOptions(hub="https://hub.vi-du.vn/"))
    found = feeds(site)
    atom = etree.fromstring(found["feeds/tat-ca.atom.xml"])
    rss = etree.fromstring(found["feeds/tat-ca.rss.xml"])
    data = json.loads(found["feeds/tat-ca.json"])

    assert atom.xpath("//*[local-name()='link'][@rel='enclosure']/@href") == [f"{SITEURL}/anh/a.jpg"]
    assert rss.xpath("//*[local-name()='content']/@url") == [f"{SITEURL}/anh/a.jpg"]
    assert data["items"][0]["image"] == f"{SITEURL}/anh/a.jpg"
    for tree in (atom, rss):
        assert tree.xpath("//*[local-name()='link'][@rel='hub']/@href") == ["https://hub.vi-du.vn/"]
    assert data["hubs"] == [{"type": "WebSub", "url": "https://hub.vi-du.vn/"}]


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


def test_without_an_address_there_is_no_sitemap_and_robots_name_none() -> None:
    """A sitemap is a list of absolute addresses, and so is its mention in robots.txt."""
    files = {file.path: file.make() for file in machine_files(a_site(*days(2), siteurl=""))}

    assert "sitemap.xml" not in files
    assert b"Sitemap" not in files["robots.txt"]
    assert files["robots.txt"].startswith(b"User-agent: *\n")
    assert f"Sitemap: {SITEURL}/sitemap.xml\n".encode() in robots(a_site())
