"""``python -m plugins.editors.hosted``: install the content manager, or export it for a web host."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from plugins.building.command import build_arguments, run_portal
from plugins.commands.exit_codes import FAULT
from plugins.commands.option import Arguments
from plugins.editors.hosted.npm_package import NotInstalled, install
from plugins.editors.hosted.options import HOSTED_OPTIONS

_ABOUT = "Trình soạn thảo cho nội dung ở máy chủ Git / the editor for content on a Git host"


def _run(portal: Any, arguments: Arguments) -> int:
    from plugins.editors.hosted.static_export import export_editor

    target = Path(arguments.export)
    export_editor(portal.settings_now(), arguments.installed, target)
    print(f"Trình soạn thảo nằm trong “{target}”; chép thư mục này lên máy chủ, tại địa chỉ /bien-tap/.")
    return 0


def main() -> int:
    """Install the package, then export the editor with ``--export``; return an exit code."""
    arguments = build_arguments(sys.argv[1:], "plugins.editors.hosted", _ABOUT, *HOSTED_OPTIONS)
    try:
        installed = install(Path(arguments.packages))
    except (NotInstalled, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return FAULT
    if arguments.install_only or not arguments.export:
        return 0
    return run_portal(arguments.replace(installed=installed), _run)


if __name__ == "__main__":
    sys.exit(main())
