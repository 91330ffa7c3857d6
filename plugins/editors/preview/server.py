"""The preview's server: this machine's own addresses, old and new, and a thread for each visitor."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from plugins.editors.preview.http import Part, Request, Response, text_response

LARGEST_BODY = 64 * 1024 * 1024
_PIECE = 1 << 16
_BODILESS = (204, 304)
Answering = Callable[[Request], Response]


class PortTaken(Exception):
    """Another program answers at this port."""


class _Host(ThreadingHTTPServer):
    daemon_threads = True
    # Windows would let two programs answer at one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: str, port: int, answering: Answering) -> None:
        self.answering = answering
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, port), _Visit)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "xem-thu"
    sys_version = ""
    timeout: ClassVar[float | None] = 60

    def _visit(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._body(headers)
        if isinstance(body, Response):
            self.close_connection = True
            self._send(body)
            return
        server = self.server
        assert isinstance(server, _Host)
        self._send(server.answering(Request(self.command, path, query, headers, body)))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _visit  # noqa: N815 - the library names them so

    def _body(self, headers: dict[str, str]) -> bytes | Response:
        """Return what was sent, or why it is not taken."""
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdigit():
            return text_response(411, "Cần biết trước độ dài.")
        if int(length) > LARGEST_BODY:
            return text_response(413, "Tệp quá lớn.")
        return self.rfile.read(int(length))

    def _send(self, answer: Response) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.events is not None:
            self.send_header("Connection", "close")
        elif answer.status not in _BODILESS:
            self.send_header("Content-Length", str(answer.length))
        self.end_headers()
        if self.command == "HEAD" or answer.status in _BODILESS:
            return
        if answer.events is not None:
            for event in answer.events:
                self.wfile.write(event)
        elif isinstance(answer.body, Part):
            self._send_part(answer.body)
        else:
            self.wfile.write(answer.body)

    def _send_part(self, part: Part) -> None:
        with part.file.open("rb") as file:
            file.seek(part.start)
            left = part.length
            while left and (piece := file.read(min(left, _PIECE))):
                self.wfile.write(piece)
                left -= len(piece)
        # A file that grew shorter meanwhile: what was promised cannot be kept.
        self.close_connection = self.close_connection or bool(left)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""


class Server:
    """Answers at 127.0.0.1, and at ::1 where the machine has it; raises PortTaken."""

    def __init__(self, port: int, answering: Answering) -> None:
        try:
            hosts = [_Host("127.0.0.1", port, answering)]
        except OSError as fault:
            raise PortTaken(str(fault.strerror or fault)) from fault
        self.port = int(hosts[0].server_address[1])
        with suppress(OSError):
            hosts.append(_Host("::1", self.port, answering))
        self._hosts = hosts

    def start(self) -> None:
        """Answer from now on, in threads beside this one."""
        for host in self._hosts:
            threading.Thread(target=host.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        for host in self._hosts:
            host.shutdown()
            host.server_close()
