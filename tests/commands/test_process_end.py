"""A process ends at once with its exit code, and loses nothing: neither what it printed nor what waits for its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def ended(program: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program that ends by ``leave``."""
    return subprocess.run(
        [sys.executable, "-c", f"from plugins.commands.process_end import leave\n{program}"],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": ""},
        text=True,
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.PIPE, **options},  # type: ignore[call-overload]
    )


def test_all_that_was_printed_is_written() -> None:
    """A pipe gets every line, also those that still lay in the process."""
    end = ended("print('một dòng\\n' * 20_000)\nleave(1)")
    assert (end.returncode, end.stdout.count("một dòng")) == (1, 20_000)


def test_what_waits_for_the_end_is_called() -> None:
    """Functions that were registered run, and may print."""
    end = ended("import atexit\natexit.register(print, 'cuối cùng')\nleave(0)")
    assert (end.returncode, end.stdout) == (0, "cuối cùng\n")


def test_values_are_not_taken_apart_one_by_one() -> None:
    """That is what ending so saves."""
    value = "class Value:\n    def __del__(self):\n        print('taken apart')\nvalue = Value()\n"
    assert ended(f"{value}leave(0)").stdout == ""


def test_other_threads_end_before_the_process() -> None:
    """Python waits for them as always."""
    thread = (
        "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print('xong'))).start()\n"
    )
    end = ended(f"{thread}leave(2)")
    assert (end.returncode, end.stdout) == (2, "xong\n")


def test_who_measures_a_process_sees_its_end() -> None:
    """A profiler prints after the program: the process ends by SystemExit."""
    end = ended(
        "import sys\nsys.setprofile(lambda *of: None)\ntry:\n    leave(1)\nexcept SystemExit as end:\n    print(end.code)"
    )
    assert end.stdout == "1\n"


def test_a_full_disk_is_told() -> None:
    """What cannot be written is told as Python tells it, with its exit code."""
    with open("/dev/full", "wb") as full:
        end = ended("print('một dòng')\nleave(0)", stdout=full)
    assert end.returncode == 120
    assert "No space left" in end.stderr
