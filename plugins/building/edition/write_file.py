"""Write a file of an edition: below its staging folder, and never two different files of one path."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from plugins.problems.stop_build import StopBuild, system_reason


def _confined(root: Path, relative: str) -> Path:
    """
    Return the place of a file below a folder.

    Raises StopBuild for a path that leads out, by "..", by an absolute path or by a link.
    """
    parts = PurePosixPath(relative).parts
    strange = not parts or "\\" in relative or "\0" in relative or ":" in relative
    if strange or relative.startswith("/") or ".." in parts or relative.endswith("/"):
        raise StopBuild(f"đường dẫn “{relative}” đi ra ngoài thư mục xuất bản.")
    target = root.joinpath(*parts)
    if _has_link(root, parts) and not Path(os.path.realpath(target)).is_relative_to(os.path.realpath(root)):
        raise StopBuild(f"đường dẫn “{relative}” đi ra ngoài thư mục xuất bản qua một liên kết.")
    return target


def _has_link(root: Path, parts: Sequence[str]) -> bool:
    """Return whether a symbolic link lies on the path from a folder to a place below it."""
    place = str(root)
    for part in parts:
        place = f"{place}{os.sep}{part}"
        try:
            if stat.S_ISLNK(os.lstat(place).st_mode):
                return True
        except FileNotFoundError:
            return False
    return False


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file holds these bytes already."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False


def write_file(root: Path, relative: str, data: bytes) -> Path:
    """
    Write a file below ``root`` and return its place.

    Raises StopBuild for a path that leads out, for two different
    files of one path, and for what the disk refuses.
    """
    target = _confined(root, relative)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(target):
            if _holds(target, data):
                return target
            raise StopBuild(f"hai trang khác nhau cùng ghi vào “{relative}”; đổi đường dẫn của một trang.")
        with target.open("xb") as file:
            file.write(data)
    except OSError as fault:
        raise StopBuild(
            f"{system_reason(fault)} khi ghi “{relative}”; bản cũ được giữ nguyên. Kiểm tra ổ đĩa rồi dựng lại."
        ) from fault
    return target
