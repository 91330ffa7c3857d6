"""Which of a folder's articles are read, by the folders that they lie in and by their names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatch


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

    def takes(self, path: str) -> bool:
        """
        Tell whether a path below content/ is read.

        >>> SourceFilter(article_excludes=("nhap",)).takes("nhap/a.md"), SourceFilter(ignored=("_*",)).takes("_x/a.md")
        (False, False)
        """
        if self.ignored and any(
            fnmatch(part, pattern) for part in path.split("/") for pattern in self.ignored
        ):
            return False
        is_article = _is_below(path, self.article_paths) and not _is_below(path, self.article_excludes)
        return is_article or (_is_below(path, self.page_paths) and not _is_below(path, self.page_excludes))


def _is_below(path: str, folders: Collection[str]) -> bool:
    return "" in folders or any(path.startswith(f"{folder}/") for folder in folders)
