"""Who hears of a build while it goes on."""

from __future__ import annotations

from pathlib import Path

from plugins.pages.site import Site


class BuildListener:
    """
    Who hears of a build while the edition is not public yet; this one does not listen.

    ``may_write`` says that it may change what was prepared: then no file is shared with the
    last edition, which a change in place would reach as well.
    """

    may_write = False

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""

    def written(self, folder: Path, path: str) -> None:
        """Hear of a page, by its path below the prepared folder."""

    def prepared(self, site: Site, folder: Path) -> None:
        """Hear that everything is written into a folder; to raise keeps the last edition in place."""
