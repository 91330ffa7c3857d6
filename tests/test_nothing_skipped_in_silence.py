"""A skip is told in an ordinary run, and is a fault where everything is required."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
TEST = """
import pytest

def test_that_is_skipped():
    pytest.skip({reason!r})
"""
FILE = """
import pytest

pytest.skip({reason!r}, allow_module_level=True)
"""


def run(folder: Path, source: str, reason: str, require_all: str) -> tuple[int, str]:
    """Run pytest on one file beside a copy of our conftest; return its exit code and what it printed."""
    tests = folder / "project" / "tests"
    tests.mkdir(parents=True)
    (tests.parent / "pytest.ini").write_text("[pytest]\n", "utf-8")
    for name in ("conftest.py", "slow_tests.py"):
        shutil.copy(TESTS / name, tests)
    (tests / "test_one.py").write_text(source.format(reason=reason), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests"],
        cwd=folder / "project",
        env={**os.environ, "REQUIRE_ALL": require_all},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("source", [TEST, FILE], ids=["test", "file"])
def test_a_skip_is_told(tmp_path: Path, source: str) -> None:
    """An ordinary run ends well and names what was skipped."""
    code, printed = run(tmp_path, source, "no frobnicator; install it", "")

    assert code in (0, 5)
    assert "1 skipped in tests/test_one.py: no frobnicator; install it" in printed


@pytest.mark.parametrize("source", [TEST, FILE], ids=["test", "file"])
def test_a_skip_is_a_fault_where_all_is_required(tmp_path: Path, source: str) -> None:
    """With REQUIRE_ALL the same run fails with the reason."""
    code, printed = run(tmp_path, source, "no frobnicator; install it", "1")

    assert code not in (0, 5)
    assert "REQUIRE_ALL is set: no frobnicator; install it" in printed


def test_programs_that_may_be_missing_are_asked_for_by_name() -> None:
    """A test that starts one by itself would fail on a machine that has nothing but Python, where it is to be skipped."""
    there = {"git", "sh", "bash", "sha256sum"}
    started = [
        f"{path.relative_to(TESTS)}:{call.lineno}: {first.value}"
        for path in sorted(TESTS.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).startswith("subprocess.")
        and call.args
        and isinstance(call.args[0], ast.List)
        and isinstance(first := call.args[0].elts[0], ast.Constant)
        and first.value not in there
    ]

    assert not started, "outside_tools.py finds programs, or skips the test"


def test_only_an_absent_shared_folder_excuses(tmp_path: Path) -> None:
    """The inputs beside the project may be missing, but not be skipped while they are there."""
    reason = "../shared is absent: its inputs were not tried"
    assert run(tmp_path / "without", TEST, reason, "1")[0] == 0

    (tmp_path / "with" / "shared").mkdir(parents=True)
    assert run(tmp_path / "with", TEST, reason, "1")[0] == 1
