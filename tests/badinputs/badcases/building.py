"""Build a site, within this process or by the command, and tell what came of it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import fork_server

from badcases.paths import HERE, PROJECT

Started = subprocess.Popen[str] | fork_server.Process
NOW = "2024-06-30T08:00+07:00"
LIMIT = 300


@dataclass(frozen=True)
class ReportedProblem:
    """One problem as a build told it."""

    path: str
    line: int
    code: str
    message: str
    level: str

    @property
    def text(self) -> str:
        """All that an editor reads of it, but its place."""
        return f"[{self.code}] {self.message}"


@dataclass(frozen=True)
class Outcome:
    """How a build ended: its exit code, its problems, and what it printed if it was a process."""

    exit: int
    problems: tuple[ReportedProblem, ...]
    printed: str = ""


def build_here(site: Path, output: Path, *, quarantine: bool = False) -> Outcome:
    """Build a site within this process."""
    from site_builds import build_site

    result = build_site(site / "content", output, None, datetime.fromisoformat(NOW), quarantine)
    reported = (
        ReportedProblem(one.path, one.line, one.code, one.message, one.level.name.lower())
        for one in result.problems
    )
    return Outcome(result.exit, tuple(reported))


def look_here(site: Path) -> tuple[ReportedProblem, ...]:
    """Return what a check says of a site, within this process; nothing is built."""
    from plugins.building.analysis import analyse
    from plugins.building.sources.settings import BuildSettings

    # The memory lies where a build's does: a site's folder is compared before and after.
    place = (site / "content", site / "output", PROJECT / "theme", site / ".cache")
    problems = analyse(BuildSettings(*place, datetime.fromisoformat(NOW)), lambda analysis: analysis.problems)
    return tuple(
        ReportedProblem(one.path, one.line, one.code, one.message, one.level.name.lower()) for one in problems
    )


def command(
    site: Path,
    output: Path,
    *more: str,
    faults: Mapping[str, object] | None = None,
    report: str = "report.json",
) -> list[str]:
    """Return the command that builds a site, on a faulty machine if ``faults`` are given."""
    start = ["-P", str(HERE / "faults.py"), json.dumps(faults)] if faults else ["-m", "plugins.building"]
    conf = ["-s", str(site / "pelicanconf.py"), "-o", str(output)]
    reporting = ["--now", NOW, "--json", str(site.parent / report)]
    return [sys.executable, *start, str(site / "content"), *conf, *reporting, *more]


def start(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Started:
    """
    Start a command from the project's folder; an interrupt can reach it wherever the tests run.

    A command with an environment of its own begins with Python itself, which reads it.
    """
    usual = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    if not environment:
        return fork_server.start(words, cwd=PROJECT, env=usual)
    return subprocess.Popen(
        words,
        cwd=PROJECT,
        env={**usual, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )


def finished(process: Started, report: Path) -> Outcome:
    """Wait for a build and read its report, if it could write one."""
    try:
        printed, _ = process.communicate(timeout=LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        printed, _ = process.communicate()
        printed += "\n(took too long)"
    problems: list[Mapping[str, object]] = []
    if report.exists() and report.stat().st_size:
        problems = json.loads(report.read_text("utf-8"))["problems"]
    reported = (
        ReportedProblem(
            str(one["path"]), int(str(one["line"])), str(one["code"]), str(one["message"]), str(one["level"])
        )
        for one in problems
    )
    return Outcome(process.returncode, tuple(reported), printed)


def build_by_command(
    site: Path,
    output: Path,
    *more: str,
    faults: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Build a site as an editor does."""
    report = site.parent / "report.json"
    report.unlink(missing_ok=True)
    return finished(start(command(site, output, *more, faults=faults), environment), report)


def copy_site(site: Path, target: Path) -> Path:
    """Copy a site with all that it holds, the last output too."""
    shutil.copytree(site, target, symlinks=True)
    return target
