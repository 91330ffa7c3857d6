"""An old address: whatever way it is written, it is one."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

# The province's platform wrote the same day with and without zeros.
_DAY = re.compile(r"(?<=/)(\d{4})-0?([1-9]\d?)-0?([1-9]\d?)(?=/)")
# No address has them, and a line of a host's file would end there.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_CAPITALS = re.compile(r"\.aspx?$", re.IGNORECASE)
Query = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OldAddress:
    """
    An old address of this site.

    ``path`` is decoded and composed (NFC), begins with "/" and has no slash at its end; ``query``
    are the parameters that must be there, sorted: others beside them change nothing, and an
    address without any is meant whatever stands behind its "?".
    """

    path: str
    query: Query = ()

    @property
    def key(self) -> tuple[str, Query]:
        """What all spellings of the address share: neither capitals nor zeros in a day count."""
        query = tuple(sorted((name.lower(), _one_form(value)) for name, value in self.query))
        return _one_form(self.path), query

    def __str__(self) -> str:
        query = "&".join(f"{name}={value}" if value else name for name, value in self.query)
        return f"{self.path}?{query}" if query else self.path


@lru_cache(maxsize=1 << 12)
def _one_form(path: str) -> str:
    return _DAY.sub(_without_zeros, unicodedata.normalize("NFC", path.lower()))


def _without_zeros(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[2]}-{day[3]}"


def parse_old_address(text: str) -> OldAddress | None:
    """
    Return the address that is written, with or without its host, or None where it is none (or the home page).

    >>> str(parse_old_address("https://cu.gov.vn/web//tin-t%e1%bb%a9c/?b=2&amp;a=1#x"))
    '/web/tin-tức?a=1&b=2'
    >>> parse_old_address("/Portal/Pages/2024-05-07/A.aspx").key == parse_old_address("/portal/pages/2024-5-7/a.ASPX").key
    True
    >>> parse_old_address("tin/cu"), parse_old_address("/%ff"), parse_old_address("/a%0Ab"), parse_old_address("/a?b=%0D")
    (None, None, None, None)
    """
    # Pages of the old portals wrote "&amp;" where a browser wants "&", and people copied it.
    written = text.strip().replace("&amp;", "&")
    try:
        parts = urlsplit(f"//host{written}" if written.startswith("/") else written)
        path = unquote(parts.path, errors="strict")
        query = parse_qsl(parts.query, keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    if not path.startswith("/") or parts.scheme not in ("", "http", "https"):
        return None
    if any(_CONTROL.search(one) for one in (path, *(text for pair in query for text in pair))):
        return None
    path = unicodedata.normalize("NFC", posixpath.normpath(path.replace("//", "/")))
    path = path if not path.startswith("//") else path[1:]
    found = tuple(sorted((nfc(name), nfc(value)) for name, value in query if name))
    return None if path == "/" and not found else OldAddress(path, found)


def nfc(text: str) -> str:
    """Return a text with every letter composed."""
    return unicodedata.normalize("NFC", text)


def spellings(path: str) -> tuple[str, ...]:
    """
    Return the ways in which a decoded path arrives: with and without zeros in its day, composed and decomposed.

    Capitals count in none of them: for hosts that heed capitals, see ``with_capitals``.

    >>> spellings("/portal/pages/2024-5-17/a.aspx")
    ('/portal/pages/2024-5-17/a.aspx', '/portal/pages/2024-05-17/a.aspx')
    """
    forms = dict.fromkeys(_days(path.lower()))
    # A host that takes A for a does not take Ứ for ứ.
    if not path.isascii():
        forms |= dict.fromkeys(_lower_ascii(one) for way in (path, path.upper()) for one in _days(way))
    return tuple(dict.fromkeys(form for one in forms for form in _normal_forms(one)))


def with_capitals(path: str) -> tuple[str, ...]:
    """
    Return the ways in which a path arrives at a host that heeds capitals: as far as they can be foreseen.

    >>> with_capitals("/web/Tin.html")
    ('/web/Tin.html', '/web/tin.html')
    >>> "/portal/Pages/2024-05-17/a.aspx" in with_capitals("/Portal/pages/2024-5-17/A.aspx")
    True
    """
    ways = [path, path.lower()]
    if _NO_CAPITALS.search(path):
        folders, _, name = path.lower().rpartition("/")
        pages = folders.replace("/pages", "/Pages")
        ways += [f"{folder}/{name}" for folder in (pages, pages.replace("/portal", "/Portal"))]
    forms = dict.fromkeys(form for way in ways for day in _days(way) for form in _normal_forms(day))
    return tuple(forms)


def _normal_forms(path: str) -> Iterator[str]:
    yield unicodedata.normalize("NFC", path)
    yield unicodedata.normalize("NFD", path)


def _days(path: str) -> Iterator[str]:
    """Yield a path with the day in it as people may write it, with and without zeros."""
    found = _DAY.search(path)
    yield path
    if found:
        year, month, day = found[1], int(found[2]), int(found[3])
        for written in (f"{year}-{month:02}-{day:02}", f"{year}-{month}-{day}"):
            yield path[: found.start()] + written + path[found.end() :]


def _lower_ascii(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def encoded(path: str) -> str:
    """
    Return a path as it goes over the line.

    >>> encoded("/tin-tức/a b.html")
    '/tin-t%E1%BB%A9c/a%20b.html'
    """
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def both_hex_cases(path: str) -> tuple[str, ...]:
    """
    Return a path's escapes in capitals and in small letters, for hosts that compare what goes over the line.

    >>> both_hex_cases("/ấ")
    ('/%E1%BA%A5', '/%e1%ba%a5')
    """
    upper = encoded(path)
    return tuple(dict.fromkeys((upper, re.sub(r"%[0-9A-F]{2}", lambda one: one[0].lower(), upper))))


def on_the_line(text: str) -> tuple[str, ...]:
    """
    Return the ways in which a decoded name or value of a query goes over the line, capitals of escapes left aside.

    >>> on_the_line("55"), on_the_line("a b")
    (('55',), ('a%20b', 'a+b'))
    >>> on_the_line("ấ")[:2]
    ('%E1%BA%A5', 'a%CC%82%CC%81')
    """
    forms = list(_normal_forms(text))
    # Where these stand as they are they mean something else.
    bare = [] if re.search(r"[+&%#=\s]", text) else forms
    ways = [*(quote(form, safe="") for form in forms), *(quote_plus(form) for form in forms), *bare]
    return tuple(dict.fromkeys(ways))
