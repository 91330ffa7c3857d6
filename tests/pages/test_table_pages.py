"""How a table is divided into pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.paging import table_pages


@given(st.integers(0, 200), st.integers(1, 30))
def test_pages_hold_all_and_only_the_last_is_short(count: int, length: int) -> None:
    """Every page but the last is full, each knows its number and how many there are; no rows make one empty page."""
    rows = list(range(count))
    pages = table_pages("so/", rows, length)

    assert [one for _, chosen in pages for one in chosen] == rows
    assert all(len(chosen) == length for _, chosen in pages[:-1])
    assert len(pages) == max(1, -(-count // length))
    assert [(page.number, page.total) for page, _ in pages] == [
        (number, len(pages)) for number in range(1, len(pages) + 1)
    ]
    assert [page.is_lists_own for page, _ in pages] == [True] + [False] * (len(pages) - 1)
