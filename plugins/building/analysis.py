"""Read and link the sources as a build does, without making any page: for checks and lists of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from plugins.building.assembly.assemble import SiteModel, read_and_link
from plugins.building.gc_tuning import rare_collections
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.sources.context import BuildContext
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.read_registries import registries_of
from plugins.building.sources.read_sources import SourceState
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.files.lock import LockIsHeld, locked
from plugins.media.library import Library
from plugins.memory.store import CacheDamaged, destroy
from plugins.problems import Problem, sorted_problems
from plugins.problems.stop_build import StopBuild

Answer = TypeVar("Answer")
_LOCK_TIMEOUT = 60  # seconds


@dataclass(frozen=True, slots=True)
class SourceAnalysis:
    """All that a build knows before it makes the first page; ``problems`` are those that it would report."""

    context: BuildContext
    sources: SourceState
    model: SiteModel
    problems: tuple[Problem, ...]


class _CacheWithoutBodies(BuildCache):
    """A cache for analyses, which never show a body."""

    def put_body(self, path: str, html: str) -> None:
        """Do not remember it."""


def analyse(
    settings: BuildSettings,
    use: Callable[[SourceAnalysis], Answer],
    listener: BuildListener | None = None,
    pool: WorkerPool | None = None,
) -> Answer:
    """
    Analyse a content folder, and return what ``use`` makes of the analysis while its cache is open.

    The analysis has a cache of its own: neither a running build nor a preview is disturbed.
    Raises StopBuild where another analysis takes too long, and OSError.
    """
    cache = build_cache_path(settings.cache, settings.content / ".xem")
    helpers = listener or BuildListener(), pool or WorkerPool.of_this_machine()
    with _locked(cache), rare_collections():
        try:
            return _analyse(settings, use, *helpers, cache)
        except CacheDamaged:
            destroy(cache)
        return _analyse(settings, use, *helpers, cache)


@contextmanager
def _locked(cache: Path) -> Iterator[None]:
    """Keep other analyses away from the cache file while the block runs; raise StopBuild where one takes too long."""
    try:
        with locked(cache.with_suffix(".khoa"), wait=_LOCK_TIMEOUT):
            yield
    except LockIsHeld:
        raise StopBuild("đang có một lần kiểm tra khác chưa xong. Đợi lần đó xong rồi chạy lại.") from None


def _analyse(
    settings: BuildSettings,
    use: Callable[[SourceAnalysis], Answer],
    listener: BuildListener,
    pool: WorkerPool,
    cache_path: Path,
) -> Answer:
    library = Library.scan(settings.content, settings.readers.keys())
    data = DataFiles(settings.content)
    registries = registries_of(settings, data)
    with closing(_CacheWithoutBodies(cache_path)) as cache:
        others = (path for path in settings.cache.glob(f"nho-*{cache_path.suffix}") if path != cache_path)
        cache.copy_readings(sorted(others, key=lambda path: -path.stat().st_mtime))
        context = BuildContext(settings, library, data, registries, cache, listener, pool)
        problems: list[Problem] = []
        sources, model = read_and_link(context, problems)
        answer = use(SourceAnalysis(context, sources, model, sorted_problems(problems)))
        cache.save()
        return answer
