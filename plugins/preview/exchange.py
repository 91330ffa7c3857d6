"""What is asked of the preview and what it answers, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs

# What public hosts send with every page; "'self'" lets an open page ask this machine what is new.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
STRICT: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
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
class Answer:
    """What is answered; a stream of ``events`` has no end of its own."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Part = b""
    events: Iterator[bytes] | None = None

    @property
    def length(self) -> int:
        """How many bytes the body has."""
        return self.body.length if isinstance(self.body, Part) else len(self.body)


def said(status: int, text: str, kind: str = TEXT, **headers: str) -> Answer:
    """Return an answer in words, which nobody keeps; names of headers have "_" for "-"."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"Content-Type": kind, "Cache-Control": "no-store", **named}, text.encode("utf-8"))
