"""Keep two publishing runs to one target apart, and tell the second who is at work there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar

from plugins.files.lock import LockIsHeld, locked
from plugins.files.lock_holder import LockHolder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.vietnamese.date_texts import short_with_time

_PAUSE = 1.0  # seconds between two attempts
T = TypeVar("T")
_VIETNAM = timezone(timedelta(hours=7))


def this_process() -> LockHolder:
    """Return what this process writes into the note of a lock."""
    return LockHolder.this_process(datetime.now(_VIETNAM))


def held_message(target: str, holder: LockHolder | None) -> str:
    """
    Return what to tell who comes second.

    >>> note = '{"nguoi": "lan", "may": "may-1", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}'
    >>> held_message("nha", LockHolder.read(note))
    'đích “nha” đang có một lần phát hành khác (lan trên may-1, tiến trình 7, từ 30/06/2024 08:00)'
    """
    by = ""
    if holder:
        since = short_with_time(holder.since)
        by = f" ({holder.user} trên {holder.machine}, tiến trình {holder.process}, từ {since})"
    return f"đích “{target}” đang có một lần phát hành khác{by}"


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Another run has the lock; ``holder`` is who, None where that is not known."""

    holder: LockHolder | None


def lock_when_free(
    attempt: Callable[[], HeldBy | T], target: str, wait: float, tell: Callable[[str], None]
) -> T:
    """
    Repeat an attempt to take a target's lock until it is taken, for at most so many seconds; return what it returns then.

    ``tell`` hears once who holds it meanwhile. Raises StopBuild, with the holder, when the time is over.
    """
    until, has_told = time.monotonic() + wait, False
    while isinstance(found := attempt(), HeldBy):
        if time.monotonic() >= until:
            raise _given_up(target, found.holder)
        if not has_told:
            tell(_waiting(target, found.holder, wait))
            has_told = True
        time.sleep(min(_PAUSE, wait))
    return found


def _waiting(target: str, holder: LockHolder | None, wait: float) -> str:
    return f"{held_message(target, holder)}; đợi tối đa {wait:.0f} giây …"


def _given_up(target: str, holder: LockHolder | None) -> StopBuild:
    return StopBuild(f"{held_message(target, holder)}. Đợi lần đó xong rồi chạy lại, hoặc thêm --cho 600.")


@contextmanager
def hold_target_lock(
    lock_file: Path, target: str, wait: float, tell: Callable[[str], None]
) -> Iterator[None]:
    """
    Hold the lock of a target on this machine while the block runs; wait at most so many seconds for it.

    ``tell`` hears once who holds it meanwhile. Raises StopBuild, with the holder, when the time is over.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(
                locked(
                    lock_file,
                    this_process(),
                    wait,
                    lambda holder: tell(_waiting(target, holder, wait)),
                )
            )
        except LockIsHeld as fault:
            raise _given_up(target, fault.holder) from None
        except OSError as fault:
            raise StopBuild(
                f"không ghi được khóa “{lock_file}” ({system_reason(fault)}). Kiểm tra quyền và ổ đĩa."
            ) from fault
        yield
