"""Keep two builds into one output folder apart, and tell the second who is at work there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from plugins.files.lock import LockIsHeld, locked
from plugins.files.lock_holder import LockHolder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.vietnamese.date_texts import short_with_time

_VIETNAM = timezone(timedelta(hours=7))


@contextmanager
def hold_build_lock(output: Path) -> Iterator[None]:
    """
    Hold the lock of an output folder, a hidden file beside it, while the block runs.

    Raises StopBuild if another build holds it or nothing can be written there.
    """
    lock_file = output.parent / f".{output.name}.khoa"
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(lock_file, LockHolder.this_process(datetime.now(_VIETNAM))))
        except LockIsHeld as fault:
            raise StopBuild(
                f"đang có một lần dựng khác (khóa {lock_file.name}{_in_words(fault.holder)}). "
                "Đợi lần đó xong rồi chạy lại."
            ) from None
        except OSError as fault:
            raise StopBuild(
                f"không ghi được cạnh “{output}” ({system_reason(fault)}). Kiểm tra quyền hoặc ổ đĩa."
            ) from fault
        yield


def _in_words(holder: LockHolder | None) -> str:
    """
    Return who holds the lock, as the message goes on; "" if that is not known.

    >>> _in_words(LockHolder("lan", "may-1", "7", datetime(2024, 6, 30, 8, tzinfo=_VIETNAM)))
    '; tiến trình 7, chạy từ 30/06/2024 08:00'
    """
    return f"; tiến trình {holder.process}, chạy từ {short_with_time(holder.since)}" if holder else ""
