"""What every host's configuration is written from: the portal's address and its redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from plugins.publishing.redirects.old_address import OldAddress, query_encodings, spellings
from plugins.publishing.redirects.table import PrefixRedirect, RedirectTable

GENERATED = "Tệp này do “tasks.py publish” viết ra; đừng sửa ở đây, lần sau sẽ bị viết lại."


@dataclass(frozen=True, slots=True)
class HostSite:
    """The portal as a host sees it: its address without a slash at its end, and its redirects."""

    siteurl: str
    table: RedirectTable

    @property
    def name(self) -> str:
        """The host name."""
        return urlsplit(self.siteurl).hostname or "localhost"

    @property
    def root(self) -> str:
        """The path before every address, "" or "/cong"."""
        return urlsplit(self.siteurl).path.rstrip("/")

    def href(self, to: str) -> str:
        """
        Return the target of a redirect as the Location header has it.

        >>> HostSite("https://a.vn/cong", RedirectTable()).href("tin/")
        '/cong/tin/'
        """
        return to if "://" in to else f"{self.root}/{quote(to, safe='/#?=&-._~%:@!,;')}"

    def absolute_href(self, to: str) -> str:
        """Return the target of a redirect with the host name."""
        return (
            to
            if "://" in to
            else f"{self.siteurl.removesuffix(self.root) if self.root else self.siteurl}{self.href(to)}"
        )


def with_and_without_slash(path: str) -> Iterator[str]:
    """Yield a path without and with a slash at its end."""
    yield path
    yield f"{path}/"


def exact_redirects(table: RedirectTable) -> Iterator[tuple[OldAddress, str]]:
    """Yield the old addresses without a query, and the target of each."""
    for one in table.redirects:
        if not one.old.query:
            yield one.old, one.to


def names_left_out(table: RedirectTable, limit: int) -> int:
    """
    Return how many names of pages are left out of a host's file because there are more than ``limit``, 0 if they fit.

    The patterns of old platforms look these names up; a host without lookup tables needs a rule for each.
    """
    names = table.names
    number = len(names.by_day) + len(names.by_name) + len(names.sections)
    return number if number > limit else 0


def prefix_spellings(table: RedirectTable) -> Iterator[tuple[PrefixRedirect, str]]:
    """Yield each prefix that is redirected or gone, with each spelling in which it is requested."""
    for prefix in table.prefixes:
        for form in spellings(prefix.old.path):
            yield prefix, form


def query_redirects(table: RedirectTable) -> Iterator[tuple[OldAddress, str]]:
    """Yield the old addresses with a query, and the target of each; those with the most parameters come first."""
    found = [(one.old, one.to) for one in table.redirects if one.old.query]
    yield from sorted(found, key=lambda pair: (-len(pair[0].query), str(pair[0])))


def parameter_pattern(name: str, value: str) -> str:
    """
    Return a regular expression for a query parameter as it is sent, for hosts that do not decode queries.

    >>> parameter_pattern("id", "55"), parameter_pattern("q", "a b")
    ('id=55', 'q=(?:a%20b|a\\\\+b)')
    """

    def either(text: str) -> str:
        forms = [re.escape(form) for form in query_encodings(text)]
        return forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"

    return f"{either(name)}={either(value)}"
