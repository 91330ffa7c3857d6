"""``python -m plugins.editors.preview``: serve the preview on this machine, or export it as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_parser, run_portal, saved_files, start_again
from plugins.commands.exit_codes import INTERRUPTED


def _export(portal: Any, target: Path) -> int:
    """Build a preview and export it into a folder that others can open; articles with errors are marked in it."""
    from plugins.editors.preview.export import export
    from plugins.editors.preview.live_builds import LiveBuilds

    builds = LiveBuilds.of(portal)
    if (ended := portal.build_for(builds)).exit > 1:
        return int(ended.exit)
    export(builds.feed.snapshot, target)
    print(f"Bản xem thử nằm trong “{target}”; chép thư mục này lên nơi người khác mở được.")
    return 0


def _run(portal: Any, ours: argparse.Namespace) -> int:
    if ours.export:
        return _export(portal, Path(ours.export))
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview

    builds = LiveBuilds.of(portal)
    with serve_preview(PreviewApp(builds.feed), ours.serve, browser="" if ours.open else None):
        again = portal.stay(saved_files(portal, ours.settings), builds)
    if again:
        start_again("plugins.editors.preview")
    return INTERRUPTED


def main() -> int:
    """Serve the preview until it is interrupted, or write it with ``--export``; return an exit code."""
    parser = build_parser("Xem thử cổng thông tin / preview the portal")
    parser.add_argument(
        "--serve", type=int, default=8000, metavar="CỔNG", help="mở trên máy này tại cổng này"
    )
    parser.add_argument("--open", action="store_true", help="mở trình duyệt")
    parser.add_argument("--export", default="", metavar="THƯ_MỤC", help="ghi bản xem thử cho người khác mở")
    parser.set_defaults(preview=True)
    return run_portal(parser, _run)


if __name__ == "__main__":
    sys.exit(main())
