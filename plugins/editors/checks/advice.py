"""Advice on the articles of a portal, remembered for as long as the articles stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from pathlib import Path

import msgspec

from plugins.building.analysis import SourceAnalysis
from plugins.building.listener import BuildListener
from plugins.building.read_sources import SUFFIXES
from plugins.building.worker_pool import WorkerPool
from plugins.category.registry import Sections
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.editors.checks.lint_input import read_lint_input
from plugins.editors.checks.near_duplicates import KEYS, alike, sketch
from plugins.editors.checks.rulebook import ALIKE, advise, left_alone
from plugins.memory.cache_table import CacheTable, encode
from plugins.memory.digest import digest
from plugins.problems import Problem, advice

_ROWS, _SUMMARY = "advice", "advice of all"


@dataclass(frozen=True, slots=True)
class Advised:
    """What is advised on one article by itself, and the sketch of its text ("giong-bai-khac" switched off: none)."""

    problems: tuple[Problem, ...] = ()
    sketch: tuple[int, ...] = ()


@dataclass(slots=True)
class Summary:
    """What was advised on: with what, and of each file the name of its bytes and the first hashes of its sketch."""

    basis: str = ""
    files: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)


def advice_on(path: str, data: bytes, settings: AdviceSettings, sections: Sections, zone: tzinfo) -> Advised:
    """Return what is advised on a file by itself; ``path`` names it in problems."""
    lint_input = read_lint_input(path, data, settings, sections, zone)
    if lint_input is None:
        return Advised()
    silent = left_alone(lint_input) | settings.off
    is_sketched = not lint_input.is_page and not silent & {ALIKE, "*"}
    return Advised(tuple(advise(lint_input)), sketch(lint_input.words) if is_sketched else ())


def _advise_files(
    content: Path,
    settings: AdviceSettings,
    sections: Sections,
    zone: tzinfo,
    shown: Callable[[str], str],
    paths: Sequence[str],
) -> list[tuple[str, bytes, tuple[int, ...]]]:
    made = []
    for path in paths:
        try:
            data = (content / path).read_bytes()
        except OSError:
            data = b""
        found = advice_on(shown(path), data, settings, sections, zone)
        made.append((path, encode(found), found.sketch[:KEYS]))
    return made


def all_advice(
    analysis: SourceAnalysis,
    settings: AdviceSettings,
    asked: Collection[str],
    listener: BuildListener,
    pool: WorkerPool,
) -> Iterator[Problem]:
    """
    Yield the advice on the asked files (paths below content/).

    Every file that was changed is looked at, asked or not: an asked one may say what another says.
    """
    summary = _brought_up_to_date(analysis, settings, listener, pool)
    shelf = CacheTable(analysis.cache.store, _ROWS, Advised)
    of = _of_many(shelf) if len(asked) * 4 > len(summary.files) else _of_one(shelf)
    known = [path for path in asked if path in summary.files]
    for path in known:
        yield from of(path).problems
    articles = analysis.sources.articles

    def order(path: str) -> tuple[str, str]:
        article = articles.get(path)
        return (article.date.isoformat() if article and article.date else "9999", path)

    keys = {path: some for path, (_, some) in summary.files.items()}
    for found in alike(keys, known, lambda path: of(path).sketch, order, settings.alike):
        yield _twin(analysis, found.path, found.other, found.percent)


def _of_many(shelf: CacheTable[Advised]) -> Callable[[str], Advised]:
    return lambda path: shelf.values[path]


def _of_one(shelf: CacheTable[Advised]) -> Callable[[str], Advised]:
    return lambda path: shelf.one(path) or Advised()


def _twin(analysis: SourceAnalysis, path: str, other: str, percent: int) -> Problem:
    article, twin = analysis.sources.articles.get(path), analysis.sources.articles.get(other)
    title = f"“{twin.title}” ({analysis.library.shown(other)})" if twin else analysis.library.shown(other)
    return advice(
        analysis.library.shown(path),
        article.lines.get("title", 1) if article else 1,
        ALIKE,
        f"bài giống {percent}% bài {title}. Nếu là một bài, giữ một; nếu là tin mới, nói rõ điều mới và dẫn liên kết về bài trước.",
    )


def _brought_up_to_date(
    analysis: SourceAnalysis, settings: AdviceSettings, listener: BuildListener, pool: WorkerPool
) -> Summary:
    """Return what is known of every article's advice, with all that changed looked at again and remembered."""
    store, library, registries = analysis.cache.store, analysis.library, analysis.registries
    contents = {
        path: known.content
        for path, known in analysis.cache.readings.values.items()
        if path.lower().endswith(SUFFIXES)
    }
    told = (settings, registries.sections, registries.zone, analysis.settings.content.name)
    basis = digest([repr(told).encode("utf-8", "surrogateescape")])
    before = _summary(store.one(_SUMMARY, "all"))
    kept = before.files if before.basis == basis else {}
    stale = [path for path, content in contents.items() if path not in kept or kept[path][0] != content]
    gone = [path for path in kept if path not in contents]
    if before.basis == basis and not stale and not gone:
        return before
    work = partial(
        _advise_files,
        analysis.settings.content,
        settings,
        registries.sections,
        registries.zone,
        library.shown,
    )
    summary = Summary(basis, {path: kept[path] for path in contents if path in kept})
    rows: list[tuple[str, bytes]] = []
    for number, (path, row, keys) in enumerate(pool.each(work, stale)):
        listener.progressed("Xem bài", number, len(stale))
        rows.append((path, row))
        summary.files[path] = (contents[path], keys)
    store.put(_ROWS, rows)
    store.drop(_ROWS, gone)
    store.put(_SUMMARY, [("all", encode(summary))])
    return summary


def _summary(row: bytes | None) -> Summary:
    try:
        return msgspec.json.decode(row, type=Summary) if row else Summary()
    except msgspec.MsgspecError:
        return Summary()


def without(problems: Iterable[Problem], codes: Collection[str], only: Collection[str]) -> list[Problem]:
    """
    Return problems but for some codes; if ``only`` names any, those alone.

    >>> some = [advice("x.md", 1, code, "…") for code in ("a", "b", "c")]
    >>> [one.code for one in without(some, ["a"], [])], [one.code for one in without(some, [], ["c"])]
    (['b', 'c'], ['c'])
    """
    return [one for one in problems if one.code not in codes and (not only or one.code in only)]
