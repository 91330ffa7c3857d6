"""Which tests take long: those that build whole portals, start servers or run programs; known by where they lie and by what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PLACES = (
    "badinputs",
    "bench",
    "browser/test_archive.py",
    "building/incremental/test_incremental.py",
    "building/test_faulty_portals.py",
    "building/short_way/test_short_way.py",
    "building/test_watch_process.py",
    "ci",
    "commands/test_bundle.py",
    "commands/test_plugin_lock.py",
    "docs/test_before_and_after.py",
    "editors/checks/test_checks_command.py",
    "editors/importing/test_importing_command.py",
    "editors/importing/test_importing_hostile.py",
    "editors/importing/test_importing_libreoffice.py",
    "editors/sharing",
    "editors/importing/test_importing_nothing_lost.py",
    "editors/importing/test_importing_papers.py",
    "editors/importing/test_whole_portals.py",
    "editors/richtext/test_richtext_documents.py",
    "editors/richtext/test_richtext_saving.py",
    "editors/richtext/test_richtext_sources.py",
    "editors/hosted/test_header_in_the_browser.py",
    "editors/writing/test_article_photos.py",
    "editors/writing/test_room_actions.py",
    "publishing/archive",
    "publishing/audit/test_audit_pages.py",
    "publishing/audit/test_audit_seeded_faults.py",
    "publishing/doctor",
    "publishing/hosting/test_hostile_addresses.py",
    "publishing/hosting/test_hosts_really_started.py",
    "publishing/hosting/test_old_hosts.py",
    "publishing/targets/test_hostile_targets.py",
    "publishing/test_break_ins.py",
    "publishing/test_due_of_site.py",
    "publishing/test_forged_manifests.py",
    "publishing/test_hostile_publish.py",
    "publishing/test_locks_at_targets.py",
    "publishing/test_nothing_is_forgotten.py",
    "publishing/test_one_publisher.py",
    "publishing/test_proof_under_load.py",
    "publishing/test_publish.py",
    "publishing/test_releases_there_and_here.py",
    "publishing/test_server_configuration.py",
    "publishing/test_taken_away.py",
    "publishing/visits",
    "standards",
    "vietnamese/test_vietnamese_package.py",
    "test_nothing_skipped_in_silence.py",
    "web",
    "whole",
)
FIXTURES = frozenset(
    {"published", "specimen", "archived", "with_pictures", "good_site", "small", "check", "site"}
)
_SLOW = tuple(f"{(TESTS / place).as_posix()}/" for place in PLACES)


def is_slow(path: Path, fixtures: Iterable[str]) -> bool:
    """Return whether a test in a file, with these fixtures, takes long."""
    return bool(FIXTURES.intersection(fixtures)) or _lies_in_a_slow_place(path)


@cache
def _lies_in_a_slow_place(path: Path) -> bool:
    # As words: thousands of paths would be taken apart in each process that tests.
    return f"{path.as_posix()}/".startswith(_SLOW)
