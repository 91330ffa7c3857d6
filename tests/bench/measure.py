"""One command is run and measured: seconds by the wall and of the processors, and the memory of all its processes at its fullest."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.1  # seconds between two looks at the memory
_SETTLING = 0.5  # seconds between two saves
_GIVEN_UP = 60  # seconds


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, processor seconds of all its processes, and MiB of one run."""

    seconds: float
    processor: float
    mebibytes: float


def _memory(group: int) -> float:
    """Return the MiB of a process group, shared memory counted once (PSS); 0 where the system does not tell."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except OSError:
            continue
    return total / 1024


def seconds_until_on_disk(
    command: tuple[str, ...], folder: Path, save: Callable[[int], tuple[Path, str]], times: int
) -> list[float]:
    """
    Start a command that stays, save again and again, and return how long each save took to be on the disk.

    ``save`` changes a source for the nth time and returns the page that will tell of it, and the words it will have.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONUTF8": "1"}
    found: list[float] = []
    with subprocess.Popen(
        (*command, "--stay"), cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        next(line for line in process.stdout if line.startswith("Đang đợi"))
        # Nobody reads on: a full pipe must not keep it waiting.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        time.sleep(_SETTLING)
        for number in range(times):
            page, words = save(number)
            began = time.perf_counter()
            while words not in page.read_text("utf-8"):
                if time.perf_counter() - began > _GIVEN_UP:
                    raise TimeoutError(str(page))
                time.sleep(0.001)
            found.append(time.perf_counter() - began)
            time.sleep(_SETTLING)
        process.terminate()
    return found


def measured(command: tuple[str, ...], folder: Path, *, memory: bool) -> Measured:
    """
    Run a command in a folder; raises CalledProcessError if it fails.

    Looking at the memory costs time: ask for one of the two.
    """
    before, began = _processor_seconds(), time.perf_counter()
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        fullest = 0.0
        if memory:
            while process.poll() is None:
                fullest = max(fullest, _memory(process.pid))
                time.sleep(_INTERVAL)
        errors = process.communicate()[1]
    seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=errors)
    return Measured(seconds, _processor_seconds() - before, fullest)


def _processor_seconds() -> float:
    """Return the processor time of all processes that this one and its children have waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def files_and_bytes(folder: Path) -> tuple[int, int]:
    """Return how many files a folder holds, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
