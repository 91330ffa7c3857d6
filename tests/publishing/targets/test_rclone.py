"""What rclone says of a remote at which another run is at work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets import rclone
from plugins.publishing.targets.rclone import RcloneFolder

GONE = CompletedProcess([], 1, b"", b"2026/11/30 23:35:59 Failed to cat: Not Found: 404 Not Found\n")
NOTHING = CompletedProcess([], 0, b"", b"")
NO_SUCH_FILE = CompletedProcess([], 4, b"", b"")


def answering(monkeypatch: pytest.MonkeyPatch, *answers: CompletedProcess[bytes]) -> RcloneFolder:
    """Return a remote of which rclone answers this, one after the other."""
    left = iter(answers)

    def run_program(
        command: Sequence[str], *, most: int = 0, seconds: float | None = 0
    ) -> CompletedProcess[bytes]:
        return next(left)

    monkeypatch.setattr(rclone, "run_program", run_program)
    return RcloneFolder("kho:cong", Path(), print)


@pytest.mark.parametrize("second", [NOTHING, NO_SUCH_FILE])
def test_a_file_that_goes_while_it_is_fetched_is_none(
    monkeypatch: pytest.MonkeyPatch, second: CompletedProcess[bytes]
) -> None:
    """rclone looks whether it is there, then downloads it: the lock of a run that ends may go in between."""
    assert answering(monkeypatch, GONE, second).fetch("khoa.json") is None


def test_a_remote_that_does_not_answer_twice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """That something is not found may be said of the remote itself."""
    with pytest.raises(StopBuild, match="404 Not Found"):
        answering(monkeypatch, GONE, GONE).fetch("khoa.json")
