"""A good site, built once, for all bad inputs."""

from __future__ import annotations

from pathlib import Path

import pytest
from badcases.building import build_by_command
from badcases.paths import PROJECT
from badcases.site import base_site


@pytest.fixture(scope="session")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which nothing is wrong, with its output."""
    site = tmp_path_factory.mktemp("good") / "site"
    base_site(site, PROJECT)
    outcome = build_by_command(site, site / "output")
    assert outcome.exit == 0, outcome.printed
    assert not outcome.problems, outcome.problems
    return site
