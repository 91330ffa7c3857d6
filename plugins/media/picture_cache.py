"""Cache of finished pictures: each has a folder of its own, there whole or not at all, with checksums of its files."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from plugins.files.atomic_write import write_folder
from plugins.files.checksum import sha256

SUMS = "SHA256SUMS"
# Seconds: how long a picture that no build uses is kept, and how often at most unused ones are looked for.
KEPT_UNUSED, BETWEEN_CLEANUPS = 30 * 86_400, 86_400
_LAST_CLEANUP = ".da-don"


def cached_names(cache: Path) -> frozenset[str]:
    """Return the names under which pictures lie in the cache; whether their files are whole, ``load`` checks."""
    try:
        return frozenset(os.listdir(cache))
    except OSError:
        return frozenset()


def store(cache: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Put a picture's files (bytes by file name) into the cache under a name, in the place of what was there."""
    sums = "".join(f"{sha256(data)}  {file}\n" for file, data in files.items())
    write_folder(cache / name, {**files, SUMS: sums.encode()})


def load(cache: Path, name: str, file: str) -> bytes | None:
    """Return one file of a picture, None if the cache does not hold it with the right checksum."""
    try:
        data = (cache / name / file).read_bytes()
        sums = (cache / name / SUMS).read_text("ascii")
    except (OSError, ValueError):
        return None
    return data if f"{sha256(data)}  {file}" in sums.splitlines() else None


def remove_unused(cache: Path, used: Callable[[], Collection[str]]) -> None:
    """
    Remove pictures that no build has used for a month; builds into several folders share one cache.

    ``used`` returns the names in use. When a picture was last used is kept as the modification time of its folder.
    Does nothing if called again within a day.
    """
    marker, now = cache / _LAST_CLEANUP, time.time()
    try:
        if not cache.is_dir() or (marker.exists() and now - marker.stat().st_mtime < BETWEEN_CLEANUPS):
            return
        marker.touch()
    except OSError:
        # A cache that cannot be cleaned up today is cleaned up tomorrow; no build fails for it.
        return
    names = used()
    for name in cached_names(cache) - {marker.name}:
        # Another build may remove or draw a picture at this moment.
        with suppress(OSError):
            if name in names:
                os.utime(cache / name)
            elif now - (cache / name).stat().st_mtime > KEPT_UNUSED:
                _remove(cache / name)


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
