"""``python -m plugins.building``: Pelican's own command with our options and exit codes."""

from __future__ import annotations

import sys
from typing import Any

from plugins.building.command import build_arguments, run_portal, saved_files, start_again
from plugins.building.gc_tuning import rare_collections
from plugins.building.options import STAY
from plugins.commands.exit_codes import INTERRUPTED
from plugins.commands.option import Arguments
from plugins.commands.process_end import leave

_MODULE = "plugins.building"


def _run(portal: Any, arguments: Arguments) -> int:
    if not arguments.stay:
        portal.run()
        return 0
    if portal.stay(saved_files(portal, arguments.settings)):
        start_again(_MODULE)
    # Only an interrupt ends the watching.
    return INTERRUPTED


def main() -> int:
    """Build once, or with ``--stay`` for each change of the sources; return an exit code."""
    arguments = build_arguments(sys.argv[1:], _MODULE, "Dựng cổng thông tin / build the portal", STAY)
    # What is imported stays: no collection would find any of it.
    with rare_collections():
        return run_portal(arguments, _run, builds_once=not arguments.stay)


if __name__ == "__main__":
    leave(main())
