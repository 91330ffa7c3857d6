"""Run a program that has to be installed on this machine: rsync, ssh, rclone, minisign."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from plugins.problems.stop_build import StopBuild

# The package of a program, where it has another name.
_PACKAGES = {"ssh": "openssh-client", "ssh-keygen": "openssh-client"}
# The bytes of a program's output that are read: lists of a portal's files stay below; another machine may send any number.
_MOST_OUTPUT, _MOST_ERRORS = 1 << 26, 1 << 16
_LONGEST = 120  # seconds for what moves no files over a network


def start_program(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command with pipes to all of its streams; raise StopBuild, with the package to install, where it is missing."""
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
    except FileNotFoundError as fault:
        package = _PACKAGES.get(command[0], command[0])
        raise StopBuild(
            f"máy này chưa có “{command[0]}”. Trên Debian, Ubuntu: sudo apt install {package}"
        ) from fault


def run_program(
    command: Sequence[str], stdin: bytes = b"", *, most: int = _MOST_OUTPUT, seconds: float | None = _LONGEST
) -> subprocess.CompletedProcess[bytes]:
    """
    Run a command with bytes on its standard input.

    Raises StopBuild where it is missing, says more than ``most`` bytes, or takes longer than so many seconds; None is for
    programs that take as long as the line needs, and end a silent connection themselves.
    """
    process = start_program(command)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    errors: list[bytes] = []
    helpers = [
        threading.Thread(target=_feed, args=(process.stdin, stdin), daemon=True),
        threading.Thread(target=_drain, args=(process.stderr, errors), daemon=True),
    ]
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(seconds or 0, stop)
    with process:
        try:
            for one in helpers:
                one.start()
            if seconds:
                timer.start()
            output = process.stdout.read(most + 1)
            if len(output) > most:
                raise StopBuild(
                    f"“{command[0]}” nhận về hơn {most} byte; nơi kia có lẽ đã bị chiếm. Dừng ở đây."
                )
            process.wait()
            if is_late.is_set():
                raise StopBuild(
                    f"“{command[0]}” không xong trong {seconds:.0f} giây. Kiểm tra mạng rồi chạy lại."
                )
        finally:
            timer.cancel()
            process.kill()
            for one in helpers:
                one.join(1)
    return subprocess.CompletedProcess(command, process.returncode, output, b"".join(errors))


def _feed(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError, ValueError), stream:
        stream.write(data)


def _drain(stream: IO[bytes], found: list[bytes]) -> None:
    """Read a stream to its end; keep its beginning alone."""
    # The stream is closed while this waits where a program that was ended left another behind.
    with suppress(OSError, ValueError):
        found.append(stream.read(_MOST_ERRORS))
        while stream.read(_MOST_ERRORS):
            pass
