"""Audit a build's output in the worker pool; the result is what publishing starts from."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.building.build_state import BuildState
from plugins.building.gc_tuning import rare_collections
from plugins.building.sources.worker_pool import WorkerPool
from plugins.files.marked_folder import MARKER
from plugins.problems import Problem
from plugins.publishing.audit.cross_page_checks import output_problems
from plugins.publishing.audit.portal_checks import PORTAL_FILES
from plugins.publishing.audit.read_output import OutputScan, Secrets, scan_files
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.build_facts import BuildFacts, facts_of

_FILES_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Audit:
    """The scan of a whole output, and its problems."""

    scan: OutputScan
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AuditedBuild:
    """
    A build and the audit of its output.

    ``folder`` is the output, ``facts`` are what publishing needs of the build, ``content`` and ``cache`` its folders,
    ``source`` is the revision of the sources, ``tools`` the versions of the packages by name.
    """

    folder: Path
    facts: BuildFacts
    audit: Audit
    content: Path
    cache: Path
    source: str
    tools: Mapping[str, str]

    @property
    def scan(self) -> OutputScan:
        """The scan of its output."""
        return self.audit.scan


def audited_build(state: BuildState, source: str, tools: Mapping[str, str]) -> AuditedBuild:
    """Audit a build's output."""
    facts = facts_of(state)
    base = SiteBase(facts.root, facts.siteurl)
    settings = state.settings
    audit = audit_output(
        settings.output,
        base,
        facts.secrets,
        unlisted=facts.unlisted,
        expected=PORTAL_FILES,
        is_written=facts.is_written,
    )
    return AuditedBuild(
        settings.output.resolve(), facts, audit, settings.content, settings.cache, source, tools
    )


def files_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, sorted, without the marker of an output folder."""
    found: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{below}{entry.name}/")
                elif f"{below}{entry.name}" != MARKER:
                    found.append(f"{below}{entry.name}")
    return sorted(found)


def audit_output(
    folder: Path,
    base: SiteBase,
    secrets: Secrets,
    *,
    unlisted: Collection[str] = (),
    expected: Collection[str] = (),
    is_written: Callable[[str], bool] = lambda text: False,
    pool: WorkerPool | None = None,
) -> Audit:
    """Read a whole output once; the arguments are those of ``scan_files`` and ``output_problems``."""
    files = files_below(folder)
    workers = WorkerPool((pool or WorkerPool.of_this_machine()).count, _FILES_AT_A_TIME)
    whole = OutputScan()
    with rare_collections():
        for scan in workers.each(partial(scan_files, folder, base, secrets, frozenset(files)), files):
            whole.merge(scan)
        problems = tuple(
            output_problems(whole, folder, base, unlisted=unlisted, expected=expected, is_written=is_written)
        )
    return Audit(whole, problems)
