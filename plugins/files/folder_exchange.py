"""Two folders change places, in one step where the operating system can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from plugins.files.marked_folder import remove_folder

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux
_RENAME_SWAP = 2  # macOS


def replace_folder(fresh: Path, place: Path) -> None:
    """
    Put a prepared folder in its place; what was there takes the prepared one's name.

    Both lie on one file system. Raises OSError, with the old folder as it was, if they cannot be exchanged.
    """
    if not place.exists():
        fresh.rename(place)
    elif not exchange(fresh, place):
        exchange_by_renames(fresh, place)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or file system cannot."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        rename.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
        return bool(rename(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        swap = ctypes.CDLL(None, use_errno=True).renamex_np
        swap.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
        return bool(swap(first, second, _RENAME_SWAP) == 0)
    return False


def exchange_by_renames(fresh: Path, place: Path) -> None:
    """
    Exchange two folders by renames; whatever fails, the old folder is put back.

    A kill between the renames leaves the old folder aside; ``restore`` brings it back.
    """
    aside = _aside_of(place)
    remove_folder(aside)
    place.rename(aside)
    try:
        fresh.rename(place)
    except OSError:
        aside.rename(place)
        raise
    aside.rename(fresh)


def restore(place: Path) -> None:
    """Put back an old folder that a killed exchange by renames left aside."""
    aside = _aside_of(place)
    if aside.exists() and not place.exists():
        aside.rename(place)


def _aside_of(place: Path) -> Path:
    """Return where the old folder waits while renames replace it."""
    return place.parent / f".{place.name}.cu"
