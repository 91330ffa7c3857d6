"""Resolve the paths that were typed on the command line to files of the content folder."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from plugins.media.library import Library
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest


def chosen_files(library: Library, content: Path, typed: Sequence[str]) -> frozenset[str]:
    """
    Return the chosen files of a content folder, by their paths below it; all files if none was typed.

    A folder stands for all files in it; a pattern such as ``*.md``, which some shells leave to the
    program, is expanded too. Raises StopBuild for a file that is not there.
    """
    all_files = frozenset({*library.files, *library.faulty})
    if not typed:
        return all_files
    real = Path(os.path.realpath(content))
    # Case is ignored, as some disks do, unless there are two names that differ in case alone.
    by_name = {nfc(path).casefold(): path for path in all_files} | {nfc(path): path for path in all_files}
    found: set[str] = set()
    for path in typed:
        matches = [path] if Path(path).exists() else glob.glob(path, recursive=True)
        if not matches:
            raise StopBuild(_not_found(path, library))
        for match in matches:
            found |= _files_at(match, real, all_files, by_name)
    return frozenset(found)


def _files_at(match: str, content: Path, all_files: frozenset[str], by_name: dict[str, str]) -> set[str]:
    """Return the files of the content folder at a path, or below it."""
    place = Path(os.path.realpath(match))
    if content.is_relative_to(place):
        return set(all_files)
    if not place.is_relative_to(content):
        raise StopBuild(f"“{match}” không nằm trong thư mục “{content.name}” của cổng.")
    below = place.relative_to(content).as_posix()
    if place.is_dir():
        return {path for path in all_files if path.startswith(f"{below}/")}
    path = by_name.get(nfc(below)) or by_name.get(nfc(below).casefold())
    if path is None:
        raise StopBuild(f"“{match}” không phải bài viết, ảnh hay tệp của cổng.")
    return {path}


def _not_found(typed: str, library: Library) -> str:
    names = {path.rpartition("/")[2]: path for path in library.files}
    near = nearest(Path(typed).name, names, 1)
    hint = f" Ý bạn là “{library.shown(names[near[0]])}”?" if near else ""
    return f"không có tệp “{typed}”.{hint}"
