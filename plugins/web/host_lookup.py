"""Ask the system where a host lies, with a deadline of our own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SocketAddress:
    """An address that a socket connects to, as the system gives it."""

    family: int
    place: tuple[str, int] | tuple[str, int, int, int]


# Returns what a host and port stand for; raises OSError where the host is not known, TimeoutError after so many seconds.
Lookup = Callable[[str, int, float], list[SocketAddress]]


def system_lookup(host: str, port: int, seconds: float) -> list[SocketAddress]:
    """Ask the system, which has no deadline of its own."""
    found: list[SocketAddress] = []
    faults: list[OSError] = []

    def ask() -> None:
        try:
            for family, _, _, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                if family in (socket.AF_INET, socket.AF_INET6):
                    found.append(SocketAddress(family, place))  # type: ignore[arg-type]
        except OSError as fault:
            faults.append(fault)
        except UnicodeError as fault:
            faults.append(OSError(str(fault)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise TimeoutError
    if faults:
        raise faults[0]
    return found
