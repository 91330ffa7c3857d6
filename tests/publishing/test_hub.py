"""A hub hears of news after a publication, and whatever it answers stops nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from plugins.publishing.hub import tell_hub


@contextmanager
def hub(status: int, heard: list[dict[str, list[str]]]) -> Iterator[str]:
    """Run a hub that answers everything with a status and notes what it is told; give its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.append(parse_qs(text))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hub"
    finally:
        server.shutdown()
        server.server_close()


def test_the_hub_is_told_of_every_feed_at_once() -> None:
    """One request, as hubs take it."""
    heard: list[dict[str, list[str]]] = []
    with hub(204, heard) as address:
        why = tell_hub(address, ["https://a.vn/feeds/tat-ca.atom.xml", "https://a.vn/feeds/tin.rss.xml"])

    assert why == ""
    assert heard == [
        {
            "hub.mode": ["publish"],
            "hub.url": ["https://a.vn/feeds/tat-ca.atom.xml", "https://a.vn/feeds/tin.rss.xml"],
        }
    ]


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_hub_that_refuses_is_told_of_in_words(status: int) -> None:
    """Neither followed elsewhere nor an error of the program."""
    with hub(status, []) as address:
        assert tell_hub(address, ["https://a.vn/feeds/tat-ca.atom.xml"]) == f"trả lời {status}"


def test_a_hub_that_is_not_there_is_told_of_in_words() -> None:
    """Nobody listens at its address."""
    with hub(204, []) as address:
        pass

    assert tell_hub(address, ["https://a.vn/feeds/tat-ca.atom.xml"])
