"""
A lock at a target that knows no locks: a file with a note of its holder, which is refreshed and read back.

Two that write at the same moment are told apart by Fischer's algorithm: each writes, waits longer than the other can
take between looking and writing, and holds the lock if the note is still its own. Who took longer than that to write
starts anew. A run whose note is another's stops before it sends anything more.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from plugins.files.lock_holder import LockHolder
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.received import LockNote, read_lock_note
from plugins.publishing.targets.target_lock import HeldBy, held_message, lock_when_free, this_process

# A lock that was not refreshed for so long is that of a dead run: nothing at a remote frees it.
EXPIRY = timedelta(minutes=15)


class NoteFile(Protocol):
    """The one file of the lock; each method raises StopBuild where it cannot be reached."""

    def read(self) -> bytes | None:
        """Return what is in it, None where it is not there."""

    def write(self, data: bytes) -> None:
        """Make it, or replace it."""

    def remove(self) -> None:
        """Remove it, if it is there."""


@dataclass(frozen=True, slots=True)
class LockTimes:
    """Seconds: to wait until a note is read back (``settle``), and between two refreshments (``refresh``)."""

    settle: float = 3.0
    refresh: float = 60.0


USUAL_TIMES = LockTimes()
_LONGEST_SETTLE = 60.0


class NoteLock:
    """The lock in a file, for one run, this process's unless a ``holder`` is given; ``name`` is the target's."""

    def __init__(
        self,
        file: NoteFile,
        name: str,
        times: LockTimes = USUAL_TIMES,
        holder: LockHolder | None = None,
    ) -> None:
        self._file, self._name, self._times = file, name, times
        self._token, self._holder = secrets.token_hex(8), holder or this_process()
        self._done = threading.Event()
        self._refreshed, self._settle = time.monotonic(), times.settle
        # When the note that was found to be this run's was asked for.
        self._proved = self._refreshed - times.settle

    @contextmanager
    def held(self, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
        """Hold the lock while the block runs; wait at most ``wait`` seconds for it. Raises StopBuild, naming the holder."""
        lock_when_free(self._attempt, self._name, wait, tell)
        refreshing = threading.Thread(target=self._keep_fresh, daemon=True)
        refreshing.start()
        try:
            yield
        finally:
            self._done.set()
            refreshing.join()
            with suppress(StopBuild):
                if self._is_mine(self._file.read()):
                    self._file.remove()

    def prove(self) -> None:
        """
        Raise StopBuild where the lock is not, or not for sure, this run's any more.

        The note is not asked for again so soon that nobody can be at work meanwhile: who writes another waits that
        long before anything else.
        """
        looked = time.monotonic()
        if looked - self._proved >= self._times.settle:
            if (note := self._file.read()) is not None and not self._is_mine(note):
                found = read_lock_note(note)
                message = held_message(self._name, found.holder if found else None)
                raise StopBuild(
                    f"{message}; lần này mất khóa nên dừng. Đợi lần đó xong rồi chạy lại, sẽ làm tiếp."
                )
            self._proved = looked
        if time.monotonic() - self._refreshed > EXPIRY.total_seconds() / 2:
            raise StopBuild(f"không giữ được khóa ở “{self._name}”: mạng chập chờn. Chạy lại, sẽ làm tiếp.")

    def _attempt(self) -> HeldBy | None:
        """Try to take the lock; return who has it otherwise."""
        looked = time.monotonic()
        if (note := self._file.read()) and is_held(read_lock_note(note), datetime.now(UTC)):
            found = read_lock_note(note)
            return HeldBy(found.holder if found else None)
        self._file.write(self._note())
        taken = time.monotonic() - looked
        if taken >= self._settle and self._settle < _LONGEST_SETTLE:
            # Another may have read its own note back meanwhile, and be at work.
            self._file.remove()
            self._settle = min(2 * taken, _LONGEST_SETTLE)
            return HeldBy(None)
        time.sleep(self._settle)
        looked = time.monotonic()
        note = self._file.read()
        if self._is_mine(note):
            self._refreshed, self._proved = time.monotonic(), looked
            return None
        found = read_lock_note(note or b"")
        return HeldBy(found.holder if found else None)

    def _note(self) -> bytes:
        row = json.loads(self._holder.note) | {"ma": self._token, "luc": datetime.now(UTC).isoformat()}
        return json.dumps(row, ensure_ascii=False).encode()

    def _is_mine(self, note: bytes | None) -> bool:
        found = read_lock_note(note or b"")
        return found is not None and found.token == self._token

    def _keep_fresh(self) -> None:
        while not self._done.wait(self._times.refresh):
            with suppress(StopBuild):
                note = self._file.read()
                if note is not None and not self._is_mine(note):
                    return
                self._file.write(self._note())
                self._refreshed = time.monotonic()


def is_held(note: LockNote | None, now: datetime) -> bool:
    """
    Tell whether a lock's note is that of a run which may still be at work; one from the future is none of a sound clock.

    One of this machine is held while its process lives: a run that was killed keeps nobody waiting.

    >>> one = LockHolder("lan", "khac", "1", datetime(2024, 6, 30, 1, tzinfo=UTC))
    >>> fresh = LockNote(one, "", datetime(2024, 6, 30, 2, tzinfo=UTC))
    >>> [is_held(fresh, datetime(2024, 6, 30, hour, 5, tzinfo=UTC)) for hour in (1, 2, 3)]
    [False, True, False]
    """
    if note is None or abs(now - note.refreshed) >= EXPIRY:
        return False
    return note.holder.machine != platform.node() or _is_alive(int(note.holder.process))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()
