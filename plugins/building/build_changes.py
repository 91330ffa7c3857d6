"""Make what changed since the last build: the pages that changed articles stand in where that is enough, else a whole build."""

from __future__ import annotations

import importlib
from contextlib import closing
from functools import partial

from plugins.building.begun_build import BegunBuild, remember_end
from plugins.building.build_state import BuildOutcome
from plugins.building.edition.result import Result
from plugins.building.gc_tuning import no_collections
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.short_way.short_build import build_short
from plugins.building.sources.context import BuildContext
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.read_registries import registries_of
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.building.whole_build import build_whole
from plugins.pages.render import compile_templates
from plugins.problems import Problem


def build_changes(begun: BegunBuild, problems: list[Problem]) -> BuildOutcome:
    """Return the outcome of a build in which something changed; problems are added to ``problems`` as they are found."""
    pool = begun.pool or WorkerPool.of_this_machine()
    with closing(BuildCache(begun.store.path, begun.store)) as cache:
        data = DataFiles(begun.settings.content)
        context = BuildContext(
            settings=begun.settings,
            library=begun.library,
            data=data,
            registries=registries_of(begun.settings, data),
            cache=cache,
            listener=begun.listener,
            pool=pool,
            while_reading=partial(_load_templates, begun.settings),
        )
        if result := _short_result(begun, context):
            remember_end(begun, result)
            return BuildOutcome(result)
        return build_whole(begun, context, problems)


def _short_result(begun: BegunBuild, context: BuildContext) -> Result | None:
    """Return the result where what changed articles stand in is enough, None where it is not."""
    if begun.inputs is None or begun.last is None or begun.change is None or begun.change.whole:
        return None
    if begun.settings.fatal_reminders:
        # All reminders have to be known before anything is public.
        return None
    with no_collections():
        return build_short(context, begun.last, begun.inputs, begun.change, begun.output_stamps())


def _load_templates(settings: BuildSettings) -> None:
    """Load what writes feeds, which several processes will need, and compile the theme's templates, unless they are Pelican's to compile."""
    importlib.import_module("plugins.feeds.feed_formats")
    if not settings.pelican_theme:
        compile_templates(settings.theme / "templates")
