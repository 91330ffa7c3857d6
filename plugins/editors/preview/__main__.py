"""``python -m plugins.editors.preview``: serve the preview on this machine, or export it as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_arguments, run_portal, saved_files, start_again
from plugins.commands.exit_codes import INTERRUPTED
from plugins.commands.option import Arguments
from plugins.editors.preview.options import PREVIEW_OPTIONS

_MODULE = "plugins.editors.preview"


def _export(portal: Any, target: Path, arguments: Arguments) -> int:
    """Build a preview and export it into a folder that others can open; articles with errors are marked in it."""
    from plugins.editors.preview.change_report import changes_since, comment_text, shared_folders
    from plugins.editors.preview.export import export
    from plugins.editors.preview.live_builds import LiveBuilds
    from plugins.publishing.archive.disk_search import search_of

    builds = LiveBuilds.of(portal)
    if (ended := portal.build_for(builds)).exit > 1:
        return int(ended.exit)
    snapshot = builds.feed.snapshot
    export(snapshot, target, search_of(builds.state) if builds.state else None)
    print(f"Bản xem thử nằm trong “{target}”: mở index.html, hoặc chép, nén thư mục này đưa cho người khác.")
    if arguments.comment:
        settings, project = portal.settings_now(), snapshot.project.resolve()
        shared = shared_folders(project, settings.content.resolve(), settings.theme.resolve())
        changes = changes_since(snapshot.project, arguments.since)
        text = comment_text(snapshot, changes, shared, arguments.link)
        Path(arguments.comment).write_text(text, "utf-8")
    return 0


def _run(portal: Any, arguments: Arguments) -> int:
    if arguments.export:
        return _export(portal, Path(arguments.export), arguments)
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview

    builds = LiveBuilds.of(portal)
    with serve_preview(
        PreviewApp(builds.feed, picture=builds.pictures.file),
        arguments.port,
        browser="" if arguments.open else None,
    ):
        again = portal.stay(saved_files(portal, arguments.settings), builds)
    if again:
        start_again(_MODULE)
    return INTERRUPTED


def main() -> int:
    """Serve the preview until it is interrupted, or write it with ``--export``; return an exit code."""
    arguments = build_arguments(
        sys.argv[1:], _MODULE, "Xem thử cổng thông tin / preview the portal", *PREVIEW_OPTIONS
    )
    return run_portal(arguments.replace(preview=True), _run)


if __name__ == "__main__":
    sys.exit(main())
