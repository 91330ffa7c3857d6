"""Requests and responses of the preview server as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from plugins.publishing.hosting.http_headers import headers_of

# This host has no https; permission for every site to read feeds would give drafts away; and nothing may be cached
# that is being written.
_NOT_HERE = frozenset({"Strict-Transport-Security", "Access-Control-Allow-Origin", "Cache-Control"})
_ONLY_HERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    # A search engine that reaches it must not index drafts.
    "X-Robots-Tag": "noindex, nofollow",
}
TEXT, HTML, JSON = "text/plain; charset=utf-8", "text/html; charset=utf-8", "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """A request: ``path`` as it was sent, beginning with "/"; the names of ``headers`` are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def query_value(self, name: str) -> str:
        """Return a value of the query, "" if there is none."""
        return parse_qs(self.query, keep_blank_values=True).get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file: where it starts and its length, in bytes."""

    file: Path
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Response:
    """A response; its body is bytes, a part of a file, or a stream of ``events`` that does not end by itself."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | FilePart = b""
    events: Iterator[bytes] | None = None

    @property
    def length(self) -> int:
        """The length of the body in bytes."""
        return self.body.length if isinstance(self.body, FilePart) else len(self.body)


def text_response(status: int, text: str, kind: str = TEXT, **headers: str) -> Response:
    """Return a response with a text, which is not cached; the names of headers have "_" for "-"."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(
        status, {"Content-Type": kind, "Cache-Control": "no-store", **named}, text.encode("utf-8")
    )


def security_headers(path: str) -> dict[str, str]:
    """
    Return the headers of the public hosts for a path that make sense on this machine, and our own.

    >>> security_headers("/feeds/tat-ca.json")["X-Content-Type-Options"], "Access-Control-Allow-Origin" in security_headers("/feeds/tat-ca.json")
    ('nosniff', False)
    """
    public = {name: value for name, value in headers_of(path).items() if name not in _NOT_HERE}
    return public | _ONLY_HERE
