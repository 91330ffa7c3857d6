"""What the writing room asks of the builds of this process: the portal's data, its articles, a text as its page would look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import TemplateError

from plugins.article.facts import Article, ArticleKind
from plugins.article.reading_habits import PORTALS_OWN
from plugins.article.registries import Registries
from plugins.building.assembly.data_problems import unreadable_data
from plugins.building.assembly.linking_articles import linking_articles
from plugins.building.build_state import BuildState
from plugins.building.page_preview import preview_page
from plugins.building.sources.data_files import read_data_file
from plugins.building.sources.read_registries import registries_of
from plugins.building.sources.settings import BuildSettings
from plugins.editors.checks.advice_settings import FILE, load_settings
from plugins.editors.checks.lint_input import read_lint_input
from plugins.editors.checks.rulebook import CODES, advise
from plugins.editors.desk.source_statuses import source_statuses
from plugins.editors.desk.work_list import WorkItem, work_items
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.preview.overlay import PageNotes, with_overlay
from plugins.editors.writing.content_folder import EditRefused
from plugins.media.fault import MediaFault
from plugins.problems import Problem, sorted_problems
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.date_texts import short

MOST_LISTED = 20_000
SOON = 7  # days before it expires that an article is told of
LOCK_TIMEOUT = 20  # seconds that a request waits for a running build


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as its page would look: the whole page, its address, and the problems of the text."""

    html: str
    address: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as a list shows it; ``outcome`` is what became of it in the last build."""

    path: str
    title: str
    address: str
    section: str
    status: str
    outcome: str
    date: str
    moment: float
    people: tuple[str, ...]
    is_page: bool


@dataclass(frozen=True, slots=True)
class LiveRoom:
    """The portal as this process builds it; ``settings`` returns those of now."""

    builds: LiveBuilds
    settings: Callable[[], BuildSettings]

    def registries(self) -> Registries:
        """Return what the portal's data files say; raises EditRefused where one cannot be read."""
        settings = self.settings()
        if fault := unreadable_data(settings.content):
            raise EditRefused(fault, 500)
        return registries_of(settings)

    def now(self) -> datetime:
        """Return the build's now, in the portal's zone."""
        settings = self.settings()
        return settings.now.astimezone(ZoneInfo(settings.zone))

    @contextmanager
    def _between_builds(self) -> Iterator[BuildState | None]:
        """Give the state of the last build while no build is running; None without a build, or if one takes too long."""
        if not self.builds.lock.acquire(timeout=LOCK_TIMEOUT):
            yield None
            return
        try:
            yield self.builds.state
        finally:
            self.builds.lock.release()

    def is_standing_page(self, path: str) -> bool:
        """Tell whether a file is a standing page, by its place as the settings say; ``path`` begins with content/."""
        habits = self.settings().habits or PORTALS_OWN
        return habits.kind_of(path) is ArticleKind.PAGE

    def page_of(self, source: str) -> str:
        """Return the address of the page that is made of a source file, "" if there is none."""
        snapshot = self.builds.feed.snapshot
        page = snapshot.page_of(source)
        return snapshot.href(page) if page else ""

    def render(self, path: str, text: str) -> RenderedText | None:
        """Return the page that a text would have, None while it cannot be rendered; ``path`` begins with content/."""
        below = path.partition("/")[2]
        data = text.encode("utf-8")
        with self._between_builds() as state:
            preview = None
            with suppress(TemplateError, StopBuild):
                preview = preview_page(self.settings(), state, below, data) if state else None
        if preview is None:
            return None
        self.builds.pictures.remember(preview.pictures, self.settings().cache)
        problems = tuple(sorted({*preview.problems, *self._advice(path, data)}))
        root = self.builds.feed.snapshot.root
        notes = PageNotes(root=root, source=path, problems=preview.problems, lines=text.splitlines())
        html = with_overlay(preview.html.decode("utf-8"), notes)
        return RenderedText(html, f"{root}/{preview.page.removesuffix('index.html')}", problems)

    def _advice(self, path: str, data: bytes) -> Sequence[Problem]:
        """Return what the rules of advice say of a text; nothing where it is no text with a header."""
        settings = self.settings()
        registries = registries_of(settings)
        names = {section.name for section in registries.sections.all}
        for_advice = load_settings(read_data_file(settings.content, FILE), CODES, names)
        lint_input = read_lint_input(path, data, for_advice, registries)
        return tuple(advise(lint_input)) if lint_input else ()

    def articles(self) -> list[ListedArticle]:
        """Return the articles and standing pages of the last build, the newest first; none before the first build."""
        with self._between_builds() as state:
            if state is None:
                return []
            sources = state.sources
            found = {**sources.rejected_articles, **sources.articles}
            listed = [self._listed(state, path, article) for path, article in found.items()]
        return sorted(listed, key=lambda one: (-one.moment, one.path))

    def _listed(self, state: BuildState, path: str, article: Article) -> ListedArticle:
        source = state.library.shown(path)
        section = state.registries.sections.get(article.section)
        outcome = state.sources.outcomes.get(path)
        return ListedArticle(
            source,
            article.title,
            self.page_of(source),
            section.name if section else "",
            article.status.value,
            outcome.value if outcome else "",
            short(article.date.date()) if article.date else "",
            article.date.timestamp() if article.date else 0.0,
            tuple(person.name for person in article.byline.people),
            article.kind is ArticleKind.PAGE,
        )

    def is_built(self) -> bool:
        """Tell whether there is a build to ask."""
        return self.builds.state is not None

    def work(self) -> list[WorkItem]:
        """Return the list of work as the last build knows it; nothing before the first build."""
        with self._between_builds() as state:
            if state is None:
                return []
            now, registries = self.now(), state.registries
            problems = sorted_problems(state.sources.problems)
            statuses = source_statuses(
                state.settings, state.library, state.sources, problems, registries.zone
            )
            return work_items(statuses, now, registries.approval, SOON, registries.authors)

    def linking_to(self, path: str) -> list[ListedArticle]:
        """Return the articles that link to one, by its file or its address; ``path`` begins with content/."""
        below = path.partition("/")[2]
        with self._between_builds() as state:
            if state is None:
                return []
            found = [
                self._listed(state, other, state.sources.articles[other])
                for other in linking_articles(state.model, below)
            ]
        return sorted(found, key=lambda one: (-one.moment, one.path))

    def files(self) -> list[str]:
        """Return the paths of all files of the content folder as the last build found them, as problems name them."""
        with self._between_builds() as state:
            return [state.library.shown(path) for path in state.library.files] if state else []

    def found_file(self, name: str, beside: str) -> str:
        """Return the path of a file that an article names, "" where there is none; both begin with content/."""
        with self._between_builds() as state:
            if state is None:
                return ""
            found = state.library.find(name, beside.partition("/")[2])
            return "" if isinstance(found, MediaFault) else state.library.shown(found.path)
