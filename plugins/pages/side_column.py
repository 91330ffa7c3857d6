"""
Choose what stands beside an article's text, and what of it goes along with the reader.

What goes along stays on the screen while the text passes. It must be no taller than the screen, as what sticks out could never be
reached, and not much lower, or most of the column beside a long text is empty. So there are two measures: a part that a laptop's
screen shows whole, and all of the column for a desk's. Heights are estimated by the lengths of titles;
tests/browser/test_side_column.py holds them against a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Column:
    """How tall a column has become: what goes along with the reader, whose names are ``along``, and all of it."""

    along: set[str] = field(default_factory=set)
    used: float = 0.0
    total: float = 0.0

    @property
    def room(self) -> float:
        """How much may still go along."""
        return LAPTOP - self.used

    def take_along(self, name: str, height: float) -> None:
        """Hear of a part that goes along; what it adds to all of the column is said to ``stand``."""
        self.along.add(name)
        self.used += height

    def stand(self, height: float) -> None:
        """Hear of what has its place in the column, whether it goes along or not."""
        self.total += height


def side_column(
    contents: Sequence[Link],
    newer: Sequence[Teaser],
    older: Sequence[Teaser],
    related: Sequence[Teaser],
    elsewhere: Sequence[Teaser],
    *,
    text: float,
) -> SideColumn:
    """
    Return what stands beside a text so tall: the nearest of its section, what shares its tags, and of other sections what is lacking.

    All of its section and its tags stand there, but for those of the section that would be too many to go along where nothing else could.
    """
    column = _Column()
    _place_contents(column, contents)
    newer, older = _place_others(column, newer, older, _section_height((*related, *elsewhere)), text)
    shown, more = _place_related(column, related)
    lacking, more = _place_elsewhere(column, elsewhere, more, text)
    there = {"contents": contents, "others": (*newer, *older), "related": shown, "elsewhere": lacking}
    along = column.along & {name for name, links in there.items() if links}
    return SideColumn(newer, older, shown, lacking, more, frozenset(along), whole=column.total <= DESK)


def _place_contents(column: _Column, contents: Sequence[Link]) -> None:
    """Let contents go along; so many headings that they fill a screen stand by themselves, and what goes along comes after them."""
    height = contents_height(contents)
    column.stand(height)
    if height <= LAPTOP:
        column.take_along("contents", height)


def _place_others(
    column: _Column, newer: Sequence[Teaser], older: Sequence[Teaser], fillers: float, text: float
) -> tuple[tuple[Teaser, ...], tuple[Teaser, ...]]:
    """Return the section's other articles: all, or the nearest that may go along where these are too many and all ``fillers`` too few."""
    height = _others_height(newer, older, column.used)
    if height > column.room and column.used + fillers < min(ENOUGH_ON_LAPTOP, text - column.total - height):
        newer, older = _nearest(newer, older, column)
        height = _others_height(newer, older, column.used)
    if height <= column.room:
        column.take_along("others", height)
    column.stand(height)
    return tuple(newer), tuple(older)


def _nearest(
    newer: Sequence[Teaser], older: Sequence[Teaser], column: _Column
) -> tuple[Sequence[Teaser], Sequence[Teaser]]:
    """Return the nearest of a section's other articles that may go along, of both sides alike as far as there are."""
    kept: tuple[Sequence[Teaser], Sequence[Teaser]] = ((), ())
    for count in range(1, len(newer) + len(older) + 1):
        of_older = min(len(older), max((count + 1) // 2, count - len(newer)))
        nearest = newer[len(newer) - (count - of_older) :], older[:of_older]
        if _others_height(*nearest, column.used) > column.room:
            break
        kept = nearest
    return kept


def _place_related(
    column: _Column, related: Sequence[Teaser]
) -> tuple[tuple[Teaser, ...], tuple[Teaser, ...]]:
    """Return what shares the tags: those that go along or stand by themselves, and what there is more of them."""
    column.stand(_section(column.total) + sum(map(title_height, related)) if related else 0.0)
    shown, height = _fitting(related, column.room, _section(column.used))
    if len(shown) < len(related) and (not shown or column.used >= ENOUGH_ON_LAPTOP):
        return tuple(related), ()
    column.take_along("related", height)
    return shown, _without(related, shown)


def _place_elsewhere(
    column: _Column, elsewhere: Sequence[Teaser], more: tuple[Teaser, ...], text: float
) -> tuple[tuple[Teaser, ...], tuple[Teaser, ...]]:
    """Return what is lacking from other sections, and what there is ``more`` of the last part that goes along."""
    # A column that no desk shows whole has all that is lacking in the part that goes along.
    enough = ENOUGH_ON_LAPTOP if "others" in column.along else LAPTOP
    lacking, height = _fitting(elsewhere, column.room, _section(column.used), text - column.total)
    if "related" in column.along and column.used < enough and lacking and not more:
        # What is first of what goes along has its distance from what stands above that.
        column.stand(height + _section(column.total) - _section(column.used))
        column.take_along("elsewhere", height)
        wanted = min(ENOUGH_ON_DESK, text) - column.total
        more, height = _fitting(_without(elsewhere, lacking), DESK - column.total, wanted=wanted)
    else:
        wanted = min(ENOUGH_ON_DESK, text) - column.total
        lacking, height = _fitting(elsewhere, DESK - column.total, _SECTION, wanted)
    column.stand(height)
    return lacking, more


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


def _section_height(teasers: Sequence[Teaser]) -> float:
    """Return how tall articles are in a section below others, 0 for none."""
    return _SECTION + sum(map(title_height, teasers)) if teasers else 0.0


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
