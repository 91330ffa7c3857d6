"""The one list of old addresses: where each leads, and who said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plugins.publishing.redirects.old_address import OldAddress, Query, parse_old_address
from plugins.publishing.redirects.patterns import NAMES_OF_HOME, PATTERNS, Names, names_of


class Origin(StrEnum):
    """Who said where an old address leads; the value is the word in the report."""

    ARTICLE = "“Đường dẫn cũ” của bài"
    DATA = "dia-chi-cu.toml"
    MOVED = "bài đã đổi địa chỉ"
    DERIVED = "danh sách, tệp không còn"


@dataclass(frozen=True, slots=True)
class Redirect:
    """
    One old address and where it leads.

    ``to`` is an address below the portal's root without its first slash ("" for the home page),
    or an absolute one elsewhere; ``where`` and ``line`` say where that is written.
    """

    old: OldAddress
    to: str
    origin: Origin
    where: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """
    Every address that begins with ``old`` leads to ``to``; with what stands behind it where ``keeps_rest``.

    ``to`` is None where all of it is gone on purpose.
    """

    old: OldAddress
    to: str | None
    keeps_rest: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    """An address that was taken away on purpose, and why."""

    old: OldAddress
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """
    A page that the patterns of old platforms may mean: its address, its day (a section has none), what it is called.

    ``slugs`` are the forms that its name may have had in an address.
    """

    address: str
    slugs: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an old address is answered with: 301 and where to (as in ``Redirect``), or 410."""

    status: int
    to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """
    All that is known of old addresses; ``names`` are the pages that patterns lead to.

    ``by_path`` has the redirects by the one form of their paths, then by what their queries must hold.
    """

    redirects: tuple[Redirect, ...] = ()
    prefixes: tuple[Prefix, ...] = ()
    gone: tuple[Gone, ...] = ()
    names: Names = field(default_factory=Names)
    by_path: Mapping[str, Mapping[Query, Redirect]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, dict[Query, Redirect]] = defaultdict(dict)
        for one in self.redirects:
            path, query = one.old.key
            found[path].setdefault(query, one)
        object.__setattr__(self, "by_path", found)


def table_of(
    redirects: Iterable[Redirect], prefixes: Iterable[Prefix], gone: Iterable[Gone], places: Iterable[Place]
) -> Table:
    """Return the list, in an order that does not depend on how it was gathered; the longest beginnings first."""
    return Table(
        tuple(sorted(redirects, key=lambda one: (one.old.key, one.origin.name, one.to))),
        tuple(sorted(prefixes, key=lambda one: (-len(one.old.path), one.old.path))),
        tuple(sorted(gone, key=lambda one: one.old.key)),
        names_of((place.address, place.slugs, place.day) for place in places),
    )


def resolve(table: Table, target: str) -> Resolution | None:
    """
    Return the answer to an old address as a browser asks for it, None where nothing is known of it.

    Every host's file says the same in its own words; this is what they are tested against.
    """
    asked = parse_old_address(target)
    if asked is None:
        return None
    path, query = asked.key
    held = set(query)
    known = table.by_path.get(path, {})
    fitting = [wanted for wanted in known if set(wanted) <= held]
    if fitting:
        return Resolution(301, known[max(fitting, key=lambda wanted: (len(wanted), wanted))].to)
    for one in table.gone:
        if one.old.key[0] == path and set(one.old.key[1]) <= held:
            return Resolution(410)
    for prefix in table.prefixes:
        begin = prefix.old.key[0]
        if path == begin or path.startswith(f"{begin}/"):
            if prefix.to is None:
                return Resolution(410)
            rest = asked.path[len(prefix.old.path) :].lstrip("/") if prefix.keeps_rest else ""
            # What stands behind the beginning is kept as it was asked for.
            slash = "/" if rest and target.partition("?")[0].endswith("/") else ""
            return Resolution(301, f"{prefix.to}{rest}{slash}")
    found = by_pattern(table.names, path)
    return None if found is None else Resolution(301, found)


def by_pattern(names: Names, path: str) -> str | None:
    """
    Return the page that a path of an old platform means, None where it is none or means no page here.

    >>> names = names_of([("tin/2023/hop-bao/", ("hop-bao",), "2023-11-9")])
    >>> by_pattern(names, "/portal/pages/2023-11-9/hop-baovi5x3u4r.aspx")
    'tin/2023/hop-bao/'
    """
    if NAMES_OF_HOME.compiled.fullmatch(path):
        return ""
    for pattern in PATTERNS:
        found = pattern.compiled.match(path)
        if found and (address := getattr(names, pattern.book).get(pattern.name_in(found))) is not None:
            return str(address)
    return None
