"""Processes that tests fork are no burden for other tests."""

from __future__ import annotations

import gc
import sys
import warnings

import fork_server
import pytest

COMMAND = [sys.executable, "-m", "plugins.editors.checks", "--help"]


@pytest.mark.skipif(not fork_server.LINUX, reason="elsewhere a process is one of subprocess")
@pytest.mark.parametrize("ends", [True, False])
def test_a_process_that_goes_with_a_failed_test_is_no_fault_of_the_next(ends: bool) -> None:
    """The frames of a test that failed hold each other, and what they started; nobody knows when they are collected."""
    process = fork_server.start(COMMAND)
    process.held_by = process  # type: ignore[union-attr]
    if ends:
        assert process.wait() == 0
    else:
        process.kill()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        del process
        gc.collect()
    assert told == []


def test_what_a_process_printed_is_there_once_it_has_ended() -> None:
    """With its exit code, and with what it read."""
    process = fork_server.start(COMMAND)
    printed, _ = process.communicate()
    done = fork_server.run(COMMAND)

    assert (process.returncode, done.returncode) == (0, 0)
    assert printed == done.stdout
    assert "tasks.py check" in printed
