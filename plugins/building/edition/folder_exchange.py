"""The prepared folder and the public one change places, in one step where the system can."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from plugins.problems.stop_build import StopBuild, system_reason

MARKER = ".site-output"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux
_RENAME_SWAP = 2  # macOS


def aside_of(output: Path) -> Path:
    """Return where the old output waits while two renames replace it."""
    return output.parent / f".{output.name}.cu"


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


def exchange_by_renames(staging: Path, output: Path) -> None:
    """
    Exchange two folders by renames; whatever fails, the old output is put back.

    A kill between the renames leaves the old output aside; ``restore`` brings it back.
    """
    aside = aside_of(output)
    remove(aside)
    output.rename(aside)
    try:
        staging.rename(output)
    except OSError:
        aside.rename(output)
        raise
    aside.rename(staging)


def restore(output: Path) -> None:
    """Put back an old output that a killed build had moved aside."""
    aside = aside_of(output)
    if aside.exists() and not output.exists():
        aside.rename(output)


def remove(folder: Path) -> None:
    """
    Remove a folder of ours; a link is removed, never what it leads to.

    The marker goes last, so that what a kill leaves behind is still known to be ours.
    """
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return
    if not folder.exists():
        return
    children = list(folder.iterdir())
    if children and not (folder / MARKER).exists():
        raise StopBuild(
            f"“{folder}” không phải do công cụ này tạo (thiếu tệp {MARKER}); không xóa. "
            "Chuyển thư mục này đi nơi khác rồi dựng lại."
        )
    for child in children:
        if child.name == MARKER:
            continue
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def put_in_place(staging: Path, output: Path) -> None:
    """
    Make the prepared folder the output; the old one takes its place.

    Raises StopBuild, with the old output as it was, if the folders cannot be exchanged.
    """
    public = output.resolve()
    try:
        if not public.exists():
            staging.rename(public)
            return
        if not exchange(staging, public):
            exchange_by_renames(staging, public)
    except OSError as fault:
        raise StopBuild(
            f"không thay được “{output}” ({system_reason(fault)}); bản cũ được giữ nguyên. "
            "Kiểm tra quyền của thư mục và chương trình đang mở nó."
        ) from fault
