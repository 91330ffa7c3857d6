"""Audit a build's output in the worker pool; the result is what publishing starts from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.building.build_state import BuildState
from plugins.building.gc_tuning import rare_collections
from plugins.building.sources.worker_pool import WorkerPool
from plugins.files.marked_folder import MARKER
from plugins.problems import Problem
from plugins.publishing.audit.audit_facts import AuditFacts
from plugins.publishing.audit.cross_page_checks import output_problems
from plugins.publishing.audit.read_output import OutputScan, scan_files
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
    settings = state.settings
    audit = audit_output(settings.output, facts.for_audit)
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


def audit_output(folder: Path, facts: AuditFacts, pool: WorkerPool | None = None) -> Audit:
    """Read a whole output once, in as many processes as the pool has, or the machine."""
    files = files_below(folder)
    workers = WorkerPool((pool or WorkerPool.of_this_machine()).count, _FILES_AT_A_TIME)
    whole = OutputScan()
    with rare_collections():
        scan_some = partial(scan_files, folder, facts.base, facts.secrets, frozenset(files))
        for scan in workers.each(scan_some, files):
            whole.merge(scan)
        problems = tuple(output_problems(whole, folder, facts))
    return Audit(whole, problems)
