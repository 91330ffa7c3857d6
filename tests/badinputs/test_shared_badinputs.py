"""The inputs that lie beside the project get what is wanted of them too."""

from __future__ import annotations

from pathlib import Path

import pytest
from badcases import CASES, Case
from badcases.paths import SHARED
from badcases.shared import DESCRIBED, shared_cases, wanted_of_the_described
from badcases.trying import faults_of

FOUND = shared_cases()
NONE = pytest.param(
    None, id="none", marks=pytest.mark.skip(f"../shared is absent: no {SHARED.name} beside the project")
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in FOUND] or [NONE])
def test_shared_input_gets_what_is_wanted(case: Case, good_site: Path, tmp_path: Path) -> None:
    """The exit code, the places of the messages and the output are as wanted."""
    assert faults_of(case, good_site, tmp_path) == []


def test_of_a_described_input_the_same_is_wanted_as_of_our_own() -> None:
    """What only a description tells is the project's own case, which is tried with all the others."""
    ours = {case.id: case.action for case in CASES if case.id in DESCRIBED}
    assert ours.keys() == DESCRIBED
    assert wanted_of_the_described() == (ours if FOUND else {})


def test_shared_inputs_are_found_where_they_lie() -> None:
    """If the folder lies beside the project, its cases are tried; if not, that is told and all is well."""
    if not FOUND:
        print(f"no shared inputs at {SHARED.name}: only the project's own were tried")
    assert bool(FOUND) == (SHARED / "cases.json").exists()
