"""Which of a folder's articles are read: what ARTICLE_PATHS, PAGE_PATHS, their EXCLUDES and IGNORE_FILES say of a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

_HIDDEN = "**/.*"  # Pelican's own pattern: hidden files are never read here


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """
    The folders that articles and pages are read from, as Pelican means them, and patterns of names that are not read.

    Whether a file is an article or a page is decided elsewhere, by the names of its folders.
    """

    article_paths: tuple[str, ...] = ("",)
    page_paths: tuple[str, ...] = ("pages",)
    article_excludes: tuple[str, ...] = ()
    page_excludes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> SourceFilter:
        """
        Return the filter of a settings file, whether Pelican completed its settings or not.

        >>> SourceFilter.of({"ARTICLE_EXCLUDES": ["nhap/"]}).article_excludes
        ('nhap',)
        """
        default = cls()
        articles = folders_of(settings.get("ARTICLE_PATHS", default.article_paths))
        pages = folders_of(settings.get("PAGE_PATHS", default.page_paths))
        return cls(
            articles,
            pages,
            # Pelican adds the folders of each kind to what the other leaves out.
            tuple(
                one for one in folders_of(settings.get("ARTICLE_EXCLUDES", ())) if one and one not in pages
            ),
            tuple(
                one for one in folders_of(settings.get("PAGE_EXCLUDES", ())) if one and one not in articles
            ),
            ignored_names(settings),
        )

    def takes(self, path: str) -> bool:
        """
        Tell whether a path below content/ is read.

        >>> SourceFilter(article_excludes=("nhap",)).takes("nhap/a.md"), SourceFilter(ignored=("_*",)).takes("_x/a.md")
        (False, False)
        """
        if any(fnmatch(part, pattern) for part in path.split("/") for pattern in self.ignored):
            return False
        is_article = _is_below(path, self.article_paths) and not _is_below(path, self.article_excludes)
        return is_article or (_is_below(path, self.page_paths) and not _is_below(path, self.page_excludes))


def ignored_names(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patterns of names that are not read; without Pelican's own, whether it completed the settings or not."""
    return tuple(str(one) for one in settings.get("IGNORE_FILES") or () if one != _HIDDEN)


def folders_of(given: object) -> tuple[str, ...]:
    """
    Return the folders that a setting names, below content/, "" for that itself.

    >>> folders_of(["pages/", ""]), folders_of("tin")
    (('pages', ''), ('tin',))
    """
    listed = [given] if isinstance(given, str) else given if isinstance(given, Iterable) else []
    return tuple(str(one).replace("\\", "/").strip("/") for one in listed)


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(not folder or path.startswith(f"{folder}/") for folder in folders)
