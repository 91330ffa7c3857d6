"""
The report of an import as a page: what came, what is doubtful, what failed and why, where each old address leads.

What an article has to say is read out of its file, so that the report of an import that was stopped and went on tells all of it.
Everything on the page was written by strangers: the template escapes it, and only web addresses become links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.editors.importing.file_output import shown_path, write_whole
from plugins.editors.importing.note_words import LOST, MISSING
from plugins.header.fields import label
from plugins.header.parse import parse
from plugins.redirects.rules_file import RULES_FILE

# Beside the content folder.
REPORT_FILE = "output-nhap/bao-cao.html"
_TEMPLATE = "import_report.html"
_NOTE = re.compile(r"<!--\n(.*?)\n-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReportedArticle:
    """An article that came: its file, what its header says, and what its editor still has to look at."""

    path: str
    title: str
    date: str
    section: str
    old_addresses: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def has_lost_words(self) -> bool:
        """Whether words of its source are missing."""
        return any(LOST in note for note in self.notes)

    @property
    def empty_fields(self) -> tuple[str, ...]:
        """The fields that it must have and has not, as its header calls them."""
        values = {"title": self.title, "date": self.date, "category": self.section}
        return tuple(label(name) for name, value in values.items() if not value)

    @property
    def is_unfinished(self) -> bool:
        """Whether something must be filled in before it can be published."""
        return bool(self.empty_fields) or any(mark in note for note in self.notes for mark in MISSING)


@dataclass(frozen=True, slots=True)
class PortalReport:
    """
    What the page shows.

    ``failed`` and ``no_articles`` are pairs of a name or address and the reason; ``left_out`` are old sections with how many of
    their pages were left out on purpose, ``unplaced`` those that nobody has placed yet; ``redirects`` what was written of old sections;
    ``reminders`` what the terminal says of the import as a whole.
    """

    sources: tuple[str, ...]
    articles: tuple[ReportedArticle, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    no_articles: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    unplaced: tuple[tuple[str, int], ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True
    section_file: str = ""
    reminders: tuple[str, ...] = ()

    @property
    def doubtful(self) -> list[ReportedArticle]:
        """The articles with something to look at, those that lost words and those that want something first."""
        found = [one for one in self.articles if one.notes or one.is_unfinished]
        return sorted(found, key=lambda one: (not one.has_lost_words, not one.is_unfinished))

    @property
    def redirected(self) -> list[tuple[str, ReportedArticle]]:
        """Each old address with the article that it leads to."""
        return sorted(
            ((old, one) for one in self.articles for old in one.old_addresses), key=lambda pair: pair[0]
        )


def reported_article(text: str, path: str) -> ReportedArticle:
    """
    Return what the text of an article's file says.

    >>> reported_article("Tiêu đề: A\\nĐường dẫn cũ: /a; /b\\n\\n<!--\\nNhập từ “x”.\\n- Ngày đăng: điền ngày.\\n-->\\n\\nB", "a.md").notes
    ('Ngày đăng: điền ngày.',)
    """
    source = parse(path, text)
    note = _NOTE.search(text)
    notes = [line[2:] for line in note[1].split("\n") if line.startswith("- ")] if note else []
    old = (one.strip() for one in source.value("old_addresses").split(";"))
    return ReportedArticle(
        path,
        source.value("title"),
        source.value("date"),
        source.value("category"),
        tuple(filter(None, old)),
        tuple(notes),
    )


def articles_at(content: Path, paths: Iterable[str]) -> Iterator[ReportedArticle]:
    """Yield the articles at paths below a content folder, those that are still there."""
    for path in dict.fromkeys(paths):
        try:
            text = (content / path).read_bytes().decode("utf-8", "replace")
        except OSError:
            # Deleted, moved or renamed since the import.
            continue
        yield reported_article(text, f"{content.name}/{path}")


def report_page(report: PortalReport) -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = lambda text: str(text).startswith(("http://", "https://"))
    environment.filters["count"] = lambda number: f"{number:,}".replace(",", ".")
    return environment.get_template(_TEMPLATE).render(report=report)


def write_report(report: PortalReport, path: Path) -> None:
    """Write the page to a file."""
    write_whole(path, report_page(report).encode("utf-8", "replace"))


def print_portal(report: PortalReport, page: Path, content: str) -> None:
    """Print what of a portal's import is not in the results of single articles, and where the report lies; ``content`` is the content folder's name."""
    if report.no_articles:
        print(f"{len(report.no_articles)} trang chủ, trang danh sách bỏ qua.")
    for old, count in report.left_out:
        print(f"Bỏ theo {report.section_file}: {old} ({count} trang).")
    if report.unplaced:
        print(f"Chuyên mục cũ chưa xếp, đã ghi vào {report.section_file} để bạn điền “moi”:")
        for old, count in report.unplaced:
            print(f"  {old} ({count} bài)")
    if report.redirects:
        print(f"Đã ghi {len(report.redirects)} địa chỉ cũ của chuyên mục vào {content}/{RULES_FILE}.")
    print(f"Báo cáo: {shown_path(page)}")


def split_reason(message: str) -> tuple[str, str]:
    """
    Return the name that a message begins with, and what it says of it.

    >>> split_reason("“https://a.vn/x”: trang không còn (mã 404)."), split_reason("hỏng")
    (('https://a.vn/x', 'trang không còn (mã 404).'), ('', 'hỏng'))
    """
    found = re.match(r"^“([^”]*)”[:\s]+(.*)$", message, re.DOTALL)
    return (found[1], found[2]) if found else ("", message)


def pairs(messages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return messages as names and reasons."""
    return tuple(split_reason(one) for one in messages)
