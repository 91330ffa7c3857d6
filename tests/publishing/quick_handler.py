"""An HTTP handler for tests that ask thousands of times: headers are read, and answers written, with little work."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import MappingProxyType
from typing import Any


class QuickHandler(BaseHTTPRequestHandler):
    """Reads a request's headers, whose names are in small letters then, and answers with one write."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def parse_request(self) -> bool:
        """Read the headers, whose names are in small letters; the library's own reads them as those of a letter, slowly."""
        self.command, self.path, version = self.raw_requestline.decode("latin-1").split()
        self.headers = {}
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        self.close_connection = version == "HTTP/1.0" or self.headers.get("connection") == "close"
        if self.headers.get("expect") == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def answer(
        self, status: int, data: bytes = b"", headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Answer with a status, a body (but to HEAD) and headers."""
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Length: {len(data)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join([*lines, "\r\n"]).encode("latin-1")
        self.wfile.write(head if self.command == "HEAD" else head + data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""
