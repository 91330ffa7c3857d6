"""Hostile servers cost whoever fetches no more than its bounds, and lead to no place that was not asked for."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from plugins.web.host_lookup import SocketAddress
from plugins.web.inner_hosts import is_inner_host, is_public
from plugins.web.web_address import BadAddress, web_address
from plugins.web.web_client import (
    FetchFault,
    FetchRules,
    InnerAddress,
    NotFollowed,
    TookTooLong,
    WebClient,
    WebResponse,
    inner_origins,
    plain_body,
)

Talk = Callable[[socket.socket], None]
PATIENCE = 0.6  # seconds that the clients here wait
DRIP = 0.05


@contextmanager
def server(talk: Talk) -> Iterator[str]:
    """Listen on this machine, and talk to whoever connects; give the address."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def accept() -> None:
        while not over.is_set():
            try:
                one, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=say, args=(one,), daemon=True).start()

    def say(one: socket.socket) -> None:
        with one:
            try:
                one.settimeout(10)
                one.recv(65536)
                talk(one)
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def saying(head: str, body: bytes = b"") -> Talk:
    """Return a server's talk that sends this head and body, and hangs up."""
    return lambda one: one.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n" + body)


def dripping(start: bytes, piece: bytes) -> Talk:
    """Return a talk that begins so, and then sends a piece now and then for ever."""

    def talk(one: socket.socket) -> None:
        one.sendall(start)
        while True:
            one.sendall(piece)
            time.sleep(DRIP)

    return talk


def pouring(start: bytes, piece: bytes) -> Talk:
    """Return a talk that begins so, and then sends as fast as it can, for ever."""

    def talk(one: socket.socket) -> None:
        one.sendall(start)
        while True:
            one.sendall(piece)

    return talk


def fetched(
    address: str, limit: int = 1 << 20, *, redirects: int = 0, elsewhere: bool = False
) -> WebResponse:
    """Fetch an address of this machine."""
    rules = FetchRules(inner_origins([address]), redirects=redirects, elsewhere=elsewhere, seconds=PATIENCE)
    with closing(WebClient(rules)) as web:
        return web.get(web_address(address), limit=limit)


@pytest.mark.parametrize(
    "talk",
    [
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"a"),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        pouring(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda one: time.sleep(60),
    ],
    ids=["status", "header", "headers", "body", "endless", "chunks", "trailer", "continue", "poured", "mute"],
)
def test_no_trickle_outlasts_the_deadline(talk: Talk) -> None:
    """Wherever in the answer it is: each byte is in time, and the whole never is."""
    began = time.monotonic()
    with server(talk) as address, pytest.raises(FetchFault):
        fetched(address)
    # Each would go on for much longer; a busy machine may stand still for a while.
    assert time.monotonic() - began < PATIENCE + 10


@pytest.mark.parametrize(
    "start",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"FFFFFFFF\r\n",
    ],
    ids=["endless", "enormous", "chunk"],
)
def test_a_body_is_read_no_further_than_the_limit(start: bytes) -> None:
    """And it is told that there was more."""
    with server(pouring(start, bytes(1 << 16))) as address:
        response = fetched(address, 1 << 20)
    assert (len(response.body), response.cut) == (1 << 20, True)


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\n"])
def test_headers_without_end_are_refused(start: bytes) -> None:
    """A line, or the number of lines."""
    piece = b"A: b\r\n" * 1000 if start.endswith(b"OK\r\n") else bytes(b"a" * 65536)
    with server(pouring(start, piece)) as address, pytest.raises(FetchFault):
        fetched(address)


@pytest.mark.parametrize(
    "talk",
    [
        saying("HTTP/1.1 200 OK\nContent-Length: 10\n", b"half"),
        saying("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", b"ff\r\nhalf"),
        saying("no answer at all\n"),
        lambda one: None,
    ],
    ids=["length", "chunked", "garbage", "hung up"],
)
def test_half_an_answer_is_none(talk: Talk) -> None:
    """It is never taken for a short one."""
    with server(talk) as address, pytest.raises(FetchFault):
        fetched(address)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    """A few bytes that would fill the memory."""
    packed = gzip.compress(bytes(200_000_000))
    with server(saying(f"HTTP/1.1 200 OK\nContent-Encoding: {encoding}\n", packed)) as address:
        response = fetched(address)
    with pytest.raises(FetchFault, match="quá lớn"):
        plain_body(response, 1 << 20)


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("http://127.0.0.1:9/", NotFollowed),
        ("http://localhost:{port}/", NotFollowed),
        ("https://example.org/", NotFollowed),
        ("//example.org/", NotFollowed),
        ("file:///etc/passwd", NotFollowed),
        ("ftp://127.0.0.1/", NotFollowed),
        ("http://a@127.0.0.1:{port}/", NotFollowed),
        ("http:\\\\example.org/", NotFollowed),
        ("/\\example.org/", NotFollowed),
        ("http://[x/", NotFollowed),
        ("/", FetchFault),
    ],
)
def test_a_redirect_leads_nowhere_else(place: str, why: type[FetchFault]) -> None:
    """Neither to another host or port, nor to what is not the web, nor in a circle."""
    where = {"place": ""}

    def talk(one: socket.socket) -> None:
        saying(f"HTTP/1.1 302 Found\nLocation: {where['place']}\nContent-Length: 0\n")(one)

    with server(talk) as address:
        where["place"] = place.replace("{port}", address.rpartition(":")[2])
        with pytest.raises(FetchFault) as caught:
            fetched(address, redirects=5)
        assert caught.type is why
        assert fetched(address).location == where["place"]


def test_asked_for_elsewhere_inner_networks_stay_closed() -> None:
    """A redirect from a page to another server of this machine is not followed: that one was never named."""
    with (
        server(saying("HTTP/1.1 200 OK\n", b"secret")) as other,
        server(saying(f"HTTP/1.1 302 Found\nLocation: {other}/\nContent-Length: 0\n")) as address,
        pytest.raises(InnerAddress, match="mạng nội bộ"),
    ):
        fetched(address, redirects=5, elsewhere=True)


PRIVATE = ["127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.100.0.1"]
PRIVATE += [
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "::ffff:127.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "255.255.255.255",
]


@pytest.mark.parametrize("place", PRIVATE)
def test_a_public_name_leads_to_no_private_address(place: str) -> None:
    """Whatever its owner writes into the DNS."""
    assert not is_public(place)
    family = socket.AF_INET6 if ":" in place else socket.AF_INET
    web = WebClient(FetchRules(), lambda host, port, seconds: [SocketAddress(family, (place, port))])
    with closing(web), pytest.raises(InnerAddress):
        web.get(web_address("http://tho-xuan.example/"), limit=9)


@pytest.mark.parametrize(
    "text", ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://127.1/"]
)
def test_a_private_address_that_nobody_named_is_not_asked(text: str) -> None:
    """However it is written, once the system has read it."""
    web = WebClient(FetchRules(inner_origins(["https://tho-xuan.example/"])))
    with closing(web), pytest.raises(FetchFault):
        web.get(web_address(text), limit=9)


def test_a_name_is_looked_up_once_and_connected_to_where_it_was_found() -> None:
    """A second answer of the DNS, with another address, is never asked for."""
    asked: list[str] = []

    def lookup(host: str, port: int, seconds: float) -> list[SocketAddress]:
        asked.append(host)
        return [SocketAddress(socket.AF_INET, ("127.0.0.1", port))]

    with server(saying("HTTP/1.1 200 OK\n", b"here")) as address:
        port = address.rpartition(":")[2]
        with closing(WebClient(FetchRules(private=True), lookup)) as web:
            found = [
                web.get(web_address(f"http://tho-xuan.example:{port}/{n}"), limit=9).body for n in range(3)
            ]
    assert (found, asked) == ([b"here"] * 3, ["tho-xuan.example"])


def test_a_system_that_finds_no_name_in_time_is_not_waited_for() -> None:
    """The lookup has the deadline of the answer."""

    def lookup(host: str, port: int, seconds: float) -> list[SocketAddress]:
        assert seconds <= PATIENCE
        raise TimeoutError

    with closing(WebClient(FetchRules(seconds=PATIENCE), lookup)) as web, pytest.raises(TookTooLong):
        web.get(web_address("http://tho-xuan.example/"), limit=9)


@pytest.mark.parametrize(
    "text",
    [
        "ftp://a.vn/",
        "file:///etc/passwd",
        "gopher://a.vn/",
        "http://",
        "http:///x",
        "a.vn",
        "http://a.vn:0/",
        "http://a.vn:99999/",
        "http://a.vn:x/",
        "http://u:p@a.vn/",
        "http://a.vn\\@b.vn/",
        "http://a.vn/\r\nX: y",
        "http://a b/",
        "http://[::1/",
        "http://fe80::1%25eth0/",
        "http://" + "a" * 300 + ".vn/",
    ],
)
def test_what_is_no_clear_web_address_is_refused(text: str) -> None:
    """Before anything is asked."""
    with pytest.raises(BadAddress):
        web_address(text)


def test_only_names_that_say_so_lie_inside() -> None:
    """A name that could be registered has to prove that it is public, or be called private by a person."""
    assert not is_inner_host("127.0.0.1.nip.io")
    assert inner_origins(["http://127.0.0.1.nip.io/", "Bài.docx", "https://a.vn"]) == frozenset()


def test_a_name_of_one_word_that_a_person_typed_lies_inside() -> None:
    """Only the person's own network knows it; an address of version 6 is no word."""
    assert inner_origins(["http://may-chu/a", "http://[2606:4700::1]/"]) == {"http://may-chu"}


@pytest.mark.parametrize("place", PRIVATE)
def test_where_nobody_is_connected_to_no_reader_gets(place: str) -> None:
    """A link there is told, of every private address that the client refuses."""
    assert is_inner_host(place)


def test_an_idle_connection_that_was_closed_is_opened_again() -> None:
    """Once, and without a fault."""
    with server(saying("HTTP/1.1 200 OK\nContent-Length: 4\n", b"here")) as address:
        rules = FetchRules(inner_origins([address]), seconds=PATIENCE)
        with closing(WebClient(rules)) as web:
            assert [web.get(web_address(address), limit=9).body for _ in range(3)] == [b"here"] * 3
