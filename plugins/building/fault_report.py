"""Run a program that reads the sources, and report the fault that stops it in one line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.problems.stop_build import StopBuild, system_reason


def exit_code_of(program: Callable[[], int], *, interrupted: str) -> int:
    """
    Return the exit code of a program: its own, FAULT for a fault, or INTERRUPTED.

    A fault is printed in one line, as is ``interrupted``. BrokenPipeError is not caught: it means that
    the reader of the output has closed it.
    """
    try:
        return program()
    except StopBuild as fault:
        return _report(f"lỗi: {fault}", FAULT)
    except KeyboardInterrupt:
        return _report(interrupted, INTERRUPTED)
    except BrokenPipeError:
        raise
    except OSError as fault:
        return _report(f"lỗi: {system_reason(fault)} ({fault.filename or 'hệ thống'}).", FAULT)
    except Exception as fault:  # a fault of the program; editors get one line of it
        place = traceback.extract_tb(fault.__traceback__)[-1]
        what = f"{type(fault).__name__}: {fault} ({Path(place.filename).name}, dòng {place.lineno})"
        return _report(f"lỗi: {what}. Hãy báo người giữ cổng.", FAULT)


def _report(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code
