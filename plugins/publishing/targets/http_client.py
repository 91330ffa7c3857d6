"""An HTTP client for one live site, which stays within a budget of requests, seconds and bytes."""

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
LARGEST = 8 * 2**20  # bytes of a response that are read where its size is not known
_TIMEOUT = 20  # seconds for one response, from its first byte to its last
_TIMED_OUT = f"không trả lời xong trong {_TIMEOUT} giây"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a check may take: requests, seconds, bytes; ``pool`` is the number of connections."""

    requests: int = 20_000
    seconds: float = 600
    size: int = 4 * 2**30
    pool: int = 8


@dataclass(frozen=True, slots=True)
class LiveResponse:
    """
    The response of a site: its status (0 where there was none, ``fault`` says why), body, headers by lower-case names.

    ``location`` is the target of a redirect; ``cut`` tells that the body was longer than what was read.
    """

    status: int
    body: bytes = b""
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    cut: bool = False


class BudgetExhausted(Exception):
    """The budget is used up."""


class LiveClient:
    """Sends requests to one site and counts them; each thread keeps a connection of its own."""

    def __init__(self, siteurl: str, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(siteurl)
        self.secure, self.host, self.root = parts.scheme == "https", parts.netloc, parts.path.rstrip("/")
        self.siteurl = siteurl.rstrip("/")
        self.budget, self._clock, self._until = budget, clock, clock() + budget.seconds
        self.requests = self.size = 0
        self._own = threading.local()
        self._open: set[http.client.HTTPConnection] = set()
        self._count = threading.Lock()

    def get(
        self,
        path: str,
        *,
        agent: str = AGENT,
        referer: str = "",
        encoding: str = IDENTITY,
        limit: int = LARGEST,
    ) -> LiveResponse:
        """
        Return the response for a path below the root (its query included), at most ``limit`` bytes of its body.

        Raises BudgetExhausted.
        """
        with self._count:
            if (
                self.requests >= self.budget.requests
                or self.size >= self.budget.size
                or self._clock() >= self._until
            ):
                raise BudgetExhausted
            self.requests += 1
        headers = {"User-Agent": agent, "Accept-Encoding": encoding, "Cache-Control": "no-cache"}
        headers |= {"Referer": referer} if referer else {}
        fresh = getattr(self._own, "connection", None) is None
        response = self._try(path, headers, limit)
        if response.status == 0 and not fresh and response.fault != _TIMED_OUT:
            # A server may close an idle connection; the second try opens a new one.
            response = self._try(path, headers, limit)
        with self._count:
            self.size += len(response.body)
        return response

    def _new_connection(self) -> http.client.HTTPConnection:
        if self.secure:
            return http.client.HTTPSConnection(
                self.host, timeout=_TIMEOUT, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self.host, timeout=_TIMEOUT)

    def _try(self, path: str, headers: Mapping[str, str], limit: int) -> LiveResponse:
        connection: http.client.HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._new_connection()
            self._open.add(connection)
        timed_out = threading.Event()
        try:
            if connection.sock is None:
                connection.connect()
            # A server that sends a byte now and then lets no single read time out: the whole response has a deadline.
            seconds = max(0.1, min(_TIMEOUT, self._until - self._clock()))
            with _shut_down_after(connection.sock, seconds, timed_out):
                connection.request("GET", f"{self.root}/{path}", headers=dict(headers))
                reply = connection.getresponse()
                body = reply.read(limit + 1)
            if timed_out.is_set():
                raise TimeoutError
            received = {name.lower(): value for name, value in reply.getheaders()}
            cut = len(body) > limit
            if cut:
                self._forget(connection)
            return LiveResponse(reply.status, body[:limit], received.get("location", ""), received, cut=cut)
        except (OSError, http.client.HTTPException) as fault:
            self._forget(connection)
            if timed_out.is_set() or isinstance(fault, TimeoutError):
                return LiveResponse(0, fault=_TIMED_OUT)
            return LiveResponse(0, fault=str(fault) or type(fault).__name__)

    def _forget(self, connection: http.client.HTTPConnection) -> None:
        connection.close()
        self._open.discard(connection)
        self._own.connection = None

    def close(self) -> None:
        """Close all connections."""
        while self._open:
            self._open.pop().close()


@contextmanager
def _shut_down_after(sock: socket.socket, seconds: float, timed_out: threading.Event) -> Iterator[None]:
    """Shut a socket down if the block takes longer, whatever it waits for; ``timed_out`` is set then."""

    def shut() -> None:
        timed_out.set()
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
