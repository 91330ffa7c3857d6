"""
Divide a list into pages, and link the pages with each other.

A list of articles keeps them where they are: its own address has the newest, and those before them are divided from the
oldest on. What is published later changes no page but the newest, so that an address that somebody has kept still leads to
what was read there, and a build that adds an article makes few pages. A table, of which the order may change as a whole,
is divided from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from plugins.pages import addresses
from plugins.pages.head_metadata import last_modified_of_list
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import Link
from plugins.pages.views import Paging

Row = TypeVar("Row")

# How many pages on either side of the current one have a link.
NEIGHBOURS = 2
# The numbers of the pages at a list's own address: that of the newest articles, and that of a table's first rows.
NEWEST, FIRST = 0, 1


@dataclass(frozen=True, slots=True)
class ListPage:
    """
    One page of a list, without what stands in it.

    ``base`` is the address of the list, at which the page of number ``own`` is; the others have addresses with their
    numbers. ``total`` is the highest number that the page tells of, ``changed`` when anything in it last changed.
    """

    base: str
    number: int
    total: int = 0
    changed: datetime | None = None
    own: int = NEWEST

    @property
    def address(self) -> str:
        """The address of this page."""
        return self.address_of(self.number)

    def address_of(self, number: int) -> str:
        """Return the address of another page of the list."""
        return self.base if number == self.own else addresses.numbered_address(self.base, number)

    @property
    def path(self) -> str:
        """The file of this page."""
        return addresses.output_path(self.address)

    @property
    def is_lists_own(self) -> bool:
        """Whether it is the page that has the list's own address."""
        return self.number == self.own

    def titled(self, title: str) -> str:
        """Return the title of the list, with the number of another page than that of its address."""
        return title if self.is_lists_own else f"{title} – trang {self.number}"


def list_pages(site: Site, base: str, stories: Sequence[Story]) -> Iterator[tuple[ListPage, Sequence[Story]]]:
    """
    Yield the pages of a list of articles, the newest first, each with its articles; an empty list has one empty page.

    A page has as many as the portal shows of a list, that of the newest half as many at least, and less than half as many more.
    """
    size = site.page_size
    total = max(0, (len(stories) - max(1, size // 2)) // size)
    newest = len(stories) - total * size
    yield ListPage(base, NEWEST, total, last_modified_of_list(stories)), stories[:newest]
    for number in range(total, 0, -1):
        start = newest + (total - number) * size
        chosen = stories[start : start + size]
        # That there are still newer pages than those with a link is all that is told of them.
        told = min(total, number + NEIGHBOURS + 2)
        yield ListPage(base, number, told, last_modified_of_list(chosen)), chosen


def table_pages(
    base: str, rows: Sequence[Row], length: int, changed: datetime | None = None
) -> list[tuple[ListPage, Sequence[Row]]]:
    """
    Return the pages of a table from its beginning, ``length`` rows on each, with their rows; no rows make one empty page.

    >>> [(page.address, list(rows)) for page, rows in table_pages("so/", "abc", 2)]
    [('so/', ['a', 'b']), ('so/trang/2/', ['c'])]
    """
    starts = range(0, max(len(rows), 1), length)
    return [
        (ListPage(base, number, len(starts), changed, FIRST), rows[start : start + length])
        for number, start in enumerate(starts, start=1)
    ]


def shown_numbers(current: int, total: int) -> list[int]:
    """
    Return the numbers of the pages that a page links to: both ends and its neighbours; 0 stands for those between.

    A gap of one page is no gap: its number takes no more room than the dots.

    >>> shown_numbers(1, 3), shown_numbers(7, 40)
    ([1, 2, 3], [1, 0, 5, 6, 7, 8, 9, 0, 40])
    """
    near = {1, total, *range(max(1, current - NEIGHBOURS), min(total, current + NEIGHBOURS) + 1)}
    near |= {number for number in (2, total - 1) if {number - 1, number + 1} <= near}
    shown: list[int] = []
    for number in sorted(near):
        if shown and number - shown[-1] > 1:
            shown.append(0)
        shown.append(number)
    return shown


def paging(site: Site, page: ListPage) -> Paging:
    """Return the links between the pages of a list of articles: the newest, then numbers down to the oldest."""
    if not page.total:
        return Paging()
    # The newest page stands where the number after the last would.
    newest = page.total + 1
    place = newest if page.is_lists_own else page.number

    def link(number: int, text: str = "") -> Link:
        text = text or ("Mới nhất" if number == newest else str(number))
        return Link(text, site.href(page.address_of(NEWEST if number == newest else number)))

    return Paging(
        current="Mới nhất" if page.is_lists_own else str(page.number),
        pages=tuple(
            link(number) if number else Link("…", "") for number in reversed(shown_numbers(place, newest))
        ),
        newer=_newer(site, page),
        older=link(place - 1, "Cũ hơn") if place > 1 else None,
    )


def _newer(site: Site, page: ListPage) -> Link | None:
    if page.is_lists_own:
        return None
    return Link(
        "Mới hơn", site.href(page.address_of(page.number + 1 if page.number < page.total else NEWEST))
    )


def table_paging(site: Site, page: ListPage) -> Paging:
    """Return the links between the pages of a table, which are numbered from its beginning."""
    if page.total < 2:
        return Paging()
    return Paging(
        current=str(page.number),
        pages=tuple(
            Link(str(number), site.href(page.address_of(number))) if number else Link("…", "")
            for number in shown_numbers(page.number, page.total)
        ),
        newer=Link("Trang trước", site.href(page.address_of(page.number - 1))) if page.number > 1 else None,
        older=Link("Trang sau", site.href(page.address_of(page.number + 1)))
        if page.number < page.total
        else None,
    )
