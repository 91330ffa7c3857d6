"""A lock keeps others out for as long as its holder lives, and says who that is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.files.lock import LockIsHeld, locked
from plugins.files.lock_holder import LockHolder

NOW = datetime(2024, 6, 30, 1, tzinfo=UTC)
HOLD = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from plugins.files.lock import locked
from plugins.files.lock_holder import LockHolder
with locked(Path(sys.argv[1]), LockHolder.this_process(datetime.now(UTC))):
    print("ok", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give another process that holds a lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / ".khoa"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ok\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_learns_who_holds_it(tmp_path: Path, elsewhere: subprocess.Popen[str]) -> None:
    """Once while waiting, and again when the time is over."""
    heard: list[LockHolder | None] = []
    with pytest.raises(LockIsHeld) as fault, locked(tmp_path / ".khoa", wait=0.2, waiting=heard.append):
        pytest.fail("two hold one lock")
    assert heard == [fault.value.holder]
    assert heard[0]
    assert heard[0].process == str(elsewhere.pid)


@pytest.mark.skipif(os.name != "posix", reason="signals are of Unix")
def test_a_killed_holder_keeps_nobody_out(tmp_path: Path, elsewhere: subprocess.Popen[str]) -> None:
    """Though its files are still there."""
    elsewhere.send_signal(signal.SIGKILL)
    elsewhere.wait()
    assert (tmp_path / ".khoa.json").exists()
    with locked(tmp_path / ".khoa"):
        pass


def test_the_note_goes_with_the_lock(tmp_path: Path) -> None:
    """Without a holder there is none; a note that says nothing names nobody."""
    with locked(tmp_path / "sau" / ".khoa", LockHolder.this_process(NOW)):
        holder = LockHolder.read((tmp_path / "sau/.khoa.json").read_text("utf-8"))
        assert holder == LockHolder.this_process(NOW)
        with pytest.raises(LockIsHeld), locked(tmp_path / "sau" / ".khoa"):
            pytest.fail("two hold one lock")
    assert not (tmp_path / "sau/.khoa.json").exists()
    with locked(tmp_path / "sau" / ".khoa"):
        assert not (tmp_path / "sau/.khoa.json").exists()
    assert [LockHolder.read(note) for note in ("", "[]", "{}", '{"tu": 3}')] == [None] * 4
