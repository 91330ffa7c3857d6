"""``python -m plugins.building``: Pelican's own command with our options and exit codes."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from plugins.building.command import build_parser, run_portal, saved_files, start_again
from plugins.building.gc_tuning import rare_collections
from plugins.commands.exit_codes import INTERRUPTED


def _run(portal: Any, ours: argparse.Namespace) -> int:
    if not ours.stay:
        portal.run()
        return 0
    if portal.stay(saved_files(portal, ours.settings)):
        start_again("plugins.building")
    # Only an interrupt ends the watching.
    return INTERRUPTED


def main() -> int:
    """Build once, or with ``--stay`` for each change of the sources; return an exit code."""
    parser = build_parser("Dựng cổng thông tin / build the portal")
    parser.add_argument("--stay", action="store_true", help="ở lại, dựng lại mỗi khi có thay đổi")
    # What is imported stays: no collection would find any of it.
    with rare_collections():
        return run_portal(parser, _run, builds_once=lambda ours: not ours.stay)


if __name__ == "__main__":
    sys.exit(main())
