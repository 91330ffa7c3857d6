"""Divide a list of articles into pages, and link the pages with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.pages import addresses
from plugins.pages.head_metadata import last_modified
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import Link
from plugins.pages.views import Paging
from plugins.sections import grouping

# How many pages on either side of the current one have a link.
NEIGHBOURS = 2


@dataclass(frozen=True, slots=True)
class ListPage:
    """
    One page of a list, without its articles: which it is, of how many, and when anything in the whole list last changed.

    ``base`` is the address of the list, which is its first page.
    """

    base: str
    number: int
    total: int
    changed: datetime | None

    @property
    def address(self) -> str:
        """The address of this page."""
        return addresses.numbered(self.base, self.number)

    @property
    def path(self) -> str:
        """The file of this page."""
        return addresses.output_path(self.address)

    def titled(self, title: str) -> str:
        """Return the title of the list with the number of a later page."""
        return title if self.number == 1 else f"{title} – trang {self.number}"


def list_pages(site: Site, base: str, stories: Sequence[Story]) -> Iterator[tuple[ListPage, Sequence[Story]]]:
    """Yield the pages of a list, each with its articles; an empty list has one empty page."""
    slices = grouping.sliced(stories, site.page_size)
    changed = last_modified(stories)
    for number, chosen in enumerate(slices, start=1):
        yield ListPage(base, number, len(slices), changed), chosen


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
    """Return the links between the pages of a list."""

    def href(number: int) -> str:
        return site.href(addresses.numbered(page.base, number))

    return Paging(
        current=page.number,
        total=page.total,
        pages=tuple(
            Link(str(number), href(number)) if number else Link("…", "")
            for number in shown_numbers(page.number, page.total)
        ),
        newer=href(page.number - 1) if page.number > 1 else "",
        older=href(page.number + 1) if page.number < page.total else "",
    )
