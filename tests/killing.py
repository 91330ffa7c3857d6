"""A process is killed at any step of a function: what is on the disk then is what a power cut or SIGKILL leaves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType
from typing import Any

KILLED = 9
_MOST_STEPS = 500


def killed_at_each_step(work: Callable[[], None], *modules: ModuleType) -> Iterator[int]:
    """
    Do some work in a process of its own again and again, killed before another line of these modules each time.

    Yields the number of the step after each kill; ends once the work was done whole. Nothing is cleaned up, as no
    ``finally`` runs in a process that is killed.
    """
    files = {module.__file__ for module in modules}
    for step in range(1, _MOST_STEPS):
        child = os.fork()
        if not child:
            _work_until(step, work, files)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, KILLED)
        if status == 0:
            return
        yield step
    raise AssertionError("the work has no end")


def _work_until(step: int, work: Callable[[], None], files: set[str | None]) -> None:
    """Do the work in this process, which ends: with 0 when all is done, else before the step."""
    done = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal done
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            done += 1
            if done == step:
                os._exit(KILLED)
        return trace

    try:
        sys.settrace(trace)
        work()
    except BaseException:
        os._exit(1)
    os._exit(0)
