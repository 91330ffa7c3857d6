"""Write a file of an edition: below its staging folder, and never two different files of one path."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from plugins.problems.stop_build import StopBuild, system_reason

# A path below a folder in which no name begins with a dot, as nearly all are.
_PLAIN = re.compile(r"[^./\\:\0][^/\\:\0]*(?:/[^./\\:\0][^/\\:\0]*)*")


def _confined(relative: str) -> str:
    """Return the path of a file below a folder; raise StopBuild for one that leads out, by ".." or by being absolute."""
    if _PLAIN.fullmatch(relative):
        return relative
    parts = PurePosixPath(relative).parts
    strange = not parts or "\\" in relative or "\0" in relative or ":" in relative
    if strange or relative.startswith("/") or ".." in parts or relative.endswith("/"):
        raise StopBuild(f"đường dẫn “{relative}” đi ra ngoài thư mục xuất bản.")
    return "/".join(parts)


def _refuse_link_out(root: str, path: str) -> None:
    """Raise StopBuild where a path below a folder is a symbolic link that leads out of it."""
    place = f"{root}/{path}"
    if os.path.islink(place) and not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root)):
        raise StopBuild(f"đường dẫn “{path}” đi ra ngoài thư mục xuất bản qua một liên kết.")


def _make_folder(root: str, path: str, known: set[str]) -> None:
    """Make a folder below another ("": that one), and those between; ``known`` are those that are there, and no links out."""
    if path in known:
        return
    if path:
        _make_folder(root, path.rpartition("/")[0], known)
        try:
            os.mkdir(f"{root}/{path}")
        except FileExistsError:
            _refuse_link_out(root, path)
    else:
        os.makedirs(root, exist_ok=True)
    known.add(path)


def _holds(place: str, data: bytes) -> bool:
    """Return whether a file holds these bytes already."""
    path = Path(place)
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except OSError:
        return False


def write_file(root: Path, relative: str, data: bytes, known: set[str] | None = None) -> os.stat_result:
    """
    Write a file below ``root`` and return its status.

    ``known`` are folders below ``root`` that nobody else changes; those of the file are added.
    Raises StopBuild for a path that leads out, for two different
    files of one path, and for what the disk refuses.
    """
    path = _confined(relative)
    below, place = str(root), f"{root}/{path}"
    try:
        _make_folder(below, path.rpartition("/")[0], set() if known is None else known)
        try:
            # Made by this call or not at all; a link in its place is not followed.
            with open(place, "xb") as file:
                file.write(data)
        except FileExistsError:
            _refuse_link_out(below, path)
            if not _holds(place, data):
                raise StopBuild(
                    f"hai trang khác nhau cùng ghi vào “{relative}”; đổi đường dẫn của một trang."
                ) from None
        return os.stat(place)
    except OSError as fault:
        raise StopBuild(
            f"{system_reason(fault)} khi ghi “{relative}”; bản cũ được giữ nguyên. Kiểm tra ổ đĩa rồi dựng lại."
        ) from fault
