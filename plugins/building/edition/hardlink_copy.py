"""
Make and change the hard-linked copy of an output folder: a second folder with the same files, which costs no bytes.

It is the staging folder of the next build, which replaces in it only the files that changed; then the two folders
change places in one step. So the work of a build does not grow with the portal, and a build that is killed at any
moment leaves the public folder whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path


def link_files(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Make hard links in ``target`` to files of ``source``; copy those that the file system cannot link."""
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
    """Make a folder below another, and those between; ``made`` are those that are there already."""
    if below not in made:
        _make_folder(root, os.path.dirname(below), made)
        made.add(below)
        with suppress(FileExistsError):
            os.mkdir(f"{root}/{below}")


def remove_files(folder: Path, paths: Collection[str], to_be_made: Collection[str] = ()) -> None:
    """Remove files if they are there, and folders that are empty then; not those of files ``to_be_made`` again."""
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
