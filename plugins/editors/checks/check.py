"""Check the sources of a portal: which files are looked at, what is wrong with them, and what can be fixed."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.building.analysis import SourceAnalysis
from plugins.building.assembly.links_to_come import link_problems_to_come, links_to_come
from plugins.building.sources.data_files import read_data_file
from plugins.building.sources.source_paths import source_paths
from plugins.commands.option import Arguments
from plugins.editors.checks.advice import all_advice, with_chosen_codes
from plugins.editors.checks.advice_settings import FILE, load_settings
from plugins.editors.checks.apply_fixes import PendingFix, pending_fix
from plugins.editors.checks.changed_files import changed_files, remember_sound
from plugins.editors.checks.check_result import CheckResult
from plugins.editors.checks.chosen_files import chosen_files
from plugins.editors.checks.formatters import project_folder_in_repository
from plugins.editors.checks.rulebook import CODES
from plugins.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """The result of a check, and with ``--fix`` the fixes of its files."""

    result: CheckResult
    fixes: tuple[PendingFix, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which files a check looks at, those that come first in its report, and since when these changed, in words."""

    files: frozenset[str]
    first: frozenset[str]
    since: str = ""
    is_whole: bool = False


def check_sources(analysis: SourceAnalysis, arguments: Arguments, began: float) -> CheckOutcome:
    """Return the problems of the chosen files; ``began`` is when the check began, as ``time.perf_counter`` says."""
    context = analysis.context
    scope = _scope(analysis, arguments)
    articles = [path for path in source_paths(context.settings, context.library) if path in scope.files]
    problems, elsewhere = _of_scope(analysis, scope, [*_all_problems(analysis, arguments, articles)])
    remember_sound(context.library, context.cache.store, scope.files, problems)
    result = CheckResult(
        _in_order(analysis, scope, with_chosen_codes(problems, arguments.off, arguments.only)),
        len(articles),
        time.perf_counter() - began,
        project_folder_in_repository(context.settings.content.absolute().parent, os.environ),
        scope.since,
        elsewhere,
    )
    return CheckOutcome(result, tuple(_fixes(analysis, articles)) if arguments.fix else ())


def _scope(analysis: SourceAnalysis, arguments: Arguments) -> _Scope:
    """Return the scope that was asked for; without words it is what changed, or all where that is not known or enough."""
    settings, library = analysis.context.settings, analysis.context.library
    if arguments.files:
        files = chosen_files(library, settings.content, arguments.files)
        return _Scope(files, files)
    everything = chosen_files(library, settings.content, ())
    changed = changed_files(settings.content, library, analysis.context.cache.store)
    if changed is None:
        return _Scope(everything, everything, is_whole=True)
    if arguments.all or changed.all_matter or arguments.format in ("github", "gitlab"):
        return _Scope(everything, changed.paths, is_whole=True)
    return _Scope(changed.paths, changed.paths, changed.since)


def _all_problems(
    analysis: SourceAnalysis, arguments: Arguments, articles: Collection[str]
) -> Iterator[Problem]:
    """Yield what a build would report, what is wrong with the links of some articles once they are public, and the advice on these."""
    context, model = analysis.context, analysis.model
    yield from analysis.problems
    file = read_data_file(context.settings.content, FILE)
    sections = {section.name for section in context.registries.sections.all}
    for_advice = load_settings(file, CODES, sections)
    yield from file.problems
    links = links_to_come(context, analysis.sources, model, articles, draw=True)
    yield from link_problems_to_come(context, analysis.sources, model, links)
    if not arguments.no_advice:
        yield from all_advice(analysis, for_advice, articles)


def _of_scope(
    analysis: SourceAnalysis, scope: _Scope, problems: Sequence[Problem]
) -> tuple[list[Problem], int]:
    """Return the problems of the files that are looked at, and how many errors the others have."""
    if scope.is_whole:
        return list(problems), 0
    shown = {analysis.context.library.shown(path) for path in scope.files}
    others = {problem for problem in problems if problem.path not in shown}
    elsewhere = sum(problem.level is Level.ERROR for problem in others)
    return [problem for problem in problems if problem.path in shown], elsewhere


def _in_order(analysis: SourceAnalysis, scope: _Scope, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems as they are reported: those of the files that come first, then by file and line."""
    first = {analysis.context.library.shown(path) for path in scope.first}
    return tuple(sorted(set(problems), key=lambda problem: (problem.path not in first, problem)))


def _fixes(analysis: SourceAnalysis, articles: Iterable[str]) -> Iterator[PendingFix]:
    """Yield the fixes of some articles, those that give way to another's address among them."""
    context = analysis.context
    slugs = {one.path: one.fix for one in analysis.problems if one.fix and one.level is Level.ERROR}
    for path in articles:
        shown = context.library.shown(path)
        file = context.library.open_path(path)
        if found := pending_fix(shown, file, context.registries, slugs.get(shown, "")):
            yield found
