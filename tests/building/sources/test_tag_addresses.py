"""Tags that differ in tones or signs have pages of their own; ways to write one tag share a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import Article, ArticleKind, Tag
from plugins.article.tags import distinct, tag_identity
from plugins.building.sources.tag_addresses import tags_apart, with_own_tags
from plugins.prose.body import Body
from plugins.vietnamese.slugs import slugify


def an_article(day: int, *names: str) -> Article:
    """Return an article of a day with these tags."""
    tags = distinct(Tag(name, slugify(name)) for name in names)
    moment = datetime(2024, 5, day, tzinfo=UTC)
    return Article(f"content/{day}.md", ArticleKind.ARTICLE, "T", "t", Body(""), date=moment, tags=tags)


def slugs(*articles: Article) -> dict[str, str]:
    """Return the slug of each tag of all articles."""
    apart = tags_apart(articles)
    return {tag.name: tag.slug for one in articles for tag in with_own_tags(one, apart).tags}


def test_the_oldest_keeps_the_plain_address() -> None:
    """Whatever order the files are read in; the others say their marks in words."""
    old, new = an_article(1, "Bão"), an_article(2, "Báo", "Bảo", "lúa")
    assert slugs(old, new) == slugs(new, old)
    assert slugs(old, new) == {"Bão": "bao", "Báo": "bao-sac", "Bảo": "bao-hoi", "lúa": "lua"}


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["phụ nữ", "Phụ nữ", "phu nu"], ["phụ nữ"]),
        (["phu nu", "Phụ nữ"], ["Phụ nữ"]),
        (["Bão", "Báo", "bão"], ["Bão", "Báo"]),
        (["C", "C++", "C#"], ["C", "C++", "C#"]),
        (["văn hoá", "Văn hóa"], ["văn hoá"]),
    ],
)
def test_one_article_has_each_tag_once(names: list[str], kept: list[str]) -> None:
    """Capitals, the place of a tone and missing marks make no other tag."""
    assert [tag.name for tag in distinct(Tag(name, slugify(name)) for name in names)] == kept


def test_a_name_without_marks_is_the_only_marked_one_of_the_portal() -> None:
    """In whichever article it stands; where there are two, it is a tag of its own."""
    assert slugs(an_article(1, "phu nu"), an_article(2, "Phụ nữ")) == {"phu nu": "phu-nu", "Phụ nữ": "phu-nu"}
    assert slugs(an_article(1, "Bão"), an_article(2, "bao"), an_article(3, "Báo"))["bao"] == "bao-khong-dau"


def test_an_address_that_another_tag_has_is_not_given() -> None:
    """“Bao nga” is a tag too."""
    found = slugs(an_article(1, "Báo", "Bao nga"), an_article(2, "Bão"))
    assert found == {"Báo": "bao", "Bao nga": "bao-nga", "Bão": "bao-nga-2"}


NAMES = st.sampled_from(
    ["Bão", "Báo", "Bảo", "bao", "Bao", "bão", "C", "C++", "C#", "Đất", "Đạt", "Dat", "Bao nga"]
)


@given(st.lists(st.lists(NAMES, min_size=1, max_size=4), min_size=1, max_size=5))
def test_no_page_is_of_two_tags(names: list[list[str]]) -> None:
    """Two names share an address only if they are one tag, but for marks that somebody did not type."""
    found = slugs(*(an_article(day, *some) for day, some in enumerate(names, 1)))
    by_slug: dict[str, set[str]] = {}
    for name, slug in found.items():
        by_slug.setdefault(slug, set()).add(tag_identity(name))
    unmarked = {tag_identity("bao"), tag_identity("dat")}
    assert all(len(some - unmarked) <= 1 for some in by_slug.values())
