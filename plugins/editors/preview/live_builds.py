"""What builds make is put on the preview's stage."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from plugins.building.edition.staging import check_output
from plugins.building.page_preview import glimpse
from plugins.building.rebuild_one import Mended
from plugins.building.run import Built, Kept
from plugins.building.settings import BuildSettings
from plugins.building.watch_listener import Onlooker
from plugins.editors.preview.app import House
from plugins.editors.preview.badges import mark
from plugins.editors.preview.server import PortTaken, Server
from plugins.editors.preview.snapshot import Draft, Mark, Scene, Stage
from plugins.pages import addresses
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.numbers import grouped

BUILDING = "Đang dựng lại …"


def scene_of(kept: Kept, built: Built, before: Scene) -> Scene:
    """Return what there is to show of a build that followed another."""
    desk, site = kept.desk, kept.made.site
    stories = (*site.stories, *site.standing, *((site.missing,) if site.missing else ()))
    pages = {story.article.path: addresses.output_path(story.address) for story in stories}
    marks = {
        pages[article.path]: Mark(text, article.title)
        for path in kept.made.linked
        if (article := desk.articles[path]).path in pages and (text := mark(article, desk.outcomes[path]))
    }
    return Scene(
        folder=before.folder,
        project=before.project,
        root=site.portal.root,
        sources={page: source for source, page in pages.items()},
        marks=marks,
        problems=built.result.problems,
    )


class Showing(Onlooker):
    """Puts on the stage what it hears; ``work`` is held while something is made, by whoever makes it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.kept: Kept | None = None
        self.work = threading.RLock()

    @classmethod
    def of(cls, portal: Any) -> Showing:
        """Return an onlooker of a portal's builds, with what the last one left; raises StopBuild for a folder that is not ours."""
        output, content = Path(portal.output_path), Path(portal.path)
        check_output(output, content)
        return cls(Stage(Scene(output, content.resolve().parent, building=BUILDING)))

    def at_work(self) -> AbstractContextManager[object]:
        """Keep others from making pages meanwhile."""
        return self.work

    def building(self) -> None:
        """Tell that a build is running."""
        self.stage.tell(building=BUILDING)

    def saved(self, settings: BuildSettings, kept: Kept, path: str) -> None:
        """Show the article's own page at once; what others tell of it comes with the build."""
        scene = self.stage.scene
        # The build tells of what is wrong with a template.
        with suppress(TemplateError, OSError):
            seen = glimpse(settings, kept, path)
            if seen and seen.page in scene.sources:
                drafts = {**scene.drafts, seen.page: Draft(seen.html, seen.problems)}
                self.stage.show(replace(scene, drafts=drafts), seen.page)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Tell how far a build is."""
        if done % 500 == 0:
            self.stage.tell(building=f"{BUILDING} {stage}: {grouped(done)}/{grouped(total)}")

    def built(self, built: Built) -> None:
        """Show a new edition, or tell why there is none; the last one stays."""
        if built.kept:
            self.kept = built.kept
            self.stage.show(scene_of(built.kept, built, self.stage.scene))
        else:
            self.stage.tell(fault=built.result.fault or "Có bài bị loại vì lỗi.")

    def mended(self, kept: Kept, mended: Mended) -> None:
        """Show one page anew."""
        scene = self.stage.scene
        others = [problem for problem in scene.problems if problem not in mended.before]
        problems = tuple(sorted((*others, *mended.now)))
        self.stage.show(replace(scene, problems=problems, drafts={}, building="", fault=""), mended.page)


@contextmanager
def on_stage(house: House, port: int, *, browser: str | None = None) -> Iterator[None]:
    """
    Answer on this machine while the block runs; raises StopBuild if the port is taken.

    ``browser`` is the path that a browser is opened at, None where none is.
    """
    try:
        server = Server(port, house.answer)
    except PortTaken as taken:
        raise StopBuild(
            f"không mở được cổng {port} ({taken}): một chương trình khác đang dùng. Thử: --port {port + 1}"
        ) from taken
    server.start()
    address = f"http://127.0.0.1:{server.port}/"
    print(f"Mở {address} (Ctrl-C để dừng)", flush=True)
    if browser is not None:
        webbrowser.open(f"{address}{browser}")
    try:
        yield
    finally:
        house.stage.close()
        server.close()
