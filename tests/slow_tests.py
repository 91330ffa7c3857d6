"""Which tests take long: those that build whole portals, start servers or run programs; known by where they lie and by what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PLACES = (
    "badinputs",
    "bench",
    "building/incremental/test_incremental.py",
    "building/test_watch_process.py",
    "ci",
    "docs/test_before_and_after.py",
    "editors/checks/test_checks_command.py",
    "editors/importing/test_importing_command.py",
    "editors/importing/test_importing_libreoffice.py",
    "editors/importing/test_importing_nothing_lost.py",
    "editors/writing/test_header_in_the_browser.py",
    "publishing/audit/test_audit_pages.py",
    "publishing/doctor",
    "publishing/hosting/test_hosts_really_started.py",
    "publishing/visits",
    "publishing/hosting/test_hostile_addresses.py",
    "publishing/test_publish.py",
    "publishing/test_server_configuration.py",
    "standards",
    "test_nothing_skipped_in_silence.py",
    "whole",
)
FIXTURES = frozenset(
    {"published", "specimen", "archived", "with_pictures", "good_site", "small", "check", "site"}
)


def is_slow(path: Path, fixtures: Iterable[str]) -> bool:
    """Return whether a test in a file, with these fixtures, takes long."""
    return bool(FIXTURES.intersection(fixtures)) or any(
        path.is_relative_to(TESTS / place) for place in PLACES
    )
