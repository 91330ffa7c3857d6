"""End a process at once, with its memory left to the system, which takes all of it in one step."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """
    End the process with an exit code; what waits for its end is called, what was printed is written.

    Python would take every value apart that is still there, which after a build of many articles takes longer than saving them.
    A process that is measured, has other threads, or cannot write what it printed ends as any other: by SystemExit.
    """
    is_measured = sys.gettrace() is not None or sys.getprofile() is not None
    if is_measured or threading.active_count() > 1:
        raise SystemExit(code)
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # Python says so, and with which code.
        raise SystemExit(code) from None
    os._exit(code)
