"""What a page says of itself in its head."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from small_portals import NOW, SITEURL, a_site, a_standing_page, a_story

from plugins.author.people import Byline
from plugins.lifecycle.outcome import Outcome
from plugins.pages.head_metadata import (
    HeadFacts,
    article_head,
    description_cut,
    last_modified,
    last_modified_of_list,
    page_head,
)
from plugins.pages.standing_pages import standing_page

TEXT = st.lists(st.text("aăđe1.,:;!? –", min_size=1, max_size=14), max_size=60).map(" ".join)


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(-9, 9)), max_size=12))
def test_a_list_changed_when_any_of_its_articles_did(moments: list[tuple[int, int | None]]) -> None:
    """The newest article, or one that was changed later, wherever it stands: the same as of articles in any order."""
    stories = [
        a_story(
            f"tin-{number}",
            NOW - timedelta(days=back),
            modified=None if changed is None else NOW - timedelta(days=changed),
        )
        for number, (back, changed) in enumerate(sorted(moments, key=lambda one: one[0]))
    ]
    assert last_modified_of_list(stories) == last_modified(stories)


@given(TEXT, st.integers(20, 200))
def test_a_shortened_text_is_a_beginning_and_never_too_long(text: str, limit: int) -> None:
    """Short ones stay; long ones are cut, at a sentence's end or with the sign of a cut, and fit."""
    short = description_cut(text, limit)

    assert len(short) <= max(limit, 1)
    assert short == text or text.startswith(short.removesuffix("…"))
    assert (short == text) == (len(text) <= limit) or short.endswith(("…", ".", "!", "?"))


@given(
    st.lists(st.sampled_from(["40.000", "86,1%", "hội viên", "605", "Xuân Lai"]), min_size=30, max_size=60)
)
def test_no_number_is_cut(words: list[str]) -> None:
    """What is left of a text has only whole words of it."""
    text = " ".join(words)
    kept = description_cut(text).removesuffix("…")

    assert text[len(kept)].isspace() or text[len(kept) - 1 : len(kept) + 1] == ".0"
    assert text[: len(kept) + 1].split() == kept.split()


def test_a_page_without_an_address_of_the_site_claims_none() -> None:
    """Before the portal has an address there is no canonical one, and nothing empty is written."""
    head = page_head(a_site(siteurl=""), HeadFacts("tin/", "Tin", ""))

    assert head.canonical == ""
    assert all(content for _, content in (*head.open_graph, *head.dublin_core))
    assert "og:url" not in dict(head.open_graph)


def test_a_page_below_a_folder_has_one_folder_in_its_address() -> None:
    """The site's address ends in the folder already."""
    head = page_head(a_site(siteurl=f"{SITEURL}/cong", root="/cong"), HeadFacts("tin/", "Tin", "Tin mới."))

    assert head.canonical == f"{SITEURL}/cong/tin/"


def test_the_home_page_is_called_by_the_portal_s_name_once() -> None:
    """Other pages put it behind their own title."""
    site = a_site()

    assert page_head(site, HeadFacts("", "Cổng thử", "")).title == "Cổng thử"
    assert page_head(site, HeadFacts("tin/", "Tin", "")).title == "Tin – Cổng thử"


def test_search_engines_are_asked_to_pass_what_no_list_names() -> None:
    """Hidden, withdrawn and expired articles have an address, not a place in a search."""
    site = a_site()
    shown = article_head(site, a_story("a"), "Văn hóa")
    hidden = [
        a_story("b", outcome=Outcome.HIDDEN),
        a_story("c", outcome=Outcome.WITHDRAWN),
        a_story("d", expired=True),
    ]

    assert shown.robots == ""
    assert {article_head(site, story, "Văn hóa").robots for story in hidden} == {"noindex"}


def test_who_wrote_is_told_as_far_as_it_is_known() -> None:
    """The writer, else the organisation, else the authority whose portal it is."""
    site = a_site()
    story = a_story("a")
    of_organisation = a_story("a", byline=Byline((), story.article.byline.organisation))
    nobody = a_story("a", byline=Byline())
    found = [
        json.loads(article_head(site, one, "Văn hóa").json_ld)["author"][0]
        for one in (story, of_organisation, nobody)
    ]

    assert [(one["@type"], one["name"]) for one in found] == [
        ("Person", "Lê Hải"),
        ("Organization", "Trung tâm VHTT"),
        ("GovernmentOrganization", "Huyện Thử"),
    ]
    assert found[0]["url"] == f"{SITEURL}/tac-gia/le-hai/"
    assert found[0]["affiliation"] == found[1]


def test_changes_are_told_with_the_day_they_were_made() -> None:
    """The last change is the article's own, or its publication where it never changed."""
    site, later = a_site(), NOW - timedelta(hours=2)
    plain = json.loads(article_head(site, a_story("a"), "Văn hóa").json_ld)
    changed = json.loads(article_head(site, a_story("a", modified=later), "Văn hóa").json_ld)

    assert plain["dateModified"] == plain["datePublished"]
    assert changed["dateModified"] == later.isoformat()


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_no_title_ends_the_element_it_is_told_in(title: str) -> None:
    """Structured data is the same title to a machine, and has no sign that HTML knows."""
    json_ld = article_head(a_site(), a_story("a", title=title), "Văn hóa").json_ld

    assert not set("<>&") & set(json_ld)
    assert json.loads(json_ld)["headline"] == description_cut(title, 110)


def test_a_shared_article_tells_its_own_language() -> None:
    """Once, as Open Graph names it; a language that has no such name goes without."""
    heads = [article_head(a_site(), a_story("a", lang=lang), "Văn hóa") for lang in ("vi", "en", "lo")]
    locales = [[content for name, content in head.open_graph if name == "og:locale"] for head in heads]

    assert locales == [["vi_VN"], ["en_US"], []]


def test_a_shared_page_of_the_portal_tells_its_own_language() -> None:
    """As an article does: one in English says so to who shares it and to who keeps it."""
    story = a_standing_page("english", "About this portal", lang="en")
    site = a_site(standing=[story])
    head = standing_page(site, story).view.head

    assert dict(head.open_graph)["og:locale"] == "en_US"
    assert dict(head.dublin_core)["DC.language"] == "en"


def test_an_article_of_a_title_alone_is_described_by_it() -> None:
    """Search engines and those who share it have something to show."""
    head = article_head(a_site(), a_story("a", title="Lịch tiếp dân", summary=""), "Văn hóa")

    assert head.description == "Lịch tiếp dân"
    assert dict(head.open_graph)["og:description"] == "Lịch tiếp dân"
