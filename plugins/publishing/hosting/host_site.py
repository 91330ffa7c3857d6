"""What every host's files are written from: where the portal is, and its list of old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from plugins.publishing.redirects.old_address import OldAddress, on_the_line, spellings
from plugins.publishing.redirects.table import Prefix, Table

GENERATED = "Tệp này do “tasks.py publish” viết ra; đừng sửa ở đây, lần sau sẽ bị viết lại."


@dataclass(frozen=True, slots=True)
class HostSite:
    """The portal as a host sees it: its address without a slash at its end, and its old addresses."""

    siteurl: str
    table: Table

    @property
    def name(self) -> str:
        """The host's name."""
        return urlsplit(self.siteurl).hostname or "localhost"

    @property
    def root(self) -> str:
        """The path before every address, "" or "/cong"."""
        return urlsplit(self.siteurl).path.rstrip("/")

    def href(self, to: str) -> str:
        """
        Return where a redirect leads, as an answer writes it.

        >>> HostSite("https://a.vn/cong", Table()).href("tin/")
        '/cong/tin/'
        """
        return to if "://" in to else f"{self.root}/{quote(to, safe='/#?=&-._~%:@!,;')}"

    def whole(self, to: str) -> str:
        """Return the same with its host."""
        return (
            to
            if "://" in to
            else f"{self.siteurl.removesuffix(self.root) if self.root else self.siteurl}{self.href(to)}"
        )


def with_and_without_slash(path: str) -> Iterator[str]:
    """Yield a path as it arrives with and without a slash at its end."""
    yield path
    yield f"{path}/"


def exact(table: Table) -> Iterator[tuple[OldAddress, str]]:
    """Yield the old addresses without a query, and where each leads."""
    for one in table.redirects:
        if not one.old.query:
            yield one.old, one.to


def number_of_names(table: Table) -> int:
    """Return how many names the patterns of old platforms may find; a host that has no tables needs a rule for each."""
    names = table.names
    return len(names.by_day) + len(names.by_name) + len(names.sections)


def beginnings(table: Table) -> Iterator[tuple[Prefix, str]]:
    """Yield each beginning that leads elsewhere or is gone, in each of the ways in which it arrives."""
    for prefix in table.prefixes:
        for form in spellings(prefix.old.path):
            yield prefix, form


def asked_with_query(table: Table) -> Iterator[tuple[OldAddress, str]]:
    """Yield the old addresses that have a query, and where each leads; those that ask for most come first."""
    found = [(one.old, one.to) for one in table.redirects if one.old.query]
    yield from sorted(found, key=lambda pair: (-len(pair[0].query), str(pair[0])))


def asked_for_with(name: str, value: str) -> str:
    """
    Return an expression for a parameter as it goes over the line, for hosts that do not read escapes there.

    >>> asked_for_with("id", "55"), asked_for_with("q", "a b")
    ('id=55', 'q=(?:a%20b|a\\\\+b)')
    """

    def either(text: str) -> str:
        ways = [re.escape(way) for way in on_the_line(text)]
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"

    return f"{either(name)}={either(value)}"
