"""
The manifest of a release: every file, its size and SHA-256, what it was made from and with.

It says nothing of the clock, so the same sources make the same manifest. What depends on the releases before lies
beside it, in the book: the record of addresses, and the files that outlive the release they belonged to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plugins.files.checksum import sha256
from plugins.publishing.redirects.ledger import Ledger, UnreadableLedger, read_ledger, written

VERSION = 1
FOLDER = "ban-dung/"
HEADER, FILES, BOOK, JOURNAL = (
    f"{FOLDER}{name}" for name in ("ke-khai.json", "tep.json", "so.json", "dang-lam.json")
)
SIGNATURES = (".minisig", ".sig")
# What says of a release what it is; it is in no list of files itself.
OWN = frozenset(
    {HEADER, FILES, BOOK, JOURNAL, *(f"{one}{ending}" for one in (HEADER, BOOK) for ending in SIGNATURES)}
)


class BadManifest(ValueError):
    """What was read is no manifest, or one that does not hold together."""


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A file of a release: its bytes and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    A release: its files by path, the portal's address, where it comes from, when the portal changes by itself.

    ``source`` is the revision ("" if it is in none), ``tools`` the versions by name, ``next_change`` an ISO instant or "".
    """

    files: Mapping[str, ManifestEntry]
    siteurl: str = ""
    source: str = ""
    tools: Mapping[str, str] = field(default_factory=dict)
    next_change: str = ""

    @property
    def listing(self) -> bytes:
        """The list of files, as it is published."""
        rows = {path: [self.files[path].size, self.files[path].sha256] for path in sorted(self.files)}
        return (
            json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("],", "],\n") + "\n"
        ).encode()

    @property
    def header(self) -> bytes:
        """The head of the manifest, as it is published and signed; it names the list by its sum."""
        data = {
            "phien-ban": VERSION,
            "dia-chi": self.siteurl,
            "nguon": self.source,
            "cong-cu": dict(sorted(self.tools.items())),
            "lan-toi": self.next_change,
            "so-tep": len(self.files),
            "so-byte": sum(file.size for file in self.files.values()),
            "tep-sha256": sha256(self.listing),
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    @property
    def digest(self) -> str:
        """A name for the release."""
        return sha256(self.header)


def read_manifest(header: bytes, listing: bytes) -> Manifest:
    """Return a published manifest; raise BadManifest where its list is not the one that its head names."""
    try:
        head = json.loads(header)
        if head["phien-ban"] != VERSION:
            raise BadManifest(f"bản kê là bản {head['phien-ban']!r}; chương trình này đọc bản {VERSION}")
        if sha256(listing) != head["tep-sha256"]:
            raise BadManifest(f"{FILES} không khớp với {HEADER}")
        files = {
            str(path): ManifestEntry(int(size), str(sha)) for path, (size, sha) in json.loads(listing).items()
        }
        tools = {str(name): str(version) for name, version in head["cong-cu"].items()}
        return Manifest(files, str(head["dia-chi"]), str(head["nguon"]), tools, str(head["lan-toi"]))
    except BadManifest:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BadManifest(f"bản kê bị hỏng ({fault})") from fault


@dataclass(frozen=True, slots=True)
class RetainedFile:
    """A file that outlives its release, and how many releases have been made since."""

    file: ManifestEntry
    age: int


@dataclass(frozen=True, slots=True)
class Book:
    """What travels from release to release: the record of addresses, and the files that are kept for open pages."""

    record: Ledger = field(default_factory=Ledger)
    kept: Mapping[str, RetainedFile] = field(default_factory=dict)

    @property
    def written(self) -> bytes:
        """The book as it is published."""
        rows = {path: [one.file.size, one.file.sha256, one.age] for path, one in sorted(self.kept.items())}
        data = {"phien-ban": VERSION, "giu": rows, "so-dia-chi": json.loads(written(self.record))}
        return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def read_book(data: bytes) -> Book:
    """Return a published book; raise BadManifest for what is none."""
    try:
        found = json.loads(data)
        kept = {
            str(path): RetainedFile(ManifestEntry(int(size), str(sha)), int(age))
            for path, (size, sha, age) in found["giu"].items()
        }
        return Book(read_ledger(json.dumps(found["so-dia-chi"]).encode()), kept)
    except (ValueError, KeyError, TypeError, AttributeError, UnreadableLedger) as fault:
        raise BadManifest(f"sổ của bản phát hành bị hỏng ({fault})") from fault


def kept_next(
    before: Manifest | None, book: Book, now: Iterable[str], limit: int, lasting: Iterable[str]
) -> dict[str, RetainedFile]:
    """
    Return the files that the next release keeps beside its own: those of the last that last, and older ones not too old.

    >>> one = Manifest({"theme/a.css": ManifestEntry(1, "x"), "index.html": ManifestEntry(1, "y")})
    >>> kept_next(one, Book(), ["index.html"], 3, ["theme/a.css"])
    {'theme/a.css': RetainedFile(file=ManifestEntry(size=1, sha256='x'), age=1)}
    """
    mine = set(now)
    older = {path: RetainedFile(one.file, one.age + 1) for path, one in book.kept.items()}
    last = {path: RetainedFile(before.files[path], 1) for path in lasting if before and path in before.files}
    return {path: one for path, one in (older | last).items() if path not in mine and one.age <= limit}
