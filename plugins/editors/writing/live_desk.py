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
from plugins.building.page_preview import glimpse
from plugins.building.portal_facts import read_toml
from plugins.building.registries import read_registries
from plugins.building.run import Kept
from plugins.building.settings import BuildSettings
from plugins.category.registry import RegistryFault
from plugins.editors.preview.live_builds import Showing
from plugins.editors.preview.overlay import FILES, Words, dressed
from plugins.editors.writing.configuration import ARTICLES, PAGES, GitFault, Surroundings, configuration
from plugins.editors.writing.content_folder import Folder, Refused
from plugins.editors.writing.form import Known
from plugins.editors.writing.routes import NAME, Doors, EditorRoom, Seen
from plugins.editors.writing.static_export import NoHost, files, git_table
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

PATIENCE = 20  # seconds that a look waits for a build that is running


def known_of(registries: Registries) -> Known:
    """Return what the portal's data files offer to choose from."""
    people = dict.fromkeys(person.name for person in registries.authors.people.values())
    offices = dict.fromkeys(office.name for office in registries.authors.organisations.values())
    return Known(registries.sections, tuple(people), tuple(offices))


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
class WritingRoom:
    """What the editor asks of the builds: ``settings`` gives those of now."""

    showing: Showing
    settings: Callable[[], BuildSettings]

    def room(self, package: Path) -> EditorRoom:
        """Return the editor's part of the house."""
        folder = Folder(self.settings().content.resolve())
        return EditorRoom(folder, package, self.configured, self.page_of, self.look)

    def page_of(self, source: str) -> str:
        """Return the address of the page that a file is shown on, "" if it is on none."""
        scene = self.showing.stage.scene
        page = scene.page_of(source)
        return scene.href(page) if page else ""

    @contextmanager
    def _at_rest(self) -> Iterator[Kept | None]:
        """Give what the last build knew, when none is running; None where there was none, or one takes too long."""
        if not self.showing.work.acquire(timeout=PATIENCE):
            yield None
            return
        try:
            yield self.showing.kept
        finally:
            self.showing.work.release()

    def configured(self, doors: Doors) -> Mapping[str, object]:
        """Return the manager's configuration; raises Refused where data files are broken."""
        settings = self.settings()
        try:
            registries = read_registries(settings.content, ZoneInfo(settings.zone), settings.theme)
        except (RegistryFault, StopBuild) as fault:
            raise Refused(f"{fault}", 500) from fault
        with self._at_rest() as kept:
            site = kept.made.site if kept else None
            sheet = kept.made.names.get("css/site.css", "") if kept else ""
        root = site.portal.root if site else ""
        around = Surroundings(
            name=site.portal.name if site else "",
            content=settings.content.name,
            engine=f"{root}/{doors.engine}",
            pane=f"{root}/{doors.pane}",
            sheets=[f"{root}/{name}" for name in (sheet, f"{FILES}preview.css") if name],
            portal=f"{doors.host}{root}/",
        )
        return configuration(known_of(registries), around)

    def look(self, path: str, data: bytes, waiting: list[str]) -> Seen | None:
        """Return the main part of the page that a text would have; photos that ``waiting`` names are on their way."""
        with self._at_rest() as kept:
            try:
                seen = glimpse(self.settings(), kept, path, data) if kept else None
            except (TemplateError, StopBuild):
                seen = None
        if seen is None or kept is None:
            return None
        problems = [problem for problem in seen.problems if not _on_its_way(problem, waiting)]
        lines = data.decode("utf-8", "replace").splitlines()
        words = Words(source=kept.library.shown(path), problems=problems, lines=lines)
        html = dressed(seen.html.decode("utf-8"), words)
        return Seen(main_part(html), [problem.as_json() for problem in problems])


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
        made = configuration(known_of(registries), around, git)
    except (NoHost, GitFault, RegistryFault) as fault:
        raise StopBuild(str(fault)) from fault
    staging.check_output(target, settings.content)
    with staging.locked(target):
        try:
            prepared = staging.fresh(target)
            for path, data in files(package, made, published).items():
                staging.write(prepared, path, data)
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
