"""
The one client with which the portal fetches anything from the web.

Each answer has a deadline and a limit in bytes. A host is looked up once, and the connection goes to the address that
was found: only to public ones, but for origins that a person named and whose name says that they lie inside. Redirects
are followed only where that is asked for, and only within the site.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message

from plugins.web.host_lookup import Lookup, SocketAddress, system_lookup
from plugins.web.inner_hosts import is_inner_host, is_one_word, is_public
from plugins.web.timed_connection import Deadline, TimedConnection
from plugins.web.web_address import BadAddress, WebAddress, web_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 1 << 16


class FetchFault(Exception):
    """There is no answer; the text says why, in Vietnamese, without control characters of whatever answered."""

    def __init__(self, text: str) -> None:
        super().__init__("".join(one if one.isprintable() else "?" for one in text[:300]))


class TookTooLong(FetchFault):
    """The answer was not whole in time."""


class NotFollowed(FetchFault):
    """A redirect leads to ``place``, where it is not followed."""

    def __init__(self, place: str) -> None:
        super().__init__(f"chuyển sang nơi khác: {place}")
        self.place = place


class InnerAddress(FetchFault):
    """The host lies in an inner network."""


@dataclass(frozen=True, slots=True)
class WebResponse:
    """
    The response of a server: status, the bytes as they came, headers by lower-case names, and the address that answered.

    ``cut`` tells that there was more than what was read.
    """

    status: int
    body: bytes
    headers: Mapping[str, str]
    address: str
    cut: bool = False

    @property
    def location(self) -> str:
        """Where a redirect leads, "" where it is none."""
        found = self.headers.get("location", "") if self.status in REDIRECTS else ""
        # Headers are read as Latin-1; many servers of old portals write UTF-8.
        return found.encode("latin-1", "replace").decode("utf-8", "replace") if not found.isascii() else found

    @property
    def charset(self) -> str:
        """
        The charset that the server names, "" where it names none.

        >>> WebResponse(200, b"", {"content-type": 'text/html; Charset="windows-1258"'}, "").charset
        'windows-1258'
        """
        kind = Message()
        kind["content-type"] = self.headers.get("content-type", "")
        return kind.get_content_charset() or ""


@dataclass(frozen=True, slots=True)
class FetchRules:
    """
    What a client may do.

    ``inner`` are the origins that may lie in an inner network; with ``private`` any may. ``redirects`` is how many are
    followed, ``elsewhere`` whether also to other sites; ``seconds`` are for a whole answer, ``stall`` for each wait
    within it.
    """

    inner: frozenset[str] = frozenset()
    private: bool = False
    redirects: int = 0
    elsewhere: bool = False
    seconds: float = 30
    stall: float = 30


@dataclass(frozen=True, slots=True)
class _WebRequest:
    """One request: how an ``address`` is asked, what is brought with it, how many bytes of the body are read."""

    address: WebAddress
    method: str
    headers: Mapping[str, str]
    body: bytes | None
    limit: int


def inner_origins(named: Iterable[str]) -> frozenset[str]:
    """
    Return the origins, of addresses that a person named, which say themselves that they lie in an inner network.

    >>> sorted(inner_origins(["http://127.0.0.1:8000/x", "https://tho-xuan.vn/", "bai.docx"]))
    ['http://127.0.0.1:8000']
    """
    found = set()
    for text in named:
        try:
            address = web_address(text)
        except BadAddress:
            continue
        if is_inner_host(address.host) or is_one_word(address.host):
            found.add(address.origin)
    return frozenset(found)


@dataclass(slots=True)
class WebClient:
    """Sends requests; each thread keeps one connection of its own, to the origin that it asked last."""

    rules: FetchRules
    lookup: Lookup = system_lookup
    _own: threading.local = field(default_factory=threading.local)
    _open: set[TimedConnection] = field(default_factory=set)
    _places: dict[str, list[SocketAddress]] = field(default_factory=dict)
    _tls: ssl.SSLContext | None = None

    def get(
        self,
        address: WebAddress,
        *,
        limit: int,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
        seconds: float | None = None,
    ) -> WebResponse:
        """
        Return the response at an address, at most ``limit`` bytes of its body; raise FetchFault where there is none.

        ``body`` is what the request brings; where the server closed an idle connection it is sent twice.
        """
        deadline = Deadline(self.rules.seconds if seconds is None else seconds, self.rules.stall)
        request = _WebRequest(address, method, headers or {}, body, limit)
        for _ in range(self.rules.redirects + 1):
            response = self._asked(request, deadline)
            if not (self.rules.redirects and response.location):
                return response
            request = replace(request, address=self._followed(request.address, response.location))
        raise FetchFault("chuyển hướng vòng quanh")

    def _followed(self, address: WebAddress, location: str) -> WebAddress:
        try:
            place = address.joined(location)
        except BadAddress as fault:
            raise NotFollowed(location) from fault
        if not self.rules.elsewhere and not place.is_of_site(address):
            raise NotFollowed(str(place))
        return place

    def _asked(self, request: _WebRequest, deadline: Deadline) -> WebResponse:
        try:
            connection = self._connection(request.address, deadline)
            was_fresh = connection.is_fresh
            try:
                return self._answer(connection, request, deadline)
            except (OSError, http.client.HTTPException) as fault:
                self._forget(connection)
                if was_fresh or isinstance(fault, TimeoutError):
                    raise
                # A server may close an idle connection; the second try opens a new one.
                connection = self._connection(request.address, deadline)
                return self._answer(connection, request, deadline)
        except TimeoutError as fault:
            self._drop()
            raise TookTooLong("không trả lời xong kịp giờ") from fault
        except (OSError, http.client.HTTPException, ValueError) as fault:
            self._drop()
            raise FetchFault(str(fault) or type(fault).__name__) from fault

    def _answer(self, connection: TimedConnection, request: _WebRequest, deadline: Deadline) -> WebResponse:
        connection.begin(deadline)
        connection.request(request.method, request.address.path, request.body, dict(request.headers))
        reply = connection.getresponse()
        read, limit = bytearray(), request.limit
        while len(read) <= limit and (piece := reply.read(min(_PIECE, limit + 1 - len(read)))):
            read += piece
        cut = len(read) > limit
        if cut:
            self._forget(connection)
        elif reply.length:
            raise http.client.IncompleteRead(bytes(read), reply.length)
        received = {name.lower(): value for name, value in reply.getheaders()}
        return WebResponse(reply.status, bytes(read[:limit]), received, str(request.address), cut)

    def _connection(self, address: WebAddress, deadline: Deadline) -> TimedConnection:
        """Return this thread's connection to an origin, a new one where it has none."""
        connection: TimedConnection | None = getattr(self._own, "connection", None)
        if connection is not None and connection.origin == address.origin:
            return connection
        self._drop()
        places = self._public_places(address, deadline)
        if address.scheme == "https" and self._tls is None:
            self._tls = ssl.create_default_context()
        tls = self._tls if address.scheme == "https" else None
        connection = self._own.connection = TimedConnection(address, places, tls)
        self._open.add(connection)
        return connection

    def _public_places(self, address: WebAddress, deadline: Deadline) -> list[SocketAddress]:
        """Look a host up, once for all requests, and return the addresses of it that may be connected to."""
        origin = address.origin
        if origin not in self._places:
            self._places[origin] = self.lookup(address.host, address.port, deadline.left())
        places = self._places[origin]
        if self.rules.private or origin in self.rules.inner:
            return places
        public = [one for one in places if is_public(str(one.place[0]))]
        if places and not public:
            raise InnerAddress(f"“{address.host}” nằm trong mạng nội bộ ({places[0].place[0]})")
        return public

    def _forget(self, connection: TimedConnection) -> None:
        connection.close()
        self._open.discard(connection)
        self._own.connection = None

    def _drop(self) -> None:
        if (connection := getattr(self._own, "connection", None)) is not None:
            self._forget(connection)

    def close(self) -> None:
        """Close all connections."""
        while self._open:
            self._open.pop().close()


def plain_body(response: WebResponse, limit: int) -> bytes:
    """
    Return a body without the compression that a server put on it unasked; raise FetchFault where it is not whole.

    A few bytes may expand to gigabytes: no more than ``limit`` is ever unpacked.

    >>> import gzip
    >>> plain_body(WebResponse(200, gzip.compress(b"a" * 9), {"content-encoding": "gzip"}, ""), 9)
    b'aaaaaaaaa'
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return response.body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFault(f"nén theo kiểu không đọc được ({encoding[:40]})")
    unpacker = zlib.decompressobj(wbits=47)
    try:
        plain = unpacker.decompress(response.body, limit + 1)
    except zlib.error as fault:
        raise FetchFault("nội dung nén bị hỏng") from fault
    if len(plain) > limit:
        raise FetchFault("nội dung nén bung ra quá lớn")
    if not unpacker.eof:
        raise FetchFault("nội dung nén bị cắt giữa chừng")
    return plain
