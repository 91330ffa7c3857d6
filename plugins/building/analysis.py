"""The sources are read and linked as for a build, and nothing is made: what checks and lists of work look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from plugins.article.registries import Registries
from plugins.building.assemble import SiteModel, read_and_link
from plugins.building.incremental.build_cache import BuildCache, open_build_cache
from plugins.building.listener import BuildListener
from plugins.building.read_sources import SourceState
from plugins.building.registries import read_registries
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool, few_collections
from plugins.files.lock import LockIsHeld, locked
from plugins.media.library import Library
from plugins.memory.store import CacheDamaged, destroy
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

Told = TypeVar("Told")
_PATIENCE = 60  # seconds that one who looks waits for another


@dataclass(frozen=True, slots=True)
class SourceAnalysis:
    """All that a build would know before it makes the first page; ``problems`` are those it would tell of."""

    settings: BuildSettings
    library: Library
    registries: Registries
    sources: SourceState
    model: SiteModel
    problems: tuple[Problem, ...]
    cache: BuildCache


class _Bodiless(BuildCache):
    """A memory of those who never show a body."""

    def put_body(self, path: str, html: str) -> None:
        """Let it go."""


def analyse(
    settings: BuildSettings,
    then: Callable[[SourceAnalysis], Told],
    listener: BuildListener | None = None,
    pool: WorkerPool | None = None,
) -> Told:
    """
    Look through a content folder, and return what ``then`` makes of it.

    The memory of it is its own: neither a build that is at work nor a preview is disturbed.
    Raises StopBuild or DataFileFault for broken data, and OSError.
    """
    memory = open_build_cache(settings.cache, settings.content / ".xem")
    with _alone(memory), few_collections():
        try:
            return _look(
                settings, then, listener or BuildListener(), pool or WorkerPool.of_this_machine(), memory
            )
        except CacheDamaged:
            destroy(memory)
        return _look(
            settings, then, listener or BuildListener(), pool or WorkerPool.of_this_machine(), memory
        )


@contextmanager
def _alone(memory: Path) -> Iterator[None]:
    try:
        with locked(memory.with_suffix(".khoa"), wait=_PATIENCE):
            yield
    except LockIsHeld:
        raise StopBuild("đang có một lần kiểm tra khác chưa xong. Đợi lần đó xong rồi chạy lại.") from None


def _look(
    settings: BuildSettings,
    then: Callable[[SourceAnalysis], Told],
    listener: BuildListener,
    pool: WorkerPool,
    memory: Path,
) -> Told:
    library = Library.scan(settings.content, settings.readers.keys())
    zone = ZoneInfo(settings.zone)
    registries = read_registries(settings.content, zone, settings.theme, open_sections=settings.open_sections)
    with closing(_Bodiless(memory)) as cache:
        others = (one for one in settings.cache.glob(f"nho-*{memory.suffix}") if one != memory)
        cache.borrow(sorted(others, key=lambda one: -one.stat().st_mtime))
        problems: list[Problem] = []
        sources, model = read_and_link(settings, library, registries, cache, listener, pool, problems)
        told = then(
            SourceAnalysis(settings, library, registries, sources, model, tuple(sorted(set(problems))), cache)
        )
        cache.save()
        return told
