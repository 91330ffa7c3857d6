"""Run a program that has to be installed on this machine: rsync, ssh, rclone, minisign."""

from __future__ import annotations

import os
import selectors
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from plugins.problems.stop_build import StopBuild

# The package of a program, where it has another name.
_PACKAGES = {"ssh": "openssh-client", "ssh-keygen": "openssh-client"}
# The bytes of a program's output that are read: lists of a portal's files stay below; another machine may send any number.
_MOST_OUTPUT, _MOST_ERRORS = 1 << 26, 1 << 16
_LONGEST = 120  # seconds for what moves no files over a network
_LONGEST_REST = 1  # seconds for a thread that is not needed any longer, or that cannot be told to look up
_PIECE = 1 << 16  # bytes that are read at once
_PIPE_HOLDS = 1 << 20  # bytes, the most that a system gives to who does not manage it
_LOOKS_UP = 0.1  # seconds after which who waits for a stream asks whether it is still to wait

# Windows cannot be asked whether something waits in a pipe.
_CAN_LOOK_UP = os.name == "posix"


def start_program(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command with pipes without buffers; raise StopBuild, with the package to install, where it is missing."""
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0)
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
    programs that take as long as the line needs, and end a silent connection themselves. What it leaves running when it
    ends is not waited for, though that may hold its streams.
    """
    process = start_program(command)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    feeding = threading.Thread(target=_feed, args=(_own(process.stdin, "wb"), stdin), daemon=True)
    process.stdin.close()
    output = _Listener(process.stdout, most, process.kill)
    errors = _Listener(process.stderr, _MOST_ERRORS)
    is_late = False
    with process:
        try:
            for one in (feeding, output, errors):
                one.start()
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            is_late = True
        finally:
            process.kill()
            for one in (output, errors):
                one.end()
            feeding.join(_LONGEST_REST)
    if output.said_more:
        raise StopBuild(f"“{command[0]}” nhận về hơn {most} byte; nơi kia có lẽ đã bị chiếm. Dừng ở đây.")
    if is_late:
        raise StopBuild(f"“{command[0]}” không xong trong {seconds:.0f} giây. Kiểm tra mạng rồi chạy lại.")
    return subprocess.CompletedProcess(command, process.returncode, bytes(output.heard), bytes(errors.heard))


def heard_within(stream: IO[bytes], most: int, seconds: float, until: bytes = b"") -> bytes:
    """
    Return what a stream says, at most so many bytes and within so many seconds, to its end or to the bytes ``until``.

    What holds the stream may never close it: it is not waited for any longer.
    """
    listener = _Listener(stream, most, lambda: None, until)
    listener.start()
    listener.join(seconds)
    listener.end()
    return bytes(listener.heard)


class _Listener(threading.Thread):
    """
    Reads a stream to its end, or to the bytes ``until``; keeps its beginning, at most so many bytes.

    Where the stream says more, ``when_full`` is called and the reading ends; without it the rest is read and forgotten.
    What a program said before it ended lies in the pipe, however late this thread comes to it: it is told that this is
    enough, and ends once nothing waits there any more.
    """

    def __init__(
        self, stream: IO[bytes], most: int, when_full: Callable[[], object] | None = None, until: bytes = b""
    ) -> None:
        super().__init__(daemon=True)
        self.heard, self.said_more = bytearray(), False
        # Set from outside: what a program that was left behind says is not listened to for ever.
        self._is_enough = False
        self._stream, self._most, self._when_full, self._until = _own(stream, "rb"), most, when_full, until

    def run(self) -> None:
        """Read until nothing more is wanted."""
        behind = 0
        with suppress(OSError), self._stream, selectors.DefaultSelector() as waiting:
            if _CAN_LOOK_UP:
                waiting.register(self._stream, selectors.EVENT_READ)
            while self._has_more(waiting) and (piece := self._stream.read(1 if self._until else _PIECE)):
                self.said_more = self.said_more or len(self.heard) + len(piece) > self._most
                self.heard += piece[: self._most - len(self.heard)]
                if self.said_more and self._when_full:
                    self._when_full()
                    return
                # What is more than the pipe held when it was enough was said since, by others.
                behind += len(piece) if self._is_enough else 0
                if behind > _PIPE_HOLDS or (self._until and self.heard.endswith(self._until)):
                    return

    def _has_more(self, waiting: selectors.BaseSelector) -> bool:
        """Wait until there is something to read, or the end of the stream; False where there is not and it is enough."""
        if not _CAN_LOOK_UP:
            return not self._is_enough
        while True:
            is_last = self._is_enough
            if waiting.select(0 if is_last else _LOOKS_UP):
                return True
            if is_last:
                return False

    def end(self) -> None:
        """Read what waits in the pipe, and no more."""
        if not _CAN_LOOK_UP:
            self.join(_LONGEST_REST)
        self._is_enough = True
        if _CAN_LOOK_UP:
            self.join()


def _own(stream: IO[bytes], mode: str) -> IO[bytes]:
    """
    Return a stream of its own for a thread, which closes it.

    The thread may wait for a program that was left behind long after the other one is closed; the number of a stream that
    is closed under a thread becomes that of the next one, and the thread would take what is said there.
    """
    return os.fdopen(os.dup(stream.fileno()), mode, buffering=0)


def _feed(stream: IO[bytes], data: bytes) -> None:
    left = memoryview(data)
    with suppress(OSError), stream:
        while left:
            left = left[stream.write(left) :]
