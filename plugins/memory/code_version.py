"""The version of the running program: its own code, the installed libraries, Python."""

from __future__ import annotations

import os
import sys
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
    files = sorted([*code.rglob("*.py"), *code.rglob("*.toml")])
    names = [sys.version, *_libraries(), *(file.relative_to(code).as_posix() for file in files)]
    return digest([*(one.encode() for one in names), *(file.read_bytes() for file in files)])
