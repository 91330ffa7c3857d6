"""Start and end a program that people run: its output encoding, its exit code, and how a task is typed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

PYTHON = "py" if os.name == "nt" else "python3"


def as_typed(words: str) -> str:
    """Return the command line that runs a task on this system, for messages."""
    return f"{PYTHON} tasks.py {words}".rstrip()


def run_and_exit(main: Callable[[Sequence[str]], int]) -> NoReturn:
    """Run a program with the words of the command line and exit with the code that it returns."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not UTF-8 would stop at the first Vietnamese letter.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has seen enough ("check | head"); Python must not complain of it at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
