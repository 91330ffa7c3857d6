"""Read what the path of a file says of its article: its kind, its day, its folder, the stem that a slug is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from pathlib import PurePosixPath

from plugins.article.facts import ArticleKind
from plugins.problems import Problem, warning

# Standing pages lie here, below the content folder, whatever that folder is called.
PAGE_FOLDERS, ARTICLE_FOLDERS = ("trang", "pages"), ("",)
# Where editors' tools lay new articles; those that lie elsewhere are read as well.
NEWS_FOLDER = "bai-viet"
DEFAULT_CATEGORY = "misc"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+|$)")


def article_kind_of(
    path: str, pages: Iterable[str] = PAGE_FOLDERS, articles: Iterable[str] = ARTICLE_FOLDERS
) -> ArticleKind:
    """
    Return whether a file is news or a standing page, by the deepest of the named folders that it lies in.

    >>> article_kind_of("content/trang/lien-he.md").value, article_kind_of("content/tin/trang.md").value
    ('page', 'article')
    >>> [article_kind_of(f"content/{one}/a.md", ("",), ("tin",)).value for one in ("tin", "gioi-thieu")]
    ['article', 'page']
    """
    below = path.partition("/")[2]
    of_pages, of_articles = _depth(below, pages), _depth(below, articles)
    return ArticleKind.PAGE if of_pages > of_articles else ArticleKind.ARTICLE


def _depth(path: str, folders: Iterable[str]) -> int:
    """Return the length of the longest of the folders that a path lies in, -1 for none."""
    return max((len(one) for one in folders if not one or path.startswith(f"{one}/")), default=-1)


def folder_category(path: str) -> str:
    """
    Return the category of a plain Pelican article that names none: its folder.

    >>> folder_category("content/tin/bai.md"), folder_category("content/bai.md")
    ('tin', 'misc')
    """
    folders = PurePosixPath(path).parts[1:-1]
    return folders[-1] if folders else DEFAULT_CATEGORY


def day_in_name(path: str, zone: tzinfo) -> datetime | None:
    """Return the first instant of the day that a file's name begins with, None where it names no day."""
    found = _DAY.match(PurePosixPath(path).name)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone) if found else None
    except ValueError:
        return None


def stem_without_day(path: str) -> tuple[str, tuple[Problem, ...]]:
    """
    Return a file's name without its ending and a leading day, and a reminder where that is no day of the calendar.

    >>> stem_without_day("content/2024-06-30-hop-bao.md")
    ('hop-bao', ())
    """
    stem = PurePosixPath(path).name.rpartition(".")[0]
    found = _DAY.match(stem)
    if not found:
        return stem, ()
    rest = stem[found.end() :]
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        day = "-".join(found.groups())
        message = f"tên tệp có ngày {day} không tồn tại; dùng “Ngày đăng” trong bài."
        return rest, (warning(path, 0, "ngay-ten-tep", message),)
    return rest, ()
