"""Asking a live site, within bounds: so many requests, so many seconds, so many bytes."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

AGENT = "kiem-tra-ban-dung/1"
IDENTITY = "identity"
LARGEST = 8 * 2**20  # bytes of an answer that are read where nobody said how many there should be
_PATIENCE = 20  # seconds for one answer, from its first byte to its last
_LATE = f"không trả lời xong trong {_PATIENCE} giây"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a check may take: requests, seconds, bytes; ``pool`` ask at the same time."""

    requests: int = 20_000
    seconds: float = 600
    size: int = 4 * 2**30
    pool: int = 8


@dataclass(frozen=True, slots=True)
class LiveResponse:
    """
    What a site said: 0 where it did not; ``location`` is where it sent us, ``headers`` by small names.

    ``cut`` where it would have said more than we read.
    """

    status: int
    body: bytes = b""
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    cut: bool = False


class Exhausted(Exception):
    """The budget is used up."""


class LiveClient:
    """Asks one site, and counts; each thread keeps a connection of its own."""

    def __init__(self, siteurl: str, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(siteurl)
        self.secure, self.host, self.root = parts.scheme == "https", parts.netloc, parts.path.rstrip("/")
        self.siteurl = siteurl.rstrip("/")
        self.budget, self._clock, self._until = budget, clock, clock() + budget.seconds
        self.requests = self.size = 0
        self._own = threading.local()
        self._open: set[http.client.HTTPConnection] = set()
        self._count = threading.Lock()

    def ask(
        self,
        path: str,
        *,
        agent: str = AGENT,
        referer: str = "",
        encoding: str = IDENTITY,
        most: int = LARGEST,
    ) -> LiveResponse:
        """Return the answer to a path below the root (its query included), at most so many bytes of it; raises Exhausted."""
        with self._count:
            if (
                self.requests >= self.budget.requests
                or self.size >= self.budget.size
                or self._clock() >= self._until
            ):
                raise Exhausted
            self.requests += 1
        headers = {"User-Agent": agent, "Accept-Encoding": encoding, "Cache-Control": "no-cache"}
        headers |= {"Referer": referer} if referer else {}
        fresh = getattr(self._own, "connection", None) is None
        answer = self._try(path, headers, most)
        if answer.status == 0 and not fresh and answer.fault != _LATE:
            # A server may close a connection that was kept; a second try is a new one.
            answer = self._try(path, headers, most)
        with self._count:
            self.size += len(answer.body)
        return answer

    def _connected(self) -> http.client.HTTPConnection:
        if self.secure:
            return http.client.HTTPSConnection(
                self.host, timeout=_PATIENCE, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self.host, timeout=_PATIENCE)

    def _try(self, path: str, headers: Mapping[str, str], most: int) -> LiveResponse:
        connection: http.client.HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connected()
            self._open.add(connection)
        late = threading.Event()
        try:
            if connection.sock is None:
                connection.connect()
            # A server that says a byte now and then keeps no single read waiting: the whole answer has its time.
            seconds = max(0.1, min(_PATIENCE, self._until - self._clock()))
            with _closed_after(connection.sock, seconds, late):
                connection.request("GET", f"{self.root}/{path}", headers=dict(headers))
                reply = connection.getresponse()
                body = reply.read(most + 1)
            if late.is_set():
                raise TimeoutError
            told = {name.lower(): value for name, value in reply.getheaders()}
            cut = len(body) > most
            if cut:
                self._forget(connection)
            return LiveResponse(reply.status, body[:most], told.get("location", ""), told, cut=cut)
        except (OSError, http.client.HTTPException) as fault:
            self._forget(connection)
            if late.is_set() or isinstance(fault, TimeoutError):
                return LiveResponse(0, fault=_LATE)
            return LiveResponse(0, fault=str(fault) or type(fault).__name__)

    def _forget(self, connection: http.client.HTTPConnection) -> None:
        connection.close()
        self._open.discard(connection)
        self._own.connection = None

    def close(self) -> None:
        """Let go of the connections that were kept."""
        while self._open:
            self._open.pop().close()


@contextmanager
def _closed_after(sock: socket.socket, seconds: float, late: threading.Event) -> Iterator[None]:
    """Shut a connection after so many seconds, whatever the block waits for then; ``late`` tells that it came to that."""

    def shut() -> None:
        late.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
