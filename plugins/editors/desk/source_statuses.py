"""What became of each source file, as the list of work asks: of a build that stays, or of an analysis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, tzinfo

from plugins.building.sources.read_sources import SourceState
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.source_paths import source_paths
from plugins.editors.desk.work_list import SourceStatus
from plugins.media.library import Library
from plugins.problems import Level, Problem


def source_statuses(
    settings: BuildSettings,
    library: Library,
    sources: SourceState,
    problems: Iterable[Problem],
    zone: tzinfo,
) -> list[SourceStatus]:
    """Return the status of every source file; ``problems`` are all that were found, each once."""
    errors = Counter(problem.path for problem in problems if problem.level is Level.ERROR)
    found = []
    for path in source_paths(settings, library):
        shown = library.shown(path)
        article = sources.articles.get(path)
        outcome = sources.outcomes[path]
        found.append(SourceStatus(shown, article, outcome, errors[shown], _saved(library, path, zone)))
    return found


def _saved(library: Library, path: str, zone: tzinfo) -> datetime:
    """Return when a file was saved; the beginning of time for one that is gone meanwhile."""
    try:
        saved = library.open_path(path).stat().st_mtime
    except OSError:
        saved = 0.0
    return datetime.fromtimestamp(saved, zone)
