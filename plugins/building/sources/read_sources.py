"""Read the source files of a portal, those that changed since the last build, and decide what becomes of each."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from plugins.article.facts import Article, Status
from plugins.article.faulty_draft import read_as_draft, waits_for_approval
from plugins.article.incomplete import fit_to_show
from plugins.article.read import ArticleReading, Render, read_article
from plugins.article.registries import Registries
from plugins.building.incremental.build_cache import BuildCache, CachedReading, Fact
from plugins.building.sources.context import BuildContext
from plugins.building.sources.cross_article_checks import problems_across
from plugins.building.sources.docutils_words import in_editors_words
from plugins.building.sources.read_registries import is_reserved
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.source_paths import source_paths
from plugins.building.sources.tag_addresses import TagsByName, tags_apart, with_own_tags
from plugins.building.sources.unread_files import folder_problems
from plugins.category.registry import Section
from plugins.lifecycle.outcome import PUBLIC, Outcome, once_public, outcome
from plugins.media.library import Library
from plugins.memory.cache_table import decode_row, encode_row
from plugins.memory.digest import digest, value_digest
from plugins.pages import addresses
from plugins.problems import Level, Problem, error
from plugins.prose.body import Body
from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class FileReading:
    """
    What is kept of the reading of one file beside its article: the keys of ``CachedReading``, and the problems of the file by itself.

    ``key`` and ``facts_key`` are those of the article as it is shown.
    """

    key: str
    facts_key: str
    content_digest: str
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, cached: CachedReading) -> FileReading:
        """Return what is kept of a reading."""
        return cls(cached.key, cached.facts_key, cached.content_digest, cached.reading.problems)


@dataclass(slots=True)
class SourceState:
    """
    What a build knows of each source file so far; paths are below content/.

    ``articles`` are those that could be read, without their bodies: bodies lie in the cache. In a
    ``preview`` they are all files, also rejected ones. ``rejected_articles`` are files with errors, as
    far as they could be read. ``readings`` are those of every file; ``problems`` are all problems of the build; ``drafts`` are the files that are drafts or wait for approval, as problems name
    them; ``tags_apart`` are the tags whose slug is not that of their name.
    """

    preview: bool = False

    articles: dict[str, Article] = field(default_factory=dict)
    rejected_articles: dict[str, Article] = field(default_factory=dict)
    readings: dict[str, FileReading] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    drafts: dict[str, Status] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    tags_apart: TagsByName = field(default_factory=dict)

    def has_page(self, path: str) -> bool:
        """Tell whether an article gets a page."""
        return self.preview or self.outcomes[path] in PUBLIC

    def with_outcomes(self) -> Iterator[tuple[Article, Outcome]]:
        """Yield every article with its outcome; in a preview also with the outcome that it is shown as."""
        for path, article in self.articles.items():
            yield article, self.outcomes[path]
            if self.preview:
                yield article, once_public(article)

    def reject(self, path: str) -> None:
        """Keep a file from being published; its problems say why."""
        self.outcomes[path] = Outcome.REJECTED

    def add(self, path: str, article: Article, cached: CachedReading) -> None:
        """Add an article that was read."""
        self.articles[path] = article
        self.readings[path] = FileReading.of(cached)


# One file: its bytes become an article, and a row of the cache.


@dataclass(frozen=True, slots=True)
class _SourceFile:
    """A file below content/: its path, the path that problems name it by, and its stamp."""

    path: str
    shown: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file that was read: its path, the encoded row of the cache, and the HTML of its body."""

    path: str
    row: bytes
    html: str = ""


def _bytes_of(file: Path, read: Callable[[Path], str] | None) -> bytes:
    """Return an article's text; raise ValueError where a reader of another format cannot make one."""
    try:
        return read(file).encode("utf-8") if read else file.read_bytes()
    except OSError:
        return b""


def _reading_key(basis: str, shown: str, data: bytes) -> str:
    """Return a digest of all that a file's reading is made from."""
    return digest([basis.encode(), shown.encode("utf-8", "surrogateescape"), data])


def as_listed(article: Article) -> Article:
    """Return the facts of an article that lists may show, without all others."""
    return replace(
        article, body=Body(""), lines={}, extra={}, submitted=None, submitted_by="", returned="", approver=""
    )


def _facts_key(article: Article) -> str:
    """Return a digest of the facts of an article that lists show."""
    return value_digest(as_listed(article))


def _reading_basis(settings: BuildSettings, registries: Registries) -> str:
    """Return a digest of all that articles are read with, beside their files."""
    # The order of a set is another one in each process.
    without_sets = replace(registries, templates=frozenset(), plugin_keys=frozenset())
    sets = sorted(registries.templates), sorted(registries.plugin_keys)
    return value_digest((without_sets, sets, settings.content.name))


def _compared(title: str) -> str:
    """
    Return a title as titles are compared: a mark at its end makes no other one of it.

    >>> _compared("Họp thôn cuối năm.") == _compared("HỌP THÔN CUỐI NĂM")
    True
    """
    return fold(title).rstrip(" .!…")


def _read(
    basis: str, registries: Registries, file: _SourceFile, data: bytes, render: Render | None = None
) -> _ReadFile:
    reading = read_as_draft(read_article(file.shown, data, registries, render))
    html = facts_key = title = ""
    if article := reading.legible:
        html, title = article.body.html, _compared(article.title)
        facts_key = _facts_key(article)
        bodiless = replace(article, body=replace(article.body, html=""))
        reading = replace(reading, article=bodiless) if reading.article else replace(reading, rough=bodiless)
    cached = CachedReading(
        stamp=file.stamp,
        key=_reading_key(basis, file.shown, data),
        content_digest=digest([data]),
        facts_key=facts_key,
        folded_title=title,
        reading=reading,
    )
    return _ReadFile(file.path, encode_row(cached), html)


def _unreadable(file: _SourceFile, fault: ValueError) -> _ReadFile:
    """Return a file of another format that its reader cannot read."""
    told = in_editors_words(str(fault))
    message = (
        f"không đọc được bài này: {told.words.rstrip('.')}. Sửa chỗ ấy, hoặc chuyển nội dung sang tệp .md."
    )
    problem = error(file.shown, told.line, "khong-doc-duoc", message)
    return _ReadFile(
        file.path, encode_row(CachedReading("", "", "", "", "", ArticleReading(None, (problem,))))
    )


def _reader(settings: BuildSettings, path: str) -> Callable[[Path], str] | None:
    return settings.readers.get(posixpath.splitext(path)[1].lower())


def read_again(
    settings: BuildSettings, library: Library, registries: Registries, path: str, data: bytes | None = None
) -> tuple[CachedReading, str] | None:
    """
    Return what a Markdown file says now and its body's HTML; None for a file of another format.

    ``data`` is the text of the file, None for the text that is on the disk.
    """
    if _reader(settings, path):
        return None
    basis = _reading_basis(settings, registries)
    # Without a stamp: it was written a moment ago, and may be written again.
    file = _SourceFile(path, library.shown(path))
    text = _bytes_of(library.open_path(path), None) if data is None else data
    read = _read(basis, registries, file, text)
    return decode_row(read.row, CachedReading), read.html


# All files: what did not change comes from the cache, the rest is read in several processes.


def _read_files(
    content: Path, basis: str, registries: Registries, files: Sequence[_SourceFile]
) -> list[_ReadFile]:
    return [_read(basis, registries, file, _bytes_of(content / file.path, None)) for file in files]


def _load_markdown() -> None:
    """Load what renders bodies; where headers alone are read, nobody does."""
    from plugins.prose.markdown import render_body

    render_body("", 1, "", "")


def _read_changed(context: BuildContext, basis: str, paths: Sequence[str]) -> Iterator[_ReadFile]:
    """Yield the files that have to be read, in any order: Markdown in several processes, other formats in this one."""
    settings, library, registries = context.settings, context.library, context.registries
    markdown = [
        _SourceFile(path, library.shown(path), library.stamps.get(path, ""))
        for path in paths
        if not _reader(settings, path)
    ]
    work = partial(_read_files, settings.content, basis, registries)
    yield from context.pool.each(work, markdown, _load_markdown, context.while_reading)
    others = [path for path in paths if _reader(settings, path)]
    if others:
        from plugins.prose.markdown import html_body
    for path in others:
        if read := _reader(settings, path):
            file = _SourceFile(path, library.shown(path))
            try:
                data = _bytes_of(library.open_path(path), read)
            except ValueError as fault:
                yield _unreadable(file, fault)
                continue
            yield _read(basis, registries, file, data, html_body)


def _unchanged(
    context: BuildContext, basis: str, paths: Sequence[str]
) -> Iterator[tuple[str, CachedReading]]:
    """Yield the files whose cached reading still holds: by their stamp, else by their bytes."""
    library, cache = context.library, context.cache
    for path in paths:
        cached = cache.readings.values.get(path)
        if cached is None or _reader(context.settings, path):
            continue
        stamp = library.stamps.get(path, "")
        if not stamp or cached.stamp != stamp:
            data = _bytes_of(library.open_path(path), None)
            if cached.key != _reading_key(basis, library.shown(path), data):
                continue
            cached = replace(cached, stamp=stamp)
        yield path, cached


class _Interner:
    """Shares equal values among articles to save memory: the articles of a large portal have few names and tags."""

    def __init__(self) -> None:
        self._values: dict[object, Any] = {}

    def intern(self, cached: CachedReading) -> CachedReading:
        """Return a reading made of values that other readings have too, where they are equal."""
        reading, article = cached.reading, cached.reading.article
        if article is None:
            return cached
        shared = self._values.setdefault
        article = replace(
            article,
            byline=shared(article.byline, article.byline),
            tags=tuple(shared(tag, tag) for tag in article.tags),
            communes=tuple(shared(one, one) for one in article.communes),
            lines=shared(tuple(article.lines.items()), article.lines),
        )
        section = shared(reading.section, reading.section)
        return replace(cached, reading=replace(reading, article=article, section=section))


def _forget_stale_readings(cache: BuildCache, basis: str) -> None:
    if cache.fact(Fact.READING_BASIS) != basis:
        cache.readings.keep_only(())
        cache.facts.put(Fact.READING_BASIS, basis)


def _all_readings(context: BuildContext) -> Mapping[str, CachedReading]:
    """Return the reading of every source file in their order, and remember those that are new."""
    cache = context.cache
    paths = source_paths(context.settings, context.library)
    basis = _reading_basis(context.settings, context.registries)
    _forget_stale_readings(cache, basis)
    found = dict(_unchanged(context, basis, paths))
    changed = [path for path in paths if path not in found]
    interner = _Interner()
    for number, read in enumerate(_read_changed(context, basis, changed)):
        context.listener.progressed("Đọc bài", number, len(changed))
        # Decoded, as the next build will have it from the cache, so that both builds work on the same values.
        found[read.path] = interner.intern(decode_row(read.row, CachedReading))
        cache.put_body(read.path, read.html)
    cache.keep_articles(found)
    for path, cached in found.items():
        cache.readings.put(path, cached)
    return {path: found[path] for path in paths}


def read_all(context: BuildContext) -> SourceState:
    """Read every source file that changed, and gather the problems of each file and of all together."""
    settings, library = context.settings, context.library
    sources = SourceState(settings.preview, problems=folder_problems(settings, library))
    readings = _all_readings(context)
    titles = _sort_out(context, sources, readings)
    _tell_tags_apart(sources)
    by_shown = {library.shown(path): path for path in sources.articles}
    people = list(context.registries.authors.people.values())
    for problem in problems_across(list(sources.articles.values()), people, titles, settings.now.date()):
        sources.problems.append(problem)
        if problem.level is Level.ERROR:
            sources.reject(by_shown[problem.path])
    if settings.preview:
        for path, cached in readings.items():
            if path not in sources.articles:
                _add_rejected(context, sources, path, cached)
    return sources


def _tell_tags_apart(sources: SourceState) -> None:
    """Give tags addresses of their own where several would share one, in every article that has one of them."""
    public = (article for path, article in sources.articles.items() if sources.has_page(path))
    sources.tags_apart = tags_apart(public)
    if not sources.tags_apart:
        return
    for path, article in sources.articles.items():
        changed = with_own_tags(article, sources.tags_apart)
        if changed is not article:
            sources.articles[path] = changed
            reading, facts_key = sources.readings[path], _facts_key(changed)
            key = digest([reading.key.encode(), facts_key.encode()])
            sources.readings[path] = replace(reading, key=key, facts_key=facts_key)


def _sort_out(
    context: BuildContext, sources: SourceState, readings: Mapping[str, CachedReading]
) -> dict[str, str]:
    """Add the readings that are sound to the sources, reject the others; return the folded titles by article path."""
    library = context.library
    copies: dict[str, str] = {}
    titles: dict[str, str] = {}
    for path, cached in readings.items():
        reading, shown = cached.reading, library.shown(path)
        sources.problems += reading.problems
        sources.readings[path] = FileReading.of(cached)
        if reading.legible and waits_for_approval(reading):
            sources.drafts[shown] = reading.legible.status
        if reading.section and is_reserved(reading.section):
            sources.problems.append(_reserved_section(shown, reading.section))
            _set_aside(sources, path, shown)
        elif reading.article is None or path in library.faulty:
            _set_aside(sources, path, shown)
            if reading.rough:
                sources.rejected_articles[path] = reading.rough
        elif original := copies.get(cached.content_digest):
            sources.problems.append(_copy_of(shown, original))
            _set_aside(sources, path, shown)
        else:
            copies[cached.content_digest] = posixpath.basename(path)
            titles[reading.article.path] = cached.folded_title
            sources.add(path, reading.article, cached)
            if reading.section:
                sources.sections.setdefault(reading.section.path, reading.section)
            sources.outcomes[path] = outcome(reading.article, context.settings.now)
    return titles


def _set_aside(sources: SourceState, path: str, shown: str) -> None:
    """Keep a faulty file from being published; a draft would not be published anyway, and stays one."""
    sources.outcomes[path] = Outcome.DRAFT if shown in sources.drafts else Outcome.REJECTED


def _reserved_section(shown: str, section: Section) -> Problem:
    message = f"“{section.name}” dành riêng cho hệ thống. Đặt tên khác cho chuyên mục."
    return error(shown, 0, "chuyen-muc", message)


def _copy_of(shown: str, original: str) -> Problem:
    return error(shown, 0, "ban-sao", f"giống hệt “{original}”. Xóa một trong hai tệp.")


def _add_rejected(context: BuildContext, sources: SourceState, path: str, cached: CachedReading) -> None:
    """Add a rejected file to the articles of a preview, as far as it could be read."""
    article, section = cached.reading.legible, cached.reading.section
    if article and section and is_reserved(section):
        article = replace(article, section="")
    elif section:
        sources.sections.setdefault(section.path, section)
    shown_path = context.library.shown(path)
    habits = context.registries.habits
    article = fit_to_show(shown_path, article, context.settings.now, f"{addresses.PREVIEW}bai/", habits)
    facts_key = _facts_key(article)
    key = digest([cached.key.encode(), facts_key.encode()])
    sources.add(path, article, replace(cached, key=key, facts_key=facts_key))
