"""Programs that publishing runs are waited for as long as was said, whatever they leave behind."""

from __future__ import annotations

import time
from pathlib import Path
from typing import IO, Any

import pytest

from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases import programs
from plugins.publishing.releases.programs import heard_within, run_program, start_program

# Longer than any test waits; a process of the system's own that ends by itself.
LEFT_BEHIND = "sleep 20"


@pytest.mark.parametrize("streams", ["", ">&2", "2>/dev/null", ">/dev/null"])
def test_what_a_program_leaves_behind_is_not_waited_for(streams: str) -> None:
    """As ssh leaves a connection for the next one, which holds the streams of the first."""
    began = time.monotonic()
    done = run_program(["sh", "-c", f"echo mot; echo hai >&2; {LEFT_BEHIND} {streams} & exit 3"])

    assert (done.returncode, done.stdout, done.stderr) == (3, b"mot\n", b"hai\n")
    assert time.monotonic() - began < 15


def test_a_program_that_takes_too_long_ends_though_another_holds_its_streams() -> None:
    """A wrapper around the real program may be what is started."""
    began = time.monotonic()
    with pytest.raises(StopBuild, match="không xong trong 1 giây"):
        run_program(["sh", "-c", f"{LEFT_BEHIND} & exec {LEFT_BEHIND}"], seconds=1)

    assert time.monotonic() - began < 15


def test_the_next_program_says_what_it_says_though_the_last_is_still_listened_to() -> None:
    """The number of a closed stream is that of the next one: nobody takes what is said there."""
    for number in range(5):
        run_program(["sh", "-c", f"{LEFT_BEHIND} >&2 & exit 0"])
        done = run_program(["sh", "-c", f"echo {number}; echo loi-{number} >&2"])
        assert (done.stdout, done.stderr) == (b"%d\n" % number, b"loi-%d\n" % number)


def test_what_is_left_behind_and_talks_on_ends(tmp_path: Path) -> None:
    """Nobody listens any more: the system ends it at its next word."""
    beats = tmp_path / "nhip"
    run_program(["sh", "-c", f"(while :; do echo x >>{beats}; echo loi >&2; sleep 0.05; done) & exit 0"])

    for _ in range(100):
        before = beats.stat().st_size
        time.sleep(0.5)
        if beats.stat().st_size == before:
            return
    raise AssertionError("it still talks")


class _Slow:
    """A stream whose reader is stopped by the system for a while at each piece."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Slow:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._stream.close()

    def read(self, size: int) -> bytes:
        """Read a piece, and come back late."""
        piece = self._stream.read(size)
        time.sleep(0.05)
        return piece


@pytest.mark.parametrize("left", ["", f"{LEFT_BEHIND} &", "(while :; do echo x; sleep 0.2; done) &"])
def test_what_a_program_said_is_heard_whole_however_late(monkeypatch: pytest.MonkeyPatch, left: str) -> None:
    """A machine that stalls, or sleeps for an hour, may come to it long after the program has ended."""
    own = programs._own

    def slow(stream: IO[bytes], mode: str) -> Any:
        return _Slow(own(stream, mode)) if mode == "rb" else own(stream, mode)

    monkeypatch.setattr(programs, "_own", slow)
    monkeypatch.setattr(programs, "_PIECE", 1024)
    done = run_program(["sh", "-c", f"head -c 60000 /dev/zero; head -c 40000 /dev/zero >&2; {left}"])

    assert (done.returncode, done.stdout[:60000], done.stderr) == (0, bytes(60000), bytes(40000))


def test_who_talks_on_without_end_is_not_heard_out() -> None:
    """Nothing is ever missing in that pipe: as much as one holds is what the program itself may have said."""
    began = time.monotonic()
    done = run_program(["sh", "-c", "timeout 60 yes >&2 & echo mot"])

    assert done.stdout == b"mot\n"
    assert time.monotonic() - began < 15


def test_a_program_hears_and_says_much() -> None:
    """More than a pipe holds, both ways."""
    data = bytes(range(256)) * 4000

    assert run_program(["cat"], data).stdout == data
    with pytest.raises(StopBuild, match="nhận về hơn 1000 byte"):
        run_program(["cat"], data, most=1000)


@pytest.mark.parametrize(
    ("script", "most", "until", "heard"),
    [
        ("echo held; echo them", 64, b"\n", b"held\n"),
        ("echo held; echo them", 64, b"", b"held\nthem\n"),
        ("yes", 6, b"", b"y\ny\ny\n"),
        ("printf 12345678", 4, b"\n", b"1234"),
        (f"printf ok; exec {LEFT_BEHIND}", 64, b"\n", b"ok"),
        (f"{LEFT_BEHIND} & exit 0", 64, b"", b""),
    ],
)
def test_a_stream_is_listened_to_for_a_while(script: str, most: int, until: bytes, heard: bytes) -> None:
    """To its end, a mark, or as much as was asked for; else until the time is over."""
    with start_program(["sh", "-c", script]) as process:
        assert process.stdout
        said = heard_within(process.stdout, most, 2, until)
        process.kill()

    assert said == heard
