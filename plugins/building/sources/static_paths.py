"""Files of content/ that are published as they are: what STATIC_PATHS and EXTRA_PATH_METADATA say."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from plugins.building.sources.source_filter import ignored_names
from plugins.files.marked_folder import MARKER
from plugins.media.attachments import is_attachment
from plugins.media.copies import ARTICLE_ENDINGS
from plugins.problems.data_file import DATA_FOLDER
from plugins.problems.stop_build import StopBuild

_NEVER = (*ARTICLE_ENDINGS, ".rst")  # sources may hold what is not public
_PELICANS_OWN = ("images",)


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

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> StaticFiles:
        """Return what settings say; raise StopBuild for a path that leads elsewhere, or for metadata that is no path."""
        places = tuple(sorted(_places(settings.get("EXTRA_PATH_METADATA") or {})))
        paths = tuple(map(_plain, settings.get("STATIC_PATHS", _PELICANS_OWN) or ()))
        if paths == _PELICANS_OWN:
            # Nobody chose it: what lies among the pictures is published only if it is named.
            paths = tuple(path for path, _ in places if _is_in(path, _PELICANS_OWN))
        return cls(
            paths,
            tuple(map(_plain, settings.get("STATIC_EXCLUDES") or ())),
            ignored_names(settings),
            places,
            bool(settings.get("CLEAN_ATTACHMENTS")),
        )

    def claims(self, path: str) -> bool:
        """
        Tell whether a path below content/ is published as it is.

        >>> static = StaticFiles(("extra",), places=(("extra/CNAME", "CNAME"),))
        >>> static.claims("extra/CNAME"), static.claims("extra/bai.md"), static.claims("extra/a.jpg")
        (True, False, False)
        """
        ending = posixpath.splitext(path)[1].lower()
        if not _is_in(path, self.paths) or _is_in(path, self.excludes) or _is_in(path, (DATA_FOLDER,)):
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


def _is_in(path: str, tops: Iterable[str]) -> bool:
    return any(path == top or not top or path.startswith(f"{top}/") for top in tops)


def _plain(path: object) -> str:
    """Return a path below a folder in its one form; raise StopBuild for one that leads elsewhere."""
    text = str(path).replace("\\", "/")
    found = posixpath.normpath(text).strip("/") if text.strip("/") else ""
    if text.startswith("/") or found == MARKER or ".." in found.split("/"):
        raise StopBuild(f"đường dẫn tĩnh “{text}” đi ra ngoài thư mục. Viết đường dẫn tính từ content/.")
    return "" if found == "." else found


def _places(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for path, values in metadata.items():
        if not isinstance(values, dict) or set(values) != {"path"} or not _plain(values["path"]):
            raise StopBuild(
                f"EXTRA_PATH_METADATA của “{path}” chỉ nhận “path”. Ví dụ: {{'extra/CNAME': {{'path': 'CNAME'}}}}; "
                "điều khác về bài thì viết ở đầu bài."
            )
        yield _plain(path), _plain(values["path"])
