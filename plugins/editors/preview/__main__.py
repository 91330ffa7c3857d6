"""``python -m plugins.editors.preview``: serve the preview on this machine, or export it as files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_parser, run_portal, saved_files, start_again
from plugins.commands.exit_codes import INTERRUPTED


def _export(portal: Any, target: Path, ours: argparse.Namespace) -> int:
    """Build a preview and export it into a folder that others can open; articles with errors are marked in it."""
    from plugins.editors.preview.change_report import changes_since, comment_text
    from plugins.editors.preview.export import export
    from plugins.editors.preview.live_builds import LiveBuilds
    from plugins.publishing.archive.disk_search import search_of

    builds = LiveBuilds.of(portal)
    if (ended := portal.build_for(builds)).exit > 1:
        return int(ended.exit)
    snapshot = builds.feed.snapshot
    export(snapshot, target, search_of(builds.state) if builds.state else None)
    print(f"Bản xem thử nằm trong “{target}”: mở index.html, hoặc chép, nén thư mục này đưa cho người khác.")
    if ours.comment:
        text = comment_text(snapshot, changes_since(snapshot.project, ours.since), ours.link)
        Path(ours.comment).write_text(text, "utf-8")
    return 0


def _run(portal: Any, ours: argparse.Namespace) -> int:
    if ours.export:
        return _export(portal, Path(ours.export), ours)
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview

    builds = LiveBuilds.of(portal)
    with serve_preview(
        PreviewApp(builds.feed, picture=builds.pictures.file), ours.serve, browser="" if ours.open else None
    ):
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
    parser.add_argument("--comment", default="", metavar="TỆP", help="ghi vào tệp này bản tóm tắt những gì đã đổi")
    parser.add_argument("--since", default="origin/main", metavar="BẢN", help="đổi kể từ bản này của git")
    parser.add_argument("--link", default="", metavar="ĐỊA_CHỈ", help="nơi bản xem thử sẽ mở được")
    parser.set_defaults(preview=True)
    return run_portal(parser, _run)


if __name__ == "__main__":
    sys.exit(main())
