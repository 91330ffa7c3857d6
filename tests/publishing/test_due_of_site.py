"""When a live site changes next, as it says itself: whatever it answers, a wrong answer is never “nothing is due”."""

from __future__ import annotations

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
from plugins.publishing.releases.manifest import Manifest

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
    with answering(Manifest({}, next_change=MOMENT.isoformat()).header) as address:
        assert of_site(f"{address}/").moment == MOMENT
    with answering(Manifest({}).header) as address:
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
    assert time.monotonic() - began < 10


A_RELEASE = Manifest({}, source="a" * 40, next_change="2099-01-01T00:00:00+07:00").header


@pytest.mark.parametrize(("here", "code"), [("a" * 40, 1), ("a" * 40 + "+sửa", 1), ("b" * 40, 0), ("", 1)])
def test_it_is_time_where_the_sources_are_others(
    monkeypatch: pytest.MonkeyPatch, here: str, code: int
) -> None:
    """A push that was never published is found by the next question, whatever became of its run."""
    monkeypatch.setattr("plugins.publishing.tasks.revision", lambda _: here)
    with answering(A_RELEASE) as address:
        assert tasks.main(["next", "--live", address, "--due"]) == code


def test_whether_it_is_time_is_never_answered_by_a_build_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an address that of publishconf.py is asked; what cannot be asked is 2, not “not due”."""
    monkeypatch.setenv("PORTAL_URL", "https://khong-co-cong-nay.invalid")
    assert tasks.main(["next", "--due"]) == 2
    assert "khong-co-cong-nay.invalid" in "".join(capsys.readouterr())
    monkeypatch.setenv("PORTAL_URL", "")
    assert tasks.main(["next", "--due"]) == 2
