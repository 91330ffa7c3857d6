"""Who watches a process that stays, from build to build."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from plugins.building.rebuild_one import RebuiltPage
from plugins.building.run import BuildOutcome, BuildState
from plugins.building.settings import BuildSettings


class WatchListener:
    """Who watches a process that stays; this one looks away."""

    def at_work(self) -> AbstractContextManager[object]:
        """Return what is held while something is made."""
        return nullcontext()

    def building(self) -> None:
        """Hear that a whole build begins."""

    def saved(self, settings: BuildSettings, state: BuildState, path: str) -> None:
        """Hear which article was saved (its path below content/), before anything is made of it."""

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Hear how far a build is."""

    def built(self, built: BuildOutcome) -> None:
        """Hear how a build ended."""

    def rebuilt(self, state: BuildState, rebuilt: RebuiltPage) -> None:
        """Hear that one page answered a save."""
