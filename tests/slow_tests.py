"""Which tests take long: those that build whole portals, start servers or run programs; known by where they lie and by what they are given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PLACES = (
    "badinputs/test_shared_badinputs.py",
    "bench",
    "building/incremental/test_incremental.py",
    "building/test_staying.py",
    "editors/importing/test_importing_libreoffice.py",
    "publishing/hosting/test_hosts_really_started.py",
    "publishing/test_publish.py",
    "standards",
    "test_nothing_skipped_in_silence.py",
    "whole",
)
FIXTURES = frozenset({"published", "specimen", "with_pictures", "good_site", "check"})


def is_slow(path: Path, fixtures: Iterable[str]) -> bool:
    """Return whether a test in a file, with these fixtures, takes long."""
    return bool(FIXTURES.intersection(fixtures)) or any(
        path.is_relative_to(TESTS / place) for place in PLACES
    )
