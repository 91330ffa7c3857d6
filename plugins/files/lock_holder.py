"""Who holds a lock, as the note beside it says."""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
from dataclasses import dataclass
from datetime import datetime

LONGEST_NOTE = 1 << 12
# What is printed of a note: names without marks that steer a terminal; a number that is a process anywhere.
_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]{1,100}")
_PROCESS = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a lock: a user on a machine, in a process, since a moment (with its zone)."""

    user: str
    machine: str
    process: str
    since: datetime

    @classmethod
    def this_process(cls, now: datetime) -> LockHolder:
        """Return what this process says of itself."""
        return cls(_user(), platform.node() or "máy không tên", str(os.getpid()), now)

    @classmethod
    def read(cls, note: str) -> LockHolder | None:
        """Return who left a note, None where it says nothing, or nothing that such a note says: anybody may write it."""
        try:
            row = json.loads(note[:LONGEST_NOTE])
            since = datetime.fromisoformat(row["tu"])
            user, machine, process = (str(row[key]) for key in ("nguoi", "may", "tien-trinh"))
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        sound = _NAME.fullmatch(user) and _NAME.fullmatch(machine) and _PROCESS.fullmatch(process)
        return cls(user, machine, process, since) if sound and since.tzinfo else None

    @property
    def note(self) -> str:
        """
        What the holder writes down for others.

        >>> note = '{"nguoi": "lan", "may": "a", "tien-trinh": "7", "tu": "2024-06-30T08:00:00+07:00"}'
        >>> LockHolder.read(note).note == note
        True
        """
        row = {"nguoi": self.user, "may": self.machine, "tien-trinh": self.process}
        return json.dumps({**row, "tu": self.since.isoformat(timespec="seconds")}, ensure_ascii=False)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "không rõ"
