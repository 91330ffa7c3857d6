"""A lock beside the output keeps two builds apart and names the one that holds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from plugins.problems.stop_build import StopBuild, system_reason
from plugins.vietnamese.dates import short_with_time

_VIETNAM = timezone(timedelta(hours=7))


def _note_of(output: Path) -> Path:
    # Not the lock file itself: it is emptied by whoever tries the lock, and unreadable on Windows.
    return output.parent / f".{output.name}.khoa.json"


def holder(output: Path) -> str:
    """Return who holds the lock, in words; "" if that is not known."""
    note = _note_of(output)
    try:
        pid = int(json.loads(note.read_text("utf-8"))["pid"])
        since = datetime.fromtimestamp(note.stat().st_mtime, _VIETNAM)
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return f"tiến trình {pid}, chạy từ {short_with_time(since)}"


@contextmanager
def held(output: Path) -> Iterator[None]:
    """
    Hold the lock of an output folder while the block runs.

    Raises StopBuild if another build holds it. The system frees the lock of a build that
    was killed, so a lock file that is left behind keeps nobody out.
    """
    lock_path = output.parent / f".{output.name}.khoa"
    lock = FileLock(lock_path)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        who = holder(output)
        message = f"đang có một lần dựng khác (khóa {lock_path.name}{f'; {who}' if who else ''})."
        raise StopBuild(f"{message} Đợi lần đó xong rồi chạy lại.") from None
    except OSError as fault:
        raise StopBuild(
            f"không ghi được cạnh “{output}” ({system_reason(fault)}). Kiểm tra quyền hoặc ổ đĩa."
        ) from fault
    try:
        # The note only helps people: a disk that is too full for it will be told of later.
        with suppress(OSError):
            _note_of(output).write_text(json.dumps({"pid": os.getpid()}), "utf-8")
        yield
    finally:
        with suppress(OSError):
            _note_of(output).unlink(missing_ok=True)
        lock.release()
