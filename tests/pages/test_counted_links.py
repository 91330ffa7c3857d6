"""An index of many names has letters and the most used names apart; one of few is a plain list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small_portals import a_site, a_story

from plugins.pages import addresses
from plugins.pages.counted_links import MANY, MOST_SHOWN, Count, by_letter, most_used
from plugins.pages.story_groups import group_stories
from plugins.vietnamese.collation import sort_key


@given(st.lists(st.text(min_size=1, max_size=6), max_size=60, unique=True))
def test_no_name_is_lost_under_letters(names: list[str]) -> None:
    """Whatever the names are, each stands under one letter, once; no letter comes twice."""
    entries = [Count(name, f"/{place}/", place) for place, name in enumerate(sorted(names, key=sort_key))]
    groups = by_letter(entries)

    assert sorted(entry.href for group in groups for entry in group.entries) == sorted(
        entry.href for entry in entries
    )
    letters = [group.letter for group in groups]
    assert len(letters) == len(set(letters))
    assert letters == sorted(letters, key=sort_key)
    assert (letters == [""]) == (len(entries) < MANY)


def test_letters_and_the_names_below_them_stand_in_the_order_of_the_alphabet() -> None:
    """Signs before a name count for neither: “Dưỡng sinh” stands among the names with D."""
    names = [
        "“Dưỡng sinh”",
        "(Cũ) Xuân",
        "Dân số",
        "Di sản",
        "Đê",
        "5 không",
        "…",
        *(f"Xã {one}" for one in range(MANY)),
    ]
    site = a_site(*(a_story(f"tin-{place}", tags=[name]) for place, name in enumerate(names)))
    terms = group_stories(site).terms[addresses.TAGS]
    groups = by_letter([Count(term.name, term.address, 1) for term in terms])

    assert [group.letter for group in groups] == ["0–9", "C", "D", "Đ", "X"]
    assert [entry.text for entry in groups[2].entries] == ["Dân số", "Di sản", "“Dưỡng sinh”"]
    assert [entry.text for entry in groups[0].entries] == ["…", "5 không"]


def test_the_most_used_are_those_of_most_articles() -> None:
    """A name of one article is not among them; where all can be seen at once, none is set apart."""
    many = [Count(f"thẻ {number}", f"/{number}/", number % 7) for number in range(MANY)]
    assert [entry.count for entry in most_used(many)] == sorted(
        (entry.count for entry in many), reverse=True
    )[:MOST_SHOWN]
    assert most_used([Count(f"thẻ {number}", "/", 1) for number in range(MANY)]) == ()
    assert most_used(many[: MANY - 1]) == ()
