"""Finished pictures, kept for the next build: each has a folder of its own, there whole or not at all."""

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
# Seconds: how long a picture that no build uses stays, and how far apart its folder is looked through.
KEPT, BETWEEN = 30 * 86_400, 86_400
_LOOKED_THROUGH = ".da-don"


def finished(cache: Path) -> frozenset[str]:
    """Return the names under which pictures lie in the cache; that their files are as they were made, ``taken`` tells."""
    try:
        return frozenset(os.listdir(cache))
    except OSError:
        return frozenset()


def keep(cache: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Put a picture's files into the cache under a name, in the place of what was there."""
    sums = "".join(f"{sha256(data)}  {file}\n" for file, data in files.items())
    write_folder(cache / name, {**files, SUMS: sums.encode()})


def taken(cache: Path, name: str, file: str) -> bytes | None:
    """Return one file of a picture, None if it does not lie in the cache as it was made."""
    try:
        data = (cache / name / file).read_bytes()
        sums = (cache / name / SUMS).read_text("ascii")
    except (OSError, ValueError):
        return None
    return data if f"{sha256(data)}  {file}" in sums.splitlines() else None


def tidy(cache: Path, used: Callable[[], Collection[str]]) -> None:
    """
    Let go of pictures that no build has used for a month; builds into several folders share one cache.

    ``used`` tells the names in use. When a picture was last used is written down as its folder's
    time. Done at most once a day.
    """
    marker, now = cache / _LOOKED_THROUGH, time.time()
    try:
        if not cache.is_dir() or (marker.exists() and now - marker.stat().st_mtime < BETWEEN):
            return
        marker.touch()
    except OSError:
        # What cannot be tidied today is tidied tomorrow; no build fails for it.
        return
    names = used()
    for name in finished(cache) - {marker.name}:
        # What another build removes or draws at this moment is left to it.
        with suppress(OSError):
            if name in names:
                os.utime(cache / name)
            elif now - (cache / name).stat().st_mtime > KEPT:
                _remove(cache / name)


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()
