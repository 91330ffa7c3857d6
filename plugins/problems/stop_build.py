"""Stop a build before anything public is touched, and say in Vietnamese why the system refused."""

from __future__ import annotations

import errno
from dataclasses import dataclass


class StopBuild(Exception):
    """A fault of configuration, theme, plugin or disk: nothing is touched, exit code 2; the text is for the editor."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A refusal of the system: the reason within a sentence, and a sentence of its own for who imports a file."""

    reason: str = ""
    advice: str = ""


_NO_PERMISSION = _Refusal(
    "không có quyền",
    "không có quyền đọc hay ghi, hoặc tệp đang mở trong Word. Đóng Word rồi chạy lại.",
)
_REFUSALS: dict[int, _Refusal] = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.ENOSPC: _Refusal(
        "hết dung lượng đĩa", "ổ đĩa đã đầy. Dọn bớt rồi chạy lại; bài đã nhập không nhập lại."
    ),
    errno.EDQUOT: _Refusal("hết hạn mức đĩa"),
    errno.EROFS: _Refusal("ổ đĩa chỉ đọc"),
    errno.ENAMETOOLONG: _Refusal("tên quá dài", "tên tệp quá dài. Đặt tên ngắn hơn rồi chạy lại."),
    errno.ENOENT: _Refusal(advice="tệp vừa bị đổi tên hay xóa. Kiểm tra lại rồi chạy lại."),
}


def system_reason(fault: OSError) -> str:
    """
    Return why the system refused, in Vietnamese where the reason is a common one.

    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    'hết dung lượng đĩa'
    """
    return _refusal(fault).reason or fault.strerror or str(fault)


def reason_with_advice(fault: OSError) -> str:
    """
    Return why the system refused to read or write a file that is imported, and what to do, in Vietnamese.

    >>> reason_with_advice(PermissionError(13, "Permission denied"))
    'không có quyền đọc hay ghi, hoặc tệp đang mở trong Word. Đóng Word rồi chạy lại.'
    """
    return _refusal(fault).advice or f"hệ thống báo lỗi khi đọc hay ghi ({fault.strerror or fault})."


def _refusal(fault: OSError) -> _Refusal:
    return _REFUSALS.get(fault.errno or 0, _Refusal())
