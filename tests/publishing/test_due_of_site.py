"""When a live site changes next, as it says itself: whatever it answers, a wrong answer is never “nothing is due”."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import tasks
from plugins.publishing import due
from plugins.publishing.due import UnknownMoment, of_site

MOMENT = datetime(2024, 6, 30, 8, tzinfo=UTC)


@contextmanager
def answering(body: bytes, status: int = 200, *, endless: bool = False, drip: float = 0) -> Iterator[str]:
    """Serve a body at every address, again and again where ``endless``; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            try:
                self.wfile.write(body)
                while endless:
                    self.wfile.write(body)
                    time.sleep(drip)
            except OSError:
                return

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_the_moment_of_a_site_is_read() -> None:
    """With its zone; none where nothing is to come."""
    with answering(json.dumps({"lan-toi": MOMENT.isoformat()}).encode()) as address:
        assert of_site(f"{address}/").moment == MOMENT
    with answering(b'{"lan-toi": null}') as address:
        assert of_site(address).moment is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"lan-toi": 5}',
        b'{"lan-toi": ["2024"]}',
        b'{"lan-toi": false}',
        b'{"lan-toi": "2024-06-30T08:00"}',
        b'{"lan-toi": "soon"}',
        b"[" * 100_000,
        b'{"lan-toi": ' + b"9" * 10_000 + b"}",
        b"<!doctype html><title>404</title>",
        b"\xff\xfe",
    ],
)
def test_what_names_no_moment_is_not_nothing(body: bytes) -> None:
    """It is unknown, and the caller is told so."""
    with answering(body) as address, pytest.raises(UnknownMoment):
        of_site(address)


@pytest.mark.parametrize("status", [301, 403, 404, 500])
def test_an_answer_without_the_manifest_is_unknown(status: int) -> None:
    """A site that hides it, or is out of order."""
    with answering(b'{"lan-toi": null}', status) as address, pytest.raises(UnknownMoment):
        of_site(address)


def test_an_answer_without_end_costs_a_megabyte(capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with the code of what could not be asked, not with that of “not due”."""
    with answering(bytes(1 << 16), endless=True) as address:
        assert tasks.main(["next", "--live", address, "--due"]) == 2
    assert "không hỏi được" in "".join(capsys.readouterr())


def test_an_answer_that_drips_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it would go on."""
    monkeypatch.setattr(due, "TIMEOUT", 0.5)
    began = time.monotonic()
    with answering(b" ", endless=True, drip=0.05) as address, pytest.raises(UnknownMoment):
        of_site(address)
    assert time.monotonic() - began < 3
