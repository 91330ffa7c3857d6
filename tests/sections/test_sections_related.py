"""What belongs to an article: what shares its tags and is near it in time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.sections.related import NEWER, OLDER, Related

TAGS = st.lists(st.lists(st.sampled_from("abcd"), max_size=3, unique=True), min_size=1, max_size=40)


def test_most_shared_tags_come_first_then_the_nearest() -> None:
    """Two tags in common say more than one; of equals the nearer one does."""
    related = Related([["lúa"], ["hội", "lúa"], ["hội", "lúa"], ["hội"], ["chợ"], ["lúa"]])

    assert related.of(2, 4) == [1, 3, 0, 5]


def test_what_stands_beside_already_is_left_out() -> None:
    """No article is offered twice on one page."""
    assert Related([["hội"], ["hội"], ["hội"]]).of(1, 4, besides=[0]) == [2]


def test_an_article_without_tags_has_no_relatives() -> None:
    """And nobody has it."""
    related = Related([[], ["hội"], []])

    assert [related.of(number, 4) for number in range(3)] == [[], [], []]


@given(TAGS, st.integers(1, 6))
def test_relatives_share_a_tag_and_are_never_the_article_itself(tags: list[list[str]], count: int) -> None:
    """At most as many as asked for, each once."""
    related = Related(tags)
    for number, own in enumerate(tags):
        found = related.of(number, count)
        assert len(found) == len(set(found)) <= count
        assert number not in found
        assert all(set(tags[other]) & set(own) for other in found)


@given(TAGS, st.lists(st.sampled_from("abcd"), max_size=3, unique=True))
def test_a_new_article_touches_only_its_neighbours(tags: list[list[str]], new: list[str]) -> None:
    """What the newest article changes is bound by the neighbours it has in each tag, not by the size of the portal."""
    before, after = Related(tags), Related([new, *tags])
    changed = [
        number
        for number in range(len(tags))
        if [other + 1 for other in before.of(number, 4)] != after.of(number + 1, 4)
    ]

    assert len(changed) <= len(new) * (NEWER + OLDER)
