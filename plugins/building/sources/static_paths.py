"""Files of content/ that are published as they are."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.attachments import is_attachment
from plugins.problems.data_file import DATA_FOLDER

_NEVER = (*ARTICLE_ENDINGS, ".rst")  # sources may hold what is not public


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """
    Which files are published as they are.

    ``paths`` are files and folders below content/, ``excludes`` those left out of them, ``ignored`` patterns of names; ``places``
    are pairs of a file and where it lies in the output, if not at its own path. Pictures are published where articles show them,
    so here only those that have a place; ``cleans`` leaves documents to the articles too, which publish cleaned copies.
    """

    paths: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    cleans: bool = False

    def claims(self, path: str) -> bool:
        """
        Tell whether a path below content/ is published as it is.

        >>> static = StaticFiles(("extra",), places=(("extra/CNAME", "CNAME"),))
        >>> static.claims("extra/CNAME"), static.claims("extra/bai.md"), static.claims("extra/a.jpg")
        (True, False, False)
        """
        ending = posixpath.splitext(path)[1].lower()
        if not is_in(path, self.paths) or is_in(path, self.excludes) or is_in(path, (DATA_FOLDER,)):
            return False
        if ending in _NEVER or any(
            fnmatch(part, pattern) for part in path.split("/") for pattern in self.ignored
        ):
            return False
        if path in dict(self.places):
            return True
        # Most portals have no such files, and what reads pictures takes long to import.
        from plugins.media.picture_files import EXTENSIONS

        return ending not in EXTENSIONS and not (self.cleans and is_attachment(path))

    def files(self, content: Path) -> dict[str, Path]:
        """Return the files by their paths in the output; links that lead out of the content folder are not followed."""
        places, real = dict(self.places), content.resolve()
        return {
            places.get(path, path): content / path
            for top in self.paths
            for path in _files_in(content, top)
            if self.claims(path) and (content / path).resolve().is_relative_to(real)
        }

    def stamp(self, content: Path) -> str:
        """Return a text that is another one when a file comes, goes or is saved."""
        return repr(
            [
                (path, file.stat().st_size, file.stat().st_mtime_ns)
                for path, file in sorted(self.files(content).items())
            ]
        )


def _files_in(content: Path, top: str) -> Iterator[str]:
    """Yield the paths below content/ of all files in a folder, or that of a file."""
    start = content / top
    if start.is_file():
        yield top
    for folder, _, names in os.walk(start):
        for name in names:
            file = Path(folder, name)
            if file.is_file():
                yield file.relative_to(content).as_posix()


def is_in(path: str, tops: Iterable[str]) -> bool:
    """
    Tell whether a path below content/ is one of some files and folders, or lies in one; "" is content/ itself.

    >>> is_in("a/b.txt", ["a"]), is_in("ab.txt", ["a"]), is_in("a/b.txt", [""])
    (True, False, True)
    """
    return any(path == top or not top or path.startswith(f"{top}/") for top in tops)
