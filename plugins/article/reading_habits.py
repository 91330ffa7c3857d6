"""What Pelican's settings say of how articles are read: what a header that lacks a key has all the same, where a slug comes from, where a page lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from string import Formatter

from plugins.article.facts import ArticleKind
from plugins.article.path_facts import ARTICLE_FOLDERS, NEWS_FOLDER, PAGE_FOLDERS, article_kind_of
from plugins.header.fields import find_key
from plugins.header.parse import IDENTIFIER, Field, ParsedFile
from plugins.prose.prose_options import PORTALS_OWN as PORTALS_PROSE
from plugins.prose.prose_options import ProseOptions

# A standing page has no day and no section of its own.
_NOT_OF_PAGES = frozenset({"date", "category"})
_PEOPLE = frozenset({"author", "authors"})
# Parts of a day that are figures in every language.
_FIGURES = re.compile(r"(?:%[YymdHMSj]|[^%{}])+")
_OF_ARTICLES = frozenset({"slug", "lang", "date", "category", "author"})
_OF_PAGES = frozenset({"slug", "lang"})
Values = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingHabits:
    """
    The habits of one portal; by themselves, those of the portal.

    ``defaults`` are header keys in lower case with their values for every file; ``name_pattern`` and ``path_pattern`` find
    some in a file's name without its ending, and in its path below content/. ``folder_is_category`` is None where it is said
    nowhere. ``article_file`` and ``page_file`` are patterns of the files that pages are saved as. ``summary_words``, 0 for as many as there
    are, is how many words a summary that nobody wrote has, and ``summary_end`` stands where it was cut. ``prose`` says how texts are read.
    What lies in ``page_folders`` is a standing page, unless a deeper one of ``article_folders`` holds it.
    """

    defaults: tuple[tuple[str, Values], ...] = ()
    name_pattern: str = ""
    path_pattern: str = ""
    folder_is_category: bool | None = None
    slug_of_title: bool = False
    article_file: str = ""
    page_file: str = ""
    summary_words: int = 0
    summary_end: str = "…"
    prose: ProseOptions = PORTALS_PROSE
    page_folders: tuple[str, ...] = PAGE_FOLDERS
    article_folders: tuple[str, ...] = ARTICLE_FOLDERS

    def given(self, path: str, *, open_sections: bool = False) -> dict[str, Values]:
        """
        Return the header keys that a file has by its place and by the settings, in Pelican's order.

        ``path`` begins with the name of the content folder; with ``open_sections`` a folder is a category unless a setting says no.

        >>> habits = ReadingHabits((("lang", "en"),), r"(?P<date>[0-9-]+)_(?P<slug>.*)", folder_is_category=True)
        >>> habits.given("content/tin/2024-06-30_hop.md")
        {'date': '2024-06-30', 'slug': 'hop', 'category': 'tin', 'lang': 'en'}
        """
        below = PurePosixPath(*PurePosixPath(path).parts[1:])
        found: dict[str, Values] = {}
        for pattern, text in ((self.name_pattern, below.stem), (self.path_pattern, below.as_posix())):
            match = re.match(pattern, text) if pattern else None
            for name, value in (match.groupdict() if match else {}).items():
                if value is not None:
                    found.setdefault(name.lower(), value)
        by_folder = open_sections if self.folder_is_category is None else self.folder_is_category
        if by_folder and below.parent.name:
            found.setdefault("category", below.parent.name)
        for name, values in self.defaults:
            found.setdefault(name, values)
        return found

    def completed(self, source: ParsedFile, *, open_sections: bool = False) -> ParsedFile:
        """Return a parsed file with the header keys that it lacks and has by these habits; they lie on its first line."""
        if not (self.defaults or self.name_pattern or self.path_pattern or self.folder_is_category):
            return source
        fields, extra = dict(source.fields), dict(source.extra)
        is_page = self.kind_of(source.path) is ArticleKind.PAGE
        for name, values in self.given(source.path, open_sections=open_sections).items():
            key = find_key(name)
            if key is None:
                if IDENTIFIER.fullmatch(name) and name not in map(str.lower, extra):
                    extra[name] = _as_text(values)
            elif not _is_taken(key.name, fields) and not (is_page and key.name in _NOT_OF_PAGES):
                items = values if isinstance(values, tuple) else ()
                fields[key.name] = Field(key.name, _as_text(values), 1, name, items)
        return replace(source, fields=fields, extra=extra)

    @property
    def news_folder(self) -> str:
        """
        The folder below content/ in which editors' tools lay new articles: the usual one, unless nothing is read from there.

        >>> ReadingHabits().news_folder, ReadingHabits(article_folders=("tin", "blog")).news_folder
        ('bai-viet', 'tin')
        """
        folders = self.article_folders
        is_read = not folders or any(one == NEWS_FOLDER or not one for one in folders)
        return NEWS_FOLDER if is_read else folders[0]

    def kind_of(self, path: str) -> ArticleKind:
        """Return whether a file is news or a standing page."""
        return article_kind_of(path, self.page_folders, self.article_folders)

    def file_of(self, kind: ArticleKind, values: Mapping[str, str | datetime]) -> str:
        """
        Return the file that a page of a kind is saved as, "" where the portal decides or a value is not known.

        >>> habits = ReadingHabits(article_file="{date:%Y}/{slug}.html")
        >>> habits.file_of(ArticleKind.ARTICLE, {"date": datetime(2024, 6, 30), "slug": "hop"})
        '2024/hop.html'
        """
        pattern = self.page_file if kind is ArticleKind.PAGE else self.article_file
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name}
        if not pattern or not all(values.get(name) for name in names):
            return ""
        return pattern.format(**values)

    def shortened(self, summary: str) -> str:
        """
        Return a summary that nobody wrote, with as many words as it may have.

        >>> ReadingHabits(summary_words=2).shortened("Xã họp dân"), ReadingHabits().shortened("Xã họp dân")
        ('Xã họp…', 'Xã họp dân')
        """
        words = summary.split()
        if not self.summary_words or len(words) <= self.summary_words:
            return summary
        return " ".join(words[: self.summary_words]) + self.summary_end


PORTALS_OWN = ReadingHabits()


def _as_text(values: Values) -> str:
    return values if isinstance(values, str) else "; ".join(values)


def _is_taken(name: str, fields: Mapping[str, Field]) -> bool:
    return name in fields or (name in _PEOPLE and not _PEOPLE.isdisjoint(fields))


def pattern_fault(pattern: str, kind: ArticleKind) -> str:
    """
    Return why a pattern names no file of each page of a kind, "" where it does.

    >>> pattern_fault("{date:%Y}/{slug}.html", ArticleKind.ARTICLE), pattern_fault("{slug", ArticleKind.PAGE)
    ('', 'dấu ngoặc { } không đủ đôi')
    >>> pattern_fault("{date:%B}/{slug}.html", ArticleKind.ARTICLE), pattern_fault("{slug}", ArticleKind.ARTICLE)
    ('“{date:%B}” không viết bằng số (dùng %Y, %m, %d)', 'cần kết thúc bằng .html')
    """
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "dấu ngoặc { } không đủ đôi"
    known = _OF_PAGES if kind is ArticleKind.PAGE else _OF_ARTICLES
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in known or conversion:
            return f"không có “{{{name}}}” ở đây; dùng {', '.join(f'{{{one}}}' for one in sorted(known))}"
        if name == "date" and not _FIGURES.fullmatch(form or ""):
            return f"“{{date:{form}}}” không viết bằng số (dùng %Y, %m, %d)"
        if name != "date" and form:
            return f"“{{{name}:{form}}}”: chỉ ngày có dạng viết riêng"
    if not any(name == "slug" for _, name, _, _ in parts):
        return "thiếu {slug}, nên nhiều bài có chung một địa chỉ"
    return "" if pattern.endswith(".html") else "cần kết thúc bằng .html"
