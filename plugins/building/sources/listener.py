"""The interface for code that follows one build while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plugins.pages.site import Site, Story


@dataclass(frozen=True, slots=True)
class ListenerChanges:
    """
    What a listener makes of a portal: the articles that are shown otherwise than their files say, by their addresses.

    ``adds_files`` tells that it will add files to the output.
    """

    stories: Mapping[str, Story] = field(default_factory=dict)
    adds_files: bool = False


class BuildListener:
    """
    Is called while a build runs, before its output is public; this one does nothing.

    ``hears`` says that it is told of the whole portal before its pages are made, and may change what they show.
    ``may_write`` says that it may change the files of the staging folder. Then none of them is a
    hard link to a file of the last output, which a change in place would reach as well.
    """

    hears = False
    may_write = False

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Called when ``done`` of ``total`` items of a stage are finished."""

    def assembled(self, site: Site, published: Mapping[str, Path]) -> ListenerChanges:
        """
        Called with the portal before its pages are made, while the staging folder is empty; only where ``hears`` or ``may_write``.

        ``published`` are the addresses of pictures and attachments, with the files in the content folder that they are made from.
        """
        return ListenerChanges()

    def template_values(self, path: str) -> Mapping[str, object]:
        """Return what the template of a page may ask for beside what every build gives it; only where ``may_write`` is true."""
        return {}

    def writing(self, path: str) -> None:
        """Called before a page is made; where files may be added or changed."""

    def written(self, folder: Path, path: str) -> None:
        """Called for a written file, by its path below the staging folder; where files may be added or changed."""

    def prepared(self, site: Site, folder: Path) -> None:
        """Called when everything is written into the staging folder; an exception keeps the last output public."""
