"""The interface for code that follows one build while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.pages.site import Site


class BuildListener:
    """
    Is called while a build runs, before its output is public; this one does nothing.

    ``may_write`` says that it may change the files of the staging folder. Then none of them is a
    hard link to a file of the last output, which a change in place would reach as well.
    """

    may_write = False

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Called when ``done`` of ``total`` items of a stage are finished."""

    def written(self, folder: Path, path: str) -> None:
        """Called for a written page, by its path below the staging folder; only where ``may_write`` is true."""

    def prepared(self, site: Site, folder: Path) -> None:
        """Called when everything is written into the staging folder; an exception keeps the last output public."""
