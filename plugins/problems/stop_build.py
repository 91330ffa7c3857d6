"""What stops a build before anything public is touched."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "hết dung lượng đĩa",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENAMETOOLONG: "tên quá dài",
}


class StopBuild(Exception):
    """A fault of configuration, theme, plugin or disk: nothing is touched, exit code 2."""


def system_reason(fault: OSError) -> str:
    """
    Return why the system refused, in Vietnamese where the reason is a common one.

    >>> system_reason(OSError(errno.ENOSPC, "No space left on device"))
    'hết dung lượng đĩa'
    """
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)
