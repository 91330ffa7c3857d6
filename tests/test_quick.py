"""What ``--quick`` leaves out is there, and no room is without quick tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from slow_tests import PLACES, TESTS, is_slow

PLUGINS = TESTS.parent / "plugins"
# Whole portals are all that an incremental build can be tried with; its parts are tried by their own examples.
ONLY_WHOLE = {PLUGINS / "building" / "incremental", PLUGINS / "building" / "short_way"}
ROOMS = sorted({path.parent for path in PLUGINS.rglob("__init__.py")} - {PLUGINS} - ONLY_WHOLE)


def test_what_is_left_out_is_there() -> None:
    """A file that was renamed is not quick by mistake."""
    assert [place for place in PLACES if not (TESTS / place).exists()] == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(PLUGINS).as_posix())
def test_every_room_has_quick_tests(room: Path) -> None:
    """Beside it below tests/, or as examples in its own modules."""
    beside = (TESTS / room.relative_to(PLUGINS)).rglob("test_*.py")
    examples = (path for path in room.rglob("*.py") if ">>> " in path.read_text("utf-8"))

    assert any(not is_slow(path, ()) for path in beside) or any(examples)


def test_what_is_measured_alone_is_found() -> None:
    """Nothing outside the folder that is asked for what wants the machine for itself says that it does."""
    marked = [path for path in TESTS.rglob("test_*.py") if "mark.alone" in path.read_text("utf-8")]

    assert {path.relative_to(TESTS).parts[0] for path in marked} == {"browser", "test_quick.py"}
