"""A lock that is a file with a note: one run at a time, a dead run is passed by, a run that lost it stops."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.received import read_lock_note
from plugins.publishing.targets import note_lock
from plugins.publishing.targets.note_lock import EXPIRY, LockTimes, NoteLock
from plugins.publishing.targets.target_lock import HeldBy, lock_when_free, this_process

QUICK = LockTimes(settle=0.06, refresh=0.02)
# Nobody refreshes the note while a test looks at it.
SELDOM = LockTimes(settle=0.06, refresh=600)
# Seconds: a machine that is busy is a slow remote, whose lock is asked for again with more time.
PATIENCE = 60


class Storage:
    """A file at a remote; each request takes a while."""

    def __init__(self, delay: Callable[[], float] = lambda: 0.0) -> None:
        self.data: bytes | None = None
        self.written = self.asked = 0
        self.delay = delay

    def read(self) -> bytes | None:
        """Return what is there."""
        self.asked += 1
        time.sleep(self.delay())
        return self.data

    def write(self, data: bytes) -> None:
        """Replace it whole."""
        time.sleep(self.delay())
        self.data, self.written = data, self.written + 1

    def remove(self) -> None:
        """Remove it."""
        self.data = None


def silent(text: str) -> None:
    """Hear what is told."""


def a_note(machine: str = "may-khac", age: timedelta = timedelta(0), process: str = "7") -> bytes:
    """Return the note of another run, refreshed so long ago."""
    moment = (datetime.now(UTC) - age).isoformat()
    row = {"nguoi": "lan", "may": machine, "tien-trinh": process, "tu": moment, "ma": "ab12", "luc": moment}
    return json.dumps(row).encode()


def test_the_note_is_refreshed_while_the_run_is_at_work_and_goes_with_it() -> None:
    """However long it takes."""
    storage = Storage()
    lock = NoteLock(storage, "kho", QUICK)
    with lock.held(PATIENCE, silent):
        first, written = storage.data, storage.written
        until = time.monotonic() + PATIENCE
        while storage.written < written + 4 and time.monotonic() < until:
            time.sleep(0.02)
        assert storage.written >= written + 4
        assert storage.data != first
        lock.prove()
    assert storage.data is None


def test_a_run_that_lost_its_lock_stops_and_leaves_the_other_s() -> None:
    """It names who has it."""
    storage = Storage()
    lock = NoteLock(storage, "kho", SELDOM)
    with lock.held(PATIENCE, silent):
        storage.data = a_note()
        time.sleep(0.1)
        with pytest.raises(StopBuild, match=r"lan trên may-khac.*mất khóa"):
            lock.prove()
    assert read_lock_note(storage.data or b"")
    assert storage.data is not None
    assert b"may-khac" in storage.data


def test_the_note_is_asked_for_again_when_another_can_be_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes another note waits before anything else: as long what was seen holds."""
    now = [1000.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(note_lock, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    storage, times = Storage(), LockTimes(settle=3, refresh=60)
    lock = NoteLock(storage, "kho", times)
    with lock.held(0, silent):
        mine, asked = storage.data, storage.asked
        sleep(2.9)
        lock.prove()
        assert storage.asked == asked
        sleep(0.1)
        lock.prove()
        assert storage.asked == asked + 1
        storage.data = a_note()
        sleep(2.9)
        lock.prove()
        for _ in range(2):
            sleep(0.1)
            with pytest.raises(StopBuild, match="mất khóa"):
                lock.prove()
        storage.data = mine


@pytest.mark.parametrize(
    ("note", "is_free"),
    [
        (timedelta(0), False),
        (EXPIRY - timedelta(minutes=1), False),
        (EXPIRY + timedelta(minutes=1), True),
        (-EXPIRY - timedelta(days=9999), True),
        (b"", True),
        (b"[" * 9000, True),
        (b'{"nguoi": "x"}', True),
    ],
)
def test_only_a_fresh_note_of_a_run_keeps_others_out(note: timedelta | bytes, is_free: bool) -> None:
    """One from the future was written by a wrong clock, or by who wants nobody to publish."""
    storage = Storage()
    storage.data = note = note if isinstance(note, bytes) else a_note(age=note)
    if is_free:
        with NoteLock(storage, "kho", QUICK).held(PATIENCE, silent):
            pass
        assert storage.data is None
    else:
        with (
            pytest.raises(StopBuild, match="lan trên may-khac"),
            NoteLock(storage, "kho", QUICK).held(0, silent),
        ):
            pass
        assert storage.data == note


@settings(max_examples=12)
@given(st.lists(st.floats(0, 0.02), min_size=1, max_size=7), st.integers(2, 5))
def test_of_those_who_begin_at_once_one_is_at_work(delays: list[float], runs: int) -> None:
    """Requests take what they take; whoever holds the lock holds it alone."""
    turn = iter(delays * 1000)
    storage = Storage(lambda: next(turn))
    at_work, most, lock = [0], [0], threading.Lock()

    def run(number: int) -> None:
        holder = replace(this_process(), machine=f"may-{number}")
        times = LockTimes(settle=0.06, refresh=5)
        try:
            with NoteLock(storage, "kho", times, holder).held(0, silent):
                with lock:
                    at_work[0] += 1
                    most[0] = max(most[0], at_work[0])
                time.sleep(0.2)
                with lock:
                    at_work[0] -= 1
        except StopBuild:
            pass

    threads = [threading.Thread(target=run, args=(number,)) for number in range(runs)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most[0] <= 1


def test_a_slow_remote_is_given_more_time() -> None:
    """A remote whose every request is slow is no other run."""
    with NoteLock(Storage(lambda: 0.05), "kho", QUICK).held(20, silent):
        pass


def test_waiting_is_told_once_and_ends() -> None:
    """For every kind of lock alike."""
    told: list[str] = []
    with pytest.raises(StopBuild, match="--cho 600"):
        lock_when_free(lambda: HeldBy(None), "kho", 0.05, told.append)
    assert len(told) == 1
    found = iter([HeldBy(None), "duoc"])
    assert lock_when_free(lambda: next(found), "kho", 5, told.append) == "duoc"
