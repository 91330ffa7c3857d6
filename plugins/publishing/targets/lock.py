"""One publishing at a time: a lock of the system, which a killed process lets go of, and a note that names who holds it."""

from __future__ import annotations

import getpass
import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from plugins.problems.stop_build import StopBuild, system_reason
from plugins.vietnamese.dates import short_with_time

_VIETNAM = timezone(timedelta(hours=7))


def who(now: datetime) -> dict[str, str]:
    """Return what a holder says of itself."""
    return {
        "nguoi": _user(),
        "may": platform.node() or "máy không tên",
        "tien-trinh": str(os.getpid()),
        "tu": now.astimezone(_VIETNAM).isoformat(timespec="seconds"),
    }


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "không rõ"


def in_words(note: str) -> str:
    """
    Return who holds a lock, of the note that the holder left; "" where it says nothing.

    >>> in_words('{"nguoi": "lan", "may": "may-1", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}')
    'lan trên may-1, tiến trình 7, từ 30/06/2024 08:00'
    """
    try:
        said = json.loads(note)
        since = short_with_time(datetime.fromisoformat(said["tu"]))
        return f"{said['nguoi']} trên {said['may']}, tiến trình {said['tien-trinh']}, từ {since}"
    except (ValueError, KeyError, TypeError):
        return ""


def held_message(target: str, holder: str) -> str:
    """Return what to tell who comes second."""
    by = f" ({holder})" if holder else ""
    return f"đích “{target}” đang có một lần phát hành khác{by}"


@contextmanager
def held(lock_file: Path, target: str, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """
    Hold the lock of a target on this machine while the block runs; wait at most so many seconds for it.

    ``tell`` hears once who holds it meanwhile. Raises StopBuild, with the holder, when the time is over.
    """
    note = lock_file.with_name(f"{lock_file.name}.json")
    lock = FileLock(lock_file)
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            message = held_message(target, in_words(_read(note)))
            tell(f"{message}; đợi tối đa {wait:.0f} giây …")
            lock.acquire(timeout=wait, poll_interval=0.1)
    except Timeout:
        message = held_message(target, in_words(_read(note)))
        raise StopBuild(f"{message}. Đợi lần đó xong rồi chạy lại, hoặc thêm --wait 600.") from None
    except OSError as fault:
        raise StopBuild(
            f"không ghi được khóa “{lock_file}” ({system_reason(fault)}). Kiểm tra quyền và ổ đĩa."
        ) from fault
    try:
        with suppress(OSError):
            note.write_text(json.dumps(who(datetime.now(_VIETNAM)), ensure_ascii=False), "utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def _read(note: Path) -> str:
    try:
        return note.read_text("utf-8")
    except OSError:
        return ""
