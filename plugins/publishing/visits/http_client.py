"""An HTTP client for one live site, which stays within a budget of requests, seconds and bytes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from plugins.web.web_address import WebAddress, web_address
from plugins.web.web_client import FetchFault, FetchRules, InnerAddress, WebClient, inner_origins

AGENT = "kiem-tra-ban-dung/1"
IDENTITY = "identity"
LARGEST = 8 * 2**20  # bytes of a response that are read where its size is not known
_TIMEOUT = 20  # seconds for one response, from its first byte to its last


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
    """
    Sends requests to one site and counts them; each thread keeps a connection of its own.

    ``private`` says that the site lies in an inner network; without it, only a site whose name says so itself may.
    """

    def __init__(
        self,
        siteurl: str,
        budget: Budget,
        clock: Callable[[], float] = time.monotonic,
        *,
        private: bool = False,
    ) -> None:
        self.site: WebAddress = web_address(siteurl.rstrip("/"))
        self.root, self.siteurl = self.site.path.rstrip("/"), siteurl.rstrip("/")
        self.budget, self._clock, self._until = budget, clock, clock() + budget.seconds
        self.requests = self.size = 0
        self._web = WebClient(FetchRules(inner_origins([siteurl]), private, stall=_TIMEOUT))
        self._count = threading.Lock()

    def get(
        self,
        path: str,
        *,
        encoding: str = IDENTITY,
        limit: int = LARGEST,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> LiveResponse:
        """
        Return the response for a path below the root (its query included), at most ``limit`` bytes of its body.

        ``headers`` stand above the check's own; an empty one is not sent. Redirects are not followed. Raises BudgetExhausted, and InnerAddress where the site is not to be asked at all.
        """
        with self._count:
            if (
                self.requests >= self.budget.requests
                or self.size >= self.budget.size
                or self._clock() >= self._until
            ):
                raise BudgetExhausted
            self.requests += 1
        sent = {"User-Agent": AGENT, "Accept-Encoding": encoding, "Cache-Control": "no-cache"}
        sent = {name: value for name, value in (sent | dict(headers or {})).items() if value}
        seconds = max(0.1, min(_TIMEOUT, self._until - self._clock()))
        try:
            response = self._web.get(
                self.site.at(f"{self.root}/{path}"), limit=limit, headers=sent, method=method, seconds=seconds
            )
        except InnerAddress:
            raise
        except FetchFault as fault:
            return LiveResponse(0, fault=str(fault))
        with self._count:
            self.size += len(response.body)
        return LiveResponse(
            response.status, response.body, response.location, response.headers, cut=response.cut
        )

    @property
    def share_spent(self) -> float:
        """The share of the time that is over."""
        return 1 - (self._until - self._clock()) / self.budget.seconds

    def close(self) -> None:
        """Close all connections."""
        self._web.close()
