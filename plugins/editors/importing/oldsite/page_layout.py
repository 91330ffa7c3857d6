"""The values that tell where on an old page the title and the dates stand."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.editors.importing.imported_article import ImportedBlock
from plugins.editors.importing.oldsite.lines import text_on_one_line

# Ranks of date lines without a date label.
UNLABELLED, PRINTING_DATE = 50, 99


@dataclass(frozen=True, slots=True)
class DateLine:
    """
    A line that holds nothing but a date: its place among the lines, and the date as it is written.

    ``rank`` tells how reliable it is as the article's date, the lower the better: the place of its label
    among the date labels, UNLABELLED without a label, PRINTING_DATE for the day on which the page was printed.
    """

    place: int
    written: str
    rank: int

    @property
    def may_be_articles(self) -> bool:
        """Whether it may be the article's date."""
        return self.rank < PRINTING_DATE


@dataclass(frozen=True, slots=True)
class PageLayout:
    """
    The lines of an old page, and which of them are the title and the date of the article.

    ``date_lines`` are all lines that hold a date, ``date_line`` the one that is the article's;
    ``site_names`` are the names of the whole site that its markup tells.
    """

    lines: tuple[ImportedBlock, ...]
    date_lines: tuple[DateLine, ...]
    title_at: int | None
    date_line: DateLine | None
    site_names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title that is printed, "" for none."""
        return text_on_one_line(self.lines[self.title_at]) if self.title_at is not None else ""
