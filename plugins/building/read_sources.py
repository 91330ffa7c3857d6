"""The source files of a portal are read, each once for as long as it stays, and put where it will end."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from plugins.article.facts import Article
from plugins.article.incomplete import fit_to_show
from plugins.article.read import ArticleReading, read_article
from plugins.article.registries import Registries
from plugins.building.cross_article_checks import problems_across
from plugins.building.incremental.build_cache import BuildCache, CachedReading
from plugins.building.listener import BuildListener
from plugins.building.registries import in_the_way
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool
from plugins.category.registry import Section
from plugins.lifecycle.outcome import PUBLIC, Outcome, once_public, outcome
from plugins.media.library import Library
from plugins.memory.cache_table import decode, encode
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.problems import Level, Problem, error
from plugins.prose.body import Body
from plugins.vietnamese.letters import fold

DATA_FOLDER = "du-lieu/"
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")


@dataclass(slots=True)
class SourceState:
    """
    What is known of each source file while the build goes on; paths are below content/.

    ``digests`` name what each article was read from, ``told`` what lists tell of it,
    ``contents`` its bytes, ``said`` what reading it gave to say; the articles have no bodies,
    those lie in the memory. ``legible`` are the files with errors, as far as they could be read. A ``preview`` has all files among its articles, the rejected too.
    """

    preview: bool = False

    articles: dict[str, Article] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    legible: dict[str, Article] = field(default_factory=dict)
    said: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)

    def shows(self, path: str) -> bool:
        """Whether an article gets a page."""
        return self.preview or self.outcomes[path] in PUBLIC

    def standing(self) -> Iterator[tuple[Article, Outcome]]:
        """Yield every article with what it is; in a preview also with what it is shown as."""
        for path, article in self.articles.items():
            yield article, self.outcomes[path]
            if self.preview:
                yield article, once_public(article)

    def reject(self, path: str) -> None:
        """Keep a file from being published; its problems say why."""
        self.outcomes[path] = Outcome.REJECTED


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that was read just now: what is to be remembered of it, as it is written down, and its body."""

    path: str
    row: bytes
    html: str = ""


def source_paths(settings: BuildSettings, library: Library) -> list[str]:
    """Return the paths below content/ of everything that is an article or a standing page."""
    endings = (*SUFFIXES, *settings.readers)
    return [
        path for path in library.files if path.lower().endswith(endings) and not path.startswith(DATA_FOLDER)
    ]


def _bytes_of(file: Path, read: Callable[[Path], str] | None) -> bytes:
    """Return an article's text; raise ValueError where another reader than ours cannot make one."""
    try:
        return read(file).encode("utf-8") if read else file.read_bytes()
    except OSError:
        return b""


def _digest(basis: str, shown: str, data: bytes) -> str:
    """Return a name for all that a file's reading is made from."""
    return digest([basis.encode(), shown.encode("utf-8", "surrogateescape"), data])


@dataclass(frozen=True, slots=True)
class _Named:
    """A file below content/: its path, the name that problems give it, and its stamp."""

    path: str
    shown: str
    stamp: str


class _Once:
    """Equal values that many articles hold, held once: a large portal is mostly the same few names."""

    def __init__(self) -> None:
        self._values: dict[object, Any] = {}

    def of(self, known: CachedReading) -> CachedReading:
        """Return what a file said, made of values that were seen before where there are equal ones."""
        reading, article = known.reading, known.reading.article
        if article is None:
            return known
        same = self._values.setdefault
        article = replace(
            article,
            byline=same(article.byline, article.byline),
            tags=tuple(same(tag, tag) for tag in article.tags),
            lines=same(tuple(article.lines.items()), article.lines),
        )
        section = same(reading.section, reading.section)
        return replace(known, reading=replace(reading, article=article, section=section))


def _told(article: Article) -> str:
    """Return a name for what lists tell of an article."""
    bare = replace(article, body=Body(""), lines={}, extra={}, submitted=None, approver="")
    return digest([repr(bare).encode()])


def _read(basis: str, registries: Registries, named: _Named, data: bytes) -> Fresh:
    reading = read_article(named.shown, data, registries)
    html = told = title = ""
    if article := reading.legible:
        html, title = article.body.html, fold(article.title)
        told = _told(article)
        bare = replace(article, body=replace(article.body, html=""))
        reading = replace(reading, article=bare) if reading.article else replace(reading, rough=bare)
    known = CachedReading(
        named.stamp, _digest(basis, named.shown, data), digest([data]), told, title, reading
    )
    return Fresh(named.path, encode(known), html)


def _read_files(content: Path, basis: str, registries: Registries, some: Sequence[_Named]) -> list[Fresh]:
    return [_read(basis, registries, named, _bytes_of(content / named.path, None)) for named in some]


def _fresh(
    settings: BuildSettings,
    library: Library,
    registries: Registries,
    basis: str,
    paths: Sequence[str],
    pool: WorkerPool,
) -> Iterator[Fresh]:
    """Yield what is to be read, in any order; several hands read Markdown, one reads what Pelican's readers know."""
    own = [
        _Named(path, library.shown(path), library.stamps.get(path, ""))
        for path in paths
        if not _reader(settings, path)
    ]
    yield from pool.each(partial(_read_files, settings.content, basis, registries), own)
    for path in paths:
        if read := _reader(settings, path):
            named = _Named(path, library.shown(path), "")
            try:
                data = _bytes_of(library.open_path(path), read)
            except ValueError as fault:
                message = f"không đọc được bài này ({fault}). Sửa tệp, hoặc chuyển nội dung sang tệp .md."
                problem = error(named.shown, 0, "khong-doc-duoc", message)
                yield Fresh(path, encode(CachedReading("", "", "", "", "", ArticleReading(None, (problem,)))))
                continue
            yield _read(basis, registries, named, data)


def _reader(settings: BuildSettings, path: str) -> Callable[[Path], str] | None:
    return settings.readers.get(posixpath.splitext(path)[1].lower())


def _recalled(
    settings: BuildSettings, library: Library, cache: BuildCache, paths: Sequence[str], basis: str
) -> Iterator[tuple[str, CachedReading]]:
    """Yield the files that say what they said last time: by their stamp, else by their bytes."""
    for path in paths:
        known = cache.readings.values.get(path)
        if known is None or _reader(settings, path):
            continue
        stamp = library.stamps.get(path, "")
        if not stamp or known.stamp != stamp:
            data = _bytes_of(library.open_path(path), None)
            if known.digest != _digest(basis, library.shown(path), data):
                continue
            known = replace(known, stamp=stamp)
        yield path, known


def _all_readings(
    settings: BuildSettings,
    library: Library,
    registries: Registries,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
) -> Mapping[str, CachedReading]:
    """Return what every source file says, in their order, and remember what was read anew."""
    paths = source_paths(settings, library)
    basis = _basis(settings, registries)
    if cache.facts.values.get("basis") != basis:
        cache.readings.keep_only(())
        cache.facts.put("basis", basis)
    found = dict(_recalled(settings, library, cache, paths, basis))
    missing = [path for path in paths if path not in found]
    once = _Once()
    for number, fresh in enumerate(_fresh(settings, library, registries, basis, missing, pool)):
        listener.progressed("Đọc bài", number, len(missing))
        # As the next build will see it, so that both see the same.
        found[fresh.path] = once.of(decode(fresh.row, CachedReading))
        cache.put_body(fresh.path, fresh.html)
    cache.keep_only(found)
    for path, known in found.items():
        cache.readings.put(path, known)
    return {path: found[path] for path in paths}


def read_again(
    settings: BuildSettings, library: Library, registries: Registries, path: str, data: bytes | None = None
) -> tuple[CachedReading, str] | None:
    """
    Return what a Markdown file says now and its body's HTML; None for a file that is read by another reader.

    ``data`` is what it would hold, where that is not on the disk.
    """
    if _reader(settings, path):
        return None
    basis = _basis(settings, registries)
    # Without a stamp: it was written a moment ago, and may be written again.
    named = _Named(path, library.shown(path), "")
    given = _bytes_of(library.open_path(path), None) if data is None else data
    fresh = _read(basis, registries, named, given)
    return decode(fresh.row, CachedReading), fresh.html


def _basis(settings: BuildSettings, registries: Registries) -> str:
    """Return a name for all that articles are read with."""
    told = (replace(registries, templates=frozenset()), sorted(registries.templates), settings.content.name)
    return digest([repr(told).encode("utf-8", "surrogateescape")])


def read_all(
    settings: BuildSettings,
    library: Library,
    registries: Registries,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
) -> SourceState:
    """Read every source file that changed, gathering all that is to be said of each and of all together."""
    sources = SourceState(settings.preview, problems=list(library.problems))
    copies: dict[str, str] = {}
    titles: dict[str, str] = {}
    readings = _all_readings(settings, library, registries, cache, listener, pool)
    for path, known in readings.items():
        reading = known.reading
        sources.problems += reading.problems
        if reading.problems:
            sources.said[path] = reading.problems
        if reading.section and in_the_way(reading.section):
            message = (
                f"“{reading.section.name}” dành riêng cho trang của hệ thống. Đặt tên khác cho chuyên mục."
            )
            sources.problems.append(error(library.shown(path), 0, "chuyen-muc", message))
            sources.reject(path)
            continue
        if reading.article is None or path in library.faulty:
            sources.reject(path)
            if reading.rough:
                sources.legible[path] = reading.rough
            continue
        if twin := copies.get(known.content):
            message = f"giống hệt “{twin}”. Xóa một trong hai tệp."
            sources.problems.append(error(library.shown(path), 0, "ban-sao", message))
            sources.reject(path)
            continue
        copies[known.content] = posixpath.basename(path)
        sources.articles[path] = reading.article
        sources.digests[path] = known.digest
        sources.told[path] = known.told
        sources.contents[path] = known.content
        titles[reading.article.path] = known.title
        if reading.section and reading.section.path not in sources.sections:
            sources.sections[reading.section.path] = reading.section
        sources.outcomes[path] = outcome(reading.article, settings.now)
    by_shown = {library.shown(path): path for path in sources.articles}
    people = list(registries.authors.people.values())
    for problem in problems_across(list(sources.articles.values()), people, titles):
        sources.problems.append(problem)
        if problem.level is Level.ERROR:
            sources.reject(by_shown[problem.path])
    if settings.preview:
        for path, known in readings.items():
            if path not in sources.articles:
                _show_anyway(settings, sources, library, path, known)
    return sources


def _show_anyway(
    settings: BuildSettings, sources: SourceState, library: Library, path: str, known: CachedReading
) -> None:
    """Put a rejected file among the articles, as far as it could be read."""
    article, section = known.reading.legible, known.reading.section
    if article and section and in_the_way(section):
        article = replace(article, section="")
    elif section and section.path not in sources.sections:
        sources.sections[section.path] = section
    shown = fit_to_show(library.shown(path), article, settings.now, f"{addresses.PREVIEW}bai/")
    sources.articles[path] = shown
    sources.told[path] = _told(shown)
    sources.digests[path] = digest([known.digest.encode(), sources.told[path].encode()])
    sources.contents[path] = known.content
