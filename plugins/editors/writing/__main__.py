"""``python -m plugins.editors.writing``: serve the writing room with the preview, or only get the editor's script."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_parser, run_portal, saved_files, start_again
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.editors.writing.wheel_package import NoWheel, editor_script


def _run(portal: Any, ours: argparse.Namespace) -> int:
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview
    from plugins.editors.writing.room_of_portal import room_of_portal
    from plugins.editors.writing.room_routes import NAME, edit_address

    builds = LiveBuilds.of(portal)
    routes = room_of_portal(builds, portal.settings_now, ours.script)
    app = PreviewApp(builds.feed, {NAME: routes}, edit_address, builds.pictures.file)
    with serve_preview(app, ours.serve, browser=f"{NAME}/" if ours.open else None):
        again = portal.stay(saved_files(portal, ours.settings), builds)
    if again:
        start_again("plugins.editors.writing")
    return INTERRUPTED


def main() -> int:
    """Get the editor's script, then serve the writing room until it is interrupted; return an exit code."""
    parser = build_parser("Phòng viết trên trình duyệt / the writing room in the browser")
    parser.add_argument("--packages", required=True, metavar="THƯ_MỤC", help="nơi giữ bộ soạn thảo đã tải về")
    parser.add_argument("--install-only", action="store_true", help="chỉ tải bộ soạn thảo, không mở")
    parser.add_argument(
        "--serve", type=int, default=8000, metavar="CỔNG", help="mở trên máy này tại cổng này"
    )
    parser.add_argument("--open", action="store_true", help="mở trình duyệt")
    ours, _ = parser.parse_known_args()
    try:
        script = editor_script(Path(ours.packages))
    except (NoWheel, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return FAULT
    if ours.install_only:
        return 0
    parser.set_defaults(preview=True, script=script)
    return run_portal(parser, _run)


if __name__ == "__main__":
    sys.exit(main())
