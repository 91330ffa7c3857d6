"""What stands beside an article's text: the nearest of its section, what shares its tags, of other sections what is lacking; nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from small_portals import NOW

from plugins.pages import partials
from plugins.pages.side_column import DESK, LAPTOP, contents_height, side_column, title_height
from plugins.pages.view_parts import Link
from plugins.pages.views import SideColumn, Teaser

# In rem, as all heights.
LONG = 150.0
TITLES = st.lists(st.integers(10, 160), max_size=5)


def teasers(kind: str, lengths: Sequence[int]) -> list[Teaser]:
    """Return articles with titles of these lengths."""
    moment = partials.shown_instant(NOW)
    return [Teaser("a" * length, f"/{kind}/{number}/", moment) for number, length in enumerate(lengths)]


def headings(count: int) -> list[Link]:
    """Return a table of contents."""
    return [Link(f"Mục {number}", f"#muc-{number}") for number in range(count)]


def all_of(found: SideColumn) -> list[Teaser]:
    """Return all that stands in a column."""
    return [*found.newer, *found.older, *found.related, *found.elsewhere, *found.more]


def test_few_of_the_section_go_along_and_other_sections_fill_what_is_bare() -> None:
    """Beside a long text stand some of other sections, beside a short one none."""
    elsewhere = teasers("khac", [40] * 8)
    long = side_column((), (), teasers("cu", [40]), (), elsewhere, text=LONG)
    short = side_column((), (), teasers("cu", [40] * 3), (), elsewhere, text=20.0)

    assert long.along == {"others", "elsewhere"}
    assert len(long.elsewhere) + len(long.more) >= 4
    assert (short.elsewhere, short.more) == ((), ())


def test_many_of_the_section_stand_by_themselves_and_the_rest_goes_along() -> None:
    """Ten titles are taller than a laptop's screen: what shares the tags goes along in their place."""
    ten = (teasers("moi", [40] * 5), teasers("cu", [40] * 5))
    found = side_column((), *ten, teasers("the", [60] * 2), teasers("khac", [40] * 8), text=LONG)

    assert (len(found.newer), len(found.older)) == (5, 5)
    assert "others" not in found.along
    assert {"related", "elsewhere"} <= found.along


def test_where_a_section_is_alone_the_nearest_of_it_go_along() -> None:
    """No tags, no other section: ten titles that no laptop shows would leave the text's column bare; the nearest of both sides are shown whole."""
    newer, older = teasers("moi", [80] * 5), teasers("cu", [80] * 5)
    found = side_column((), newer, older, (), (), text=LONG)
    beside_contents = side_column(headings(6), newer, older, (), (), text=LONG)
    short = side_column((), newer, older, (), (), text=40.0)

    assert found.along == {"others"}
    assert ([*found.newer], [*found.older]) == (newer[-2:], older[:2])
    assert beside_contents.along == {"contents", "others"}
    assert [*beside_contents.older] == older[: len(beside_contents.older)] != []
    # Beside a text that is no taller than they are all of them stand.
    assert (len(short.newer), len(short.older)) == (5, 5)


def test_contents_that_fill_a_screen_stand_by_themselves() -> None:
    """What comes after them goes along."""
    found = side_column(headings(20), (), teasers("cu", [40] * 5), (), (), text=LONG)

    assert contents_height(headings(20)) > LAPTOP
    assert "contents" not in found.along
    assert "others" in found.along


@given(
    st.integers(0, 25),
    TITLES,
    TITLES,
    st.lists(st.integers(10, 160), max_size=4),
    st.lists(st.integers(10, 160), max_size=8),
    st.floats(0, 400),
)
def test_what_goes_along_has_room(
    contents: int, newer: list[int], older: list[int], related: list[int], elsewhere: list[int], text: float
) -> None:
    """Whatever the titles: nothing stands twice, nothing of the tags is left out, of the section only what is farthest; what goes along or is whole is not too tall."""
    groups = [teasers(*one) for one in (("moi", newer), ("cu", older), ("the", related), ("khac", elsewhere))]
    links = headings(contents if contents > 2 else 0)
    found = side_column(links, *groups, text=text)
    along = [*((found.newer, found.older) if "others" in found.along else ())]
    along += [found.related] if "related" in found.along else []
    along += [found.elsewhere] if "elsewhere" in found.along else []
    tall = sum(title_height(one) for group in along for one in group)
    whole = sum(title_height(one) for one in all_of(found))

    assert len(all_of(found)) == len({one.href for one in all_of(found)})
    assert [*found.newer] == groups[0][len(groups[0]) - len(found.newer) :]
    assert [*found.older] == groups[1][: len(found.older)]
    assert "others" in found.along or ([*found.newer], [*found.older]) == (groups[0], groups[1])
    assert {one.href for one in groups[2]} <= {one.href for one in all_of(found)}
    assert tall + (contents_height(links) if "contents" in found.along else 0) <= LAPTOP
    assert not found.whole or whole + contents_height(links) <= DESK
