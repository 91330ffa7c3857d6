"""The stamp of a file, made of its status alone: while it stays the same, the file was not written."""

from __future__ import annotations

import os
import time
from pathlib import Path

# Two writes within one tick of the file system's clock have the same time: the second would go unseen.
_TICK = 100_000_000  # nanoseconds


def stamp(status: os.stat_result) -> str:
    """
    Return what changes whenever a file is written, replaced or renamed over: size, times and inode.

    The change time is set by the system alone, so a modification time that was set back does not hide a change.
    """
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def is_reliable(status: os.stat_result) -> bool:
    """Return whether a file is old enough for its stamp to show every later change."""
    return time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _TICK


def stamps_below(folder: Path) -> list[tuple[str, str]] | None:
    """
    Return path and stamp of every file below a folder, sorted; None where one is too young for a reliable stamp.

    What a run leaves of compiled code (``__pycache__``) is nobody's source, and left out.
    """
    found: list[tuple[str, str]] = []
    for below, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            status = os.stat(os.path.join(below, name))
            if not is_reliable(status):
                return None
            found.append((os.path.join(below, name), stamp(status)))
    return found
