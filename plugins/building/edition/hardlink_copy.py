"""
The twin of the public folder: a second copy of the edition, made of hard links, that costs names and no bytes.

The next edition is made of the twin, by changing only what changed; then the two folders
change places in one step, and the old edition is the new twin. So the work of an edit does not
grow with the portal, and a build that is killed at any moment leaves the public folder whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.files.marked_folder import MARKER


def identity(folder: Path) -> str:
    """Return what tells this folder from every other, also after it was renamed; "" if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return ""
    return f"{status.st_dev}.{status.st_ino}"


def file_stamp(status: os.stat_result) -> str:
    """Return what changes when a published file is written or replaced, and stays when it is linked."""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ino}"


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the path below a folder and the stamp of every file in it, but for our own mark."""
    root, open_folders = str(folder), [""]
    while open_folders:
        below = open_folders.pop()
        with os.scandir(f"{root}/{below}") as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    open_folders.append(f"{path}/")
                elif path != MARKER:
                    yield path, file_stamp(entry.stat(follow_symlinks=False))


def survey(folder: Path, stamps: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """
    Return which of the files that a folder should hold are not as they were left, and which others it holds.

    ``stamps`` are those of its files by their paths below it.
    """
    found = dict(_files(folder))
    return {path for path in stamps if found.get(path) != stamps[path]}, found.keys() - stamps.keys()


def folder_fingerprint(folder: Path) -> str:
    """Return a name for every file in a folder as it lies on the disk; "" if there is no such folder."""
    return files_fingerprint(_files(folder)) if folder.is_dir() else ""


def files_fingerprint(stamps: Iterable[tuple[str, str]]) -> str:
    """Return a name for files given by their paths and stamps, in any order."""
    lines = sorted(f"{path}\0{stamp}" for path, stamp in stamps)
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def link_files(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Link files of one folder into another; copy them where the file system knows no links."""
    target.mkdir(parents=True, exist_ok=True)
    made = {""}
    for path in paths:
        _make_folder(str(target), os.path.dirname(path), made)
        old, new = f"{source}/{path}", f"{target}/{path}"
        try:
            os.link(old, new, follow_symlinks=False)
        except OSError:
            shutil.copy2(old, new, follow_symlinks=False)


def _make_folder(root: str, below: str, made: set[str]) -> None:
    """Make a folder below another and those between, but for those that were made already."""
    if below not in made:
        _make_folder(root, os.path.dirname(below), made)
        made.add(below)
        with suppress(FileExistsError):
            os.mkdir(f"{root}/{below}")


def remove_files(folder: Path, paths: Collection[str], to_be_made: Collection[str] = ()) -> None:
    """Remove files that may be there, and the folders that are empty then but for those of files to be made again."""
    parents = set()
    for path in paths:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{path}")
        if path not in to_be_made:
            parents.add(os.path.dirname(path))
    for parent in sorted(parents, key=len, reverse=True):
        while parent:
            try:
                os.rmdir(f"{folder}/{parent}")
            except OSError:
                break
            parent = os.path.dirname(parent)
