"""The table of redirects: where each old address leads, and the origin of each redirect."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plugins.redirects.old_address import OldAddress, Query, parse_old_address, rest_expression
from plugins.redirects.patterns import NAMES_OF_HOME, PATTERNS, NameIndexes, name_indexes


def is_elsewhere(to: str) -> bool:
    """
    Tell whether a redirect's target is an address outside the portal.

    >>> is_elsewhere("https://x.vn/"), is_elsewhere("tim-kiem/?q=https://x.vn/")
    (True, False)
    """
    return to.startswith(("https://", "http://"))


class Origin(StrEnum):
    """Where a redirect comes from; the value is its name in the report."""

    ARTICLE = "“Đường dẫn cũ” của bài"
    DATA = "dia-chi-cu.toml"
    MOVED = "bài đã đổi địa chỉ"
    DERIVED = "danh sách, tệp không còn"


@dataclass(frozen=True, slots=True)
class Redirect:
    """
    An old address and its target.

    ``to`` is an address below the portal's root without its first slash ("" for the home page), or an absolute one
    elsewhere; ``where`` and ``line`` are the file and line that define the redirect.
    """

    old: OldAddress
    to: str
    origin: Origin
    where: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PrefixRedirect:
    """
    A redirect of every address that begins with ``old``; ``keeps_rest`` appends the rest of the address to ``to``.

    ``to`` is None where the pages were removed on purpose; ``where`` and ``line`` are as in ``Redirect``.
    """

    old: OldAddress
    to: str | None
    keeps_rest: bool = False
    where: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class GoneAddress:
    """An address whose page was removed on purpose, and why; ``where`` and ``line`` are as in ``Redirect``."""

    old: OldAddress
    reason: str
    where: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PatternTarget:
    """
    A page that an address of an old platform may mean: its address, its day ("" for a section).

    ``slugs`` are the forms that its name may have had in such an address.
    """

    address: str
    slugs: tuple[str, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The response to an old address: 301, its target (as in ``Redirect``) and what of the request is appended; or 410."""

    status: int
    to: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class RedirectTable:
    """
    All redirects; ``names`` are the indexes in which the patterns of old platforms look names up.

    ``beginnings`` are the prefixes with their normalised paths; ``by_path`` has the redirects and what is gone by their normalised paths, then by the parameters that a query must have.
    """

    redirects: tuple[Redirect, ...] = ()
    prefixes: tuple[PrefixRedirect, ...] = ()
    gone: tuple[GoneAddress, ...] = ()
    names: NameIndexes = field(default_factory=NameIndexes)
    beginnings: tuple[tuple[str, PrefixRedirect], ...] = field(init=False, repr=False, compare=False)
    by_path: Mapping[str, Mapping[Query, Redirect | GoneAddress]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        found: dict[str, dict[Query, Redirect | GoneAddress]] = defaultdict(dict)
        every: tuple[Redirect | GoneAddress, ...] = (*self.redirects, *self.gone)
        for one in every:
            path, query = one.old.key
            found[path].setdefault(query, one)
        object.__setattr__(self, "by_path", found)
        object.__setattr__(self, "beginnings", tuple((one.old.key[0], one) for one in self.prefixes))


def redirect_table(
    redirects: Iterable[Redirect],
    prefixes: Iterable[PrefixRedirect],
    gone: Iterable[GoneAddress],
    targets: Iterable[PatternTarget],
) -> RedirectTable:
    """Return the table, sorted: its order does not depend on that of the arguments; the longest prefixes come first."""
    return RedirectTable(
        tuple(sorted(redirects, key=lambda one: (one.old.key, one.origin.name, one.to))),
        tuple(sorted(prefixes, key=lambda one: (-len(one.old.path), one.old.path))),
        tuple(sorted(gone, key=lambda one: one.old.key)),
        name_indexes((target.address, target.slugs, target.day) for target in targets),
    )


def resolve_old_address(table: RedirectTable, requested: str) -> Resolution | None:
    """
    Return the response to a requested address, None where it is not an old one.

    This is the reference implementation against which every host's configuration is tested.
    """
    address = parse_old_address(requested)
    if address is None:
        return None
    path, query = address.key
    parameters = set(query)
    by_query = table.by_path.get(path, {})
    fitting = [wanted for wanted in by_query if set(wanted) <= parameters]
    if fitting:
        one = by_query[min(fitting, key=lambda wanted: (-len(wanted), wanted))]
        return Resolution(301, one.to) if isinstance(one, Redirect) else Resolution(410)
    for begin, prefix in table.beginnings:
        if path == begin or path.startswith(f"{begin}/"):
            if prefix.to is None:
                return Resolution(410)
            if not prefix.keeps_rest:
                return Resolution(301, prefix.to)
            if found := re.match(rest_expression(begin.count("/")), requested):
                return Resolution(301, prefix.to, found[1] or "")
    page = page_by_pattern(table.names, path)
    return None if page is None else Resolution(301, page)


def page_by_pattern(names: NameIndexes, path: str) -> str | None:
    """
    Return the address of the page that a path of an old platform means, None where there is none.

    >>> names = name_indexes([("tin/2023/hop-bao/", ("hop-bao",), "2023-11-9")])
    >>> page_by_pattern(names, "/portal/pages/2023-11-9/hop-baovi5x3u4r.aspx")
    'tin/2023/hop-bao/'
    """
    if NAMES_OF_HOME.compiled.fullmatch(path):
        return ""
    for pattern in PATTERNS:
        found = pattern.compiled.match(path)
        if found and (address := names.lookup(pattern.index).get(pattern.name_in(found))) is not None:
            return address
    return None
