"""What all tests share: the built portals, and the rule that nothing is skipped in silence."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from slow_tests import is_slow

# Who runs the tests in the background has Ctrl-C ignored, and every process that a test starts and interrupts with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Tests that measure time run beside the others, which get what those leave of the processors, with all that they start.
if os.environ.get("GIVE_WAY") and hasattr(os, "nice"):
    os.nice(19)

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
SHARED = PROJECT.parent / "shared"
NO_SHARED = "../shared is absent"

# What was collected lives until the end: to look for garbage in it again and again takes a tenth of a run.
gc.set_threshold(50_000, 10, 10)

# A machine that is busy makes a test slow, not wrong. A verdict belongs to the commit: properties are tried on the same
# examples every time, until `tasks.py prove-properties` asks for new ones (--hypothesis-profile).
hypothesis.settings.register_profile("new examples", deadline=None, derandomize=False)
hypothesis.settings.register_profile("same examples", deadline=None, derandomize=True)
hypothesis.settings.load_profile("same examples")


# Skips: told in an ordinary run, faults where everything must be there.


def all_required() -> bool:
    """Whether this machine must have every tool, so that a skip is a fault (REQUIRE_ALL=1)."""
    return os.environ.get("REQUIRE_ALL", "0") not in ("", "0")


def _may_skip(reason: str) -> bool:
    return NO_SHARED in reason and not SHARED.exists()


def _reason(report: pytest.CollectReport | pytest.TestReport) -> str:
    place = report.longrepr
    return str(place[2] if isinstance(place, tuple) else place).removeprefix("Skipped: ")


def _judge(report: pytest.CollectReport | pytest.TestReport) -> None:
    """Turn a skip that is not allowed into a failure; an expected failure stays what it is."""
    if not report.skipped or hasattr(report, "wasxfail") or not all_required():
        return
    reason = _reason(report)
    if not _may_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL is set: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Judge the skips of tests."""
    report = yield
    _judge(report)
    return report


def pytest_runtest_teardown() -> None:
    """Let no test take another's settings for the project's own: Pelican keeps the module of a settings file under its name."""
    for name in ("pelicanconf", "publishconf"):
        sys.modules.pop(name, None)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    """Judge the skips of whole files."""
    report = yield
    _judge(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not tried and how to get it tried."""
    by_reason: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        by_reason.setdefault(_reason(report), []).append(report.nodeid.partition("::")[0])
    if not by_reason:
        return
    terminalreporter.section("not tried on this machine")
    for reason, places in sorted(by_reason.items()):
        terminalreporter.line(f"{len(places)} skipped in {', '.join(sorted(set(places)))}: {reason}")
    terminalreporter.line(".ci/run installs everything and lets nothing be skipped.")


# What takes long is left out by --quick.


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what builds whole portals or starts servers and programs: nobody has to say it of a test."""
    for item in items:
        if is_slow(item.path, getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Leave the collected tests out of every later search for garbage."""
    gc.collect()
    gc.freeze()


# The portals that tests read: the project's own, and one that shows everything a page can hold.


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project's own portal as the public gets it, for reading."""
    import shared_portals

    output = shared_portals.published(tmp_path_factory)
    yield output
    shared_portals.assert_unchanged(output)


@pytest.fixture(scope="session")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The archive of that portal, for reading."""
    import shared_portals

    output = shared_portals.archived(tmp_path_factory)
    yield output
    shared_portals.assert_unchanged(output)


@pytest.fixture
def with_pictures(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a build of the project's own content that is not about drawing: its pictures are finished."""
    import shared_portals

    shared_portals.share_pictures(tmp_path_factory, tmp_path / ".cache")
    return tmp_path


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project's own portal with what it has not, for reading: a page of every element, lists of several pages."""
    import shared_portals

    output = shared_portals.specimen(tmp_path_factory)
    yield output
    shared_portals.assert_unchanged(output)
