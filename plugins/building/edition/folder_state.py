"""Tell whether an output folder is still as a build left it: its identity, the stamps of its files, its fingerprint."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from plugins.files.marked_folder import MARKER


def folder_identity(folder: Path) -> str:
    """Return what is the same for a folder after it was renamed, and another for every other; "" if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return ""
    return f"{status.st_dev}.{status.st_ino}"


def file_stamp(status: os.stat_result) -> str:
    """Return what changes when an output file is written or replaced, and is the same for its hard links."""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ino}"


def file_stamps(folder: Path, retained: Collection[str] = ()) -> dict[str, str]:
    """
    Return the stamp of every file in a folder by its path below it; {} if there is no such folder.

    The marker has none, nor has what lies at the top under one of the names ``retained``: it is somebody else's.
    """
    found: dict[str, str] = {}
    if folder.is_dir():
        root, waiting = str(folder), [""]
        while waiting:
            below = waiting.pop()
            with os.scandir(f"{root}/{below}") as entries:
                for entry in entries:
                    if not below and entry.name in retained:
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{below}{entry.name}/")
                    else:
                        found[f"{below}{entry.name}"] = file_stamp(entry.stat(follow_symlinks=False))
        found.pop(MARKER, None)
    return found


def survey(
    folder: Path, stamps: Mapping[str, str], retained: Collection[str] = ()
) -> tuple[set[str], set[str]]:
    """
    Compare a folder with the stamps that its files had, by their paths below it.

    Returns the paths of files that are changed or lost, and of files that were added; ``retained`` as in ``file_stamps``.
    """
    found = file_stamps(folder, retained)
    return {path for path in stamps if found.get(path) != stamps[path]}, found.keys() - stamps.keys()


def files_fingerprint(stamps: Iterable[tuple[str, str]]) -> str:
    """Return the fingerprint of files given by their paths and stamps, in any order."""
    lines = sorted(f"{path}\0{stamp}" for path, stamp in stamps)
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
