"""A task runs its program in the project's folder, and no server or build outlives its task and holds its lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
RUNNING = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
TASK = f"import sys, tasks; sys.exit(tasks.project_with(sys.executable).run([sys.executable, '-c', {RUNNING!r}]))"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without telling them")
def test_a_task_that_is_ended_ends_its_program() -> None:
    """As a service manager or a closed window does it, by SIGTERM."""
    with subprocess.Popen(
        [sys.executable, "-c", TASK], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as task:
        assert task.stdout is not None
        running = int(task.stdout.readline())
        task.terminate()

        assert task.wait(10) == signal.SIGTERM
        with pytest.raises(ProcessLookupError):
            os.kill(running, 0)
