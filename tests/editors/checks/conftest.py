"""A small portal for checks, and the command as an editor runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fork_server
import pytest
from small_sites import AUTHORS, SECTIONS, an_article, settings_file

Check = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal's folder with its data, its settings and one good article."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (tmp_path / "content" / "tot.md").write_text(an_article("Bài tốt"), "utf-8")
    settings_file(tmp_path, 'SITEURL = ""')
    return tmp_path


@pytest.fixture
def check(portal: Path) -> Check:
    """Run a check of the portal; words are options and files."""

    def run(
        *words: str | Path, typed: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
        command = [sys.executable, "-m", "plugins.editors.checks", f"--settings={portal / 'conf.py'}", *words]
        return fork_server.run(command, env={**kept, "PYTHONUTF8": "1", **environment}, input=typed or "")

    return run
