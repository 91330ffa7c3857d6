"""Run one build, from the content folder to a new output folder; nothing here knows of Pelican."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache as made_once
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from plugins.building.begun_build import BegunBuild, BuildRequest, remember_end
from plugins.building.build_state import BuildOutcome
from plugins.building.edition import folder_state, last_build, staging
from plugins.building.edition.result import Result
from plugins.building.edition.staging_path import staging_of
from plugins.building.gc_tuning import rare_collections
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.incremental.remembered_build import remembered_build
from plugins.building.incremental.what_changed import build_inputs, public_fingerprint, what_changed
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.source_paths import source_paths
from plugins.files.cache_folder import ARTICLE_COUNTS
from plugins.media.library import Library
from plugins.memory.code_version import running_version
from plugins.memory.store import CacheDamaged, Store, destroy, open_store
from plugins.problems import Problem, sorted_problems
from plugins.problems.stop_build import StopBuild, system_reason

if TYPE_CHECKING:
    from plugins.building.sources.worker_pool import WorkerPool


def build(settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None) -> Result:
    """
    Build the portal; ``listener`` is called before the output is public.

    Never leaves a half-made output: the folder is exchanged as a whole at the end, or not touched.
    """
    return build_and_keep(settings, listener, pool, keeping=False).result


def build_and_keep(
    settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None, *, keeping: bool = True
) -> BuildOutcome:
    """Build as ``build`` does; return the state at the end as well where ``keeping`` is true."""
    problems: list[Problem] = []
    try:
        with locked_output(settings):
            request = BuildRequest(settings, listener, pool, keeping)
            return _build_with_cache(request, problems)
    except StopBuild as error:
        fault = str(error)
    except OSError as error:
        fault = f"không ghi được vào “{settings.output}”: {system_reason(error)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
    return BuildOutcome(Result(2, sorted_problems(problems), fault=fault))


@contextmanager
def locked_output(settings: BuildSettings) -> Iterator[None]:
    """Keep other builds out of the output folder while the block runs; raise StopBuild where one is running."""
    staging.check_output(settings.output, settings.content)
    with staging.locked_output_folder(settings.output), rare_collections():
        public = settings.output.resolve()
        staging.carry_retained(staging_of(public), public, settings.retained)
        yield


def _build_with_cache(request: BuildRequest, problems: list[Problem]) -> BuildOutcome:
    """Build with the cache; one that turns out to be damaged is destroyed, and everything is made anew."""
    settings = request.settings
    path = build_cache_path(settings.cache, settings.output)
    if settings.clean:
        destroy(path)
    try:
        return _build(request, problems)
    except CacheDamaged:
        destroy(path)
        problems.clear()
    try:
        return _build(request, problems)
    except CacheDamaged as fault:
        raise StopBuild(
            f"không ghi được vào bộ nhớ đệm “{settings.cache}” ({fault}). Kiểm tra quyền và ổ đĩa."
        ) from fault


def _build(request: BuildRequest, problems: list[Problem]) -> BuildOutcome:
    settings = request.settings
    with closing(open_store(build_cache_path(settings.cache, settings.output), running_version())) as store:
        begun = _begin(request, store)
        if begun.last and begun.change and begun.change.is_nothing:
            result = begun.last.result_at(settings.now)
            remember_end(begun, result)
            return BuildOutcome(result)
        # What reads articles and makes pages takes as long to import as all of the above.
        from plugins.building.build_changes import build_changes

        return build_changes(begun, problems)


def _begin(request: BuildRequest, store: Store) -> BegunBuild:
    """Look at what a build is made from, and hold it against what the last one was."""
    started = time.perf_counter()
    settings = request.settings
    library = Library.scan(settings.content, settings.readers.keys())
    articles = source_paths(settings, library)
    before = last_build.last_article_count(settings.cache / ARTICLE_COUNTS, settings.output)
    last_build.check_article_count(settings.content, len(articles), before, settings.confirmed_fewer)
    # What other plugins and readers of other formats depend on is not known.
    is_opaque = request.listener.may_write or request.listener.hears or settings.readers
    year = settings.now.astimezone(ZoneInfo(settings.zone)).year
    values = (*settings.output_settings, str(year), settings.static.stamp(settings.content))
    inputs = None if is_opaque else build_inputs(values, library, settings.theme, articles)
    public = settings.output.resolve()
    stamps = made_once(partial(folder_state.file_stamps, public, settings.retained))
    last = remembered_build(store) if inputs and not request.keeping else None
    change = (
        what_changed(
            last,
            inputs,
            settings.now,
            lambda: last is not None and last.public == public_fingerprint(public, stamps()),
        )
        if inputs and not request.keeping
        else None
    )
    return BegunBuild(
        settings=settings,
        listener=request.listener,
        pool=request.pool,
        keeping=request.keeping,
        library=library,
        found=len(articles),
        before=before,
        store=store,
        inputs=inputs,
        last=last,
        change=change,
        output_stamps=stamps,
        started=started,
    )
