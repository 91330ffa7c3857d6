"""What every host's configuration is written from: the portal's address and its redirects."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from urllib.parse import urlsplit

from plugins.publishing.hosting.quoting import literal, location
from plugins.redirects.old_address import OldAddress, path_spellings, query_encodings
from plugins.redirects.redirect_table import PrefixRedirect, RedirectTable, is_elsewhere

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?")
_ROOT = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*")
GENERATED = "Tệp này do “tasks.py publish” viết ra; đừng sửa ở đây, lần sau sẽ bị viết lại."


@dataclass(frozen=True, slots=True)
class HostSite:
    """
    The portal as a host sees it: its address without a slash at its end, and its redirects.

    Raises ValueError for an address that has more than a host name, a port and plain folders.
    """

    siteurl: str
    table: RedirectTable

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or not _ROOT.fullmatch(self.root):
            raise ValueError(
                f"SITEURL là “{self.siteurl}”; cần dạng https://ten-mien.gov.vn hay https://ten-mien/thu-muc."
            )

    @property
    def name(self) -> str:
        """The host name, as the network knows it."""
        return (urlsplit(self.siteurl).hostname or "localhost").encode("idna").decode("ascii")

    @property
    def public_host(self) -> str:
        """The host name and, where it is not that of https, the port by which readers know the portal."""
        port = urlsplit(self.siteurl).port
        return f"{self.name}:{port}" if port and port != 443 else self.name

    @property
    def identifier(self) -> str:
        """
        A word for what this portal names in a server that other portals may share.

        >>> HostSite("https://xa-a.gov.vn", RedirectTable()).identifier
        'xa_a_gov_vn'
        """
        word = re.sub(r"[^a-z0-9]", "_", self.name.lower())
        # nginx's table of variables takes no long names.
        return (
            word if len(word) <= 24 else f"{word[:17]}_{hashlib.sha256(self.name.encode()).hexdigest()[:6]}"
        )

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
        return location(to if is_elsewhere(to) else f"{self.root}/{to}")

    def absolute_href(self, to: str) -> str:
        """Return the target of a redirect with the host name."""
        own = self.siteurl.removesuffix(self.root) if self.root else self.siteurl
        return self.href(to) if is_elsewhere(to) else f"{own}{self.href(to)}"


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
        for form in path_spellings(prefix.old.path):
            yield prefix, form


def exact_gone(table: RedirectTable) -> Iterator[OldAddress]:
    """Yield the addresses without a query whose pages were removed on purpose."""
    for one in table.gone:
        if not one.old.query:
            yield one.old


def query_answers(table: RedirectTable) -> Iterator[tuple[OldAddress, str | None]]:
    """
    Yield the old addresses with a query, and the target of each, None for what is gone.

    Those with the most parameters come first. They are answered before any file is: the page of the path is another.
    """
    found: list[tuple[OldAddress, str | None]] = [
        (one.old, one.to) for one in table.redirects if one.old.query
    ]
    found += [(one.old, None) for one in table.gone if one.old.query]
    yield from sorted(found, key=lambda pair: (-len(pair[0].query), pair[0].key, pair[1] is None))


def parameter_pattern(name: str, value: str) -> str:
    """
    Return a regular expression for a query parameter as it is sent, for hosts that do not decode queries.

    >>> parameter_pattern("id", "55"), parameter_pattern("q", "a b"), parameter_pattern("q", "")
    ('(?:amp;)?id=55', '(?:amp;)?q=(?:a\\\\x2520b|a\\\\x2bb)', '(?:amp;)?q=?')
    """

    def either(text: str) -> str:
        forms = [literal(form) for form in query_encodings(text)]
        return forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"

    # Links copied from a page's source have "&amp;" between parameters.
    return f"(?:amp;)?{either(name)}={either(value)}" if value else f"(?:amp;)?{either(name)}=?"


def query_expressions(old: OldAddress) -> Iterator[str]:
    """Yield expressions for "path?query" with the parameters in any order, other parameters between them."""
    parameters = [parameter_pattern(name, value) for name, value in old.query]
    for form in path_spellings(old.path):
        # RE2 has no look-ahead: each order of the parameters is written out.
        for order in permutations(parameters):
            # Slashes that a server does not make one, and one at the end.
            path = literal(form.rstrip("/")).replace("/", "/+")
            yield f"(?i)^{path}/*\\x3f(?:[^&]*&)*{'(?:&[^&]*)*&'.join(order)}(?:&|$)"
