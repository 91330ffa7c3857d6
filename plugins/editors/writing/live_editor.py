"""Connect the editor to the builds of this process: its configuration, and texts rendered as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import TemplateError

from plugins.building.assets import STYLESHEET
from plugins.building.build_state import BuildState
from plugins.building.data_problems import unreadable_data
from plugins.building.page_preview import preview_page
from plugins.building.read_registries import registries_of
from plugins.building.settings import BuildSettings
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.preview.overlay import FILES, PageNotes, with_overlay
from plugins.editors.writing.cms_config import ARTICLES, PAGES, EditorEnvironment, cms_config
from plugins.editors.writing.content_folder import ContentFolder, EditRefused
from plugins.editors.writing.form import form_choices
from plugins.editors.writing.routes import NAME, EditorRoutes, Endpoints, RenderedPage
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

LOCK_TIMEOUT = 20  # seconds that a request waits for a running build


def edit_address(source: str, root: str = "") -> str:
    """
    Return the address where an article or page is edited in the browser, "" for any other source file.

    >>> edit_address("content/bai-viet/tin/2024/a b.md"), edit_address("content/x.md")
    ('/bien-tap/#/collections/bai-viet/entries/tin/2024/a%20b', '')
    """
    for collection in (ARTICLES, PAGES):
        content, found, name = source.removesuffix(".md").partition(f"/{collection}/")
        if found and source.endswith(".md") and "/" not in content:
            return f"{root}/{NAME}/#/collections/{collection}/entries/{quote(name)}"
    return ""


@dataclass(frozen=True, slots=True)
class LiveEditor:
    """What the editor needs of the builds of this process; ``settings`` returns those of now."""

    builds: LiveBuilds
    settings: Callable[[], BuildSettings]

    def routes(self, package: Path) -> EditorRoutes:
        """Return the editor's routes; ``package`` is the folder of the installed manager."""
        folder = ContentFolder(self.settings().content.resolve())
        return EditorRoutes(folder, package, self.config_for, self.page_of, self.render)

    def page_of(self, source: str) -> str:
        """Return the address of the page that is made of a source file, "" if there is none."""
        snapshot = self.builds.feed.snapshot
        page = snapshot.page_of(source)
        return snapshot.href(page) if page else ""

    @contextmanager
    def _state_between_builds(self) -> Iterator[BuildState | None]:
        """Give the state of the last build while no build is running; None without a build, or if one takes too long."""
        if not self.builds.lock.acquire(timeout=LOCK_TIMEOUT):
            yield None
            return
        try:
            yield self.builds.state
        finally:
            self.builds.lock.release()

    def config_for(self, endpoints: Endpoints) -> Mapping[str, object]:
        """Return the manager's configuration; raises EditRefused where a data file cannot be read."""
        settings = self.settings()
        if fault := unreadable_data(settings.content):
            raise EditRefused(fault, 500)
        choices = form_choices(registries_of(settings))
        with self._state_between_builds() as state:
            site = state.model.site if state else None
            stylesheet = state.model.assets.paths.get(STYLESHEET, "") if state else ""
        root = site.portal.root if site else ""
        environment = EditorEnvironment(
            name=site.portal.name if site else "",
            content=settings.content.name,
            backend=f"{root}/{endpoints.backend}",
            preview=f"{root}/{endpoints.preview}",
            stylesheets=[f"{root}/{name}" for name in (stylesheet, f"{FILES}preview.css") if name],
            portal=f"{endpoints.host}{root}/",
        )
        return cms_config(choices, environment)

    def render(self, path: str, data: bytes, waiting: list[str]) -> RenderedPage | None:
        """
        Return the page that a text would have, None while it cannot be rendered.

        ``path`` is below content/; ``waiting`` are the names of photos that will be saved with the text.
        """
        with self._state_between_builds() as state:
            try:
                preview = preview_page(self.settings(), state, path, data) if state else None
            except (TemplateError, StopBuild):
                preview = None
        if preview is None or state is None:
            return None
        problems = [problem for problem in preview.problems if not _will_be_saved(problem, waiting)]
        lines = data.decode("utf-8", "replace").splitlines()
        notes = PageNotes(source=state.library.shown(path), problems=problems, lines=lines)
        html = with_overlay(preview.html.decode("utf-8"), notes)
        return RenderedPage(main_element(html), [problem.as_json() for problem in problems])


def _will_be_saved(problem: Problem, waiting: list[str]) -> bool:
    """Tell whether a problem is that of a missing photo that will be saved with the text."""
    return problem.code == "khong-tim-thay" and any(f"“{name}”" in problem.message for name in waiting)


def main_element(html: str) -> str:
    """
    Return the content of a page's main element, or the whole page if it has none.

    >>> main_element('<body><main id="a"><p>Một</p></main></body>')
    '<p>Một</p>'
    """
    start = html.find("<main")
    if start < 0:
        return html
    begin = html.index(">", start) + 1
    end = html.find("</main>", begin)
    return html[begin : end if end >= 0 else len(html)]
