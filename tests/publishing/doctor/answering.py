"""A site that answers as a test wants it, over http or https; and certificates that last as long as wanted."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import outside_tools


@contextmanager
def pages_served(
    pages: Mapping[str, str],
    status: int = 200,
    off: timedelta = timedelta(),
    tls: tuple[Path, Path] | None = None,
) -> Iterator[str]:
    """
    Serve these texts by their paths, "*" for every other one; give the address.

    ``status`` is that of every page that is there; the server's clock is off by so much.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path, pages.get("*"))
            data = (text or "").encode()
            self.send_response_only(404 if text is None else status)
            self.send_header("Date", format_datetime(datetime.now(UTC) + off, usegmt=True))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def authority(work: Path, days: int) -> tuple[Path, tuple[Path, Path]]:
    """Return a certificate for 127.0.0.1 that lasts so many days, as its own authority, and the pair for a server."""
    certificate_file, key = work / f"cert-{days}.pem", work / f"key-{days}.pem"
    words = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", str(days), "-subj", "/CN=thu"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [outside_tools.openssl(), "req", *words, "-keyout", str(key), "-out", str(certificate_file)],
        check=True,
        capture_output=True,
    )
    return certificate_file, (certificate_file, key)
