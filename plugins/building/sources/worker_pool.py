"""Run work on many items in several worker processes, where there are enough items to be worth it."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from plugins.problems.stop_build import StopBuild

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Output = TypeVar("Output")

_PR_SET_PDEATHSIG = 1
# The last message of a worker, and what stands for it where a worker died before it; neither is a pickle.
_FINISHED, _DIED = b"finished", b"died"
_KILLED = "một tiến trình dựng cổng bị dừng giữa chừng (thiếu bộ nhớ?). Chạy lại."
# So many portions for each process, where there are items enough: the last one, during which others have nothing to do, is small.
_PORTIONS_EACH, _SMALLEST = 32, 10
_LOCK_TIMEOUT = (
    60  # seconds; taking a number takes far less, unless a worker was killed while it held the lock
)


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """
    ``count`` processes, this one among them, each working on at most ``portion`` items at a time.

    With one process, with no more items than one portion holds, or on a system that cannot fork safely, all work
    is done in this process. The result is the same whatever the number of processes: work is a
    function of its portion alone.
    """

    count: int = 1
    portion: int = 50

    @classmethod
    def of_this_machine(cls) -> WorkerPool:
        """Return a pool with one process for each processor that this process may use."""
        usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return cls(usable or 1)

    def each(
        self,
        work: Callable[[Sequence[Item]], list[Output]],
        items: Sequence[Item],
        prepare: Callable[[], object] = lambda: None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> Iterator[Output]:
        """
        Yield the results of ``work`` for all items, portion by portion, in the order in which portions finish.

        ``prepare`` is called once before there are several processes: what it loads, none of them loads again.
        ``meanwhile`` is what this process does first while the others are at work already; it is not called where there are no others.
        Raises what ``work`` raised, and StopBuild where a worker was killed.
        """
        if self.count < 2 or len(items) <= self.portion or not sys.platform.startswith("linux"):
            for portion in _portions(items, self.portion):
                yield from work(portion)
            return
        prepare()
        size = max(_SMALLEST, len(items) // (self.count * _PORTIONS_EACH))
        yield from self._in_processes(work, _portions(items, min(self.portion, size)), meanwhile)

    def _in_processes(
        self,
        work: Callable[[Sequence[Item]], list[Output]],
        portions: Sequence[Sequence[Item]],
        meanwhile: Callable[[], object],
    ) -> Iterator[Output]:
        # A forked process shares all memory of this one, so neither the work nor the items are sent to it.
        # Frozen objects are not touched by the garbage collector, so their pages stay shared.
        gc.freeze()
        others = _start_workers(min(self.count, len(portions)) - 1, work, portions)
        messages, next_number = others.messages, others.next_number
        try:
            meanwhile()
            # This process works too: it holds all memory already, where a worker has to copy what it writes to.
            running, own = len(others.processes), _take_portion(next_number)
            while running or own < len(portions):
                if own < len(portions):
                    yield from work(portions[own])
                    own = _take_portion(next_number)
                while not messages.empty() or (running and own >= len(portions)):
                    message = messages.get()
                    running -= message == _FINISHED
                    yield from _results_in(message)
        finally:
            others.stop()
            gc.unfreeze()


@dataclass(frozen=True, slots=True)
class _Workers:
    """Processes at work, the threads that read what they send, all that was sent, and the number of the next portion."""

    processes: list[Any]
    readers: list[Thread]
    messages: SimpleQueue[bytes]
    next_number: Any

    def stop(self) -> None:
        """End all processes, whatever they do, and wait until nothing reads of them any more."""
        for process in self.processes:
            process.kill()
            process.join()
        for reader in self.readers:
            reader.join()


def _start_workers(
    count: int, work: Callable[[Sequence[Item]], list[Output]], portions: Sequence[Sequence[Item]]
) -> _Workers:
    # Most edits are made by this process alone.
    import multiprocessing

    context = multiprocessing.get_context("fork")
    workers = _Workers([], [], SimpleQueue(), context.Value("q", 0))
    for _ in range(count):
        receiver, sender = context.Pipe(duplex=False)
        arguments = (work, portions, workers.next_number, sender, os.getpid())
        workers.processes.append(context.Process(target=_run_worker, args=arguments, daemon=True))
        workers.processes[-1].start()
        sender.close()
        workers.readers.append(
            Thread(target=_forward_messages, args=(receiver, workers.messages), daemon=True)
        )
    # Threads start when every process is there: a fork copies no thread, but may copy the lock that one holds.
    for reader in workers.readers:
        reader.start()
    return workers


def _portions(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Return the items in portions of a size; the last may be smaller."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def _take_portion(next_number: Any) -> int:
    """Return the number of the next portion that no process has taken; raise StopBuild where the lock is lost."""
    if not next_number.get_lock().acquire(timeout=_LOCK_TIMEOUT):
        raise StopBuild(_KILLED)
    try:
        next_number.value += 1
        return int(next_number.value) - 1
    finally:
        next_number.get_lock().release()


def _forward_messages(receiver: Connection, messages: SimpleQueue[bytes]) -> None:
    """Put each message of a worker into the queue as it comes, until the worker has finished or died."""
    try:
        while (message := receiver.recv_bytes()) != _FINISHED:
            messages.put(message)
        messages.put(_FINISHED)
    except (EOFError, OSError):
        messages.put(_DIED)
    finally:
        receiver.close()


def _results_in(message: bytes) -> list[Any]:
    """Return a portion's results; raise the exception that the worker sent instead of them."""
    if message == _DIED:
        raise StopBuild(_KILLED)
    from multiprocessing.reduction import ForkingPickler

    results = [] if message == _FINISHED else ForkingPickler.loads(message)
    if isinstance(results, BaseException):
        raise results
    return list(results)


def _run_worker(
    work: Callable[[Sequence[Any]], list[Any]],
    portions: Sequence[Sequence[Any]],
    next_number: Any,
    sender: Connection,
    parent: int,
) -> None:
    """Work on portion after portion until none is left; end when the parent process ends, whatever ended it."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while (number := _take_portion(next_number)) < len(portions):
            sender.send(work(portions[number]))
        sender.send_bytes(_FINISHED)
    except BrokenPipeError:
        return
    except BaseException as fault:
        sender.send(fault)


def _die_with(parent: int) -> None:
    # An orphan would go on writing into a folder that the next build prepares.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
