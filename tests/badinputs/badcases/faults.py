"""
Run a command of the project on a machine where things go wrong.

``python -P faults.py '{"deny": [...], …}' content -s …``: the first argument tells the accidents, the
rest is given to ``plugins.building``. Python tells an audit hook before it opens, makes, renames or removes
a file; the hook fails there as the disk would. So the accidents are the same for root and for others,
need no mount, and come at the same moment each time.

- ``deny``: files and folders that may not be read;
- ``readonly``: a folder in which nothing can be written;
- ``full``: ends of names that no longer find room on the disk once ``after`` files were written;
- ``signal``: the signal that comes once ``after`` files were written;
- ``wait``: two files: the first is written when the first page is to be written, and the build then
  waits for the second.

``within`` is the folder in which written files are counted.
"""

from __future__ import annotations

import errno
import json
import os
import runpy
import signal
import sys
import time
from pathlib import Path

CHANGES = {"os.mkdir", "os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.truncate"}
LISTINGS = {"os.listdir", "os.scandir"}


def is_in(path: object, folder: str) -> bool:
    """Return whether a path, as Python's events tell it, is a folder or lies in it."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    full = os.path.abspath(os.fsdecode(path))
    return full == folder or full.startswith(folder + os.sep)


def writes(mode: object, flags: object) -> bool:
    """Return whether a file is opened to be written."""
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


class Machine:
    """A machine on which the named accidents happen."""

    def __init__(self, faults: dict[str, object]) -> None:
        self.denied = [os.path.abspath(str(path)) for path in faults.get("deny", [])]  # type: ignore[attr-defined]
        self.readonly = os.path.abspath(str(faults["readonly"])) if "readonly" in faults else ""
        self.within = os.path.abspath(str(faults.get("within", ".")))
        self.full: tuple[str, ...] = tuple(faults.get("full", ()))  # type: ignore[arg-type]
        self.signal = str(faults.get("signal", ""))
        self.wait = [Path(str(path)) for path in faults.get("wait", [])]  # type: ignore[attr-defined]
        self.after = int(str(faults.get("after", 0)))
        self.written = 0
        self.process = os.getpid()

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        """Fail where the machine does; this is what Python calls before each event."""
        if event == "open":
            self.opened(*args[:3])
        elif event in CHANGES and self.readonly and any(is_in(path, self.readonly) for path in args[:2]):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(args[0]))
        elif event in LISTINGS and any(is_in(args[0], path) for path in self.denied):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(args[0]))

    def opened(self, path: object, mode: object, flags: object) -> None:
        """Fail, or wait, or signal, when a file is opened."""
        if any(is_in(path, denied) for denied in self.denied):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        if not writes(mode, flags):
            return
        if self.readonly and is_in(path, self.readonly):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        if is_in(path, self.within) and not str(path).endswith((".lock", ".pyc")):
            self.count(str(path))

    def count(self, path: str) -> None:
        """Count one written file, and let happen what is due."""
        self.written += 1
        if self.written <= self.after:
            return
        if self.full and path.endswith(self.full):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        if self.signal:
            name, self.signal = self.signal, ""
            os.kill(self.process, getattr(signal, name))
        if self.wait and ".html" in path:
            (started, go), self.wait = self.wait, []
            started.write_text("")
            while not go.exists():
                time.sleep(0.02)


def main() -> None:
    """Read the accidents and run the build."""
    sys.addaudithook(Machine(json.loads(sys.argv[1])))
    sys.argv = ["plugins.building", *sys.argv[2:]]
    runpy.run_module("plugins.building", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
