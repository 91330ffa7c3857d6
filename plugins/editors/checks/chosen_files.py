"""Which files are meant by the paths that were typed."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from plugins.media.library import Library
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest


def chosen(library: Library, content: Path, typed: Sequence[str]) -> frozenset[str]:
    """
    Return the files of a content folder (paths below it) that were asked for; all of them if none was.

    A folder means all that lies in it; a pattern such as ``*.md``, which some shells leave to the
    program, is understood too. Raises StopBuild for what is not there.
    """
    every = frozenset({*library.files, *library.faulty})
    if not typed:
        return every
    real = Path(os.path.realpath(content))
    # As some disks do, names are told apart by more than their capitals only where both are there.
    by_text = {nfc(path).casefold(): path for path in every} | {nfc(path): path for path in every}
    found: set[str] = set()
    for one in typed:
        there = Path(one).exists()
        matches = [one] if there else glob.glob(one, recursive=True)
        if not matches:
            raise StopBuild(_not_there(one, library))
        for match in matches:
            found |= _below(match, real, every, by_text)
    return frozenset(found)


def _below(match: str, content: Path, every: frozenset[str], by_text: dict[str, str]) -> set[str]:
    place = Path(os.path.realpath(match))
    if content.is_relative_to(place):
        return set(every)
    if not place.is_relative_to(content):
        raise StopBuild(f"“{match}” không nằm trong thư mục “{content.name}” của cổng.")
    below = place.relative_to(content).as_posix()
    if place.is_dir():
        return {path for path in every if path.startswith(f"{below}/")}
    path = by_text.get(nfc(below)) or by_text.get(nfc(below).casefold())
    if path is None:
        raise StopBuild(f"“{match}” không phải bài viết, ảnh hay tệp của cổng.")
    return {path}


def _not_there(typed: str, library: Library) -> str:
    names = {path.rpartition("/")[2]: path for path in library.files}
    near = nearest(Path(typed).name, names, 1)
    hint = f" Ý bạn là “{library.shown(names[near[0]])}”?" if near else ""
    return f"không có tệp “{typed}”.{hint}"
