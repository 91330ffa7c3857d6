"""Advice on all articles of a portal, remembered in the cache for as long as the articles do not change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from plugins.article.registries import Registries
from plugins.building.analysis import SourceAnalysis
from plugins.building.sources.context import BuildContext
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.editors.checks.lint_input import read_lint_input
from plugins.editors.checks.near_duplicates import KEYS, near_duplicates, sketch
from plugins.editors.checks.rulebook import NEAR_DUPLICATE, advise, ignored_codes
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.memory.cache_table import CacheTable, encode_row
from plugins.memory.digest import value_digest
from plugins.problems import Problem, advice

_ROWS, _SUMMARY, _SUMMARY_ROW = "advice", "advice summary", "all"


@dataclass(frozen=True, slots=True)
class ArticleAdvice:
    """The advice on one article by itself, and the sketch of its text; no sketch where near-duplicates are ignored."""

    problems: tuple[Problem, ...] = ()
    sketch: tuple[int, ...] = ()


@dataclass(slots=True)
class AdviceSummary:
    """
    Which articles the cache has advice on.

    ``basis`` is a digest of the settings of that advice; ``files`` has, by path, the digest of each file's bytes and
    the first hashes of its sketch.
    """

    basis: str = ""
    files: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Advisor:
    """What advice on one file is made with; a worker process makes it for many."""

    content: Path
    settings: AdviceSettings
    registries: Registries

    @property
    def basis(self) -> str:
        known = self.registries
        return value_digest((self.settings, known.sections, known.zone, known.habits, self.content.name))

    def advice_on(self, path: str, data: bytes) -> ArticleAdvice:
        """Return the advice on a file by itself; ``path`` is the path that problems name."""
        lint_input = read_lint_input(path, data, self.settings, self.registries)
        if lint_input is None:
            return ArticleAdvice()
        ignored = ignored_codes(lint_input) | self.settings.off
        is_compared = not lint_input.is_page and not ignored & {NEAR_DUPLICATE, "*"}
        return ArticleAdvice(tuple(advise(lint_input)), sketch(lint_input.words) if is_compared else ())


def _advise_files(
    advisor: _Advisor, shown: Callable[[str], str], paths: Sequence[str]
) -> list[tuple[str, bytes, tuple[int, ...]]]:
    """Return for each file its path, its encoded advice and the first hashes of its sketch."""
    rows = []
    for path in paths:
        try:
            data = (advisor.content / path).read_bytes()
        except OSError:
            data = b""
        found = advisor.advice_on(shown(path), data)
        rows.append((path, encode_row(found), found.sketch[:KEYS]))
    return rows


def all_advice(
    analysis: SourceAnalysis, settings: AdviceSettings, paths: Collection[str]
) -> Iterator[Problem]:
    """
    Yield the advice on some files (``paths`` are below content/).

    Every file that changed is looked at, whether it is among them or not: it may be a near-duplicate of one of them.
    """
    summary = _updated_summary(analysis.context, settings)
    table = CacheTable(analysis.context.cache.store, _ROWS, ArticleAdvice)
    # For many files it is faster to load the whole table.
    advice_of = _from_table(table) if len(paths) * 4 > len(summary.files) else _from_rows(table)
    known = [path for path in paths if path in summary.files]
    for path in known:
        yield from advice_of(path).problems
    articles = analysis.sources.articles

    def order(path: str) -> tuple[str, str]:
        article = articles.get(path)
        return (article.date.isoformat() if article and article.date else "9999", path)

    keys = {path: first_hashes for path, (_, first_hashes) in summary.files.items()}
    sketches = partial(_sketch_of, advice_of)
    for found in near_duplicates(keys, known, sketches, order, settings.similar_percent):
        yield _near_duplicate_problem(analysis, found.path, found.other, found.percent)


def _sketch_of(advice_of: Callable[[str], ArticleAdvice], path: str) -> Sequence[int]:
    return advice_of(path).sketch


def _from_table(table: CacheTable[ArticleAdvice]) -> Callable[[str], ArticleAdvice]:
    return lambda path: table.values[path]


def _from_rows(table: CacheTable[ArticleAdvice]) -> Callable[[str], ArticleAdvice]:
    return lambda path: table.one(path) or ArticleAdvice()


def _near_duplicate_problem(analysis: SourceAnalysis, path: str, other_path: str, percent: int) -> Problem:
    articles, shown = analysis.sources.articles, analysis.context.library.shown
    article, other = articles.get(path), articles.get(other_path)
    title = f"“{other.title}” ({shown(other_path)})" if other else shown(other_path)
    return advice(
        shown(path),
        article.lines.get("title", 1) if article else 1,
        NEAR_DUPLICATE,
        f"bài giống {percent}% bài {title}. Nếu là một bài, giữ một; nếu là tin mới, nói rõ điều mới và dẫn liên kết về bài trước.",
    )


def _updated_summary(context: BuildContext, settings: AdviceSettings) -> AdviceSummary:
    """Advise on every file that changed, remember it, and return the summary of all files."""
    store = context.cache.store
    advisor = _Advisor(context.settings.content, settings, context.registries)
    digests = {
        path: cached.content_digest
        for path, cached in context.cache.readings.values.items()
        if path.lower().endswith(ARTICLE_ENDINGS)
    }
    before = _decoded_summary(store.one(_SUMMARY, _SUMMARY_ROW))
    kept = before.files if before.basis == advisor.basis else {}
    changed = [path for path, content in digests.items() if path not in kept or kept[path][0] != content]
    removed = [path for path in kept if path not in digests]
    if before.basis == advisor.basis and not changed and not removed:
        return before
    summary = AdviceSummary(advisor.basis, {path: kept[path] for path in digests if path in kept})
    rows: list[tuple[str, bytes]] = []
    work = partial(_advise_files, advisor, context.library.shown)
    for number, (path, row, first_hashes) in enumerate(context.pool.each(work, changed)):
        context.listener.progressed("Xem bài", number, len(changed))
        rows.append((path, row))
        summary.files[path] = (digests[path], first_hashes)
    store.put(_ROWS, rows)
    store.drop(_ROWS, removed)
    store.put(_SUMMARY, [(_SUMMARY_ROW, encode_row(summary))])
    return summary


def _decoded_summary(row: bytes | None) -> AdviceSummary:
    try:
        return msgspec.json.decode(row, type=AdviceSummary) if row else AdviceSummary()
    except msgspec.MsgspecError:
        return AdviceSummary()


def with_chosen_codes(
    problems: Iterable[Problem], without: Collection[str], only: Collection[str]
) -> list[Problem]:
    """
    Return the problems whose code is not in ``without`` and, if ``only`` names any codes, is one of those.

    >>> some = [advice("x.md", 1, code, "…") for code in ("a", "b", "c")]
    >>> [one.code for one in with_chosen_codes(some, ["a"], [])], [one.code for one in with_chosen_codes(some, [], ["c"])]
    (['b', 'c'], ['c'])
    """
    return [one for one in problems if one.code not in without and (not only or one.code in only)]
