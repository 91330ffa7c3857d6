"""A folder to work in that lies in memory, where the system has room for one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")


def memory_disk(room: int) -> Path | None:
    """Return where files lie in memory; None where they cannot, or not so many bytes, or no program starts from there."""
    try:
        status = os.statvfs(_MEMORY)
    except (OSError, AttributeError):
        return None
    usable = os.access(_MEMORY, os.W_OK) and not status.f_flag & os.ST_NOEXEC
    return _MEMORY if usable and status.f_bavail * status.f_frsize > room else None


@contextmanager
def work_folder(disk: Path | None) -> Iterator[Path]:
    """Give a new folder on a disk, or where the system has its temporary files; it goes after the block."""
    with tempfile.TemporaryDirectory(prefix="cong-", dir=disk, ignore_cleanup_errors=True) as folder:
        yield Path(folder)
