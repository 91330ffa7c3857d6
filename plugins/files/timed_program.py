"""Run a program of this machine to its end, or to the end of the time that it is given."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path


def run_timed(
    command: Sequence[str | Path],
    seconds: float,
    *,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    with_children: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """
    Run a command with bytes on its standard input; return its exit code and all that it said.

    Raises OSError where it cannot be started, and TimeoutError, which is one, where it takes longer than so many seconds:
    then it is killed, and ``with_children`` all that it started too, where the system has process groups. Such a program
    has no terminal to ask for a password.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        cwd=folder,
        env=environment,
        start_new_session=with_children,
    ) as process:
        try:
            output, errors = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired as fault:
            _kill(process, with_children)
            reason = f"“{Path(command[0]).name}” không xong trong {seconds:.0f} giây"
            raise TimeoutError(errno.ETIMEDOUT, reason) from fault
        except BaseException:
            _kill(process, with_children)
            raise
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def _kill(process: subprocess.Popen[bytes], with_children: bool) -> None:
    if with_children and os.name == "posix":
        # The group is there until the last of it has ended; its first process waits for us to take note of its end.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
