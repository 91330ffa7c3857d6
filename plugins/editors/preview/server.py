"""The preview's HTTP server: on the IPv4 and IPv6 addresses of this machine, with a thread for each connection."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from plugins.editors.preview.http import FilePart, Request, Response, text_response
from plugins.problems.stop_build import system_reason

LARGEST_BODY = 64 * 1024 * 1024
_CHUNK = 1 << 16  # bytes
_WITHOUT_BODY = (204, 304)
# Digits of ASCII alone: other digits are none to every program on the way, and a sign is no length.
_LENGTH, _DIGITS = re.compile(r"[0-9]+"), 15
Respond = Callable[[Request], Response]


class PortTaken(Exception):
    """Another program listens at this port."""


class _AddressServer(ThreadingHTTPServer):
    daemon_threads = True
    # Windows would let two programs listen at one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: str, port: int, respond: Respond) -> None:
        self.respond = respond
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        super().__init__((address, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Do not report a browser that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "xem-thu"
    sys_version = ""
    timeout: ClassVar[float | None] = 60

    def _handle(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self._body(headers)
        if isinstance(body, Response):
            self.close_connection = True
            self._send(body)
            return
        server = self.server
        assert isinstance(server, _AddressServer)
        self._send(server.respond(Request(self.command, path, query, headers, body)))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _handle  # noqa: N815 - the library names them so

    def _body(self, headers: dict[str, str]) -> bytes | Response:
        """Return the body of the request, or the response that refuses it."""
        if "transfer-encoding" in headers:
            return text_response(411, "Cần biết trước độ dài.")
        lengths = self.headers.get_all("Content-Length") or ["0"]
        hosts = self.headers.get_all("Host") or [""]
        if len(hosts) > 1 or len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
            return text_response(400, "Câu hỏi không rõ ràng.")
        if len(lengths[0]) > _DIGITS or int(lengths[0]) > LARGEST_BODY:
            return text_response(413, "Tệp quá lớn.")
        body = self.rfile.read(int(lengths[0]))
        return body if len(body) == int(lengths[0]) else text_response(400, "Nội dung gửi thiếu.")

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.events is not None:
            self.send_header("Connection", "close")
        elif response.status not in _WITHOUT_BODY:
            self.send_header("Content-Length", str(response.length))
        self.end_headers()
        if self.command == "HEAD" or response.status in _WITHOUT_BODY:
            return
        if response.events is not None:
            for event in response.events:
                self.wfile.write(event)
        elif isinstance(response.body, FilePart):
            self._send_part(response.body)
        else:
            self.wfile.write(response.body)

    def _send_part(self, part: FilePart) -> None:
        with part.file.open("rb") as file:
            file.seek(part.start)
            left = part.length
            while left and (chunk := file.read(min(left, _CHUNK))):
                self.wfile.write(chunk)
                left -= len(chunk)
        # The file has become shorter meanwhile: the promised length cannot be kept.
        self.close_connection = self.close_connection or bool(left)

    def log_message(self, format: str, *args: object) -> None:
        """Do not log each request."""


class Server:
    """Listens at 127.0.0.1, and at ::1 where the machine has it; raises PortTaken."""

    def __init__(self, port: int, respond: Respond) -> None:
        try:
            servers = [_AddressServer("127.0.0.1", port, respond)]
        except OSError as fault:
            raise PortTaken(system_reason(fault)) from fault
        self.port = int(servers[0].server_address[1])
        with suppress(OSError):
            servers.append(_AddressServer("::1", self.port, respond))
        self._servers = servers

    def start(self) -> None:
        """Respond from now on, in other threads."""
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Stop responding."""
        for server in self._servers:
            server.shutdown()
            server.server_close()
