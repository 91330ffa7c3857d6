"""A folder that others may write to: places below it are reached without following links that they may have put there."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath


def link_above(folder: Path, path: str) -> Path | None:
    """Return the symbolic link that stands for a folder on the way from a folder to a path below it, None without any."""
    above = [one for one in reversed(PurePosixPath(path).parents) if str(one) != "."]
    return next((folder / one for one in above if (folder / one).is_symlink()), None)


def read_inside(folder: Path, path: str, most: int) -> bytes | None:
    """
    Return the bytes of a file below a folder, None where there is none.

    Raises OSError for a link, a device, what lies behind a link to a folder, and for more than ``most`` bytes.
    """
    place = folder / path
    try:
        if link_above(folder, path) or not stat.S_ISREG(place.lstat().st_mode):
            raise OSError(0, "là liên kết hay thiết bị, không phải tệp thường", str(place))
        with open(place, "rb", opener=_without_links) as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(data) > most:
        raise OSError(0, f"dài hơn {most} byte", str(place))
    return data


def _without_links(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def make_way(folder: Path, path: str) -> Path:
    """Make the folders above a path below a folder, in the place of links that stand there; return the file's place."""
    while link := link_above(folder, path):
        link.unlink()
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def remove_inside(folder: Path, path: str) -> None:
    """Remove a file below a folder and the folders that become empty; what lies behind a link to a folder stays."""
    if link_above(folder, path):
        return
    with suppress(FileNotFoundError, NotADirectoryError):
        (folder / path).unlink()
    for above in PurePosixPath(path).parents:
        if str(above) == ".":
            break
        try:
            (folder / above).rmdir()
        except OSError:
            break
