"""One build, from the content folder to a new edition; nothing here knows of Pelican."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import TemplateError

from plugins.article.facts import Article, Kind
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.build.across import problems_across
from plugins.build.linking import Linker, Whereabouts
from plugins.build.portal import asset_names, portal_of, read_assets, read_toml, root_of
from plugins.build.registries import read_registries
from plugins.build.settings import BuildSettings
from plugins.category.registry import RegistryFault
from plugins.edition import staging
from plugins.edition.counts import Counts
from plugins.edition.staging import StopBuild
from plugins.feeds.files import machine_files
from plugins.lifecycle.outcome import Outcome, expired, outcome
from plugins.media import photos
from plugins.media.library import Fault, Library
from plugins.pages import addresses
from plugins.pages.portal_pages import all_pages
from plugins.pages.render import Renderer
from plugins.pages.site import Site, Story
from plugins.pages.views import Link
from plugins.problems import Level, Problem
from plugins.sections.grouping import newest_first
from plugins.vietnamese.collation import sort_key

RECORD = "lan-dung-truoc.json"
DATA_FOLDER = "du-lieu/"
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
PUBLIC = (Outcome.PUBLISHED, Outcome.HIDDEN, Outcome.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Result:
    """How a build ended: 0 all well, 1 articles were rejected, 2 nothing was touched; and the site if made."""

    exit: int
    problems: tuple[Problem, ...] = ()
    counts: Counts | None = None
    site: Site | None = None
    fault: str = ""


class Audience:
    """Who hears of a build while the edition is not public yet; this one does not listen."""

    def written(self, folder: Path, path: str) -> None:
        """Hear of a page, by its path below the prepared folder."""

    def prepared(self, site: Site) -> None:
        """Hear that everything is written; to raise keeps the last edition in place."""


@dataclass(slots=True)
class _Desk:
    """What is known of each source file while the build goes on; paths are below content/."""

    articles: dict[str, Article] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def reject(self, path: str) -> None:
        self.outcomes[path] = Outcome.REJECTED


def _sources(library: Library) -> list[str]:
    return [
        path for path in library.files if path.lower().endswith(SUFFIXES) and not path.startswith(DATA_FOLDER)
    ]


def _read_all(settings: BuildSettings, library: Library, registries: Registries) -> _Desk:
    desk = _Desk(problems=list(library.problems))
    copies: dict[bytes, str] = {}
    for path in _sources(library):
        named = library.shown(path)
        try:
            data = library.open_path(path).read_bytes()
        except OSError:
            data = b""
        reading = read_article(named, data, registries)
        desk.problems += reading.problems
        if reading.article is None or path in library.faulty:
            desk.reject(path)
            continue
        if twin := copies.get(data):
            message = f"giống hệt “{twin}”. Xóa một trong hai tệp."
            desk.problems.append(Problem(named, 0, "ban-sao", message))
            desk.reject(path)
            continue
        copies[data] = Path(path).name
        desk.articles[path] = reading.article
        desk.outcomes[path] = outcome(reading.article, settings.now)
    by_shown = {library.shown(path): path for path in desk.articles}
    for problem in problems_across(list(desk.articles.values()), list(registries.authors.people.values())):
        desk.problems.append(problem)
        if problem.level is Level.ERROR:
            desk.reject(by_shown[problem.path])
    return desk


def _below(article: Article) -> str:
    return article.path.partition("/")[2]


def _stories(settings: BuildSettings, desk: _Desk, places: Whereabouts) -> tuple[list[Story], list[Linker]]:
    """Fill the bodies; a body that cannot be filled takes its article out, and then those that link to it."""
    while True:
        stories, linkers, broken = [], [], []
        for path, article in desk.articles.items():
            if desk.outcomes[path] not in PUBLIC:
                continue
            linker = Linker(article, places)
            cover = linker.cover()
            html = article.body.filled(linker.fill)
            story = Story(
                article=article,
                address=places.addresses[path],
                html=html,
                outcome=desk.outcomes[path],
                expired=expired(article, settings.now),
                photo=cover or linker.first_photo(),
                cover=cover,
                files=linker.attached(),
            )
            if any(problem.level is Level.ERROR for problem in linker.problems):
                broken.append((path, linker))
            else:
                stories.append(story)
                linkers.append(linker)
        for path, linker in broken:
            desk.problems += [problem for problem in linker.problems if problem not in desk.problems]
            desk.reject(path)
        if not broken:
            desk.problems += [problem for linker in linkers for problem in linker.problems]
            return stories, linkers


def _ordered(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    by_path = {story.article.path: story for story in stories}
    news = newest_first(story.article for story in stories if story.article.kind is Kind.ARTICLE)
    standing = [story for story in stories if story.article.kind is Kind.PAGE]
    return tuple(by_path[article.path] for article in news), tuple(
        sorted(standing, key=lambda one: sort_key(one.article.title))
    )


def _media_files(linkers: Sequence[Linker], cache: Path) -> Iterator[tuple[str, bytes]]:
    planned = {plan.published.address: plan for linker in linkers for plan in linker.pictures.values()}
    for address, plan in sorted(planned.items()):
        drawn = photos.draw(plan, cache / "anh")
        if isinstance(drawn, Fault):
            raise StopBuild(drawn.message)
        yield address, drawn.read_bytes()
    attached = {one.address: one for linker in linkers for one in linker.files.values()}
    for address, attachment in sorted(attached.items()):
        yield address, attachment.source.read_bytes()


def _check_number(settings: BuildSettings, found: int) -> None:
    record = settings.cache / RECORD
    try:
        before = int(json.loads(record.read_text("utf-8"))[str(settings.output.resolve())])
    except (OSError, ValueError, KeyError, TypeError):
        before = 0
    if settings.confirmed_fewer:
        return
    if found == 0:
        raise StopBuild(
            f"0 bài trong “{settings.content}” (lần trước {before}). Kiểm tra lại thư mục; không dựng."
        )
    if found * 2 < before:
        raise StopBuild(
            f"chỉ còn {found} bài (lần trước {before}). Nếu đúng ý, thêm --confirm-fewer; không dựng."
        )


def _remember_number(settings: BuildSettings, found: int) -> None:
    record = settings.cache / RECORD
    try:
        known = dict(json.loads(record.read_text("utf-8")))
    except (OSError, ValueError):
        known = {}
    settings.cache.mkdir(parents=True, exist_ok=True)
    photos.write_whole(record, json.dumps({**known, str(settings.output.resolve()): found}).encode())


def _make_site(
    settings: BuildSettings, desk: _Desk, library: Library, registries: Registries
) -> tuple[Site, list[Linker], dict[str, bytes], dict[str, str]]:
    public = [article for path, article in desk.articles.items() if desk.outcomes[path] in PUBLIC]
    given, reminders = addresses.allocate(public)
    desk.problems += reminders
    by_below = {path: given[article.path] for path, article in desk.articles.items() if article.path in given}
    unit = read_toml(settings.content / "du-lieu" / "don-vi.toml")
    assets = read_assets(settings.theme)
    names = asset_names(assets)
    root = root_of(settings.siteurl)
    places = Whereabouts(library, registries.sections, by_below, desk.outcomes, root)
    stories, linkers = _stories(settings, desk, places)
    news, standing = _ordered(stories)
    portal = portal_of(
        unit,
        registries.sections,
        tuple(Link(one.article.title, addresses.href(root, one.address)) for one in standing if one.listed),
        names,
        siteurl=settings.siteurl,
        name=settings.name,
        today=settings.now.date(),
        has_register=any(story.listed and story.article.register for story in news),
    )
    return (
        Site(portal, settings.siteurl, registries.sections, news, standing, settings.now),
        linkers,
        assets,
        names,
    )


def _write_edition(
    settings: BuildSettings,
    site: Site,
    linkers: Sequence[Linker],
    assets: dict[str, bytes],
    names: dict[str, str],
    library: Library,
    audience: Audience,
) -> int:
    target = staging.fresh(settings.output)
    renderer = Renderer(settings.theme / "templates", site.portal)
    pages = 0
    try:
        for page in all_pages(site):
            staging.write(target, page.path, renderer.render(page))
            audience.written(target, page.path)
            pages += 1
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault
    for path, data in machine_files(site):
        staging.write(target, path, data)
    for path, data in _media_files(linkers, settings.cache):
        staging.write(target, path, data)
    for name, data in assets.items():
        staging.write(target, names[name], data)
    for path in library.verifications:
        staging.write(target, path, library.open_path(path).read_bytes())
    audience.prepared(site)
    staging.put_in_place(target, settings.output)
    return pages


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
            library = Library.scan(settings.content)
            registries = read_registries(
                settings.content,
                ZoneInfo(settings.zone),
                settings.theme,
                open_sections=settings.open_sections,
            )
            _check_number(settings, len(_sources(library)))
            desk = _read_all(settings, library, registries)
            problems = desk.problems
            site, linkers, assets, names = _make_site(settings, desk, library, registries)
            offered = {path for linker in linkers for path in linker.files}
            desk.problems += library.unused_documents(offered)
            rejected = any(problem.level is Level.ERROR for problem in desk.problems)
            counts = Counts.of(desk.outcomes.values(), len(_sources(library)))
            if rejected and not settings.quarantine:
                return Result(1, tuple(sorted(problems)), counts, site)
            pages = _write_edition(settings, site, linkers, assets, names, library, audience)
            _remember_number(settings, len(_sources(library)))
            counts = Counts.of(
                desk.outcomes.values(), len(_sources(library)), pages, time.perf_counter() - started
            )
            return Result(1 if rejected else 0, tuple(sorted(problems)), counts, site)
    except (StopBuild, RegistryFault) as fault:
        return Result(2, tuple(sorted(problems)), fault=str(fault))
    except OSError as fault:
        reason = "hết dung lượng đĩa" if fault.errno == 28 else fault.strerror or str(fault)
        message = f"không ghi được vào “{settings.output}”: {reason}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
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
