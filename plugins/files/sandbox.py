"""Run a program of this machine without network, and without the files of people, where Linux lets us."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from plugins.files.timed_program import run_timed

# Where people's files are. What the program itself lies in stays.
_HIDDEN = ("/home", "/root", "/srv", "/media", "/var/www", "/run", "/tmp", "/var/tmp", "/dev/shm")
_NOTED: ContextVar[set[str] | None] = ContextVar("noted", default=None)
_PATIENCE = 60  # seconds for a program to say that it starts
_INSIDE = Path("/mnt/viec")
# The work folder is bound to a place of its own before the folders that it may lie in are hidden.
_SCRIPT = """
mount -t tmpfs none /mnt && mkdir /mnt/viec && mount --bind "$1" /mnt/viec || exit 1
shift
while [ "$1" != -- ]; do mount -t tmpfs none "$1" || exit 1; shift; done
shift
cd /mnt/viec && exec "$@"
"""
_NAMESPACES = ("unshare", "--map-root-user", "--net", "--mount", "--pid", "--fork", "--kill-child")


@contextmanager
def sandboxed(folder: Path, program: str, probe: str = "--version") -> Iterator[tuple[Path, list[str]]]:
    """
    Give the place at which a program sees its work folder, and the words to put before its command.

    ``probe`` is the word with which it does nothing but tell its version.

    These are none where there are no namespaces, or the program does not start in them, as those in a Snap do not; around
    whatever may end so stands ``noting_unconfined``.
    """
    hidden = tuple(
        place
        for place in _HIDDEN
        if Path(place).is_dir() and not Path(program).resolve().is_relative_to(Path(place).resolve())
    )
    if can_isolate() and _starts_isolated(program, probe, hidden):
        yield _INSIDE, _prefix(folder, hidden)
    else:
        if (noted := _NOTED.get()) is not None:
            noted.add(program)
        yield folder, []


@contextmanager
def noting_unconfined() -> Iterator[set[str]]:
    """Give a set that gets the programs which are run without a sandbox while the block runs: people are told of them."""
    noted: set[str] = set()
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def _prefix(folder: Path, hidden: Sequence[str]) -> list[str]:
    return [*_NAMESPACES, "sh", "-c", _SCRIPT, "sh", str(folder), *hidden, "--"]


@cache
def _starts_isolated(program: str, probe: str, hidden: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory(prefix="thu-") as folder:
        return _starts((*_prefix(Path(folder).resolve(), hidden), program, probe))


@cache
def can_isolate() -> bool:
    """Tell whether this machine lets a program be started in namespaces of its own."""
    has_programs = bool(shutil.which("unshare") and shutil.which("mount"))
    return has_programs and _starts((*_NAMESPACES, "sh", "-c", "mount -t tmpfs none /mnt"))


def _starts(command: Sequence[str]) -> bool:
    try:
        return run_timed(command, _PATIENCE, with_children=True).returncode == 0
    except OSError:
        # What does not start, or only after so long, is as if it were not there.
        return False
