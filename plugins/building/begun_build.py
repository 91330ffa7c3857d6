"""A build that has begun: what it found, and what changed since the last one; nothing of what makes pages is imported here."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.building.edition import last_build
from plugins.building.edition.result import Result
from plugins.building.incremental.remembered_build import RememberedBuild
from plugins.building.incremental.what_changed import BuildInputs, Change
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.files.cache_folder import ARTICLE_COUNTS, NEXT_CHANGES
from plugins.media.library import Library
from plugins.memory.store import Store

if TYPE_CHECKING:
    from plugins.building.sources.worker_pool import WorkerPool


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The parameters of one build; ``pool`` is None for that of this machine, ``keeping`` tells whether its state is returned."""

    settings: BuildSettings
    listener: BuildListener
    pool: WorkerPool | None
    keeping: bool


@dataclass(frozen=True, slots=True)
class BegunBuild(BuildRequest):
    """
    One build that has looked at its inputs.

    ``found`` is how many articles there are, ``before`` how many the last build had; ``store`` is its cache's. ``inputs`` is None
    where not all that it depends on is known, ``change`` where no last build is asked; ``output_stamps`` returns those of the files
    of the output.
    """

    library: Library
    found: int
    before: int
    store: Store
    inputs: BuildInputs | None
    last: RememberedBuild | None
    change: Change | None
    output_stamps: Callable[[], Mapping[str, str]]
    started: float

    def seconds(self) -> float:
        """Return how long the build has taken so far."""
        return time.perf_counter() - self.started


def remember_end(begun: BegunBuild, result: Result) -> None:
    """Remember how many articles a build that is public had, and when the portal changes next."""
    settings = begun.settings
    if begun.found != begun.before:
        last_build.remember_article_count(settings.cache / ARTICLE_COUNTS, settings.output, begun.found)
    last_build.remember_next_change(settings.cache / NEXT_CHANGES, settings.output, result.next_change)
