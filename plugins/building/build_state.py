"""What a build leaves: its result, and for a process that stays, all that it knew at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.building.edition.result import Result
from plugins.building.incremental.cache_path import build_cache_path

if TYPE_CHECKING:
    from plugins.article.registries import Registries
    from plugins.building.assembly.assemble import SiteModel
    from plugins.building.assembly.write_output import WrittenOutput
    from plugins.building.incremental.fingerprints import Fingerprints
    from plugins.building.sources.data_files import DataFiles
    from plugins.building.sources.read_sources import SourceState
    from plugins.building.sources.settings import BuildSettings
    from plugins.lifecycle.next_change import NextChange
    from plugins.media.library import Library


@dataclass(frozen=True, slots=True)
class BuildState:
    """
    All that a build knew when its output became public.

    ``data`` are the data files as the build read them, ``registries`` those that articles are read with; at ``next_change`` the same sources make
    another portal by themselves. ``rebuildable`` tells whether one page can be made again alone: not
    where other plugins would have to be called.
    """

    settings: BuildSettings
    library: Library
    data: DataFiles
    registries: Registries
    sources: SourceState
    model: SiteModel
    fingerprints: Fingerprints
    written: WrittenOutput
    next_change: NextChange | None
    rebuildable: bool

    @property
    def paths(self) -> dict[str, str]:
        """The path below content/ of each article, by the path that problems name it by."""
        return {article.path: path for path, article in self.sources.articles.items()}

    @contextmanager
    def bodies(self) -> Iterator[Callable[[str], str]]:
        """Give what returns the body of an article as the build left it, by the article's path below content/."""
        # Loaded late: a build of which nothing changed needs no tables.
        from plugins.building.incremental.build_cache import BuildCache

        path = build_cache_path(self.settings.cache, self.settings.output)
        with closing(BuildCache(path)) as cache:
            yield cache.body


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The result of a build, and its state if the output is public and the state was to be kept."""

    result: Result
    state: BuildState | None = None
