"""The sources are read and linked as for a build, and nothing is made: what checks and lists of work look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from plugins.article.registries import Registries
from plugins.building.assemble import Made, read_and_link
from plugins.building.incremental.build_cache import Remembered, memory_of
from plugins.building.listener import Audience
from plugins.building.read_sources import Desk
from plugins.building.registries import read_registries
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import Hands, few_collections
from plugins.media.library import Library
from plugins.memory.store import Damaged, destroy
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

Told = TypeVar("Told")
_PATIENCE = 60  # seconds that one who looks waits for another


@dataclass(frozen=True, slots=True)
class Looked:
    """All that a build would know before it makes the first page; ``problems`` are those it would tell of."""

    settings: BuildSettings
    library: Library
    registries: Registries
    desk: Desk
    made: Made
    problems: tuple[Problem, ...]
    remembered: Remembered


class _Bodiless(Remembered):
    """A memory of those who never show a body."""

    def put_body(self, path: str, html: str) -> None:
        """Let it go."""


def look(
    settings: BuildSettings,
    then: Callable[[Looked], Told],
    audience: Audience | None = None,
    hands: Hands | None = None,
) -> Told:
    """
    Look through a content folder, and return what ``then`` makes of it.

    The memory of it is its own: neither a build that is at work nor a preview is disturbed.
    Raises StopBuild or RegistryFault for broken data, and OSError.
    """
    memory = memory_of(settings.cache, settings.content / ".xem")
    with _alone(memory), few_collections():
        try:
            return _look(settings, then, audience or Audience(), hands or Hands.of_this_machine(), memory)
        except Damaged:
            destroy(memory)
        return _look(settings, then, audience or Audience(), hands or Hands.of_this_machine(), memory)


@contextmanager
def _alone(memory: Path) -> Iterator[None]:
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(memory.with_suffix(".khoa"), timeout=_PATIENCE):
            yield
    except Timeout:
        raise StopBuild("đang có một lần kiểm tra khác chưa xong. Đợi lần đó xong rồi chạy lại.") from None


def _look(
    settings: BuildSettings, then: Callable[[Looked], Told], audience: Audience, hands: Hands, memory: Path
) -> Told:
    library = Library.scan(settings.content, settings.readers.keys())
    zone = ZoneInfo(settings.zone)
    registries = read_registries(settings.content, zone, settings.theme, open_sections=settings.open_sections)
    with closing(_Bodiless(memory)) as remembered:
        others = (one for one in settings.cache.glob(f"nho-*{memory.suffix}") if one != memory)
        remembered.borrow(sorted(others, key=lambda one: -one.stat().st_mtime))
        problems: list[Problem] = []
        desk, made = read_and_link(settings, library, registries, remembered, audience, hands, problems)
        told = then(
            Looked(settings, library, registries, desk, made, tuple(sorted(set(problems))), remembered)
        )
        remembered.save()
        return told
