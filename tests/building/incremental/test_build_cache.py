"""The cache of a build belongs to the program that runs, not to what is installed while it runs."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from plugins.building.incremental.build_cache import BuildCache, Fact
from plugins.memory import code_version


def test_what_is_installed_while_it_runs_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview that runs on has its old code: it leaves nothing under the new code's version."""
    with closing(BuildCache(tmp_path / "nho")) as cache:
        cache.facts.put(Fact.SOURCE_PATHS, "tin.md")
        cache.save()
    monkeypatch.setattr(code_version, "code_version", lambda folder: "installed since")
    with closing(BuildCache(tmp_path / "nho")) as cache:
        assert cache.fact(Fact.SOURCE_PATHS) == "tin.md"
