"""Order and groups of articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from small_portals import NOW, a_story

from plugins.article.facts import Article
from plugins.sections import grouping

days = st.integers(0, 4000)


def articles_of(offsets: list[int]) -> list[Article]:
    """Return an article for each number of days before now."""
    return [a_story(f"tin-{number}", NOW - timedelta(days=day)).article for number, day in enumerate(offsets)]


def in_order(articles: list[Article]) -> list[Article]:
    """Return articles, the newest first."""
    return grouping.newest_first(articles, lambda article: article)


@given(st.lists(days, max_size=30), st.randoms())
def test_the_newest_come_first_however_the_disk_lists_them(offsets: list[int], chance: Random) -> None:
    """Dates go down, equal ones by path; the order of reading does not count, and nobody is lost."""
    articles = articles_of(offsets)
    shuffled = list(articles)
    chance.shuffle(shuffled)
    ordered = in_order(shuffled)

    assert ordered == in_order(articles)
    assert sorted(ordered, key=lambda one: one.path) == sorted(articles, key=lambda one: one.path)
    for first, second in pairwise(ordered):
        assert grouping.listed_instant(first) >= grouping.listed_instant(second)
        if grouping.listed_instant(first) == grouping.listed_instant(second):
            assert first.path < second.path


def test_one_instant_in_two_zones_is_one_instant() -> None:
    """The zone that a date is written in moves no article."""
    here = a_story("b", NOW).article
    there = a_story("a", NOW.astimezone(UTC)).article
    later = a_story("c", datetime(2024, 6, 30, 2, 0, tzinfo=UTC)).article

    assert in_order([here, there, later]) == [later, there, here]


@given(st.lists(days, max_size=30))
def test_every_year_has_its_articles_and_every_article_its_year(offsets: list[int]) -> None:
    """Years go down; together they hold each article once."""
    articles = in_order(articles_of(offsets))
    years = grouping.years(articles, grouping.listed_instant)

    assert list(years) == sorted(years, reverse=True)
    assert [one for of in years.values() for one in of] == articles
    assert all(grouping.listed_instant(one).year == year for year, of in years.items() for one in of)


@given(st.integers(1, 40), st.integers(0, 39), st.integers(0, 8))
def test_the_others_are_the_nearest_and_never_the_article_itself(
    count: int, position: int, wanted: int
) -> None:
    """Before and after a place as many as are wanted and there, next to it."""
    items = list(range(count))
    place = position % count
    newer, older = grouping.around(place, items, wanted)

    assert place not in (*newer, *older)
    assert [*newer, place, *older] == items[max(0, place - wanted) : place + wanted + 1]


def test_an_article_stands_in_its_section_and_in_those_above() -> None:
    """Nearest first, each once."""
    assert grouping.section_and_ancestors("a/b/c") == ["a/b/c", "a/b", "a"]


@given(st.lists(st.lists(st.sampled_from("xyz"), unique=True), max_size=20))
def test_groups_keep_the_order_and_lose_nobody(keys: list[list[str]]) -> None:
    """An article is in each of its groups, where it stood among the others."""
    articles = articles_of(list(range(len(keys))))
    by_path = {article.path: found for article, found in zip(articles, keys, strict=True)}
    groups = grouping.grouped(articles, lambda article: by_path[article.path])

    for key in "xyz":
        assert groups.get(key, []) == [one for one in articles if key in by_path[one.path]]
