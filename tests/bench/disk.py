"""Where the bench works: in memory if there is room, else on a disk, and which it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")
# Bytes for each article and contender: sources, two copies of the output, what is remembered, pictures.
_ROOM = 120_000
_MOUNTS = Path("/proc/mounts")


def work_place(articles: int, contenders: int) -> Path:
    """Return a folder on a memory disk if one has room for so many articles, else the folder for temporary files."""
    if file_system(_IN_MEMORY) == "tmpfs" and os.access(_IN_MEMORY, os.W_OK):
        if shutil.disk_usage(_IN_MEMORY).free > articles * contenders * _ROOM:
            return _IN_MEMORY
    return Path(tempfile.gettempdir())


def disk_of(folder: Path) -> str:
    """Return in words which disk a folder lies on."""
    kind = file_system(folder)
    return "on a memory disk (tmpfs)" if kind == "tmpfs" else f"on an ordinary disk ({kind or 'unknown'})"


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder lies on, "" where the system does not tell."""
    try:
        rows = [line.split()[1:3] for line in _MOUNTS.read_text("utf-8").splitlines()]
    except OSError:
        return ""
    real = folder.resolve()
    holding = [(place, kind) for place, kind in rows if real.is_relative_to(place)]
    return max(holding, key=lambda row: len(row[0]), default=("", ""))[1]
