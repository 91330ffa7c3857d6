"""Who writes what is remembered: this code, these libraries, this Python."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(parts: Iterable[bytes]) -> str:
    """
    Return a short name of a sequence of byte strings; other parts, or other cuts between them, give another name.

    >>> digest([b"ab", b"c"]) == digest([b"a", b"bc"])
    False
    """
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def _libraries() -> list[str]:
    """Return what is installed, as the folders of the path tell it: the names carry the versions."""
    names: set[str] = set()
    for folder in sys.path:
        try:
            names.update(
                name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))
            )
        except OSError:
            continue
    return sorted(names)


def version_of(code: Path) -> str:
    """Return a name for the Python files below a folder, the libraries that can be imported, and Python itself."""
    files = sorted(code.rglob("*.py"))
    told = [sys.version, *_libraries(), *(file.relative_to(code).as_posix() for file in files)]
    return digest([*(one.encode() for one in told), *(file.read_bytes() for file in files)])
