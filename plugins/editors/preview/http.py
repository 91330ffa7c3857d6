"""What is asked of the preview and what it answers, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

from plugins.publishing.hosting.headers import headers_of

# A promise to be reached by https alone is none of this host's; leave for every site to read feeds would give drafts
# away; and what is being written is kept by nobody.
_NOT_HERE = frozenset({"Strict-Transport-Security", "Access-Control-Allow-Origin", "Cache-Control"})
_HERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    # Drafts are in it: whoever finds a way to it must not keep it.
    "X-Robots-Tag": "noindex, nofollow",
}
TEXT, HTML, JSON = "text/plain; charset=utf-8", "text/html; charset=utf-8", "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: ``path`` as it was sent, beginning with "/"; names of ``headers`` are in small letters."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def wish(self, name: str) -> str:
        """Return a value of the query, "" if there is none."""
        return parse_qs(self.query, keep_blank_values=True).get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file: where it begins and how long it is."""

    file: Path
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered; a stream of ``events`` has no end of its own."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Part = b""
    events: Iterator[bytes] | None = None

    @property
    def length(self) -> int:
        """How many bytes the body has."""
        return self.body.length if isinstance(self.body, Part) else len(self.body)


def text_response(status: int, text: str, kind: str = TEXT, **headers: str) -> Response:
    """Return an answer in words, which nobody keeps; names of headers have "_" for "-"."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(
        status, {"Content-Type": kind, "Cache-Control": "no-store", **named}, text.encode("utf-8")
    )


def strict(path: str) -> dict[str, str]:
    """
    Return the headers of the public hosts for a path, as far as they hold on this machine, and our own.

    >>> strict("/feeds/tat-ca.json")["X-Content-Type-Options"], "Access-Control-Allow-Origin" in strict("/feeds/tat-ca.json")
    ('nosniff', False)
    """
    public = {name: value for name, value in headers_of(path).items() if name not in _NOT_HERE}
    return public | _HERE
