"""Programs of this machine are run with a deadline, and what they started ends with them."""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.files.timed_program import run_timed

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
# Where a program has no deadline of ours, and why.
WITHOUT_DEADLINE = {
    ("files/timed_program.py", "run_timed"): "it is where the deadline is kept",
    (
        "publishing/releases/programs.py",
        "start_program",
    ): "run_program ends it in time; rsync's lock holder lives as long as the run",
    (
        "publishing/targets/rclone.py",
        "run_program",
    ): "a portal's files over a slow line take hours; rclone ends a silent connection by itself",
    (
        "publishing/targets/rsync.py",
        "run_program",
    ): "a portal's files over a slow line take hours; rsync has --timeout for a silent one",
    ("building/command.py", "start_again"): "it does not wait: the program becomes another",
    (
        "commands/colours.py",
        "paint_for",
    ): "it starts nothing: an empty command switches the colours of Windows on",
    ("commands/project.py", "run"): "the task itself: a build, a preview that stays until it is ended",
    ("commands/project.py", "beside"): "the task itself, beside another; it is interrupted with that",
}


def test_a_program_says_and_does_what_it_was_asked(tmp_path: Path) -> None:
    """With bytes to read, in a folder, and an environment of its own."""
    code = "import os, sys; print(os.getcwd(), os.environ['X'], sys.stdin.read()); print('b', file=sys.stderr); sys.exit(3)"
    done = run_timed([sys.executable, "-c", code], 60, stdin=b"a", folder=tmp_path, environment={"X": "x"})

    assert (done.returncode, done.stdout.split(), done.stderr.split()) == (
        3,
        [str(tmp_path).encode(), b"x", b"a"],
        [b"b"],
    )


def test_a_program_that_is_not_there_is_a_fault_of_the_system() -> None:
    """As is one that takes too long: who catches the one catches the other."""
    with pytest.raises(OSError, match="khong-co"):
        run_timed(["khong-co"], 1)
    assert issubclass(TimeoutError, OSError)


def test_what_takes_too_long_ends_with_all_that_it_started(tmp_path: Path) -> None:
    """A wrapper that waits for the real program, as LibreOffice's is, does not leave that behind."""
    beats = tmp_path / "nhip"
    child = f"while :; do echo x >> {beats}; sleep 0.05; done"
    with pytest.raises(TimeoutError, match="không xong trong 1 giây"):
        run_timed(["sh", "-c", f"({child}) & wait"], 1, with_children=True)
    count = beats.stat().st_size
    time.sleep(0.3)

    assert count
    assert beats.stat().st_size == count


def starts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield where in a module a program is started without a deadline: the function that is called for ours, else the one around."""
    tree = ast.parse(path.read_bytes())
    place = path.relative_to(PLUGINS).as_posix()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called.startswith(("subprocess.", "os.spawn", "os.exec")) or called in (
                "os.system",
                "os.popen",
            ):
                if called not in ("subprocess.CompletedProcess", "subprocess.TimeoutExpired"):
                    yield place, function.name
            elif called == "run_program" and any(
                one.arg == "seconds" and ast.unparse(one.value) == "None" for one in node.keywords
            ):
                yield place, called


def test_no_program_is_waited_for_without_end() -> None:
    """A server that does not answer, a package index that hangs: what waits for it is told so, not left hanging."""
    found = {one for path in PLUGINS.rglob("*.py") for one in starts(path)}

    assert found == set(WITHOUT_DEADLINE)
