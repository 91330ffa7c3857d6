"""A hostile site costs a check no more than its bounds, and what browsers receive compressed is looked at too."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases import last_release
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.manifest import Manifest
from plugins.publishing.releases.release import FileContent
from plugins.publishing.verification import report_findings
from plugins.publishing.visits.http_client import LARGEST, Budget, LiveClient
from plugins.publishing.visits.live_check import check_live_site

PAGES = {
    "index.html": b"<p>Trang nh\xe1\xbb\xaf",
    "tin/index.html": b"<p>Tin",
    "404.html": b"<p>kh\xc3\xb4ng c\xc3\xb3",
}
MANIFEST = Manifest({path: FileContent.of(data).file for path, data in PAGES.items()})


@contextmanager
def site(kind: str) -> Iterator[str]:
    """Serve the pages, but for /tin/, where the server does as its ``kind`` says; give its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/")
            path = f"{path}index.html" if path == "" or path.endswith("/") else path
            body = PAGES.get(path)
            status, body = (404, PAGES["404.html"]) if body is None else (200, body)
            odd = path == "tin/index.html"
            packed = odd and kind in ("packed", "bomb") and "gzip" in self.headers["Accept-Encoding"]
            if packed:
                body = gzip.compress(b"<a href=/casino/>x</a>" if kind == "packed" else bytes(50_000_000))
            self.send_response(status)
            if packed:
                self.send_header("Content-Encoding", "gzip")
            if odd and kind == "endless":
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                if odd and kind == "endless":
                    while True:
                        self.wfile.write(bytes(1 << 20))
                if odd and kind == "slow":
                    for byte in body * 100:
                        self.wfile.write(bytes([byte]))
                        time.sleep(0.2)
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def looked_at(address: str, budget: Budget) -> Findings:
    """Return what a check within a budget finds."""
    with closing(LiveClient(address, budget)) as client:
        return check_live_site(client, MANIFEST, {})


def test_a_site_as_it_was_published_is_sound() -> None:
    """Whole and compressed."""
    with site("honest") as address:
        found = looked_at(address, Budget(seconds=30))
    assert (found.sound, found.unseen, found.unseen_packed) == (True, [], 0)


def test_a_file_without_end_is_read_no_further_than_needed() -> None:
    """Neither memory nor the wire is filled by it."""
    with site("endless") as address, closing(LiveClient(address, Budget(seconds=30))) as client:
        found = check_live_site(client, MANIFEST, {})
    assert "hơn" in found.differ["tin/index.html"]
    assert client.size <= 2 * LARGEST


def test_a_server_that_drips_does_not_outlast_the_time() -> None:
    """A byte now and then satisfies each read, and would go on for hours."""
    with site("slow") as address:
        began = time.monotonic()
        found = looked_at(address, Budget(seconds=4))
    assert time.monotonic() - began < 12
    assert not found.sound


@pytest.mark.parametrize("kind", ["packed", "bomb"])
def test_what_lies_compressed_beside_a_page_is_looked_at(kind: str) -> None:
    """Browsers get that, and no plain request ever would."""
    with site(kind) as address:
        found = looked_at(address, Budget(seconds=30))
    assert list(found.differ) == ["tin/index.html"]
    assert "gzip" in found.differ["tin/index.html"]


def test_compressed_files_that_were_not_looked_at_are_counted() -> None:
    """What the budget ends before is told, not taken for sound."""
    with site("honest") as address:
        needed = looked_at(address, Budget(seconds=30)).requests
        found = looked_at(address, Budget(requests=needed - 1, seconds=30))
    assert (found.unseen, found.unseen_packed) == ([], 1)


@pytest.mark.parametrize(
    ("seen", "code", "says"), [(0, 2, "Chưa xem được tệp nào"), (1, 0, "Phần đã xem đúng")]
)
def test_what_was_not_looked_at_is_not_called_sound(seen: int, code: int, says: str) -> None:
    """A check that its bounds ended before the first file says nothing of the site."""
    lines: list[str] = []
    found = Findings(seen=set(sorted(PAGES)[:seen]), unseen=sorted(PAGES)[seen:])
    assert report_findings(found, "so với bản kê", lines.append) == code
    assert any(says in line for line in lines), lines


@pytest.mark.parametrize("kind", ["endless", "slow"])
def test_the_last_release_is_not_asked_for_without_end(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing an artifact begins with what a live site says."""
    # The last byte of the slow one comes a second after the first.
    monkeypatch.setattr(last_release, "LONGEST", 0.4)
    monkeypatch.setattr(last_release, "LARGEST", 1 << 20)
    began = time.monotonic()
    with site(kind) as address, pytest.raises(StopBuild):
        last_release.site_reader(address)("tin/")
    assert time.monotonic() - began < 8


def test_the_last_release_is_read_whole() -> None:
    """Of a site that answers as it should."""
    with site("honest") as address:
        assert last_release.site_reader(address)("tin/") == PAGES["tin/index.html"]
