"""Many hands: work on many things, shared among processes where there are enough of them to be worth it."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from plugins.problems.stop_build import StopBuild

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_PR_SET_PDEATHSIG = 1
# What a hand says at the end, and what is written down for one that ended without a word; neither is a pickle.
_NO_MORE, _SILENT = b"no more", b"silent"
_KILLED = "một tiến trình dựng cổng bị dừng giữa chừng (thiếu bộ nhớ?). Chạy lại."
_PATIENCE = 60  # seconds; a number is taken in far less, but for one who was killed while he took it


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """
    ``count`` processes, each taking ``portion`` things at a time; with one process, with less than
    two portions, or where the system cannot fork, all is done in this process.

    The result is the same whatever their number: work is a function of its portion alone.
    """

    count: int = 1
    portion: int = 50

    @classmethod
    def of_this_machine(cls) -> WorkerPool:
        """Return as many as there are processors to work on."""
        able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return cls(able or 1)

    def each(
        self, work: Callable[[Sequence[Item]], list[Outcome]], items: Sequence[Item]
    ) -> Iterator[Outcome]:
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
        self, work: Callable[[Sequence[Item]], list[Outcome]], portions: Sequence[Sequence[Item]]
    ) -> Iterator[Outcome]:
        # A forked process has all that this one knows, so neither the work nor the things are sent to it.
        # What Python never looks at again while it seeks cycles stays shared.
        gc.freeze()
        system = multiprocessing.get_context("fork")
        turn = system.Value("q", 0)
        arrived: SimpleQueue[bytes] = SimpleQueue()
        hands: list[Any] = []
        ears: list[Thread] = []
        for _ in range(min(self.count, len(portions)) - 1):
            ours, theirs = system.Pipe(duplex=False)
            words = (work, portions, turn, theirs, os.getpid())
            hands.append(system.Process(target=_run_worker, args=words, daemon=True))
            hands[-1].start()
            theirs.close()
            ears.append(Thread(target=_listen, args=(ours, arrived), daemon=True))
        # Threads begin when every process is there: a fork copies no thread, but may copy the lock that one holds.
        for ear in ears:
            ear.start()
        try:
            # This process is a hand too: it knows everything already, where another one has to copy it.
            at_work, mine = len(hands), _next_portion(turn)
            while at_work or mine < len(portions):
                if mine < len(portions):
                    yield from work(portions[mine])
                    mine = _next_portion(turn)
                while not arrived.empty() or (at_work and mine >= len(portions)):
                    message = arrived.get()
                    at_work -= message == _NO_MORE
                    yield from _opened(message)
        finally:
            for hand in hands:
                hand.kill()
                hand.join()
            for ear in ears:
                ear.join()
            gc.unfreeze()


def _next_portion(turn: Any) -> int:
    """Return the number of the next portion that nobody has taken; raise StopBuild where that cannot be known."""
    if not turn.get_lock().acquire(timeout=_PATIENCE):
        raise StopBuild(_KILLED)
    try:
        turn.value += 1
        return int(turn.value) - 1
    finally:
        turn.get_lock().release()


def _listen(results: Connection, arrived: SimpleQueue[bytes]) -> None:
    """Pass on what a hand sends, as it comes, until it says that it has done or falls silent."""
    try:
        while (message := results.recv_bytes()) != _NO_MORE:
            arrived.put(message)
        arrived.put(_NO_MORE)
    except (EOFError, OSError):
        arrived.put(_SILENT)
    finally:
        results.close()


def _opened(message: bytes) -> list[Any]:
    """Return a portion's results; raise what went wrong in the hand that sent it."""
    if message == _SILENT:
        raise StopBuild(_KILLED)
    made = [] if message == _NO_MORE else ForkingPickler.loads(message)
    if isinstance(made, BaseException):
        raise made
    return list(made)


def _run_worker(
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
        while (mine := _next_portion(turn)) < len(portions):
            results.send(work(portions[mine]))
        results.send_bytes(_NO_MORE)
    except BrokenPipeError:
        return
    except BaseException as fault:
        results.send(fault)


def _die_with(parent: int) -> None:
    # An orphan would go on writing into a folder that the next build prepares.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for cycles seldom: a build makes many things that stay, and each search looks at them all."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
