"""
Run a reader of files from outside in a process of its own, which has little time and memory.

A PDF can be made to keep its reader busy for ever; what then ends is this process, not the import.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from plugins.commands.project import child_environment
from plugins.files.timed_program import run_timed

PROJECT = Path(__file__).resolve().parents[4]
MOST_MEMORY = 3 << 30


class ChildFailed(Exception):
    """The process took too long, or ended with a fault."""


def run_module(module: str, words: Sequence[str], seconds: float) -> bytes:
    """Return what a module prints that is run with these words; raise ChildFailed."""
    return run_child([sys.executable, "-m", module, *words], seconds, PROJECT)


def run_child(command: Sequence[str], seconds: float, folder: Path) -> bytes:
    """Return what a program prints that is run in a folder; raise ChildFailed."""
    try:
        # One page after the other, as slowly as one processor goes: others work on this machine too.
        environment = {**child_environment(), "OMP_THREAD_LIMIT": "1"}
        done = run_timed(command, seconds, folder=folder, environment=environment, with_children=True)
    except OSError:
        raise ChildFailed from None
    if done.returncode:
        raise ChildFailed
    return done.stdout


def limit_memory() -> None:
    """Give this process no more memory than such a reader needs, where the system can."""
    try:
        import resource
    except ImportError:
        # Windows has no such limits; the time is limited there too.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
