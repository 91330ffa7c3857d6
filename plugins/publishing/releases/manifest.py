"""
The manifest of a release: every file, its size and SHA-256, what it was made from and with.

It contains no build time, so the same sources make the same manifest. What depends on earlier releases lies beside
it, in the release history: the ledger of published addresses, and the files retained from earlier releases.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from plugins.article.reserved_slugs import OwnSlug
from plugins.files.checksum import sha256
from plugins.redirects.ledger import Ledger, ledger_bytes

VERSION = 1
FOLDER = f"{OwnSlug.RELEASE}/"
# The journal names what a running upload adds and removes; it is deleted when the upload is complete.
HEADER, FILES, HISTORY, JOURNAL = (
    f"{FOLDER}{name}" for name in ("ke-khai.json", "tep.json", "so.json", "dang-lam.json")
)
# The number and the time of a release.
STATEMENT = f"{FOLDER}loi-khai.json"
SIGNATURES = (".minisig", ".sig")
SIGNED = (HEADER, HISTORY, STATEMENT)
# The files that describe a release; the manifest does not list them.
METADATA = frozenset(
    {
        *(HEADER, FILES, HISTORY, JOURNAL, STATEMENT),
        *(f"{signed}{ending}" for signed in SIGNED for ending in SIGNATURES),
    }
)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A file of a release: its size in bytes and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    A release: its files by path, the portal's address, the revision of its sources, the next scheduled change.

    ``source`` is the revision ("" outside a repository), ``tools`` the versions by name, ``next_change`` an ISO instant or "".
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
        """The manifest's header, as it is published and signed; it contains the SHA-256 of the list of files."""
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
        """The SHA-256 of the header, which identifies the release."""
        return sha256(self.header)


@dataclass(frozen=True, slots=True)
class RetainedFile:
    """A file that outlives its release, and its age in releases made since."""

    file: ManifestEntry
    age: int


@dataclass(frozen=True, slots=True)
class ReleaseHistory:
    """What each release hands to the next: the ledger of published addresses, and the files retained for open pages."""

    ledger: Ledger = field(default_factory=Ledger)
    retained: Mapping[str, RetainedFile] = field(default_factory=dict)

    @property
    def published(self) -> bytes:
        """The history, as it is published."""
        rows = {
            path: [one.file.size, one.file.sha256, one.age] for path, one in sorted(self.retained.items())
        }
        data = {"phien-ban": VERSION, "giu": rows, "so-dia-chi": json.loads(ledger_bytes(self.ledger))}
        return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def next_retained(
    before: Manifest | None,
    history: ReleaseHistory,
    now: Iterable[str],
    limit: int,
    may_stay: Callable[[str], bool],
) -> dict[str, RetainedFile]:
    """
    Return the files that the next release retains beside its own files (``now``).

    Those are the files of the release ``before`` that ``may_stay``, and files retained by it that still may and are at
    most ``limit`` releases old then.

    >>> one = Manifest({"theme/a.css": ManifestEntry(1, "x"), "index.html": ManifestEntry(1, "y")})
    >>> next_retained(one, ReleaseHistory(), ["index.html"], 3, lambda path: path.endswith(".css"))
    {'theme/a.css': RetainedFile(file=ManifestEntry(size=1, sha256='x'), age=1)}
    """
    own = set(now)
    older = {path: RetainedFile(one.file, one.age + 1) for path, one in history.retained.items()}
    last = {path: RetainedFile(file, 1) for path, file in (before.files if before else {}).items()}
    return {
        path: one
        for path, one in (older | last).items()
        if path not in own and one.age <= limit and may_stay(path)
    }
