"""One build, from the content folder to a new edition; nothing here knows of Pelican."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.article.registries import Registries
from plugins.building.assemble import SiteModel, read_and_link
from plugins.building.edition import last_build, staging
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import BuildCache, open_build_cache
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.unchanged import inputs_of, remember_result, unchanged_result
from plugins.building.listener import BuildListener
from plugins.building.portal_facts import read_toml, texts_end
from plugins.building.read_sources import SourceState, source_paths
from plugins.building.registries import read_registries
from plugins.building.schedule import next_change_after
from plugins.building.search_index import search_problems
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool, few_collections
from plugins.building.write_output import WrittenOutput, write_output
from plugins.lifecycle.next_change import NextChange
from plugins.media import picture_cache
from plugins.media.library import Library
from plugins.media.sizes import FOLDER
from plugins.memory.store import CacheDamaged, destroy
from plugins.problems import Level, Problem
from plugins.problems.data_file import DataFileFault
from plugins.problems.stop_build import StopBuild, system_reason

RECORD, TURN = "lan-dung-truoc.json", "lan-toi.json"


@dataclass(frozen=True, slots=True)
class BuildState:
    """
    All that a build knew when its edition became public.

    ``registries`` are those that articles are read with; at ``next_change`` the same sources make
    another portal by themselves. ``rebuildable`` says that one page can be made again alone, with nobody else to tell.
    """

    settings: BuildSettings
    library: Library
    registries: Registries
    sources: SourceState
    model: SiteModel
    fingerprints: Fingerprints
    edition: WrittenOutput
    next_change: NextChange | None
    rebuildable: bool


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """How a build ended, and what it knew if its edition is public."""

    result: Result
    state: BuildState | None = None


def build(settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None) -> Result:
    """
    Build the portal; the audience hears of each page before the edition is public.

    Never leaves a half-made output: it is exchanged whole at the end, or not touched.
    """
    return build_and_keep(settings, listener, pool, keeping=False).result


def build_and_keep(
    settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None, *, keeping: bool = True
) -> BuildOutcome:
    """Build as ``build`` does; return all that is known at the end as well, if it is to be kept."""
    problems: list[Problem] = []
    try:
        with at_work(settings):
            chosen = pool or WorkerPool.of_this_machine()
            return _build_remembering(settings, listener, chosen, problems, keeping)
    except (StopBuild, DataFileFault) as fault:
        told = str(fault)
    except OSError as fault:
        told = f"không ghi được vào “{settings.output}”: {system_reason(fault)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
    return BuildOutcome(Result(2, tuple(sorted(problems)), fault=told))


@contextmanager
def at_work(settings: BuildSettings) -> Iterator[None]:
    """Keep other builds out of the output while the block runs; raises StopBuild where one is at work."""
    staging.check_output(settings.output, settings.content)
    with staging.locked(settings.output), few_collections():
        yield


def _build_remembering(
    settings: BuildSettings,
    listener: BuildListener,
    pool: WorkerPool,
    problems: list[Problem],
    keeping: bool,
) -> BuildOutcome:
    """Build with what is remembered; what turns out to be damaged is not believed, and all is made anew."""
    memory = open_build_cache(settings.cache, settings.output)
    if settings.clean:
        destroy(memory)
    try:
        return _build(settings, listener, pool, problems, keeping)
    except CacheDamaged:
        destroy(memory)
        problems.clear()
    try:
        return _build(settings, listener, pool, problems, keeping)
    except CacheDamaged as fault:
        raise StopBuild(
            f"không ghi được vào bộ nhớ đệm “{settings.cache}” ({fault}). Kiểm tra quyền và ổ đĩa."
        ) from fault


def _build(
    settings: BuildSettings,
    listener: BuildListener,
    pool: WorkerPool,
    problems: list[Problem],
    keeping: bool,
) -> BuildOutcome:
    started = time.perf_counter()
    library = Library.scan(settings.content, settings.readers.keys())
    registries = read_registries(
        settings.content, ZoneInfo(settings.zone), settings.theme, open_sections=settings.open_sections
    )
    found = len(source_paths(settings, library))
    known = settings.cache / RECORD
    before = last_build.last_article_count(known, settings.output)
    last_build.check_article_count(settings.content, found, before, settings.confirmed_fewer)
    with closing(BuildCache(open_build_cache(settings.cache, settings.output))) as cache:
        # Other plugins and other readers may look at what nobody can see from outside.
        hidden = listener.may_write or settings.readers
        inputs = "" if hidden else inputs_of(settings.output_settings, library, settings.theme)
        told = unchanged_result(inputs, settings.output, settings.now, cache)
        if told and not keeping:
            last_build.remember_next_change(settings.cache / TURN, settings.output, told.next_change)
            return BuildOutcome(told)
        sources, model = read_and_link(settings, library, registries, cache, listener, pool, problems)
        problems += search_problems(settings)
        rejected = any(problem.level is Level.ERROR for problem in problems)
        counts = Counts.of(sources.outcomes.values(), found)
        if rejected and not settings.quarantine:
            cache.save()
            return BuildOutcome(Result(1, tuple(sorted(problems)), counts))
        fingerprints = Fingerprints(model.site, *model.fingerprints(sources), settings.theme / "templates")
        edition = write_output(settings, model, fingerprints, library, cache, listener, pool)
        if edition.model:
            picture_cache.remove_unused(settings.cache / FOLDER, model.drawn)
        last_build.remember_article_count(known, settings.output, found)
        counts = Counts.of(sources.outcomes.values(), found, edition.pages, time.perf_counter() - started)
        next_change = _next_turn(settings, sources)
        last_build.remember_next_change(settings.cache / TURN, settings.output, next_change)
        result = Result(1 if rejected else 0, tuple(sorted(problems)), counts, "", edition.model, next_change)
        remember_result(inputs, settings.output, settings.now, result, cache)
        if not keeping:
            return BuildOutcome(result)
        rebuildable = not listener.may_write
        return BuildOutcome(
            result,
            BuildState(
                settings, library, registries, sources, model, fingerprints, edition, next_change, rebuildable
            ),
        )


def _next_turn(settings: BuildSettings, sources: SourceState) -> NextChange | None:
    ends = texts_end(read_toml(settings.content / "du-lieu" / "don-vi.toml"))
    return next_change_after(settings.now, sources.standing(), ends)


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder with the project's own theme, for tests and tools."""
    project = Path(__file__).resolve().parents[2]
    chosen = settings or BuildSettings(
        content, output, project / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, BuildListener())
