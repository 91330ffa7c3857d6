"""The project that a task works on: its folder, its Python, and how a program is run there."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.commands.exit_codes import INTERRUPTED


def child_environment() -> dict[str, str]:
    """Return the environment variables of child processes: UTF-8 everywhere, nobody else's Python path."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    return {**kept, "PYTHONUTF8": "1"}


def environment_python(venv: Path) -> Path:
    """Return an environment's own Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@dataclass(frozen=True, slots=True)
class Project:
    """
    What a task gets to work with.

    ``root`` is the project's folder and ``python`` the interpreter that has the packages which the
    task needs; ``install`` adds the packages of one more lock file, by the file's name.
    """

    root: Path
    python: Path
    install: Callable[[str], None]

    @property
    def output(self) -> Path:
        """Where the portal is built."""
        return self.root / "output"

    @property
    def preview(self) -> Path:
        """Where the preview is built."""
        return self.root / "output-xem-thu"

    @property
    def shared_preview(self) -> Path:
        """Where a preview is written for others to open."""
        return self.root / "output-chia-se"

    @property
    def archive(self) -> Path:
        """Where the portal is kept for good."""
        return self.root / "output-luu-tru"

    @property
    def specimen(self) -> Path:
        """Where the page of all components of the theme is written."""
        return self.root / "output-mau"

    @property
    def editor_site(self) -> Path:
        """Where the browser editor is written for a web host."""
        return self.root / "output-bien-tap"

    @property
    def editor_packages(self) -> Path:
        """Where the browser editor's npm package is installed."""
        return self.root / ".editor"

    def run_module(
        self, module: str, *words: str | Path, environment: Mapping[str, str] | None = None
    ) -> int:
        """Run ``python -m module words`` as ``run`` does."""
        return self.run([self.python, "-m", module, *words], environment)

    def run(self, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> int:
        """
        Run a program in the project's folder, with these environment variables added, and return its exit code.

        Ctrl-C is 130. A SIGTERM to this process is sent on to the program, so that it does not outlive its task.
        """
        variables = {**child_environment(), **(environment or {})}
        with subprocess.Popen(command, cwd=self.root, env=variables) as child:
            return _exit_code(child)

    @contextmanager
    def beside(
        self, command: Sequence[str | Path], output: Path, environment: Mapping[str, str] | None = None
    ) -> Iterator[Callable[[], int]]:
        """
        Run a program, as ``run`` does, beside what the block does; what it prints is written to a file.

        Yields what waits for its end and returns its exit code. What still runs after the block is interrupted, as by Ctrl-C.
        """
        variables = {**child_environment(), **(environment or {})}
        with (
            output.open("wb") as printed,
            subprocess.Popen(
                command,
                cwd=self.root,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            ) as child,
        ):
            try:
                yield partial(_exit_code, child)
            finally:
                child.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)


def _exit_code(child: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a program; a SIGTERM that comes meanwhile is sent on to it."""
    before = signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
    try:
        code = child.wait()
    except KeyboardInterrupt:
        # The terminal has interrupted the child too; it cleans up before it ends.
        child.wait()
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)
    return INTERRUPTED if code in (-2, INTERRUPTED) else abs(code)
