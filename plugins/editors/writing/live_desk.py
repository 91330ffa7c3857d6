"""The browser editor, wired to the builds of this process: what data files offer, and how a text would look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import TemplateError

from plugins.article.registries import Registries
from plugins.building.assets import SHEET, asset_names, read_assets
from plugins.building.edition import staging
from plugins.building.edition.write_file import write_file
from plugins.building.page_preview import preview_page
from plugins.building.portal_facts import read_toml
from plugins.building.registries import read_registries
from plugins.building.run import BuildState
from plugins.building.settings import BuildSettings
from plugins.editors.preview.live_builds import LiveBuilds
from plugins.editors.preview.overlay import FILES, PageNotes, with_overlay
from plugins.editors.writing.configuration import ARTICLES, PAGES, GitFault, Surroundings, configuration
from plugins.editors.writing.content_folder import EditRefused, Folder
from plugins.editors.writing.form import FormChoices
from plugins.editors.writing.routes import NAME, EditorRoutes, Endpoints, RenderedPage
from plugins.editors.writing.static_export import NoHost, files, git_table
from plugins.problems import Problem
from plugins.problems.data_file import DataFileFault
from plugins.problems.stop_build import StopBuild

PATIENCE = 20  # seconds that a look waits for a build that is running


def form_choices(registries: Registries) -> FormChoices:
    """Return what the portal's data files offer to choose from."""
    people = dict.fromkeys(person.name for person in registries.authors.people.values())
    offices = dict.fromkeys(office.name for office in registries.authors.organisations.values())
    return FormChoices(registries.sections, tuple(people), tuple(offices))


def edit_address(source: str, root: str = "") -> str:
    """
    Return where an article or page can be edited in the browser, "" for what lies elsewhere.

    >>> edit_address("content/bai-viet/tin/2024/a b.md"), edit_address("content/x.md")
    ('/bien-tap/#/collections/bai-viet/entries/tin/2024/a%20b', '')
    """
    for collection in (ARTICLES, PAGES):
        content, found, name = source.removesuffix(".md").partition(f"/{collection}/")
        if found and source.endswith(".md") and "/" not in content:
            return f"{root}/{NAME}/#/collections/{collection}/entries/{quote(name)}"
    return ""


@dataclass(frozen=True, slots=True)
class LiveDesk:
    """What the editor asks of the builds: ``settings`` gives those of now."""

    showing: LiveBuilds
    settings: Callable[[], BuildSettings]

    def room(self, package: Path) -> EditorRoutes:
        """Return the editor's part of the house."""
        folder = Folder(self.settings().content.resolve())
        return EditorRoutes(folder, package, self.configured, self.page_of, self.look)

    def page_of(self, source: str) -> str:
        """Return the address of the page that a file is shown on, "" if it is on none."""
        snapshot = self.showing.feed.snapshot
        page = snapshot.page_of(source)
        return snapshot.href(page) if page else ""

    @contextmanager
    def _at_rest(self) -> Iterator[BuildState | None]:
        """Give what the last build knew, when none is running; None where there was none, or one takes too long."""
        if not self.showing.work.acquire(timeout=PATIENCE):
            yield None
            return
        try:
            yield self.showing.state
        finally:
            self.showing.work.release()

    def configured(self, doors: Endpoints) -> Mapping[str, object]:
        """Return the manager's configuration; raises Refused where data files are broken."""
        settings = self.settings()
        try:
            registries = read_registries(settings.content, ZoneInfo(settings.zone), settings.theme)
        except (DataFileFault, StopBuild) as fault:
            raise EditRefused(f"{fault}", 500) from fault
        with self._at_rest() as state:
            site = state.model.site if state else None
            sheet = state.model.names.get("css/site.css", "") if state else ""
        root = site.portal.root if site else ""
        around = Surroundings(
            name=site.portal.name if site else "",
            content=settings.content.name,
            engine=f"{root}/{doors.engine}",
            pane=f"{root}/{doors.pane}",
            sheets=[f"{root}/{name}" for name in (sheet, f"{FILES}preview.css") if name],
            portal=f"{doors.host}{root}/",
        )
        return configuration(form_choices(registries), around)

    def look(self, path: str, data: bytes, waiting: list[str]) -> RenderedPage | None:
        """Return the main part of the page that a text would have; photos that ``waiting`` names are on their way."""
        with self._at_rest() as state:
            try:
                seen = preview_page(self.settings(), state, path, data) if state else None
            except (TemplateError, StopBuild):
                seen = None
        if seen is None or state is None:
            return None
        problems = [problem for problem in seen.problems if not _on_its_way(problem, waiting)]
        lines = data.decode("utf-8", "replace").splitlines()
        words = PageNotes(source=state.library.shown(path), problems=problems, lines=lines)
        html = with_overlay(seen.html.decode("utf-8"), words)
        return RenderedPage(main_part(html), [problem.as_json() for problem in problems])


def write_for_host(settings: BuildSettings, package: Path, target: Path) -> None:
    """
    Write the editor as files for a web host, where a Git host keeps the content, in place of what was there.

    Raises StopBuild where data files are broken or the folder is not ours.
    """
    try:
        git = git_table(settings.content / "du-lieu")
        registries = read_registries(settings.content, ZoneInfo(settings.zone), settings.theme)
        assets = read_assets(settings.theme)
        published = {
            f"giao-dien/{name}": assets[own] for own, name in asset_names(assets).items() if _of_sheets(own)
        }
        sheet = next((name for name in published if name.endswith(".css")), "")
        unit = str(read_toml(settings.content / "du-lieu" / "don-vi.toml").get("ten", ""))
        around = Surroundings(name=unit, content=settings.content.name, sheets=[sheet] if sheet else [])
        model = configuration(form_choices(registries), around, git)
    except (NoHost, GitFault, DataFileFault) as fault:
        raise StopBuild(str(fault)) from fault
    staging.check_output(target, settings.content)
    with staging.locked(target):
        try:
            prepared = staging.fresh(target)
            for path, data in files(package, model, published).items():
                write_file(prepared, path, data)
            staging.put_in_place(prepared, target)
        finally:
            staging.discard(target)


def _of_sheets(asset: str) -> bool:
    """Tell whether a theme's file is the stylesheet, or what it names."""
    return asset == SHEET or asset.startswith(("fonts/", "icons/"))


def _on_its_way(problem: Problem, waiting: list[str]) -> bool:
    return problem.code == "khong-tim-thay" and any(f"“{name}”" in problem.message for name in waiting)


def main_part(html: str) -> str:
    """
    Return what lies in a page's main element, the whole of a page that has none.

    >>> main_part('<body><main id="a"><p>Một</p></main></body>')
    '<p>Một</p>'
    """
    start = html.find("<main")
    if start < 0:
        return html
    begin = html.index(">", start) + 1
    end = html.find("</main>", begin)
    return html[begin : end if end >= 0 else len(html)]
