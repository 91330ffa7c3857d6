"""A fault that stops a program is one line for people, and an exit code."""

from __future__ import annotations

import errno

import pytest

from plugins.building.fault_report import exit_code_of
from plugins.problems.stop_build import StopBuild


def program_that_raises(fault: BaseException) -> int:
    """Return the exit code of a program that a fault stops."""

    def program() -> int:
        raise fault

    return exit_code_of(program, interrupted="Đã dừng.")


@pytest.mark.parametrize(
    ("fault", "code", "line"),
    [
        (StopBuild("thiếu giao diện."), 2, "lỗi: thiếu giao diện."),
        (KeyboardInterrupt(), 130, "Đã dừng."),
        (OSError(errno.ENOSPC, "No space left", "x.md"), 2, "lỗi: hết dung lượng đĩa (x.md)."),
        (OSError(errno.EACCES, "Permission denied"), 2, "lỗi: không có quyền (hệ thống)."),
        (KeyError("ten"), 2, "lỗi: KeyError: 'ten' (test_fault_report.py, dòng 17). Hãy báo người giữ cổng."),
    ],
)
def test_each_fault_is_one_line_and_a_code(
    fault: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Faults of the settings, of the system, of the program, and an interrupt."""
    assert program_that_raises(fault) == code
    assert capsys.readouterr().err == f"{line}\n"


def test_a_program_without_faults_has_its_own_code() -> None:
    """Nothing is printed."""
    assert exit_code_of(lambda: 1, interrupted="") == 1


def test_a_closed_pipe_is_not_reported() -> None:
    """The reader of the output has closed it; the entry point ends the program quietly."""
    with pytest.raises(BrokenPipeError):
        program_that_raises(BrokenPipeError())
