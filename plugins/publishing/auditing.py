"""The audit of an output, shared among the machine's processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.building.gc_tuning import rare_collections
from plugins.building.worker_pool import WorkerPool
from plugins.files.marked_folder import MARKER
from plugins.problems import Problem
from plugins.publishing.audit.cross_page_checks import whole_problems
from plugins.publishing.audit.page_scan import Base
from plugins.publishing.audit.read_output import Leak, Portion, Secrets, read_some

_PORTION = 200


@dataclass(frozen=True, slots=True)
class Audit:
    """What an output says altogether, and what is wrong with it."""

    said: Portion
    problems: tuple[Problem, ...]


def files_below(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, in order, but for our own mark."""
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


def audit(
    folder: Path,
    base: Base,
    secrets: Secrets,
    *,
    unlisted: Collection[str] = (),
    excused: Callable[[Leak], bool] = lambda leak: False,
    pool: WorkerPool | None = None,
) -> Audit:
    """Read a whole output once and return what it says, and what is wrong with it."""
    files = files_below(folder)
    at_work = WorkerPool((pool or WorkerPool.of_this_machine()).count, _PORTION)
    whole = Portion()
    with rare_collections():
        for portion in at_work.each(partial(read_some, folder, base, secrets, frozenset(files)), files):
            whole.join(portion)
        found = tuple(whole_problems(whole, folder, base, unlisted=unlisted, excused=excused))
    return Audit(whole, found)
