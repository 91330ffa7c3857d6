"""The progress of a build, as people and as CI see it."""

from __future__ import annotations

from io import StringIO

from plugins.building.progress import Progress


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class _Clock:
    """Shows the seconds that it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def shown(stream: StringIO, seconds_a_step: float, steps: int = 20) -> str:
    """Return what a build of so many steps prints."""
    clock = _Clock()
    progress = Progress(stream, clock)
    for number in range(steps):
        progress.step("Đọc bài", number, steps)
        clock.seconds += seconds_a_step
    progress.close()
    return stream.getvalue()


def test_a_short_build_shows_nothing() -> None:
    """Below a second nobody needs to wait."""
    assert shown(StringIO(), 0.01) == ""
    assert shown(_Terminal(), 0.01) == ""


def test_ci_gets_plain_lines_five_seconds_apart() -> None:
    """No control characters in a log, and not a line for each article."""
    assert shown(StringIO(), 1.0, 12) == "Đọc bài: 1/12\nĐọc bài: 6/12\nĐọc bài: 11/12\n"


def test_a_terminal_gets_a_bar() -> None:
    """The bar names the stage and the numbers."""
    text = shown(_Terminal(), 1.0)
    assert "Đọc bài" in text
    assert "19/20" in text
