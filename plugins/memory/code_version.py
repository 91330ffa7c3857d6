"""The version of the running program: its own code, the installed libraries, Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plugins.memory.digest import digest


def _libraries() -> list[str]:
    """Return the installed packages: the names of their metadata folders hold their versions."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(
                name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))
            )
        except OSError:
            continue
    return sorted(names)


@cache
def running_version() -> str:
    """Return the version of the running program, read once: code that is installed while it runs is not what runs."""
    return code_version(Path(__file__).resolve().parents[1])


def code_version(code: Path) -> str:
    """Return a digest of the Python files and their tables below a folder, of the installed packages and of Python's version."""
    files = sorted(_sources(str(code)))
    parts = [one.encode() for one in (sys.version, *_libraries())]
    for path in files:
        with open(path, "rb", buffering=0) as file:
            parts += [os.fsencode(path.removeprefix(str(code))), file.read()]
    return digest(parts)


def _sources(folder: str) -> Iterator[str]:
    """Yield the files of Python and the tables in a folder and below it. Every build begins with this: paths are texts."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _sources(entry.path)
            elif entry.name.endswith((".py", ".toml")):
                yield entry.path
