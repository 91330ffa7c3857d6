"""Show the progress of a long build: a bar on a terminal, a plain line every few seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from plugins.vietnamese.numbers import with_thousands_points

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

# Seconds: a build that is done sooner shows nothing; plain lines come this far apart.
DELAY, LINE_INTERVAL = 1.0, 5.0


class Progress:
    """Shows the stages of one build on a stream, unless it ``is_silent``; ``clock`` counts seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._last_line = clock() + DELAY - LINE_INTERVAL
        self._begun = clock()
        self._bar: Bar | None = None
        self._stage = ""
        self.is_silent = False

    def step(self, stage: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` things of a stage are finished."""
        if self.is_silent:
            return
        now = self._clock()
        if self._stream.isatty():
            if self._bar or now - self._begun >= DELAY:
                self._draw(stage, done, total)
        elif now - self._last_line >= LINE_INTERVAL:
            self._last_line = now
            print(
                f"{stage}: {with_thousands_points(done)}/{with_thousands_points(total)}",
                file=self._stream,
                flush=True,
            )

    def _draw(self, stage: str, done: int, total: int) -> None:
        if self._bar is None:
            # Most builds are over before, or nobody looks on: what draws takes long to import.
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = Bar(*columns, console=Console(file=self._stream), transient=True)
            self._bar.start()
        if stage != self._stage:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._bar.add_task(stage, total=total)
            self._stage = stage
        self._bar.update(self._bar.task_ids[-1], completed=done)

    def close(self) -> None:
        """Take the bar away: what is printed next begins on a clean line."""
        if self._bar:
            self._bar.stop()
            self._bar = None
