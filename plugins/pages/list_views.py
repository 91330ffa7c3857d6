"""Define what the templates of plain lists and of indexes are given."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.pages.counted_links import Count, CountGroup
from plugins.pages.register_view import RegisterEntry
from plugins.pages.view_parts import Link
from plugins.pages.views import Feed, Paging, Teaser, View


@dataclass(frozen=True, slots=True)
class ListView(View):
    """
    A plain list of articles: a year, a month, an author, an organisation, a tag, a commune.

    ``count`` says how many articles it has in all ("9 bài"), ``description`` who or what it is of; ``months`` are a year's,
    on its first page, to which the others lead (``months_at``);
    ``documents`` are the newest among the articles, where a list shows them first: they do not stand among its ``teasers`` again.
    """

    breadcrumb: tuple[Link, ...]
    title: str
    description: str
    teasers: tuple[Teaser, ...]
    paging: Paging
    count: str = ""
    months: tuple[Count, ...] = ()
    feeds: tuple[Feed, ...] = ()
    documents: tuple[RegisterEntry, ...] = ()
    months_at: str = ""


@dataclass(frozen=True, slots=True)
class IndexView(View):
    """An index of links with counts, many of them under letters: all authors, all tags, all years; ``most`` has the most used."""

    breadcrumb: tuple[Link, ...]
    title: str
    description: str
    groups: tuple[CountGroup, ...]
    most: tuple[Count, ...] = ()

    @property
    def entries(self) -> tuple[Count, ...]:
        """All entries in their order, under whatever letter."""
        return tuple(entry for group in self.groups for entry in group.entries)
