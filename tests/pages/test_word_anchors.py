"""Anchors of what a page tells: each is there once, whatever the names are."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from plugins.pages.word_anchors import told_apart

# Few letters and numbers, so that names meet each other and what is made of them.
NAMES = st.lists(st.from_regex(r"[ab](-[23]){0,2}", fullmatch=True), max_size=12)


@given(NAMES)
@example(["a", "a", "a-2"])
@example(["a-2", "a", "a"])
def test_no_name_is_there_twice(names: list[str]) -> None:
    """Not even where one is written as another is numbered."""
    told = list(told_apart(names))

    assert len(told) == len(names)
    assert len(set(told)) == len(told)


@given(NAMES)
@example(["a", "a", "a-2"])
def test_the_first_of_a_name_keeps_it(names: list[str]) -> None:
    """A link to something with a name of its own leads there, whatever else the page tells."""
    told = list(told_apart(names))

    assert [told[names.index(name)] for name in names] == names
