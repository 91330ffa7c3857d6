"""
The record of every address that was ever published, and what became of those that are gone.

It travels with the releases: the last one on the target is asked before the next is made, so that a
fresh clone knows as much as the machine that published before.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

VERSION = 1
NOT_FOUND = "404.html"
_PUBLISHED = re.compile(r"^(feeds|tai-lieu|so-quy-hoach)/")
_SUMMED = re.compile(r"^(.+)-[0-9a-f]{10}(\.[a-z0-9]+)$")


class UnreadableLedger(ValueError):
    """A record that is none, or of a later version of this program."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    What is known of published addresses: marks by which each page is known again, moves that were seen, and
    for each document the page that offers it. Addresses are below the root, without the first slash.
    """

    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)

    def merged(self, other: Ledger) -> Ledger:
        """Return both records as one; where they differ, ``other`` stands."""
        return Ledger(
            {**self.addresses, **other.addresses},
            {**self.moves, **other.moves},
            {**self.owners, **other.owners},
        )


def marks_of(path: str, title: str, day: str, body: str) -> tuple[str, ...]:
    """
    Return the marks by which an article is known again under another address: two facts each.

    A file that is used again for another article, of another day and title, shares none of them.

    >>> before = marks_of("a.md", "Họp", "2023-11-29", "x")
    >>> bool({*before} & {*marks_of("b.md", "Họp", "2023-11-29", "y")}), bool({*before} & {*marks_of("a.md", "Tin", "2024-1-1", "z")})
    (True, False)
    """
    pairs = (("p", path, day), ("t", path, title), ("d", title, day), ("b", body))
    return tuple(_short(*pair) for pair in pairs if all(pair))


def section_mark(name: str) -> tuple[str, ...]:
    """Return the mark of a section: it is known again by its name."""
    return (_short("s", name),)


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def published_addresses(paths: Iterable[str]) -> set[str]:
    """
    Return the addresses that people may keep, of an edition's files: pages, feeds, documents, open data.

    >>> sorted(published_addresses(["index.html", "tin/index.html", "a.html", "404.html", "theme/a.css", "feeds/a.json"]))
    ['', 'a.html', 'feeds/a.json', 'tin/']
    """
    return {
        path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
        for path in paths
        if path != NOT_FOUND and (path.endswith(".html") or _PUBLISHED.match(path))
    }


def written(record: Ledger) -> bytes:
    """Return a record as a file."""
    data = {
        "phien-ban": VERSION,
        "dia-chi": {address: list(record.addresses[address]) for address in sorted(record.addresses)},
        "chuyen": dict(sorted(record.moves.items())),
        "cua-trang": dict(sorted(record.owners.items())),
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def read_ledger(data: bytes) -> Ledger:
    """Return the record in a file; raise UnreadableRecord for what is none."""
    try:
        found = json.loads(data)
        if found["phien-ban"] != VERSION:
            raise UnreadableLedger(
                f"sổ địa chỉ là bản {found['phien-ban']!r}; chương trình này đọc bản {VERSION}"
            )
        return Ledger(
            {str(address): tuple(map(str, marks)) for address, marks in found["dia-chi"].items()},
            {str(old): str(new) for old, new in found["chuyen"].items()},
            {str(file): str(page) for file, page in found["cua-trang"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UnreadableLedger(f"sổ địa chỉ bị hỏng ({fault})") from fault


@dataclass(frozen=True, slots=True)
class Settled:
    """Where each address that is no more leads, as far as that is known, and which are lost; ``record`` is the next."""

    moved: Mapping[str, str]
    derived: Mapping[str, str]
    lost: tuple[str, ...]
    record: Ledger


def settle(
    last: Ledger,
    living: Collection[str],
    marks: Mapping[str, tuple[str, ...]],
    owners: Mapping[str, str],
    is_answered: Callable[[str], bool],
) -> Settled:
    """
    Return what became of every address that was published before.

    ``living`` are the addresses of the new edition, ``marks`` those of its articles, pages and sections,
    ``owners`` the page that offers each document; ``is_answered`` tells of an address that somebody
    said where to send, or that it is gone.
    """
    finder = _Finder(last, frozenset(living), marks)
    moved: dict[str, str] = {}
    derived: dict[str, str] = {}
    lost: list[str] = []
    for address in sorted(last.addresses):
        if address in finder.living or is_answered(address):
            continue
        if (there := finder.moved(address)) is not None:
            moved[address] = there
        elif (there := finder.derived(address)) is not None:
            derived[address] = there
        else:
            lost.append(address)
    now = Ledger({address: tuple(marks.get(address, ())) for address in sorted(living)}, moved, owners)
    kept = {address: last.addresses[address] for address in last.addresses if address not in finder.living}
    return Settled(
        moved, derived, tuple(lost), Ledger({**kept, **now.addresses}, moved, {**last.owners, **owners})
    )


class _Finder:
    """Finds the new address of what was published; lives as long as one call of ``settle``."""

    def __init__(self, last: Ledger, living: frozenset[str], marks: Mapping[str, tuple[str, ...]]) -> None:
        self.last, self.living = last, living
        self._by_mark: dict[str, set[str]] = {}
        for address, some in marks.items():
            for mark in some:
                self._by_mark.setdefault(mark, set()).add(address)
        self._by_stem: dict[tuple[str, str], list[str]] = {}
        for address in living:
            if found := _SUMMED.match(address):
                self._by_stem.setdefault((found[1], found[2]), []).append(address)

    def moved(self, address: str, seen: frozenset[str] = frozenset()) -> str | None:
        """Return where a page is now that was known by its marks, at once or by way of places between."""
        if address in self.living:
            return address
        for mark in self.last.addresses.get(address, ()):
            found = self._by_mark.get(mark, set())
            if len(found) == 1:
                return min(found)
        between = self.last.moves.get(address)
        if between is None or between in seen:
            return None
        return self.moved(between, seen | {address})

    def derived(self, address: str) -> str | None:
        """Return what stands for a list, a feed or a document that nobody wrote by hand; None for pages people wrote."""
        if self.last.addresses.get(address):
            return None
        if found := _SUMMED.match(address):
            newer = self._by_stem.get((found[1], found[2]), [])
            owner = self.last.owners.get(address)
            return newer[0] if len(newer) == 1 else self.moved(owner) if owner is not None else None
        if address.startswith("feeds/"):
            whole = f"feeds/tat-ca.{address.partition('.')[2]}"
            return whole if whole in self.living else None
        folder = address.rstrip("/")
        while folder:
            folder = posixpath.dirname(folder)
            above = f"{folder}/" if folder else ""
            if (there := self.moved(above)) is None:
                continue
            below = f"{there}{address[len(above) :]}"
            return below if below in self.living else there
        return None
