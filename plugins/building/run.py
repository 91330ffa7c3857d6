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
from plugins.building.assemble import Made, read_and_link
from plugins.building.edition import last_build, staging
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import Remembered, memory_of
from plugins.building.incremental.fingerprints import Prints
from plugins.building.incremental.unchanged import inputs_of, remember_told, told_before
from plugins.building.listener import Audience
from plugins.building.portal_facts import read_toml, texts_end
from plugins.building.read_sources import Desk, sources
from plugins.building.registries import read_registries
from plugins.building.schedule import next_turn
from plugins.building.search_index import search_problems
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import Hands, few_collections
from plugins.building.write_output import Edition, write_edition
from plugins.category.registry import RegistryFault
from plugins.lifecycle.next_change import Turn
from plugins.media import picture_cache
from plugins.media.library import Library
from plugins.media.sizes import FOLDER
from plugins.memory.store import Damaged, destroy
from plugins.problems import Level, Problem
from plugins.problems.stop_build import StopBuild, reason

RECORD, TURN = "lan-dung-truoc.json", "lan-toi.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """
    All that a build knew when its edition became public.

    ``registries`` are those that articles are read with; at ``turn`` the same sources make
    another portal by themselves. ``mendable`` says that one page can be made again alone, with nobody else to tell.
    """

    settings: BuildSettings
    library: Library
    registries: Registries
    desk: Desk
    made: Made
    prints: Prints
    edition: Edition
    turn: Turn | None
    mendable: bool


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended, and what it knew if its edition is public."""

    result: Result
    kept: Kept | None = None


def build(settings: BuildSettings, audience: Audience, hands: Hands | None = None) -> Result:
    """
    Build the portal; the audience hears of each page before the edition is public.

    Never leaves a half-made output: it is exchanged whole at the end, or not touched.
    """
    return build_and_keep(settings, audience, hands, keeping=False).result


def build_and_keep(
    settings: BuildSettings, audience: Audience, hands: Hands | None = None, *, keeping: bool = True
) -> Built:
    """Build as ``build`` does; return all that is known at the end as well, if it is to be kept."""
    problems: list[Problem] = []
    try:
        with at_work(settings):
            chosen = hands or Hands.of_this_machine()
            return _build_remembering(settings, audience, chosen, problems, keeping)
    except (StopBuild, RegistryFault) as fault:
        told = str(fault)
    except OSError as fault:
        told = f"không ghi được vào “{settings.output}”: {reason(fault)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
    return Built(Result(2, tuple(sorted(problems)), fault=told))


@contextmanager
def at_work(settings: BuildSettings) -> Iterator[None]:
    """Keep other builds out of the output while the block runs; raises StopBuild where one is at work."""
    staging.check_output(settings.output, settings.content)
    with staging.locked(settings.output), few_collections():
        yield


def _build_remembering(
    settings: BuildSettings,
    audience: Audience,
    hands: Hands,
    problems: list[Problem],
    keeping: bool,
) -> Built:
    """Build with what is remembered; what turns out to be damaged is not believed, and all is made anew."""
    memory = memory_of(settings.cache, settings.output)
    if settings.forgetful:
        destroy(memory)
    try:
        return _build(settings, audience, hands, problems, keeping)
    except Damaged:
        destroy(memory)
        problems.clear()
    try:
        return _build(settings, audience, hands, problems, keeping)
    except Damaged as fault:
        raise StopBuild(
            f"không ghi được vào bộ nhớ đệm “{settings.cache}” ({fault}). Kiểm tra quyền và ổ đĩa."
        ) from fault


def _build(
    settings: BuildSettings, audience: Audience, hands: Hands, problems: list[Problem], keeping: bool
) -> Built:
    started = time.perf_counter()
    library = Library.scan(settings.content, settings.readers.keys())
    registries = read_registries(
        settings.content, ZoneInfo(settings.zone), settings.theme, open_sections=settings.open_sections
    )
    found = len(sources(settings, library))
    known = settings.cache / RECORD
    before = last_build.last_number(known, settings.output)
    last_build.check_number(settings.content, found, before, settings.confirmed_fewer)
    with closing(Remembered(memory_of(settings.cache, settings.output))) as remembered:
        # Other plugins and other readers may look at what nobody can see from outside.
        hidden = audience.may_write or settings.readers
        inputs = "" if hidden else inputs_of(settings.told, library, settings.theme)
        told = told_before(inputs, settings.output, settings.now, remembered)
        if told and not keeping:
            last_build.remember_turn(settings.cache / TURN, settings.output, told.turn)
            return Built(told)
        desk, made = read_and_link(settings, library, registries, remembered, audience, hands, problems)
        problems += search_problems(settings)
        rejected = any(problem.level is Level.ERROR for problem in problems)
        counts = Counts.of(desk.outcomes.values(), found)
        if rejected and not settings.quarantine:
            remembered.save()
            return Built(Result(1, tuple(sorted(problems)), counts))
        prints = Prints(made.site, *made.prints(desk), settings.theme / "templates")
        edition = write_edition(settings, made, prints, library, remembered, audience, hands)
        if edition.made:
            picture_cache.tidy(settings.cache / FOLDER, made.drawn)
        last_build.remember_number(known, settings.output, found)
        counts = Counts.of(desk.outcomes.values(), found, edition.pages, time.perf_counter() - started)
        turn = _next_turn(settings, desk)
        last_build.remember_turn(settings.cache / TURN, settings.output, turn)
        result = Result(1 if rejected else 0, tuple(sorted(problems)), counts, "", edition.made, turn)
        remember_told(inputs, settings.output, settings.now, result, remembered)
        if not keeping:
            return Built(result)
        mendable = not audience.may_write
        return Built(result, Kept(settings, library, registries, desk, made, prints, edition, turn, mendable))


def _next_turn(settings: BuildSettings, desk: Desk) -> Turn | None:
    ends = texts_end(read_toml(settings.content / "du-lieu" / "don-vi.toml"))
    return next_turn(settings.now, desk.standing(), ends)


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder with the project's own theme, for tests and tools."""
    project = Path(__file__).resolve().parents[2]
    chosen = settings or BuildSettings(
        content, output, project / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, Audience())
