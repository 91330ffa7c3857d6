"""
The project's commands, each in a process of its own that is forked from one that has imported everything.

``start``, ``listen``, ``at_terminal`` and ``run`` do what ``subprocess.Popen`` and ``subprocess.run`` do, without the
second in which Python reads the same modules again: the process has its own arguments, folder, environment, input and
outputs, signals and end, and nothing was built or configured before it. What begins with Python itself
cannot be given to a forked process: tests of locales, hash seeds and of a command's start use ``subprocess``.

Run as a program this file is the server: one for each process that tests, started when it is first needed.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, cast

LINUX = sys.platform.startswith("linux")
PROJECT = Path(__file__).resolve().parents[1]
LARGEST = 200_000  # bytes of one command with its environment
_NONE = -1  # the number of no open file


# For tests: how a process is started and watched.


class Process:
    """
    A forked process, as far as tests need it like a ``subprocess.Popen`` of text.

    It holds numbers of open files, not streams. Where it is collected within a ring of objects, as the frames of a failed
    test are, a stream in that ring may go first, and would be told as an unclosed file of whichever test runs then.
    """

    def __init__(self, pid: int, ended: int, output: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended, self._output = ended, output

    def poll(self) -> int | None:
        """Return the exit code, or minus the signal that ended it; None while it runs."""
        if self.returncode is None and select.select([self._ended], [], [], 0)[0]:
            self.returncode = int(_whole(os.read(self._ended, LARGEST)))
            os.close(self._ended)
            self._ended = _NONE
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code when it has ended; raises subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None and not select.select([self._ended], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        code = self.poll()
        assert code is not None
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, None]:
        """Wait for the end as ``wait`` does; return all that was printed, once."""
        self.wait(timeout)
        output, self._output = self._output, _NONE
        return _text(os.fdopen(output, "rb")), None

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        for number in (self._ended, self._output):
            if number != _NONE:
                os.close(number)


class _Server:
    """The other side of the line to the process that forks."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            cwd=PROJECT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        atexit.register(self.close)

    def close(self) -> None:
        """Let the server end."""
        self.line.close()
        self.process.wait()

    def fork(self, request: Mapping[str, object], streams: Sequence[IO[bytes]]) -> tuple[int, socket.socket]:
        """
        Let the server fork a process that does what is requested, with its three standard streams.

        Returns the process and the line on which its end will be told.
        """
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            data = json.dumps(request).encode()
            assert len(data) <= LARGEST
            files = [*(stream.fileno() for stream in streams), theirs.fileno()]
            socket.send_fds(self.line, [data], files)
        return int(_received(ours)), ours


_servers: dict[int, _Server] = {}


def _forked(
    words: Sequence[str | Path],
    cwd: Path,
    env: Mapping[str, str] | None,
    streams: Sequence[IO[bytes]],
    new_session: bool,
    kept: int = _NONE,
) -> Process:
    command = [str(word) for word in words]
    assert command[0] == sys.executable
    # A process that was forked from one that tests has no server of its own yet.
    server = _servers.get(os.getpid()) or _servers.setdefault(os.getpid(), _Server())
    environment = dict(os.environ if env is None else env)
    request = {"words": command[1:], "cwd": str(cwd), "env": environment, "new session": new_session}
    pid, ended = server.fork(request, streams)
    return Process(pid, ended.detach(), kept)


def start(
    words: Sequence[str | Path],
    *,
    cwd: Path = PROJECT,
    env: Mapping[str, str] | None = None,
    start_new_session: bool = False,
) -> Process | subprocess.Popen[str]:
    """
    Start ``python -m module …`` or ``python [-P] file.py …``; ``words`` begin with the Python of the tests.

    The process finds nothing to read, and its errors are among what it prints.
    """
    if LINUX:
        with _stream() as output, _stream() as nothing:
            kept = os.dup(output.fileno())
            return _forked(words, cwd, env, (nothing, output, output), start_new_session, kept)
    return subprocess.Popen(
        words,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=start_new_session,
    )


def listen(
    words: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> tuple[Process | subprocess.Popen[str], IO[str]]:
    """
    Start a command as ``start`` does; return it and what it prints, to be read line by line while it runs.

    Its errors are printed where those of the tests are.
    """
    if LINUX:
        ours, theirs = os.pipe()
        with _stream() as nothing, os.fdopen(theirs, "wb") as output, os.fdopen(os.dup(2), "wb") as errors:
            process = _forked(words, PROJECT, env, (nothing, output, errors), False)
        return process, os.fdopen(ours, encoding="utf-8", errors="replace")
    started = subprocess.Popen(
        words,
        cwd=PROJECT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    assert started.stdout
    return started, started.stdout


def at_terminal(words: Sequence[str | Path], terminal: int) -> Process | subprocess.Popen[bytes]:
    """Start a command whose input and outputs are a terminal, the open file of this number, which is closed here."""
    with os.fdopen(terminal, "rb", 0) as shown:
        if LINUX:
            return _forked(words, PROJECT, None, (shown, shown, shown), False)
        return subprocess.Popen(words, cwd=PROJECT, stdin=shown, stdout=shown, stderr=shown)


def run(
    words: Sequence[str | Path],
    *,
    cwd: Path = PROJECT,
    env: Mapping[str, str] | None = None,
    input: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run a command as ``start`` does, with something to read and both outputs apart; wait for its end."""
    if not LINUX:
        return subprocess.run(
            words, cwd=cwd, env=env, input=input, capture_output=True, encoding="utf-8", check=False
        )
    with _stream() as typed, _stream() as output, _stream() as errors:
        typed.write(input.encode())
        typed.seek(0)
        code = _forked(words, cwd, env, (typed, output, errors), False).wait()
        return subprocess.CompletedProcess(list(words), code, _text(output), _text(errors))


def _stream() -> IO[bytes]:
    """Return a file in memory that stands for one standard stream of a process."""
    return os.fdopen(os.memfd_create("stream"), "w+b")


def _text(file: IO[bytes]) -> str:
    """Return what a file holds, and close it."""
    with file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")


def _received(line: socket.socket) -> bytes:
    """Return the next message; raises ConnectionError where the server ended."""
    return _whole(line.recv(LARGEST))


def _whole(message: bytes) -> bytes:
    """Return a message that came whole."""
    if not message:
        raise ConnectionError("the fork server ended; what it printed tells why")
    return message


# The server.


def _import_everything() -> None:
    """Import what commands import, know its version, and read the project's own theme."""
    sys.path[0] = str(PROJECT)
    for path in sorted((PROJECT / "plugins").rglob("*.py")):
        if path.name != "__main__.py":
            parts = path.relative_to(PROJECT).with_suffix("").parts
            importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    importlib.import_module("pelican.readers")
    renderer: Any = importlib.import_module("plugins.pages.render").Renderer
    theme = renderer(PROJECT / "theme" / "templates", None)._environment
    for name in theme.list_templates(["html"]):
        theme.get_template(name)
    importlib.import_module("plugins.building.assembly.assets").read_assets(PROJECT / "theme")
    importlib.import_module("plugins.memory.code_version").running_version()
    # What the collector does not look at is not copied into each process.
    gc.collect()
    gc.freeze()


class _Children:
    """The processes that were forked, each with the line on which its end is told."""

    def __init__(self) -> None:
        self.lines: dict[int, socket.socket] = {}

    def bury(self) -> None:
        """Tell of each that has ended since the last look."""
        while self.lines:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with self.lines.pop(pid) as line:
                try:
                    line.send(str(os.waitstatus_to_exitcode(status)).encode())
                except OSError:
                    # Nobody wants to know any more.
                    continue


def _serve(line: socket.socket) -> Mapping[str, Any]:
    """Fork a process for each request; return the request in the forked process, never in the server."""
    children = _Children()
    ours, theirs = os.pipe()
    for end in (ours, theirs):
        os.set_blocking(end, False)
    # A child that ends wakes the server.
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(theirs)
    awaited: list[socket.socket | int] = [line, ours]
    while True:
        readable, _, _ = select.select(awaited, [], [])
        if ours in readable:
            os.read(ours, LARGEST)
        children.bury()
        if line not in readable:
            continue
        data, files, _, _ = socket.recv_fds(line, LARGEST, 4)
        if not data:
            sys.exit()
        *streams, ended = files
        if pid := os.fork():
            for stream in streams:
                os.close(stream)
            children.lines[pid] = socket.socket(fileno=ended)
            children.lines[pid].send(str(pid).encode())
            continue
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for number in (*streams, ended, ours, theirs):
            os.close(number)
        for other in (line, *children.lines.values()):
            other.close()
        return dict(json.loads(data))


def _become(request: Mapping[str, Any]) -> None:
    """Do in this process what was requested: its end is that of the command."""
    if request["new session"]:
        os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    if os.environ.get("PYTHONUNBUFFERED") or os.isatty(1):
        cast(TextIOWrapper, sys.stdout).reconfigure(line_buffering=True)
    first, *rest = request["words"]
    if first == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = rest if first == "-P" else [first, *rest]
        runpy.run_path(sys.argv[0], run_name="__main__")


def _end(code: object) -> None:
    """
    End this process as ``sys.exit`` does, but for taking apart everything that was imported.

    For that all memory of the server would be copied, which costs more than most commands do.
    """
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit((code or 0) & 0xFF)


if __name__ == "__main__":
    _import_everything()
    try:
        _become(_serve(socket.socket(fileno=int(sys.argv[1]))))
    except SystemExit as end:
        _end(end.code)
    _end(0)
