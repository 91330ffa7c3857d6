"""The preview's server, asked over the network of this machine."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugins.editors.preview import server as server_module
from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.http import Request, Response, text_response
from plugins.editors.preview.server import PortTaken, Server
from plugins.editors.preview.snapshot import Snapshot, SnapshotFeed

PAGE = "<html><head></head><body><main>Trang</main></body></html>"


@pytest.fixture
def feed(tmp_path: Path) -> SnapshotFeed:
    """The feed of a small folder."""
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "phim.mp4").write_bytes(bytes(range(256)) * 1024)
    return SnapshotFeed(Snapshot(tmp_path, tmp_path))


@pytest.fixture
def server(feed: SnapshotFeed) -> Iterator[Server]:
    """A server at some port, with a route that returns what it was sent."""

    def heard(request: Request) -> Response:
        return text_response(200, f"{request.method} {len(request.body)}")

    made = Server(0, PreviewApp(feed, {"nghe": heard}).respond)
    made.start()
    yield made
    feed.close()
    made.close()


def ask(
    server: Server, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    """Return the status and the body of an answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as line:
        line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, answer.read()


def test_a_page_comes_over_the_network(server: Server) -> None:
    """And only its head where that is asked."""
    status, body = ask(server, "GET", "/")

    assert status == 200
    assert b"Trang" in body
    assert ask(server, "HEAD", "/") == (200, b"")
    assert ask(server, "HEAD", "/khong-co") == (404, b"")


def test_pieces_of_a_large_file(server: Server) -> None:
    """The last bytes, the whole."""
    assert ask(server, "GET", "/phim.mp4", Range="bytes=-2") == (206, bytes([254, 255]))
    assert len(ask(server, "GET", "/phim.mp4")[1]) == 256 * 1024


def test_one_line_serves_many_questions(server: Server) -> None:
    """A browser keeps it open; what was not read of one question is not taken for the next."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as line:
        for method, body in (("GET", None), ("POST", b"x" * 1000), ("HEAD", None), ("GET", None)):
            line.request(method, "/nghe/x", body)
            answer = line.getresponse()
            assert answer.read() in (f"{method} {len(body or b'')}".encode(), b"")


def test_the_newer_address_of_this_machine_answers_too(server: Server) -> None:
    """Where the machine has one: “localhost” may mean either."""
    try:
        with closing(socket.create_connection(("::1", server.port), timeout=10)) as line:
            line.sendall(f"GET / HTTP/1.0\r\nHost: [::1]:{server.port}\r\n\r\n".encode())
            assert line.recv(12) == b"HTTP/1.1 200"
    except OSError:
        pytest.skip("no ::1 on this machine; nothing to install")


def test_nobody_else_can_ask(server: Server) -> None:
    """It listens on this machine's own addresses alone."""
    assert {one.server_address[0] for one in server._servers} <= {"127.0.0.1", "::1"}


def test_what_is_too_large_or_of_unknown_length_is_not_taken(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is read."""
    monkeypatch.setattr(server_module, "LARGEST_BODY", 10)

    assert ask(server, "POST", "/nghe/x", b"x" * 10) == (200, b"POST 10")
    assert ask(server, "POST", "/nghe/x", b"x" * 11)[0] == 413
    assert ask(server, "POST", "/nghe/x", None, Transfer_Encoding="chunked")[0] == 411


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("Content-Length: \xb2", 400),
        ("Content-Length: -1", 400),
        ("Content-Length: +1", 400),
        ("Content-Length: 0x10", 400),
        ("Content-Length: 1_0", 400),
        ("Content-Length: 1, 1", 400),
        ("Content-Length: 1 1", 400),
        ("Content-Length: 1.0", 400),
        ("Content-Length:", 400),
        ("Content-Length: nhiều", 400),
        ("Content-Length: 1\r\nContent-Length: 2", 400),
        ("Content-Length: 0\r\nHost: vi-du.vn", 400),
        ("Content-Length: " + "9" * 20, 413),
        ("Content-Length: " + "9" * 5000, 413),
        ("Content-Length: " + "0" * 20 + "1", 413),
    ],
)
def test_an_odd_length_is_refused(server: Server, lines: str, status: int) -> None:
    """With an answer, and without reading on: whoever reads it otherwise would take the rest for another request."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)) as line:
        head = f"POST /nghe/x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{lines}\r\n\r\n"
        line.sendall(head.encode("utf-8" if "nhiều" in head else "latin-1") + b"x")
        answer = line.makefile("rb").read()
    assert int(answer[9:12]) == status, answer[:200]
    assert answer.count(b"HTTP/1.1") == 1


def test_a_body_that_ends_too_early_is_refused(server: Server) -> None:
    """Half a question is none."""
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=10)) as line:
        line.sendall(
            f"POST /nghe/x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 9\r\n\r\nx".encode()
        )
        line.shutdown(socket.SHUT_WR)
        assert line.makefile("rb").read(12) == b"HTTP/1.1 400"


def test_a_port_that_is_taken_is_told(server: Server, feed: SnapshotFeed) -> None:
    """Not two programs at one port."""
    with pytest.raises(PortTaken):
        Server(server.port, PreviewApp(feed).respond)


def test_news_reach_an_open_line_and_end_with_the_server(feed: SnapshotFeed) -> None:
    """A browser that listens hears of a change, and of the end."""
    server = Server(0, PreviewApp(feed).respond)
    server.start()
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as line:
        line.request("GET", "/xem-thu/song?trang=index.html")
        answer = line.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.readline() == b"retry: 300\n"
        assert answer.readline() == b"\n"
        assert answer.readline().startswith(b"data: ")
        assert answer.readline() == b"\n"
        feed.show_status(fault="hỏng")
        assert b'"fault": "h\\u1ecfng"' in answer.readline()
        feed.close()
        assert answer.read() == b"\n"
    server.close()
