"""A web server as strict as the real one, and visits to it that note all that must not happen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from closing import close_context
from given import NOW
from kinds import Visit
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.publishing.hosting.http_headers import headers_of

HEIGHT = 800
EMPTY = "trang-trang"
OPENER = "Cross-Origin-Opener-Policy"


class _Host(SimpleHTTPRequestHandler):
    """
    Serves a folder with the headers of the real hosts on every answer, and its own page for what is not there.

    What lies at ``EMPTY`` is a page without anything, for windows between two tests.
    """

    def do_GET(self) -> None:
        if self.path == f"/{EMPTY}":
            self._send(200, b"<!doctype html><title>-</title><link rel=icon href=data:,>")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        headers = headers_of(urlsplit(self.path).path)
        # Between a page that has this header and one without it the browser would change to a new process.
        wanted = headers if self.path != f"/{EMPTY}" else {OPENER: headers[OPENER]}
        for name, value in wanted.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self._send(code, (Path(self.directory) / "404.html").read_bytes())

    def _send(self, code: int, data: bytes) -> None:
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


def _new_context(browser: Browser, width: int, options: Mapping[str, Any]) -> BrowserContext:
    wanted = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **wanted)
    # Pages tell states by the reader's clock: readers come on the day of the build, unless a test says otherwise.
    context.clock.set_fixed_time(NOW)
    return context


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
        context = _new_context(browser, width, options)
        contexts.append(context)
        witness.watch(context)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(host + address)
        return page

    yield visit
    for context in contexts:
        close_context(context)
    assert witness.seen == [], witness.seen[:3]


class Windows:
    """
    Windows that tests use one after the other to look at pages of a host.

    To open a window takes longer than to load a page in it. Who gets one finds it as a new one: in the size and
    with the media that were asked for, with nothing stored, and the mouse nowhere; only what never changes
    under its name may be in the browser's cache. What cannot be taken back, as scripts that run before a
    page's own or permissions, is for a window of one's own.
    """

    def __init__(self, browser: Browser, host: str) -> None:
        self._browser, self._host = browser, host
        self._witness = _Witness(host)
        self._free: dict[str, list[Page]] = {}

    @contextmanager
    def lent(self) -> Iterator[Visit]:
        """
        Give what opens an address in a window; ``media`` are Playwright's options of a context, ``moment`` is what
        its clock shows.

        At the end all windows that were opened are as new ones, for others; no policy may have been broken, no
        error printed, no other host asked.
        """
        used: list[tuple[str, Page]] = []

        def look(address: str, width: int = 1280, moment: str = NOW, **media: Any) -> Page:
            # A clock that was set again and again stays one: those that nobody sets are not mixed with it.
            kind = repr((sorted(media.items()), moment != NOW))
            free = self._free.setdefault(kind, [])
            page = free.pop() if free else self._new(width, media)
            used.append((kind, page))
            if moment != NOW:
                page.clock.set_fixed_time(moment)
            self._open(page, address, width, media)
            return page

        yield look
        for kind, page in used:
            self._clear(page)
            self._free[kind].append(page)
        seen, self._witness.seen = self._witness.seen, []
        assert seen == [], seen[:3]

    def _open(self, page: Page, address: str, width: int, media: Mapping[str, Any]) -> None:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(
            media="null",
            color_scheme=media.get("color_scheme", "light"),
            forced_colors=media.get("forced_colors", "none"),
            reduced_motion=media.get("reduced_motion", "no-preference"),
        )
        if urlsplit(page.url).path == urlsplit(self._host + address).path:
            # The browser would load it again, and keep what was typed in it, or not load it at all.
            page.goto(self._host + EMPTY)
        page.goto(self._host + address)

    def _new(self, width: int, media: Mapping[str, Any]) -> Page:
        context = _new_context(self._browser, width, media)
        self._witness.watch(context)
        return context.new_page()

    def _clear(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self._host.rstrip("/"), "storageTypes": "all"})
        session.detach()
        page.context.clear_cookies()
        page.mouse.move(-1, -1)

    def close(self) -> None:
        """Close all windows."""
        for pages in self._free.values():
            for page in pages:
                close_context(page.context)
