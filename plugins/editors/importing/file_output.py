"""Files are written so that they are there whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".moi-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def shown(path: Path) -> str:
    """Return a path as messages name it: from where the program runs, if it lies below."""
    here = Path.cwd()
    return (
        path.relative_to(here).as_posix() if path.is_absolute() and path.is_relative_to(here) else str(path)
    )


def why(fault: OSError) -> str:
    """
    Return what the system complains of and what to do, in Vietnamese.

    >>> why(PermissionError(13, "Permission denied"))
    'không có quyền đọc hay ghi, hoặc tệp đang mở trong Word. Đóng Word rồi chạy lại.'
    """
    if isinstance(fault, PermissionError):
        return "không có quyền đọc hay ghi, hoặc tệp đang mở trong Word. Đóng Word rồi chạy lại."
    if isinstance(fault, FileNotFoundError):
        return "tệp vừa bị đổi tên hay xóa. Kiểm tra lại rồi chạy lại."
    if fault.errno == errno.ENOSPC:
        return "ổ đĩa đã đầy. Dọn bớt rồi chạy lại; bài đã nhập không nhập lại."
    if fault.errno == errno.ENAMETOOLONG:
        return "tên tệp quá dài. Đặt tên ngắn hơn rồi chạy lại."
    return f"hệ thống báo lỗi khi đọc hay ghi ({fault.strerror or fault})."
