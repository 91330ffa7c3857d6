"""Run a program of this machine without network, and without the files of people, where Linux lets us."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

# Where people's files are. What the program itself lies in stays.
_HIDDEN = ("/home", "/root", "/srv", "/media", "/var/www", "/run", "/tmp", "/var/tmp")
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
def sandboxed(folder: Path, program: str) -> Iterator[tuple[Path, list[str]]]:
    """Give the place at which the program sees its work folder, and the words to put before its command: none without Linux."""
    hidden = [
        place
        for place in _HIDDEN
        if Path(place).is_dir() and not Path(program).resolve().is_relative_to(Path(place).resolve())
    ]
    prefix = [*_NAMESPACES, "sh", "-c", _SCRIPT, "sh", str(folder), *hidden, "--"]
    if can_isolate():
        yield _INSIDE, prefix
    else:
        yield folder, []


@cache
def can_isolate() -> bool:
    """Tell whether this machine lets a program be started in namespaces of its own."""
    if not (shutil.which("unshare") and shutil.which("mount")):
        return False
    try:
        probe = [*_NAMESPACES, "sh", "-c", "mount -t tmpfs none /mnt"]
        return subprocess.run(probe, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
