"""
Write the addresses in a page relative to the page, each to a file: so it works from any folder, without a server.

What is told to machines stays as it is: the address that a page calls its own, its metadata, feeds.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, urlsplit

from plugins.building.edition.html_addresses import ADDRESS_ATTRIBUTES
from plugins.building.edition.link_targets import path_and_anchor, served_file
from plugins.building.edition.output_scan import TAG

_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_NAMES = ADDRESS_ATTRIBUTES | {"srcset"}
_OWN_NAME = re.compile(r"<link\s[^>]*\brel=[\"']?canonical\b", re.IGNORECASE)
_CANDIDATE = re.compile(r"(\s*)(\S+)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RelativeLinks:
    """
    The files that links may lead to, and where the portal is public.

    ``root`` is the path before every address ("" or "/cong"), ``siteurl`` the portal's own address: a link to
    what is not among the ``files`` leads there.
    """

    files: Collection[str]
    root: str = ""
    siteurl: str = ""

    def page(self, path: str, text: str) -> str:
        """
        Return a page, given by its path below the output and its text, with relative addresses.

        >>> links = RelativeLinks({"a/index.html", "index.html", "anh/x.jpg"}, "", "https://a.vn")
        >>> links.page("a/index.html", '<a href="/">x</a><img srcset="/anh/x.jpg 1x" src="/anh/x.jpg">')
        '<a href="../index.html">x</a><img srcset="../anh/x.jpg 1x" src="../anh/x.jpg">'
        """

        def in_tag(found: re.Match[str]) -> str:
            if not found["name"] or found["end"] or _OWN_NAME.match(found[0]):
                return found[0]
            return _ATTRIBUTE.sub(lambda one: self._attribute(path, one), found[0])

        return TAG.sub(in_tag, text)

    def address(self, page: str, address: str) -> str:
        """
        Return an address on a page relative to the page; one that leads elsewhere, or within the page, as it is.

        >>> links = RelativeLinks({"a/index.html", "b/index.html"}, "/cong", "https://a.vn/cong")
        >>> [links.address("a/index.html", one) for one in ("/cong/b/?tim=x#y", "https://a.vn/cong/b", "../b/", "#y")]
        ['../b/index.html?tim=x#y', '../b/index.html', '../b/index.html', '#y']
        >>> links.address("a/index.html", "/cong/c.csv"), links.address("a/index.html", "mailto:a@b.vn")
        ('https://a.vn/cong/c.csv', 'mailto:a@b.vn')
        """
        meant = None if address.startswith("#") else path_and_anchor(address, page, self.root, self.siteurl)
        if meant is None or "\0" in meant[0]:
            return address
        parts = urlsplit(address)
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        file = served_file(meant[0], self.files)
        if not file:
            return f"{self.siteurl}/{quote(meant[0])}{rest}" if self.siteurl else address
        return quote(posixpath.relpath(file, posixpath.dirname(page) or ".")) + rest

    def _attribute(self, page: str, found: re.Match[str]) -> str:
        name, equals, written = found.groups()
        if name.lower() not in _NAMES:
            return found[0]
        value = unescape(written[1:-1] if written[0] in "\"'" else written)
        if name.lower() == "srcset":
            value = ",".join(self._candidate(page, one) for one in value.split(","))
        elif value:
            value = self.address(page, value)
        return f'{name}{equals}"{escape(value)}"'

    def _candidate(self, page: str, written: str) -> str:
        found = _CANDIDATE.fullmatch(written)
        return f"{found[1]}{self.address(page, found[2])}{found[3]}" if found else written
