"""
Serve an output folder on this machine with the headers and the 404 page that a web host would send.

Only the standard library is imported: ``tasks.py serve`` runs before anything is installed.
"""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from plugins.publishing.hosting.http_headers import headers_of
from plugins.publishing.hosting.own_host import is_own_host

_FOREIGN = "Chỉ mở trên máy này: dùng http://127.0.0.1 hoặc http://localhost."


class _Handler(SimpleHTTPRequestHandler):
    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer requests for this machine alone: another site's name may be made to lead here."""
        hosts = self.headers.get_all("Host") or [""]
        if len(hosts) == 1 and is_own_host(hosts[0]):
            return super().send_head()
        data = _FOREIGN.encode()
        self.send_response(403)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer an address that does not exist with the portal's own page."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def end_headers(self) -> None:
        """Send the headers that every host sends, so that a page which they would break is seen here first."""
        # Browsers keep nothing: the folder is built again all the time.
        headers = {**headers_of(urlsplit(getattr(self, "path", "/")).path), "Cache-Control": "no-store"}
        for name, value in headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing for a request."""


def local_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder at 127.0.0.1; raise OSError if the port is taken."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
