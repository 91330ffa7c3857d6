"""The interface for code that follows a process that watches its sources and builds again and again."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.rebuild_one import RebuiltPage
from plugins.building.sources.settings import BuildSettings


class WatchListener:
    """Is called by a watching process before and after each build; this one does nothing."""

    def working(self) -> AbstractContextManager[object]:
        """Return the context manager that is entered while anything is built."""
        return nullcontext()

    def building(self) -> None:
        """Called when a whole build begins."""

    def saved(self, settings: BuildSettings, state: BuildState, path: str) -> None:
        """Called when an article was saved (``path`` is below content/), before anything is built of it."""

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Called when ``done`` of ``total`` items of a build's stage are finished."""

    def built(self, built: BuildOutcome) -> None:
        """Called when a build ended."""

    def rebuilt(self, state: BuildState, rebuilt: RebuiltPage) -> None:
        """Called when only the page of the saved article was made again."""
