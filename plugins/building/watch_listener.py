"""Who watches a process that stays, from build to build."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from plugins.building.rebuild_one import Mended
from plugins.building.run import Built, Kept
from plugins.building.settings import BuildSettings


class Onlooker:
    """Who watches a process that stays; this one looks away."""

    def at_work(self) -> AbstractContextManager[object]:
        """Return what is held while something is made."""
        return nullcontext()

    def building(self) -> None:
        """Hear that a whole build begins."""

    def saved(self, settings: BuildSettings, kept: Kept, path: str) -> None:
        """Hear which article was saved (its path below content/), before anything is made of it."""

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Hear how far a build is."""

    def built(self, built: Built) -> None:
        """Hear how a build ended."""

    def mended(self, kept: Kept, mended: Mended) -> None:
        """Hear that one page answered a save."""
