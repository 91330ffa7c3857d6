"""
The ledger of every address that was ever published, and what became of those that do not exist any more.

It is part of each release and read from the last one on the target before the next is made, so a fresh clone knows as
much as the machine that published before.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from plugins.article.reserved_slugs import OwnSlug
from plugins.pages.addresses import FEEDS, feed_stem
from plugins.registers.register_parts import PARTS

VERSION = 1
# Served where there is no page.
NOT_FOUND_PAGE = "404.html"
_REGISTERS = tuple(part.slug for part in PARTS)
_PUBLISHED = re.compile(rf"^({OwnSlug.FEEDS}|{OwnSlug.ATTACHMENTS}|{'|'.join(_REGISTERS)})/")
_WITH_HASH = re.compile(r"^(.+)-[0-9a-f]{10}(\.[a-z0-9]+)$")


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    Every published address, with the identity marks of its page: hashes by which the page is recognised elsewhere.

    ``moves`` are addresses that changed, ``owners`` the page that links to each document, ``files`` the mark of the
    source file that has each article's address, ``former`` the article that answers for each old address of another
    platform, with its query, ``firsts`` the first address of each article that was published at another one than its
    present (None: a record from before this was kept). Addresses are below the root, without the first slash.
    """

    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    firsts: Mapping[str, str] | None = None

    def merged(self, other: Ledger) -> Ledger:
        """Return both ledgers as one; where they differ, ``other`` wins."""
        return Ledger(
            {**self.addresses, **other.addresses},
            {**self.moves, **other.moves},
            {**self.owners, **other.owners},
            {**self.files, **other.files},
            {**self.former, **other.former},
            None if self.firsts is other.firsts is None else {**(self.firsts or {}), **(other.firsts or {})},
        )

    def below(self, folder: str) -> Ledger:
        """
        Return the ledger of a portal that has become a part of another one: all its addresses lie below a folder there.

        >>> Ledger({"": (), "tin/": ("a",)}, {"cu/": "tin/"}).below("/xa-b")
        Ledger(addresses={'xa-b/': (), 'xa-b/tin/': ('a',)}, moves={'xa-b/cu/': 'xa-b/tin/'}, owners={}, files={}, former={}, firsts=None)
        """
        if not folder.strip("/"):
            return self
        start = f"{folder.strip('/')}/"
        return Ledger(
            {f"{start}{address}": marks for address, marks in self.addresses.items()},
            {f"{start}{old}": f"{start}{new}" for old, new in self.moves.items()},
            {f"{start}{document}": f"{start}{page}" for document, page in self.owners.items()},
        )

    def clashes(self, other: Ledger) -> list[str]:
        """
        Return the addresses at which both ledgers have a page, and not the same one.

        >>> Ledger({"a/": ("1", "2"), "b/": ("3",), "": ()}).clashes(Ledger({"a/": ("2",), "b/": ("4",), "": ()}))
        ['b/']
        """
        return sorted(
            address
            for address, marks in self.addresses.items()
            if marks and other.addresses.get(address) and not {*marks} & {*other.addresses[address]}
        )


def identity_marks(path: str, title: str, day: str, body: str) -> tuple[str, ...]:
    """
    Return hashes by which an article is recognised at another address: of each two of path, title and day, and of its body alone.

    A file that is reused for another article, of another day and title, shares none of them.

    >>> before = identity_marks("a.md", "Họp", "2023-11-29", "x")
    >>> bool({*before} & {*identity_marks("b.md", "Họp", "2023-11-29", "y")}), bool({*before} & {*identity_marks("a.md", "Tin", "2024-1-1", "z")})
    (True, False)
    """
    pairs = (("p", path, day), ("t", path, title), ("d", title, day), ("b", body))
    return tuple(_short(*pair) for pair in pairs if all(pair))


def section_marks(*names: str) -> tuple[str, ...]:
    """Return the identity marks of a section, which is recognised by its name and by those that it had."""
    return tuple(_short("s", name) for name in names)


def _short(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def published_addresses(paths: Iterable[str]) -> set[str]:
    """
    Return the addresses that readers may bookmark, of a build's files: pages, feeds, documents, open data.

    >>> sorted(published_addresses(["index.html", "tin/index.html", "a.html", "404.html", "theme/a.css", "feeds/a.json"]))
    ['', 'a.html', 'feeds/a.json', 'tin/']
    """
    return {
        path.removesuffix("index.html") if posixpath.basename(path) == "index.html" else path
        for path in paths
        if path != NOT_FOUND_PAGE and (path.endswith(".html") or _PUBLISHED.match(path))
    }


def ledger_bytes(ledger: Ledger) -> bytes:
    """Return a ledger as it is written to a file."""
    data = {
        "phien-ban": VERSION,
        "dia-chi": {address: list(ledger.addresses[address]) for address in sorted(ledger.addresses)},
        "chuyen": dict(sorted(ledger.moves.items())),
        "cua-trang": dict(sorted(ledger.owners.items())),
        "tep": dict(sorted(ledger.files.items())),
        "ten-cu": dict(sorted(ledger.former.items())),
    }
    if ledger.firsts is not None:
        # Some are another platform's, and may have any character.
        data["dau-tien"] = {now: quote(first) for now, first in sorted(ledger.firsts.items())}
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class Settlement:
    """
    What became of published addresses that do not exist any more, and the ledger for the next release.

    ``moved`` leads from addresses of recognised pages, ``derived`` from those of lists and documents, to the new ones;
    ``lost`` are those without any.
    """

    moved: Mapping[str, str]
    derived: Mapping[str, str]
    lost: tuple[str, ...]
    ledger: Ledger


def settle(
    last: Ledger,
    existing: Collection[str],
    marks: Mapping[str, tuple[str, ...]],
    owners: Mapping[str, str],
    is_resolved: Callable[[str], bool],
) -> Settlement:
    """
    Return what became of every address of the last ledger.

    ``existing`` are the addresses of the new build, ``marks`` the identity marks of its articles, pages and sections,
    ``owners`` the page that links to each document; ``is_resolved`` tells whether an address has a redirect, or is
    gone on purpose.
    """
    finder = _Finder(last, frozenset(existing), marks)
    moved: dict[str, str] = {}
    derived: dict[str, str] = {}
    lost: list[str] = []
    for address in sorted(last.addresses):
        if address in finder.existing or is_resolved(address):
            continue
        if (new := finder.moved(address)) is not None:
            moved[address] = new
        elif (new := finder.derived(address)) is not None:
            derived[address] = new
        else:
            lost.append(address)
    now = Ledger({address: tuple(marks.get(address, ())) for address in sorted(existing)}, moved, owners)
    kept = {address: last.addresses[address] for address in last.addresses if address not in finder.existing}
    ledger = Ledger(
        {**kept, **now.addresses},
        moved,
        {**last.owners, **owners},
        former=dict(last.former),
        firsts=last.firsts,
    )
    return Settlement(moved, derived, tuple(lost), ledger)


def taken_along(ledger: Ledger, gone: Callable[[str], bool]) -> set[str]:
    """
    Return the addresses that are gone with those for which ``gone`` is true: all that ever were the same article's.

    Those are addresses that moved there, that had the same article by its marks, its old addresses on other
    platforms, and the documents that it alone had.

    >>> ledger = Ledger({"b/": ("x",), "a/": ("x",), "tai-lieu/c.pdf": ()}, {}, {"tai-lieu/c.pdf": "b/"}, {}, {"cu.aspx?id=1": "a/"})
    >>> sorted(taken_along(ledger, lambda address: address == "b/"))
    ['a/', 'b/', 'cu.aspx?id=1', 'tai-lieu/c.pdf']
    """
    known = {*ledger.addresses, *ledger.moves, *ledger.moves.values(), *ledger.former}
    found = {address for address in known if gone(address)}
    by_mark: dict[str, set[str]] = {}
    for address, marks in ledger.addresses.items():
        for mark in marks:
            by_mark.setdefault(mark, set()).add(address)
    pairs = [*ledger.moves.items(), *ledger.former.items(), *ledger.owners.items()]
    came_from: dict[str, set[str]] = {}
    for old, new in pairs:
        came_from.setdefault(new, set()).add(old)
    waiting = [*found]
    while waiting:
        address = waiting.pop()
        others = set(came_from.get(address, ()))
        for mark in ledger.addresses.get(address, ()):
            others |= by_mark[mark]
        waiting += others - found
        found |= others
    return found


class _Finder:
    """Finds the new address of what was published before; made for one call of ``settle``."""

    def __init__(self, last: Ledger, existing: frozenset[str], marks: Mapping[str, tuple[str, ...]]) -> None:
        self.last, self.existing = last, existing
        self._by_mark: dict[str, set[str]] = {}
        for address, some in marks.items():
            for mark in some:
                self._by_mark.setdefault(mark, set()).add(address)
        self._by_stem: dict[tuple[str, str], list[str]] = {}
        for address in existing:
            if found := _WITH_HASH.match(address):
                self._by_stem.setdefault((found[1], found[2]), []).append(address)

    def moved(self, address: str, seen: frozenset[str] = frozenset()) -> str | None:
        """Return the address of a page that is recognised by its identity marks, directly or by earlier moves."""
        if address in self.existing:
            return address
        for mark in self.last.addresses.get(address, ()):
            found = self._by_mark.get(mark, set())
            if len(found) == 1:
                return min(found)
        earlier = self.last.moves.get(address)
        if earlier is None or earlier in seen:
            return None
        return self.moved(earlier, seen | {address})

    def _section_feed(self, address: str) -> str:
        """Return the feed of a section that moved, "" for another feed."""
        stem, dot, ending = address.removeprefix(FEEDS).partition(".")
        before = [old for old in self.last.addresses if feed_stem(old) == stem and old.endswith("/")]
        after = [feed_stem(new) for old in before if (new := self.moved(old))]
        found = [feed for one in after if (feed := f"{FEEDS}{one}{dot}{ending}") in self.existing]
        return found[0] if found else ""

    def _other_register(self, address: str) -> str:
        """Return the page of another part of the register, where all documents of the part at an address went there; else ""."""
        own = address.partition("/")[0]
        if own not in _REGISTERS or f"{own}/" in self.existing:
            return ""
        return next((page for slug in _REGISTERS if (page := f"{slug}/") in self.existing), "")

    def derived(self, address: str) -> str | None:
        """Return the replacement of a list, a feed or a document; None for a page that people wrote."""
        if self.last.addresses.get(address):
            return None
        if found := _WITH_HASH.match(address):
            newer = self._by_stem.get((found[1], found[2]), [])
            owner = self.last.owners.get(address)
            return newer[0] if len(newer) == 1 else self.moved(owner) if owner is not None else None
        if address.startswith(FEEDS):
            if feed := self._section_feed(address):
                return feed
            complete_feed = f"{FEEDS}tat-ca.{address.partition('.')[2]}"
            return complete_feed if complete_feed in self.existing else None
        if register := self._other_register(address):
            return register
        folder = address.rstrip("/")
        while folder:
            folder = posixpath.dirname(folder)
            above = f"{folder}/" if folder else ""
            if (new := self.moved(above)) is None:
                continue
            below = f"{new}{address[len(above) :]}"
            return below if below in self.existing else new
        return None
