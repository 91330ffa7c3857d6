"""An index of many names has letters and the most used names apart; one of few is a plain list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.counted_links import MANY, MOST_SHOWN, Count, by_letter, most_used
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
    assert (letters == [""]) == (len(entries) < MANY)


def test_the_most_used_are_those_of_most_articles() -> None:
    """A name of one article is not among them; where all can be seen at once, none is set apart."""
    many = [Count(f"thẻ {number}", f"/{number}/", number % 7) for number in range(MANY)]
    assert [entry.count for entry in most_used(many)] == sorted(
        (entry.count for entry in many), reverse=True
    )[:MOST_SHOWN]
    assert most_used([Count(f"thẻ {number}", "/", 1) for number in range(MANY)]) == ()
    assert most_used(many[: MANY - 1]) == ()
