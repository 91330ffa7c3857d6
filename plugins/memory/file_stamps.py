"""The stamp of a file: while it stays, the file was not written."""

from __future__ import annotations

import os
import time
from pathlib import Path

# Two writes within one tick of the file system's clock leave one time; a file so young may still change unseen.
_TICK = 100_000_000  # nanoseconds


def stamp(status: os.stat_result) -> str:
    """
    Return what changes whenever a file is written, replaced or renamed over: size, times and inode.

    The change time is kept by the system alone: an old modification time that was put back does not hide a change.
    """
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def settled(status: os.stat_result) -> bool:
    """Tell whether a file is old enough for its stamp to be trusted from now on."""
    return time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _TICK


def stamps_below(folder: Path) -> list[tuple[str, str]] | None:
    """Return the stamp of every file below a folder, by its path; None where one is too young to tell."""
    found: list[tuple[str, str]] = []
    for below, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            status = os.stat(os.path.join(below, name))
            if not settled(status):
                return None
            found.append((os.path.join(below, name), stamp(status)))
    return found
