"""One build, from the content folder to a new edition; nothing here knows of Pelican."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.build.audience import Audience
from plugins.build.hands import Hands
from plugins.build.making import make_site
from plugins.build.prints import Prints
from plugins.build.reading import read_all, sources
from plugins.build.registries import read_registries, with_sections
from plugins.build.remembered import Remembered, forget
from plugins.build.result import Result
from plugins.build.settings import BuildSettings
from plugins.build.unchanged import inputs_of, remember_told, told_before
from plugins.build.writing import write_edition
from plugins.category.registry import RegistryFault
from plugins.edition import record, staging
from plugins.edition.counts import Counts
from plugins.edition.faults import StopBuild, reason
from plugins.media.library import Library
from plugins.memory.store import Damaged
from plugins.problems import Level, Problem

RECORD = "lan-dung-truoc.json"


def build(settings: BuildSettings, audience: Audience, hands: Hands | None = None) -> Result:
    """
    Build the portal; the audience hears of each page before the edition is public.

    Never leaves a half-made output: it is exchanged whole at the end, or not touched.
    """
    problems: list[Problem] = []
    try:
        staging.check_output(settings.output, settings.content)
        with staging.locked(settings.output), _few_collections():
            return _build_remembering(settings, audience, hands or Hands.of_this_machine(), problems)
    except (StopBuild, RegistryFault) as fault:
        return Result(2, tuple(sorted(problems)), fault=str(fault))
    except OSError as fault:
        message = f"không ghi được vào “{settings.output}”: {reason(fault)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
        return Result(2, tuple(sorted(problems)), fault=message)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for cycles seldom: a build makes many things that stay, and each search looks at them all."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _build_remembering(
    settings: BuildSettings, audience: Audience, hands: Hands, problems: list[Problem]
) -> Result:
    """Build with what is remembered; what turns out to be damaged is not believed, and all is made anew."""
    if settings.forgetful:
        forget(settings)
    try:
        return _build(settings, audience, hands, problems)
    except Damaged:
        forget(settings)
        problems.clear()
    try:
        return _build(settings, audience, hands, problems)
    except Damaged as fault:
        raise StopBuild(
            f"không ghi được vào bộ nhớ đệm “{settings.cache}” ({fault}). Kiểm tra quyền và ổ đĩa."
        ) from fault


def _build(settings: BuildSettings, audience: Audience, hands: Hands, problems: list[Problem]) -> Result:
    started = time.perf_counter()
    library = Library.scan(settings.content, settings.readers.keys())
    registries = read_registries(
        settings.content, ZoneInfo(settings.zone), settings.theme, open_sections=settings.open_sections
    )
    found = len(sources(settings, library))
    known = settings.cache / RECORD
    before = record.last_number(known, settings.output)
    record.check_number(settings.content, found, before, settings.confirmed_fewer)
    with closing(Remembered(settings)) as remembered:
        inputs = "" if audience.may_write else inputs_of(settings, library)
        if told := told_before(settings, inputs, remembered):
            return told
        desk = read_all(settings, library, registries, remembered, audience, hands)
        problems += desk.problems
        desk.problems = problems
        registries = with_sections(registries, desk.sections.values())
        made = make_site(settings, desk, library, registries, remembered)
        offered = {path for linked in made.linked.values() for path in linked.attached}
        problems += library.unused_documents(offered)
        rejected = any(problem.level is Level.ERROR for problem in problems)
        counts = Counts.of(desk.outcomes.values(), found)
        if rejected and not settings.quarantine:
            remembered.save()
            return Result(1, tuple(sorted(problems)), counts)
        prints = Prints(desk, made, settings.theme / "templates")
        edition = write_edition(settings, made, prints, library, remembered, audience, hands)
        record.remember_number(known, settings.output, found)
        counts = Counts.of(desk.outcomes.values(), found, edition.pages, time.perf_counter() - started)
        result = Result(1 if rejected else 0, tuple(sorted(problems)), counts, made_anew=edition.made)
        remember_told(settings, inputs, desk.articles.values(), result, remembered)
        return result


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder with the project's own theme, for tests and tools."""
    project = Path(__file__).resolve().parents[2]
    chosen = settings or BuildSettings(
        content, output, project / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, Audience())
