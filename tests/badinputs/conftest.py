"""A good site, built once in a run, for all bad inputs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shared_portals
from badcases.building import build_by_command
from badcases.paths import PROJECT
from badcases.site import base_site


@pytest.fixture(scope="session")
def good_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site in which nothing is wrong, with its output; it is copied, never changed."""

    def build(folder: Path) -> Path:
        site = folder / shared_portals.OUTPUT
        base_site(site, PROJECT)
        outcome = build_by_command(site, site / "output")
        assert outcome.exit == 0, outcome.printed
        assert not outcome.problems, outcome.problems
        return site

    site = shared_portals.built_once(tmp_path_factory, "good-site", build)
    yield site
    shared_portals.assert_unchanged(site)
