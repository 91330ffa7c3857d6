"""Asking a live site, within bounds: so many requests, so many seconds, so many bytes."""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

AGENT = "kiem-tra-ban-dung/1"
_PATIENCE = 20  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Budget:
    """How much a check may take: requests, seconds, bytes; ``hands`` ask at the same time."""

    requests: int = 5000
    seconds: float = 600
    size: int = 4 * 2**30
    hands: int = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site said: 0 where it did not; ``location`` is where it sent us, ``headers`` by small names."""

    status: int
    body: bytes = b""
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


class Exhausted(Exception):
    """The budget is used up."""


class Visitor:
    """Asks one site, and counts; each thread keeps a connection of its own."""

    def __init__(self, siteurl: str, budget: Budget, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(siteurl)
        self.secure, self.host, self.root = parts.scheme == "https", parts.netloc, parts.path.rstrip("/")
        self.siteurl = siteurl.rstrip("/")
        self.budget, self._clock, self._until = budget, clock, clock() + budget.seconds
        self.requests = self.size = 0
        self._own = threading.local()
        self._count = threading.Lock()

    def ask(self, path: str, *, agent: str = AGENT, referer: str = "") -> Answer:
        """Return the answer to a path below the root (its query included); raises Exhausted."""
        with self._count:
            if (
                self.requests >= self.budget.requests
                or self.size >= self.budget.size
                or self._clock() >= self._until
            ):
                raise Exhausted
            self.requests += 1
        answer = self._try(path, agent, referer)
        if answer.status == 0:
            # A server may close a connection that was kept; a second try is a new one.
            answer = self._try(path, agent, referer)
        with self._count:
            self.size += len(answer.body)
        return answer

    def _connected(self) -> http.client.HTTPConnection:
        if self.secure:
            return http.client.HTTPSConnection(
                self.host, timeout=_PATIENCE, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(self.host, timeout=_PATIENCE)

    def _try(self, path: str, agent: str, referer: str) -> Answer:
        connection: http.client.HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._connected()
        headers = {"User-Agent": agent, "Accept-Encoding": "identity", "Cache-Control": "no-cache"}
        headers |= {"Referer": referer} if referer else {}
        try:
            connection.request("GET", f"{self.root}/{path}", headers=headers)
            reply = connection.getresponse()
            body = reply.read()
            told = {name.lower(): value for name, value in reply.getheaders()}
            return Answer(reply.status, body, told.get("location", ""), told)
        except (OSError, http.client.HTTPException) as fault:
            connection.close()
            self._own.connection = None
            return Answer(0, fault=str(fault) or type(fault).__name__)
