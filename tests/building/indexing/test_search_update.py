"""What of the search index is made anew."""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.building.incremental.search_cache import NOTHING, IndexState
from plugins.building.indexing.search_update import WantedIndex, renumbered_tiers
from plugins.search.layout import CLOSED, CURRENT, page_numbering

BEFORE = {"a/": date(2024, 5, 1), "b/": date(2025, 5, 1), "c/": date(2026, 5, 1)}


def index_of(days: dict[str, date], basis: str = "nền") -> tuple[WantedIndex, IndexState]:
    """Return pages of some days as they are wanted in the index, and the index when it has them."""
    numbering = page_numbering(days)
    wanted = WantedIndex(dict.fromkeys(days), dict.fromkeys(days, "khóa"), numbering, [], basis)
    state = msgspec.structs.replace(NOTHING, basis=basis, slots=numbering.slots, first=numbering.first)
    return wanted, state


def renumbered(before: dict[str, date], now: dict[str, date], basis: str = "nền") -> set[int]:
    """Return the tiers that are made anew where other pages are wanted."""
    return renumbered_tiers(index_of(now, basis)[0], index_of(before)[1])


def test_the_first_article_of_a_year_leaves_the_closed_years_as_they_are() -> None:
    """Those of the year before join them; the tier of the newest year has that article alone."""
    new = {**BEFORE, "d/": date(2027, 1, 1)}
    assert renumbered(BEFORE, new) == {CURRENT}
    assert renumbered(new, BEFORE) == {CURRENT}
    assert all(page_numbering(new).pages[one] == page_numbering(BEFORE).pages[one] for one in ("a/", "b/"))


def test_what_numbers_all_pages_in_another_way_makes_both_tiers_anew() -> None:
    """Other sections, a day with more articles than a day had numbers; a year before all others only the closed years."""
    assert renumbered(BEFORE, BEFORE) == set()
    assert renumbered(BEFORE, BEFORE, "nền khác") == {CLOSED, CURRENT}
    assert renumbered(BEFORE, {**BEFORE, **{f"{n}/": date(2026, 1, 1) for n in range(9)}}) == {
        CLOSED,
        CURRENT,
    }
    assert renumbered(BEFORE, {**BEFORE, "d/": date(2001, 1, 1)}) == {CLOSED}
