"""Hold a lock file while a block runs, with a note beside it that says who holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from plugins.files.lock_holder import LONGEST_NOTE, LockHolder

_PAUSE = 0.1  # seconds between two tries


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
                # Whoever may write beside a lock may have put a link there, that leads anywhere.
                note.unlink(missing_ok=True)
                note.write_text(holder.note, "utf-8")
        yield
    finally:
        with suppress(OSError):
            if holder:
                note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> LockHolder | None:
    try:
        with note.open("rb") as file:
            return LockHolder.read(file.read(LONGEST_NOTE).decode("utf-8", "replace"))
    except (OSError, ValueError):
        return None
