"""Many hands: work on many things, shared among processes where there are enough of them to be worth it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from plugins.edition.faults import StopBuild

Item = TypeVar("Item")
Made = TypeVar("Made")

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Hands:
    """
    ``count`` processes, each taking ``portion`` things at a time; with one process, with less than
    two portions, or where the system cannot fork, all is done in this process.

    The result is the same whatever their number: work is a function of its portion alone.
    """

    count: int = 1
    portion: int = 50

    @classmethod
    def of_this_machine(cls) -> Hands:
        """Return as many as there are processors to work on."""
        able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return cls(able or 1)

    def each(self, work: Callable[[Sequence[Item]], list[Made]], items: Sequence[Item]) -> Iterator[Made]:
        """
        Yield what ``work`` makes of all items, portion by portion, in the order in which they are done.

        Raises what the work raised, and StopBuild where a process was killed.
        """
        portions = [items[start : start + self.portion] for start in range(0, len(items), self.portion)]
        if self.count < 2 or len(portions) < 2 or not sys.platform.startswith("linux"):
            for portion in portions:
                yield from work(portion)
            return
        yield from self._shared(work, portions)

    def _shared(
        self, work: Callable[[Sequence[Item]], list[Made]], portions: Sequence[Sequence[Item]]
    ) -> Iterator[Made]:
        # A forked process has all that this one knows, so neither the work nor the things are sent to it.
        # What Python never looks at again while it seeks cycles stays shared.
        gc.freeze()
        system = multiprocessing.get_context("fork")
        turn = system.Value("q", 0)
        waiting: dict[Connection, Any] = {}
        for _ in range(min(self.count, len(portions))):
            ours, theirs = system.Pipe(duplex=False)
            hand = system.Process(
                target=_lend_a_hand, args=(work, portions, turn, theirs, os.getpid()), daemon=True
            )
            hand.start()
            theirs.close()
            waiting[ours] = hand
        try:
            while waiting:
                for ready in wait(list(waiting)):
                    assert isinstance(ready, Connection)
                    made = _received(ready)
                    if made is None:
                        waiting.pop(ready).join()
                    else:
                        yield from made
        finally:
            for hand in waiting.values():
                hand.kill()
                hand.join()
            gc.unfreeze()


def _received(ready: Connection) -> list[Any] | None:
    """Return a portion's results, None when a process has finished; raise what went wrong in it."""
    try:
        made = ready.recv()
    except EOFError:
        message = "một tiến trình dựng cổng bị dừng giữa chừng (thiếu bộ nhớ?). Chạy lại."
        raise StopBuild(message) from None
    if isinstance(made, BaseException):
        raise made
    return made if made is None else list(made)


def _lend_a_hand(
    work: Callable[[Sequence[Any]], list[Any]],
    portions: Sequence[Sequence[Any]],
    turn: Any,
    results: Connection,
    parent: int,
) -> None:
    """Take portion after portion until none is left; end with the process that asked, whatever ended it."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            with turn.get_lock():
                mine, turn.value = turn.value, turn.value + 1
            if mine >= len(portions):
                results.send(None)
                return
            results.send(work(portions[mine]))
    except BrokenPipeError:
        return
    except BaseException as fault:
        results.send(fault)


def _die_with(parent: int) -> None:
    # An orphan would go on writing into a folder that the next build prepares.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
