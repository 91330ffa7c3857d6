"""``python -m plugins.editors.hosted``: install the content manager, or export it for a web host."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_parser, run_portal
from plugins.commands.exit_codes import FAULT
from plugins.editors.hosted.npm_package import NotInstalled, install


def _run(portal: Any, ours: argparse.Namespace) -> int:
    from plugins.editors.hosted.static_export import export_editor

    target = Path(ours.export)
    export_editor(portal.settings_now(), ours.installed, target)
    print(f"Trình soạn thảo nằm trong “{target}”; chép thư mục này lên máy chủ, tại địa chỉ /bien-tap/.")
    return 0


def main() -> int:
    """Install the package, then export the editor with ``--export``; return an exit code."""
    parser = build_parser("Trình soạn thảo cho nội dung ở máy chủ Git / the editor for content on a Git host")
    parser.add_argument(
        "--packages", required=True, metavar="THƯ_MỤC", help="nơi cài gói của trình soạn thảo"
    )
    parser.add_argument("--install-only", action="store_true", help="chỉ cài, không ghi gì")
    parser.add_argument("--export", default="", metavar="THƯ_MỤC", help="ghi thành tệp để đặt lên máy chủ")
    ours, _ = parser.parse_known_args()
    try:
        installed = install(Path(ours.packages))
    except (NotInstalled, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return FAULT
    if ours.install_only or not ours.export:
        return 0
    parser.set_defaults(installed=installed)
    return run_portal(parser, _run)


if __name__ == "__main__":
    sys.exit(main())
