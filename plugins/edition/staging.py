"""A fresh folder beside the output, a lock that keeps two builds apart, and the exchange of the two."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

MARKER = ".site-output"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class StopBuild(Exception):
    """A fault of configuration, theme, plugin or disk: nothing is touched, exit code 2."""


def check_output(output: Path, content: Path) -> None:
    """Raise StopBuild for an output folder that is not ours to replace."""
    real, source = output.resolve(), content.resolve()
    if real == source or real.is_relative_to(source) or source.is_relative_to(real):
        raise StopBuild(f"OUTPUT_PATH “{output}” không được nằm trong hay chứa thư mục “{content}”.")
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).exists():
        raise StopBuild(
            f"thư mục “{output}” không phải do công cụ này tạo (thiếu tệp đánh dấu {MARKER}); không xóa. Chọn OUTPUT_PATH khác."
        )


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output folder; raise StopBuild if another build holds it."""
    lock_path = output.parent / f".{output.name}.khoa"
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_path)
        lock.acquire(timeout=0)
    except Timeout:
        raise StopBuild(
            f"đang có một lần dựng khác (khóa {lock_path.name}). Đợi lần đó xong rồi chạy lại."
        ) from None
    except OSError as fault:
        raise StopBuild(
            f"không ghi được cạnh “{output}” ({fault.strerror}). Kiểm tra quyền hoặc ổ đĩa."
        ) from fault
    try:
        yield
    finally:
        lock.release()


def fresh(output: Path) -> Path:
    """Return a new empty folder beside the output; what a killed build left there is removed."""
    staging = output.parent / f".{output.name}.moi"
    if staging.exists():
        shutil.rmtree(staging)
    staging.mkdir(parents=True)
    (staging / MARKER).write_bytes(b"")
    return staging


def write(root: Path, relative: str, data: bytes) -> None:
    """Write a file below a folder; raise StopBuild for a path that leads out of it."""
    target = root / relative
    if not Path(os.path.normpath(target)).is_relative_to(root) or relative.startswith("/"):
        raise StopBuild(f"đường dẫn “{relative}” đi ra ngoài thư mục xuất bản.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can; tell whether it could."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)


def put_in_place(staging: Path, output: Path) -> None:
    """Make the prepared folder the output, and remove the old one."""
    if not output.exists():
        staging.rename(output)
        return
    if not _exchange(staging, output):
        aside = output.parent / f".{output.name}.cu"
        shutil.rmtree(aside, ignore_errors=True)
        output.rename(aside)
        staging.rename(output)
        aside.rename(staging)
    shutil.rmtree(staging, ignore_errors=True)
