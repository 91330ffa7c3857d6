"""A web server as strict as the real one, and visits to it that note all that must not happen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kinds import Visit
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.publishing.hosting.headers import headers_of


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder with the headers of the real hosts on every answer, and its own page for what is not there."""

    def end_headers(self) -> None:
        for name, value in headers_of(urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        data = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address on this machine, ending in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


class _Witness:
    """Notes all that must not happen while a page is open."""

    def __init__(self, host: str) -> None:
        self.host = urlsplit(host).netloc
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.seen.append(f"script error: {fault.error}"))
        context.on("request", self._request)

    def _console(self, message: Any) -> None:
        # That the page itself is not there is what the page for that case is about.
        expected = "404" in message.text and message.location["url"].endswith("khong-co-trang-nay/")
        if message.type in ("error", "warning") and not expected:
            self.seen.append(f"console {message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != self.host:
            self.seen.append(f"request to another host: {request.url}")


@contextmanager
def visits(browser: Browser, host: str) -> Iterator[Visit]:
    """
    Give what opens an address of a host in a new window.

    ``scripts`` run before the page's own, and make the browser another one than it is.
    At the end no policy may have been broken, no error printed, no other host asked.
    """
    witness = _Witness(host)
    contexts: list[BrowserContext] = []

    def visit(address: str, width: int = 1280, scripts: Sequence[str] = (), **options: Any) -> Page:
        wanted = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = browser.new_context(viewport={"width": width, "height": 800}, **wanted)
        contexts.append(context)
        witness.watch(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(host + address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert witness.seen == [], witness.seen[:3]
