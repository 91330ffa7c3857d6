"""A task runs its program in the project's folder, and no server or build outlives its task and holds its lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.commands.project import Project

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


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in an empty folder, with the Python of the tests."""
    return Project(tmp_path, Path(sys.executable), lambda lock: None)


def test_a_program_beside_another_is_heard_when_it_has_ended(project: Project, tmp_path: Path) -> None:
    """What it prints goes to a file, and its exit code to who waits for it."""
    printed = tmp_path / "printed.txt"
    program = (
        "import os, sys; print(os.environ['WHO'], flush=True); print('fault', file=sys.stderr); sys.exit(3)"
    )

    with project.beside([project.python, "-c", program], printed, {"WHO": "Hạnh"}) as ended:
        assert project.run([project.python, "-c", "pass"]) == 0
        assert ended() == 3

    assert printed.read_text("utf-8").splitlines() == ["Hạnh", "fault"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without telling them")
def test_a_program_beside_another_does_not_outlive_it(project: Project, tmp_path: Path) -> None:
    """Where the block ends before it, it is interrupted, so that it can clean up."""
    printed = tmp_path / "printed.txt"

    with project.beside([project.python, "-c", RUNNING], printed):
        while not printed.read_text("utf-8"):
            time.sleep(0.01)

    number, *rest = printed.read_text("utf-8").split("\n", 1)
    assert "KeyboardInterrupt" in rest[0]
    with pytest.raises(ProcessLookupError):
        os.kill(int(number), 0)
