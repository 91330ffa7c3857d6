"""One build, from the content folder to a new edition; nothing here knows of Pelican."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.build.audience import Audience
from plugins.build.making import make_site
from plugins.build.reading import read_all, sources
from plugins.build.registries import read_registries, with_sections
from plugins.build.settings import BuildSettings
from plugins.build.writing import write_edition
from plugins.category.registry import RegistryFault
from plugins.edition import record, staging
from plugins.edition.counts import Counts
from plugins.edition.faults import StopBuild, reason
from plugins.media.library import Library
from plugins.pages.site import Site
from plugins.problems import Level, Problem

RECORD = "lan-dung-truoc.json"


@dataclass(frozen=True, slots=True)
class Result:
    """How a build ended: 0 all well, 1 articles were rejected, 2 nothing was touched; and the site if made."""

    exit: int
    problems: tuple[Problem, ...] = ()
    counts: Counts | None = None
    site: Site | None = None
    fault: str = ""


def build(settings: BuildSettings, audience: Audience) -> Result:
    """
    Build the portal; the audience hears of each page before the edition is public.

    Never leaves a half-made output: it is exchanged whole at the end, or not touched.
    """
    started = time.perf_counter()
    problems: list[Problem] = []
    try:
        staging.check_output(settings.output, settings.content)
        with staging.locked(settings.output):
            library = Library.scan(settings.content, settings.readers.keys())
            registries = read_registries(
                settings.content,
                ZoneInfo(settings.zone),
                settings.theme,
                open_sections=settings.open_sections,
            )
            found = len(sources(settings, library))
            known = settings.cache / RECORD
            before = record.last_number(known, settings.output)
            record.check_number(settings.content, found, before, settings.confirmed_fewer)
            desk = read_all(settings, library, registries, audience)
            problems = desk.problems
            registries = with_sections(registries, desk.sections.values())
            made = make_site(settings, desk, library, registries)
            offered = {path for linker in made.linkers for path in linker.files}
            desk.problems += library.unused_documents(offered)
            rejected = any(problem.level is Level.ERROR for problem in desk.problems)
            counts = Counts.of(desk.outcomes.values(), found)
            if rejected and not settings.quarantine:
                return Result(1, tuple(sorted(problems)), counts, made.site)
            pages = write_edition(settings, made, library, audience)
            record.remember_number(known, settings.output, found)
            counts = Counts.of(desk.outcomes.values(), found, pages, time.perf_counter() - started)
            return Result(1 if rejected else 0, tuple(sorted(problems)), counts, made.site)
    except (StopBuild, RegistryFault) as fault:
        return Result(2, tuple(sorted(problems)), fault=str(fault))
    except OSError as fault:
        message = f"không ghi được vào “{settings.output}”: {reason(fault)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
        return Result(2, tuple(sorted(problems)), fault=message)


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder with the project's own theme, for tests and tools."""
    project = Path(__file__).resolve().parents[2]
    chosen = settings or BuildSettings(
        content, output, project / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, Audience())
