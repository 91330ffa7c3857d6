"""Show in the preview what the builds of this process make."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.edition.staging import check_output
from plugins.building.page_preview import preview_page
from plugins.building.rebuild_one import RebuiltPage
from plugins.building.sources.settings import BuildSettings
from plugins.building.watch_listener import WatchListener
from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.badges import badge_text
from plugins.editors.preview.server import PortTaken, Server
from plugins.editors.preview.snapshot import Badge, PageDraft, Snapshot, SnapshotFeed
from plugins.editors.preview.unpublished_pictures import UnpublishedPictures
from plugins.pages import addresses
from plugins.problems.stop_build import StopBuild
from plugins.vietnamese.numbers import with_thousands_points

BUILDING = "Đang dựng lại …"


def snapshot_of(state: BuildState, built: BuildOutcome, before: Snapshot) -> Snapshot:
    """Return the snapshot of a build; the folders are those of the snapshot before."""
    sources, site = state.sources, state.model.site
    stories = (*site.stories, *site.standing, *((site.missing,) if site.missing else ()))
    pages = {story.article.path: addresses.output_path(story.address) for story in stories}
    badges = {
        pages[article.path]: Badge(text, article.title)
        for path in state.model.links
        if (article := sources.articles[path]).path in pages
        and (text := badge_text(article, sources.outcomes[path]))
    }
    return Snapshot(
        folder=before.folder,
        project=before.project,
        root=site.portal.root,
        sources={page: source for source, page in pages.items()},
        badges=badges,
        problems=built.result.problems,
    )


class LiveBuilds(WatchListener):
    """Follows the builds of a process and shows them in the preview; ``lock`` is held while anything is built."""

    def __init__(self, feed: SnapshotFeed) -> None:
        self.feed = feed
        self.state: BuildState | None = None
        self.lock = threading.RLock()
        self.pictures = UnpublishedPictures()

    @classmethod
    def of(cls, portal: Any) -> LiveBuilds:
        """Return a listener for a portal, showing what its last build left; raises StopBuild for a folder that is not ours."""
        output, content = portal.public_output, Path(portal.path)
        check_output(output, content)
        return cls(SnapshotFeed(Snapshot(output, content.resolve().parent, building=BUILDING)))

    def working(self) -> AbstractContextManager[object]:
        """Return the lock that keeps other threads from making pages meanwhile."""
        return self.lock

    def building(self) -> None:
        """Show that a build is running."""
        self.feed.show_status(building=BUILDING)

    def saved(self, settings: BuildSettings, state: BuildState, path: str) -> None:
        """Show the article's own page at once; other pages follow with the build."""
        snapshot = self.feed.snapshot
        # The build reports errors in templates.
        with suppress(TemplateError, OSError):
            preview = preview_page(settings, state, path)
            if preview and preview.page in snapshot.sources:
                self.pictures.remember(preview.pictures, settings.cache)
                drafts = {**snapshot.drafts, preview.page: PageDraft(preview.html, preview.problems)}
                self.feed.show(replace(snapshot, drafts=drafts), preview.page)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Show the progress of a build."""
        if done % 500 == 0:
            self.feed.show_status(
                building=f"{BUILDING} {stage}: {with_thousands_points(done)}/{with_thousands_points(total)}"
            )

    def built(self, built: BuildOutcome) -> None:
        """Show the new output, or why there is none; then the last one stays."""
        if built.state:
            self.state = built.state
            self.feed.show(snapshot_of(built.state, built, self.feed.snapshot))
        else:
            self.feed.show_status(fault=built.result.fault or "Có tệp bị lỗi.")

    def rebuilt(self, state: BuildState, rebuilt: RebuiltPage) -> None:
        """Show one page that was made again."""
        snapshot = self.feed.snapshot
        others = [problem for problem in snapshot.problems if problem not in rebuilt.before]
        problems = tuple(sorted((*others, *rebuilt.now)))
        self.feed.show(replace(snapshot, problems=problems, drafts={}, building="", fault=""), rebuilt.page)


@contextmanager
def serve_preview(app: PreviewApp, port: int, *, browser: str | None = None) -> Iterator[int]:
    """
    Serve the preview on this machine while the block runs, and give its port; raises StopBuild if the port is taken.

    ``browser`` is the path at which a browser is opened, None to open none.
    """
    try:
        server = Server(port, app.respond)
    except PortTaken as taken:
        raise StopBuild(
            f"không mở được cổng {port} ({taken}): một chương trình khác đang dùng. Thử: --cong {port + 1}"
        ) from taken
    server.start()
    address = f"http://127.0.0.1:{server.port}/"
    print(f"Mở {address} (Ctrl-C để dừng)", flush=True)
    if browser is not None:
        webbrowser.open(f"{address}{browser}")
    try:
        yield server.port
    finally:
        app.feed.close()
        server.close()
