"""Folders that this program makes carry a marker file: no other folder is ever replaced or removed."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.problems.stop_build import StopBuild

MARKER = ".site-output"


def is_foreign(folder: Path) -> bool:
    """Return whether a folder holds something and has no marker; raises OSError where it cannot be read."""
    return any(folder.iterdir()) and not (folder / MARKER).is_file()


def remove_folder(folder: Path) -> None:
    """
    Remove a marked or empty folder, if it is there; of a symbolic link the link alone. Raises StopBuild for any other.

    The marker goes last, so that what a kill leaves behind is still known to be ours.
    """
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return
    if not folder.exists():
        return
    if is_foreign(folder):
        raise StopBuild(
            f"“{folder}” không phải do công cụ này tạo (thiếu tệp {MARKER}); không xóa. "
            "Chuyển thư mục này đi nơi khác rồi dựng lại."
        )
    for child in list(folder.iterdir()):
        if child.name == MARKER:
            continue
        if child.is_dir() and not child.is_symlink():
            shutil.rmtree(child)
        else:
            child.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()
