"""A connection to an address that was looked up before, with one deadline for each whole answer, however its bytes trickle."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from typing import Any

from plugins.web.host_lookup import SocketAddress
from plugins.web.web_address import WebAddress

_CONNECT = 10.0  # seconds for one of several addresses of a host


class Deadline:
    """Until when an answer may take; no single wait may be longer than ``stall`` seconds."""

    def __init__(self, seconds: float, stall: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._until, self._stall = clock, clock() + seconds, stall

    def left(self) -> float:
        """Return the seconds that the next wait may take; raise TimeoutError where there are none."""
        seconds = self._until - self._clock()
        if seconds <= 0:
            raise TimeoutError
        return min(seconds, self._stall)


class _TimedSocket:
    """What ``http.client`` asks of a socket; every read and write waits no longer than the deadline allows."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.deadline = deadline
        self._sock, self._readers, self._closed = sock, 0, False

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self.deadline.left())
        self._sock.sendall(data)

    def recv_into(self, buffer: Any) -> int:
        self._sock.settimeout(self.deadline.left())
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._readers += 1
        return io.BufferedReader(_TimedReader(self), 1 << 16)

    def close(self) -> None:
        """Close the socket, or have the last reader of it do so."""
        self._closed = True
        if not self._readers:
            self._sock.close()

    def reader_closed(self) -> None:
        self._readers -= 1
        if self._closed:
            self.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, sock: _TimedSocket) -> None:
        super().__init__()
        self._sock: _TimedSocket | None = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._sock.recv_into(buffer) if self._sock else 0

    def close(self) -> None:
        if self._sock:
            self._sock.reader_closed()
            self._sock = None
        super().close()


class TimedConnection(http.client.HTTPConnection):
    """A connection for requests to one origin; no name is looked up again, and no proxy is asked."""

    def __init__(
        self, address: WebAddress, places: Sequence[SocketAddress], context: ssl.SSLContext | None
    ) -> None:
        super().__init__(address.host, address.port)
        self.default_port = 443 if address.scheme == "https" else 80
        self.origin = address.origin
        self._places, self._tls = places, context
        self._deadline = Deadline(0, 0)

    def begin(self, deadline: Deadline) -> None:
        """Give the next request its deadline."""
        self._deadline = deadline
        if isinstance(self.sock, _TimedSocket):
            self.sock.deadline = deadline

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was sent yet."""
        return self.sock is None

    def connect(self) -> None:
        """Connect to the first of the addresses that answers; raise OSError where none does."""
        plain = self._connected()
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                plain.settimeout(self._deadline.left())
                plain = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise
        self.sock = _TimedSocket(plain, self._deadline)

    def _connected(self) -> socket.socket:
        last: OSError = OSError("no address")
        for place in self._places:
            sock = socket.socket(place.family, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(self._deadline.left(), _CONNECT))
                sock.connect(place.place)
                return sock
            except OSError as fault:
                sock.close()
                last = fault
        raise last
