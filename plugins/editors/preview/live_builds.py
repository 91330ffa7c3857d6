"""What builds make is put on the preview."""

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
from plugins.building.page_preview import preview_page
from plugins.building.rebuild_one import RebuiltPage
from plugins.building.run import BuildOutcome, BuildState
from plugins.building.settings import BuildSettings
from plugins.building.watch_listener import WatchListener
from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.badges import mark
from plugins.editors.preview.server import PortTaken, Server
from plugins.editors.preview.snapshot import Mark, PageDraft, Snapshot, SnapshotFeed
from plugins.pages import addresses
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.numbers import grouped

BUILDING = "Đang dựng lại …"


def snapshot_of(state: BuildState, built: BuildOutcome, before: Snapshot) -> Snapshot:
    """Return what there is to show of a build that followed another."""
    sources, site = state.sources, state.model.site
    stories = (*site.stories, *site.standing, *((site.missing,) if site.missing else ()))
    pages = {story.article.path: addresses.output_path(story.address) for story in stories}
    marks = {
        pages[article.path]: Mark(text, article.title)
        for path in state.model.linked
        if (article := sources.articles[path]).path in pages
        and (text := mark(article, sources.outcomes[path]))
    }
    return Snapshot(
        folder=before.folder,
        project=before.project,
        root=site.portal.root,
        sources={page: source for source, page in pages.items()},
        marks=marks,
        problems=built.result.problems,
    )


class LiveBuilds(WatchListener):
    """Shows in the preview what it hears; ``work`` is held while something is made, by whoever makes it."""

    def __init__(self, feed: SnapshotFeed) -> None:
        self.feed = feed
        self.state: BuildState | None = None
        self.work = threading.RLock()

    @classmethod
    def of(cls, portal: Any) -> LiveBuilds:
        """Return an onlooker of a portal's builds, with what the last one left; raises StopBuild for a folder that is not ours."""
        output, content = Path(portal.output_path), Path(portal.path)
        check_output(output, content)
        return cls(SnapshotFeed(Snapshot(output, content.resolve().parent, building=BUILDING)))

    def at_work(self) -> AbstractContextManager[object]:
        """Keep others from making pages meanwhile."""
        return self.work

    def building(self) -> None:
        """Tell that a build is running."""
        self.feed.tell(building=BUILDING)

    def saved(self, settings: BuildSettings, state: BuildState, path: str) -> None:
        """Show the article's own page at once; what others tell of it comes with the build."""
        snapshot = self.feed.snapshot
        # The build tells of what is wrong with a template.
        with suppress(TemplateError, OSError):
            seen = preview_page(settings, state, path)
            if seen and seen.page in snapshot.sources:
                drafts = {**snapshot.drafts, seen.page: PageDraft(seen.html, seen.problems)}
                self.feed.show(replace(snapshot, drafts=drafts), seen.page)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Tell how far a build is."""
        if done % 500 == 0:
            self.feed.tell(building=f"{BUILDING} {stage}: {grouped(done)}/{grouped(total)}")

    def built(self, built: BuildOutcome) -> None:
        """Show a new edition, or tell why there is none; the last one stays."""
        if built.state:
            self.state = built.state
            self.feed.show(snapshot_of(built.state, built, self.feed.snapshot))
        else:
            self.feed.tell(fault=built.result.fault or "Có bài bị loại vì lỗi.")

    def rebuilt(self, state: BuildState, rebuilt: RebuiltPage) -> None:
        """Show one page anew."""
        snapshot = self.feed.snapshot
        others = [problem for problem in snapshot.problems if problem not in rebuilt.before]
        problems = tuple(sorted((*others, *rebuilt.now)))
        self.feed.show(replace(snapshot, problems=problems, drafts={}, building="", fault=""), rebuilt.page)


@contextmanager
def serve_preview(app: PreviewApp, port: int, *, browser: str | None = None) -> Iterator[None]:
    """
    Answer on this machine while the block runs; raises StopBuild if the port is taken.

    ``browser`` is the path that a browser is opened at, None where none is.
    """
    try:
        server = Server(port, app.answer)
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
        app.feed.close()
        server.close()
