"""Replace a file or folder in one step: whoever reads it, whenever a process is killed, never finds half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# Hidden, so that a content folder, a file watcher and a web server pass over what a killed process leaves.
_TEMPORARY = ".moi-"


def write_atomically(place: Path, data: bytes, mode: int | None = None) -> None:
    """
    Write a file beside its place, then rename it into place; folders above it are made.

    ``mode`` are the rights of the file, those of any new file (see umask) where not given. Several processes may
    write one file at the same time: one of them wins. Raises OSError, with the old file as it was and nothing left.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.parent / f"{_TEMPORARY}{os.urandom(8).hex()}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def write_durably(place: Path, data: bytes) -> None:
    """
    Write a file as ``write_atomically`` does, and return when it is on the disk: a machine that loses its power keeps it.

    Raises OSError, with the old file as it was.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.parent / f"{_TEMPORARY}{os.urandom(8).hex()}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    flush_to_disk(place.parent)


def write_beside(place: Path, data: bytes, mode: int | None = None) -> Path:
    """
    Write what a file is to become under a fixed hidden name beside it, and return that name.

    ``os.replace`` puts it in place later, when others are ready too. For a process that is alone there (it holds a
    lock): what a killed one left is overwritten.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_beside(Path(folder, "index.html"), b"").name
    '.index.html.moi'
    """
    beside = place.with_name(f".{place.name}.moi")
    # Never through a link that stands there.
    with suppress(FileNotFoundError):
        beside.unlink()
    with beside.open("xb") as file:
        file.write(data)
    if mode is not None:
        os.chmod(beside, mode)
    return beside


def write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """
    Make a folder that holds these files (bytes by their names) and no other, in the place of what was there.

    A process that is killed leaves the old folder, the new one or none. Where another process makes the same folder
    meanwhile, its folder stays. Raises OSError, with nothing left beside.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=place.parent, prefix=_TEMPORARY))
    try:
        for name, data in files.items():
            (fresh / name).write_bytes(data)
        shutil.rmtree(place, ignore_errors=True)
        os.chmod(fresh, 0o755)
        try:
            os.rename(fresh, place)
        except OSError:
            if not place.is_dir():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def flush_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk: a machine that loses its power keeps them."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
