"""Hold a lock file while a block runs, with a note beside it that says who holds it."""

from __future__ import annotations

import getpass
import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

_PAUSE = 0.1  # seconds between two tries


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a lock: a user on a machine, in a process, since a moment (with its zone)."""

    user: str
    machine: str
    process: str
    since: datetime

    @classmethod
    def this_process(cls, now: datetime) -> LockHolder:
        """Return what this process says of itself."""
        return cls(_user(), platform.node() or "máy không tên", str(os.getpid()), now)

    @classmethod
    def read(cls, note: str) -> LockHolder | None:
        """Return who left a note, None where it says nothing."""
        try:
            row = json.loads(note)
            since = datetime.fromisoformat(row["tu"])
            return cls(str(row["nguoi"]), str(row["may"]), str(row["tien-trinh"]), since)
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def note(self) -> str:
        """
        What the holder writes down for others.

        >>> note = '{"nguoi": "lan", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}'
        >>> LockHolder.read(note).note == note
        True
        """
        row = {"nguoi": self.user, "may": self.machine, "tien-trinh": self.process}
        return json.dumps({**row, "tu": self.since.isoformat(timespec="seconds")}, ensure_ascii=False)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "không rõ"


class LockIsHeld(Exception):
    """Another process holds the lock; ``holder`` is who, None where that is not known."""

    def __init__(self, holder: LockHolder | None) -> None:
        super().__init__("lock is held")
        self.holder = holder


@contextmanager
def locked(
    lock_file: Path,
    holder: LockHolder | None = None,
    wait: float = 0,
    waiting: Callable[[LockHolder | None], None] | None = None,
) -> Iterator[None]:
    """
    Hold a lock file while the block runs; wait at most so many seconds for another process that holds it.

    ``holder`` is written to a note beside the lock file; ``waiting`` is called once with who holds it meanwhile.
    Raises LockIsHeld when the time is over, and OSError where the lock file cannot be written. The system frees the
    lock of a process that was killed, so a lock file that is left behind keeps nobody out.
    """
    # Not in the lock file itself: it is emptied by whoever tries the lock, and unreadable on Windows.
    note = lock_file.with_name(f"{lock_file.name}.json")
    lock = FileLock(lock_file)
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting(_holder(note))
            lock.acquire(timeout=wait, poll_interval=_PAUSE)
    except Timeout:
        raise LockIsHeld(_holder(note)) from None
    try:
        # The note only helps people: no work fails for want of it.
        with suppress(OSError):
            if holder:
                note.write_text(holder.note, "utf-8")
        yield
    finally:
        with suppress(OSError):
            if holder:
                note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> LockHolder | None:
    try:
        return LockHolder.read(note.read_text("utf-8"))
    except (OSError, ValueError):
        return None
