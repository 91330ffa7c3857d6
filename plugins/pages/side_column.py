"""
Choose what stands beside an article's text, and what of it goes along with the reader.

What goes along stays on the screen while the text passes. It must be no taller than the screen, as what sticks out could never be
reached, and not much lower, or most of the column beside a long text is empty. So there are two measures: a part that a laptop's
screen shows whole, and all of the column for a desk's. Heights are estimated by the lengths of titles;
tests/browser/test_side_column.py holds them against a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from plugins.pages.view_parts import Link
from plugins.pages.views import SideColumn, Teaser

# In rem. What goes along on a laptop and on a desk: theme/static/css/layout.css asks for screens that are a little taller.
LAPTOP, DESK = 37.25, 52.0
# What is lower than this on them leaves most of the column empty.
ENOUGH_ON_LAPTOP, ENOUGH_ON_DESK = 26.0, 44.0
# What stands around a body, what more around a document's, and what is tall in one. Rather too much: a title too many leaves nothing bare.
_AROUND, _AROUND_DOCUMENT, _SYLLABLE = 25.0, 30.0, 0.15
_TALL = {"<figure": 28.0, "<tr": 2.9, "<h2": 3.0, "<li": 1.0}
LETTERS_PER_LINE = 49
# What stands around and between the lines of titles.
_CONTENTS, _CONTENTS_ITEM, _CONTENTS_LINE = 4.0, 1.06, 1.64
_SECTION, _FIRST_SECTION, _HEADING, _COLLAPSED = 5.5, 3.0, 2.5, 0.75
_TITLE_ITEM, _TITLE_LINE = 2.95, 1.81


def side_column(
    contents: Sequence[Link],
    newer: Sequence[Teaser],
    older: Sequence[Teaser],
    related: Sequence[Teaser],
    elsewhere: Sequence[Teaser],
    *,
    text: float,
) -> SideColumn:
    """Return what stands beside a text so tall: the nearest of its section, what shares its tags, and of other sections what is lacking."""
    along = set()
    total = used = contents_height(contents)
    if used <= LAPTOP:
        along.add("contents")
    else:
        # So many headings stand by themselves; what goes along comes after them.
        used = 0.0
    others = _others_height(newer, older, used)
    if used + others <= LAPTOP:
        along.add("others")
        used += others
    total += others

    more: tuple[Teaser, ...] = ()
    shown, height = _fitting(related, LAPTOP - used, _section(used))
    if len(shown) == len(related) or (shown and used < ENOUGH_ON_LAPTOP):
        along.add("related")
        used += height
        more = _without(related, shown)
    else:
        shown = tuple(related)
    total += _section(total) + sum(map(title_height, related)) if related else 0.0

    # A column that no desk shows whole has all that is lacking in the part that goes along.
    enough = ENOUGH_ON_LAPTOP if "others" in along else LAPTOP
    lacking, height = _fitting(elsewhere, LAPTOP - used, _section(used), text - total)
    if "related" in along and used < enough and lacking and not more:
        along.add("elsewhere")
        # What is first of what goes along has its distance from what stands above that.
        total += height + _section(total) - _section(used)
        wanted = min(ENOUGH_ON_DESK, text) - total
        more, height = _fitting(_without(elsewhere, lacking), DESK - total, wanted=wanted)
    else:
        wanted = min(ENOUGH_ON_DESK, text) - total
        lacking, height = _fitting(elsewhere, DESK - total, _SECTION, wanted)
    total += height
    there = {"contents": contents, "others": (*newer, *older), "related": shown, "elsewhere": lacking}
    along &= {name for name, links in there.items() if links}
    return SideColumn(tuple(newer), tuple(older), shown, lacking, more, frozenset(along), whole=total <= DESK)


def text_height(syllables: int, html: str, *, is_document: bool) -> float:
    """Return how tall an article is, roughly, by its body."""
    tall = sum(height * html.count(tag) for tag, height in _TALL.items())
    return _AROUND + (_AROUND_DOCUMENT if is_document else 0.0) + _SYLLABLE * syllables + tall


def contents_height(contents: Sequence[Link]) -> float:
    """Return how tall a table of contents is, 0 for none."""
    lines = sum(_CONTENTS_ITEM + _CONTENTS_LINE * _lines(link.text) for link in contents)
    return _CONTENTS + lines if contents else 0.0


def title_height(teaser: Teaser) -> float:
    """Return how tall an article is in a list of titles with their days."""
    return _TITLE_ITEM + _TITLE_LINE * _lines(teaser.title)


def _lines(text: str) -> int:
    return max(1, ceil(len(text) / LETTERS_PER_LINE))


def _section(used: float) -> float:
    """Return how tall a section is without its articles, the first one or one below others."""
    return _SECTION if used else _FIRST_SECTION


def _others_height(newer: Sequence[Teaser], older: Sequence[Teaser], used: float) -> float:
    """Return how tall the section's other articles are, below what is so tall, 0 for none."""
    headings = _HEADING * sum(map(bool, (newer, older)))
    titles = sum(map(title_height, (*newer, *older)))
    return _section(used) - _COLLAPSED + headings + titles if titles else 0.0


def _without(teasers: Sequence[Teaser], shown: Sequence[Teaser]) -> tuple[Teaser, ...]:
    return tuple(one for one in teasers if one not in shown)


def _fitting(
    teasers: Sequence[Teaser], room: float, section: float = 0.0, wanted: float = DESK
) -> tuple[tuple[Teaser, ...], float]:
    """Return the articles that have room as a section, until it is as tall as wanted, and how tall that is."""
    height, found = section, list[Teaser]()
    for teaser in teasers:
        if height < wanted and height + title_height(teaser) <= room:
            height += title_height(teaser)
            found.append(teaser)
    return tuple(found), height if found else 0.0
