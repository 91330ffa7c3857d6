"""One build, from the content folder to a new edition; nothing here knows of Pelican."""

from __future__ import annotations

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
from plugins.build.registries import read_registries, with_sections
from plugins.build.settings import BuildSettings
from plugins.category.registry import RegistryFault, Section
from plugins.edition import record, staging
from plugins.edition.audit import audit
from plugins.edition.counts import Counts
from plugins.edition.faults import StopBuild, reason
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
SHOWN_FAULTS = 20
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
    """
    Who hears of a build while the edition is not public yet; this one does not listen.

    ``may_write`` says that it may change what was prepared: then no file is shared with the
    last edition, which a change in place would reach as well.
    """

    may_write = False

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""

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
    sections: dict[str, Section] = field(default_factory=dict)

    def reject(self, path: str) -> None:
        self.outcomes[path] = Outcome.REJECTED


def _sources(settings: BuildSettings, library: Library) -> list[str]:
    endings = (*SUFFIXES, *settings.readers)
    return [
        path for path in library.files if path.lower().endswith(endings) and not path.startswith(DATA_FOLDER)
    ]


def _bytes_of(settings: BuildSettings, file: Path) -> bytes:
    """Return an article's text; raise ValueError where another reader than ours cannot make one."""
    read = settings.readers.get(file.suffix.lower())
    try:
        return read(file).encode("utf-8") if read else file.read_bytes()
    except OSError:
        return b""


def _read_all(settings: BuildSettings, library: Library, registries: Registries, audience: Audience) -> _Desk:
    desk = _Desk(problems=list(library.problems))
    copies: dict[bytes, str] = {}
    sources = _sources(settings, library)
    for number, path in enumerate(sources):
        audience.progressed("Đọc bài", number, len(sources))
        named = library.shown(path)
        try:
            data = _bytes_of(settings, library.open_path(path))
        except ValueError as fault:
            message = f"không đọc được bài này ({fault}). Sửa tệp, hoặc chuyển nội dung sang tệp .md."
            desk.problems.append(Problem(named, 0, "khong-doc-duoc", message))
            desk.reject(path)
            continue
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
        if reading.section and reading.section.path not in desk.sections:
            desk.sections[reading.section.path] = reading.section
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
            return stories, linkers


def _ordered(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    by_path = {story.article.path: story for story in stories}
    news = newest_first(story.article for story in stories if story.article.kind is Kind.ARTICLE)
    standing = [story for story in stories if story.article.kind is Kind.PAGE]
    return tuple(by_path[article.path] for article in news), tuple(
        sorted(standing, key=lambda one: sort_key(one.article.title))
    )


def _media_files(linkers: Sequence[Linker], cache: Path, audience: Audience) -> Iterator[tuple[str, bytes]]:
    planned = {plan.published.address: plan for linker in linkers for plan in linker.pictures.values()}
    for number, (address, plan) in enumerate(sorted(planned.items())):
        audience.progressed("Vẽ ảnh", number, len(planned))
        drawn = photos.draw(plan, cache / "anh")
        if isinstance(drawn, Fault):
            raise StopBuild(drawn.message)
        yield address, drawn.read_bytes()
    attached = {one.address: one for linker in linkers for one in linker.files.values()}
    for address, attachment in sorted(attached.items()):
        yield address, attachment.source.read_bytes()


@dataclass(frozen=True, slots=True)
class _Made:
    """What a build is about to write: the pages' site, the media that bodies use, the theme's assets by name."""

    site: Site
    linkers: tuple[Linker, ...]
    assets: dict[str, bytes]
    names: dict[str, str]


def _own_pages(site: Site) -> dict[str, frozenset[str] | None]:
    """Return the anchors of every page by its address, None for pages that are not an editor's."""
    pages: dict[str, frozenset[str] | None] = {
        page.path.removesuffix("index.html"): None for page in all_pages(site)
    }
    pages |= {path: None for path, _ in machine_files(site)}
    return pages | {
        story.address: frozenset(story.article.body.anchors) for story in (*site.stories, *site.standing)
    }


def _make_site(settings: BuildSettings, desk: _Desk, library: Library, registries: Registries) -> _Made:
    """Make the site; an article that names an address of this site which has no page is rejected, and we try again."""
    while True:
        made, reminders = _try_site(settings, desk, library, registries)
        own = _own_pages(made.site) if any(linker.own for linker in made.linkers) else {}
        dead = [linker for linker in made.linkers if linker.own and not linker.check_own(own)]
        desk.problems += [problem for linker in dead for problem in linker.problems]
        for linker in dead:
            desk.reject(linker.article.path.partition("/")[2])
        if not dead:
            sound = (problem for linker in made.linkers for problem in linker.problems)
            desk.problems += [*reminders, *sound]
            return made


def _try_site(
    settings: BuildSettings, desk: _Desk, library: Library, registries: Registries
) -> tuple[_Made, list[Problem]]:
    public = [article for path, article in desk.articles.items() if desk.outcomes[path] in PUBLIC]
    given, reminders = addresses.allocate(public, [section.path for section in registries.sections.all])
    by_below = {path: given[article.path] for path, article in desk.articles.items() if article.path in given}
    unit = read_toml(settings.content / "du-lieu" / "don-vi.toml")
    assets = read_assets(settings.theme)
    names = asset_names(assets)
    root = root_of(settings.siteurl)
    anchors = {path: frozenset(article.body.anchors) for path, article in desk.articles.items()}
    places = Whereabouts(library, registries.sections, by_below, desk.outcomes, root, anchors)
    stories, linkers = _stories(settings, desk, places)
    missing = next((one for one in stories if one.address == addresses.NOT_FOUND), None)
    news, standing = _ordered([one for one in stories if one is not missing])
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
    site = Site(
        *(portal, settings.siteurl, registries.sections, news, standing, settings.now),
        missing=missing if missing and missing.listed else None,
    )
    return _Made(site, tuple(linkers), assets, names), reminders


def check_edition(folder: Path, site: Site) -> None:
    """Raise StopBuild, naming the first faults, if a prepared edition is not fit to be public."""
    found = [str(problem) for problem in audit(folder, site.portal.root, site.siteurl)]
    if found:
        more = f"\n… và {len(found) - SHOWN_FAULTS} lỗi khác" if len(found) > SHOWN_FAULTS else ""
        listed = "\n".join(found[:SHOWN_FAULTS])
        raise StopBuild(
            f"bản dựng xong có {len(found)} chỗ hỏng nên không phát hành; bản cũ được giữ nguyên. "
            f"Sửa giao diện hoặc plugin rồi dựng lại:\n{listed}{more}"
        )


def _write_edition(settings: BuildSettings, made: _Made, library: Library, audience: Audience) -> int:
    """Prepare the edition beside the last one, have it audited, exchange the two; return how many pages it has."""
    site = made.site
    target = staging.fresh(settings.output)
    before = settings.output.resolve()
    last = before if before.is_dir() and not audience.may_write else None
    renderer = Renderer(settings.theme / "templates", site.portal)
    pages = 0
    try:
        wanted = list(all_pages(site))
        for page in wanted:
            audience.progressed("Ghi trang", pages, len(wanted))
            staging.write(target, page.path, renderer.render(page), last)
            audience.written(target, page.path)
            pages += 1
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault
    for path, data in machine_files(site):
        staging.write(target, path, data, last)
    for path, data in _media_files(made.linkers, settings.cache, audience):
        staging.write(target, path, data, last)
    for name, data in made.assets.items():
        staging.write(target, made.names[name], data, last)
    for path in library.verifications:
        staging.write(target, path, library.open_path(path).read_bytes(), last)
    audience.prepared(site)
    check_edition(target, site)
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
            library = Library.scan(settings.content, settings.readers.keys())
            registries = read_registries(
                settings.content,
                ZoneInfo(settings.zone),
                settings.theme,
                open_sections=settings.open_sections,
            )
            found = len(_sources(settings, library))
            known = settings.cache / RECORD
            before = record.last_number(known, settings.output)
            record.check_number(settings.content, found, before, settings.confirmed_fewer)
            desk = _read_all(settings, library, registries, audience)
            problems = desk.problems
            registries = with_sections(registries, desk.sections.values())
            made = _make_site(settings, desk, library, registries)
            offered = {path for linker in made.linkers for path in linker.files}
            desk.problems += library.unused_documents(offered)
            rejected = any(problem.level is Level.ERROR for problem in desk.problems)
            counts = Counts.of(desk.outcomes.values(), found)
            if rejected and not settings.quarantine:
                return Result(1, tuple(sorted(problems)), counts, made.site)
            pages = _write_edition(settings, made, library, audience)
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
