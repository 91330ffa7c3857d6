"""What every step of one build is given, as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.article.registries import Registries
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.media.library import Library


@dataclass(frozen=True, slots=True)
class BuildContext:
    """
    The settings, inputs and means of one build.

    ``library`` lists the files of content/, ``data`` are its data files, ``registries`` what articles are read with of them,
    ``cache`` is what earlier builds left; ``listener`` hears of progress, ``pool`` runs work in several processes. ``while_reading`` is what this
    process does first while others read articles.
    """

    settings: BuildSettings
    library: Library
    data: DataFiles
    registries: Registries
    cache: BuildCache
    listener: BuildListener
    pool: WorkerPool
    while_reading: Callable[[], object] = lambda: None
