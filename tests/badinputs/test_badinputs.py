"""Each bad or unusual input gets what is wanted: it works, is repaired, is told, is rejected, or stops."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from badcases import CASES, Case
from badcases.trying import faults_of

SECONDS = 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_bad_input_gets_what_is_wanted(case: Case, good_site: Path, tmp_path: Path) -> None:
    """The exit code, the messages, the output and everything outside it are as the case wants; of megabytes too, soon."""
    began = time.monotonic()
    assert faults_of(case, good_site, tmp_path) == []
    assert time.monotonic() - began < SECONDS


def test_cases_are_told_apart() -> None:
    """No two cases share a name, and each tells what is wrong."""
    assert len({case.id for case in CASES}) == len(CASES)
    assert all(case.wrong for case in CASES)
