"""``python -m plugins.editors.writing``: install the editor, serve it with the preview, or export it for a web host."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_parser, run_portal, saved_files, start_again
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.editors.writing.npm_package import NotInstalled, install


def _serve(portal: Any, ours: argparse.Namespace) -> int:
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview
    from plugins.editors.writing.live_editor import LiveEditor, edit_address
    from plugins.editors.writing.routes import NAME

    builds = LiveBuilds.of(portal)
    routes = LiveEditor(builds, portal.settings_now).routes(ours.installed)
    app = PreviewApp(builds.feed, {NAME: routes}, edit_address)
    with serve_preview(app, ours.serve, browser=f"{NAME}/" if ours.open else None):
        again = portal.stay(saved_files(portal, ours.settings), builds)
    if again:
        start_again("plugins.editors.writing")
    return INTERRUPTED


def _run(portal: Any, ours: argparse.Namespace) -> int:
    if not ours.export:
        return _serve(portal, ours)
    from plugins.editors.writing.static_export import export_editor

    target = Path(ours.export)
    export_editor(portal.settings_now(), ours.installed, target)
    print(f"Trình soạn thảo nằm trong “{target}”; chép thư mục này lên máy chủ, tại địa chỉ /bien-tap/.")
    return 0


def main() -> int:
    """Install the package, then serve the editor, or export it with ``--export``; return an exit code."""
    parser = build_parser("Trình soạn thảo trong trình duyệt / the editor in the browser")
    parser.add_argument(
        "--packages", required=True, metavar="THƯ_MỤC", help="nơi cài gói của trình soạn thảo"
    )
    parser.add_argument("--install-only", action="store_true", help="chỉ cài, không mở")
    parser.add_argument(
        "--serve", type=int, default=8000, metavar="CỔNG", help="mở trên máy này tại cổng này"
    )
    parser.add_argument("--open", action="store_true", help="mở trình duyệt")
    parser.add_argument("--export", default="", metavar="THƯ_MỤC", help="ghi thành tệp để đặt lên máy chủ")
    ours, _ = parser.parse_known_args()
    try:
        installed = install(Path(ours.packages))
    except (NotInstalled, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return FAULT
    if ours.install_only:
        return 0
    parser.set_defaults(preview=not ours.export, installed=installed)
    return run_portal(parser, _run)


if __name__ == "__main__":
    sys.exit(main())
