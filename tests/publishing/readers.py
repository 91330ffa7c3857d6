"""Readers of a site that is being published: wrk, as many as it can be; and one who looks whether all is there."""

from __future__ import annotations

import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlsplit

import outside_tools

SCRIPT = """
local paths = {{ {paths} }}
local turn = 0
request = function()
  turn = turn + 1
  return wrk.format("GET", paths[turn % #paths + 1])
end
-- Milliseconds: the machine has to publish too.
delay = function() return 3 end
done = function(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %d %d %d %d", summary.requests, e.connect, e.read, e.write, e.status, e.timeout))
end
"""
# Who takes longer from a page to its files may have seen a release that was broken off: the next one takes its files away.
PROMPT = 1.0  # seconds
_ASSET = re.compile(r'(?:href|src)="(/(?:theme|anh)/[^"]+)"')


@dataclass
class Seen:
    """What readers saw: pages and assets that were there, and each failure in words."""

    pages: int = 0
    assets: int = 0
    requests: int = 0
    failures: list[str] = field(default_factory=list)


class Connection:
    """A connection to a site that is kept as browsers keep theirs, and made anew where the server ended it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
        self._below = parts.path

    def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and the bytes of an answer."""
        is_kept = self._connection.sock is not None
        try:
            return self._asked(path)
        except (RemoteDisconnected, ConnectionError):
            self._connection.close()
            if not is_kept:
                raise
            return self._asked(path)

    def _asked(self, path: str) -> tuple[int, bytes]:
        self._connection.request("GET", self._below + path)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def close(self) -> None:
        """End it."""
        self._connection.close()


@contextmanager
def reading(address: str, paths: Sequence[str], end: str = "</html>") -> Iterator[Seen]:
    """Read pages, and at once all that they refer to, over and over, while the block runs."""
    seen, stop = Seen(), threading.Event()
    site = Connection(address)

    def read() -> None:
        next_change = 0
        # The machine has to publish too.
        while not stop.wait(0.02):
            path = paths[next_change % len(paths)]
            next_change += 1
            began = time.monotonic()
            status, data = site.get(path)
            text = data.decode("utf-8", "replace")
            if status != 200 or not text.rstrip().endswith(end):
                seen.failures.append(f"{path}: {status}, {len(data)} bytes, ends with {text[-20:]!r}")
                continue
            seen.pages += 1
            for asset in sorted(set(_ASSET.findall(text))):
                found, _ = site.get(asset)
                seen.assets += 1
                if found != 200 and time.monotonic() - began < PROMPT:
                    seen.failures.append(f"{path} refers to {asset}: {found}")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield seen
    finally:
        stop.set()
        reader.join(30)
        site.close()


@contextmanager
def crowd(work: Path, address: str, paths: Sequence[str], seen: Seen) -> Iterator[None]:
    """Let wrk read while the block runs; what it counted is added to what was seen."""
    program = outside_tools.wrk()
    script = work / "paths.lua"
    base = urlsplit(address).path
    script.write_text(SCRIPT.format(paths=", ".join(f'"{base}{path}"' for path in paths)), "utf-8")
    # It ends with the block, and by itself after half an hour whatever happens. It has as much patience as ``get``:
    # on a machine that tests in several processes an answer may have to wait.
    command = [program, "-t1", "-c4", "-d1800s", "--timeout", "10s", "-s", str(script), address]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield
    finally:
        process.send_signal(2)
        output, _ = process.communicate(timeout=30)
        found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", output)
        if found is None:
            seen.failures.append(f"wrk gave no result: {output[-300:]}")
        else:
            requests, *errors = map(int, found.groups())
            seen.requests += requests
            if any(errors):
                seen.failures.append(f"wrk: connect, read, write, status, timeout errors: {errors}")
