"""An old address of the portal, normalised, and the spellings in which browsers and search engines request it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from plugins.article.urls import CONTROL
from plugins.vietnamese.letters import nfc

# The province's platform wrote the same day with and without zeros.
_DAY = re.compile(r"(?<=/)(\d{4})-0?([1-9]\d?)-0?([1-9]\d?)(?=/)")
_CASE_INSENSITIVE = re.compile(r"\.aspx?$", re.IGNORECASE)
# A part of a path as it is requested, from which nobody can make a host, another folder or a second line: it begins
# with no dot, and no slash, backslash, dot or control character is in it, escaped or not.
_ESCAPE = r"%(?:2[0-9A-Da-d]|[346][0-9A-Fa-f]|5[0-9ABD-Fabd-f]|7[0-9A-Ea-e]|[89A-Fa-f][0-9A-Fa-f])"
_PART = rf"(?:[A-Za-z0-9_~!&'()*+,;=:@\x24-]|{_ESCAPE})(?:[A-Za-z0-9_~!&'()*+,;=:@\x24.-]|{_ESCAPE})*"
Query = tuple[tuple[str, str], ...]
AddressKey = tuple[str, Query]


@dataclass(frozen=True, slots=True)
class OldAddress:
    """
    An old address of this site.

    ``path`` is decoded and composed (NFC), begins with "/" and has no slash at its end. ``query`` are the parameters
    that a request must have, sorted; it may have others, and an address without any matches every query.
    """

    path: str
    query: Query = ()

    @property
    def key(self) -> AddressKey:
        """The key that all spellings of the address share: case and zeros in a day do not count."""
        query = tuple(sorted((name.lower(), _normalised(value)) for name, value in self.query))
        return _normalised(self.path), query

    def __str__(self) -> str:
        query = "&".join(f"{name}={value}" if value else name for name, value in self.query)
        return f"{self.path}?{query}" if query else self.path


@lru_cache(maxsize=1 << 12)
def _normalised(path: str) -> str:
    return _DAY.sub(_without_zeros, nfc(path.lower()))


def _without_zeros(day: re.Match[str]) -> str:
    return f"{day[1]}-{day[2]}-{day[3]}"


def parse_old_address(text: str) -> OldAddress | None:
    """
    Return the old address in a text, with or without a host; None where there is none, or it is the home page.

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
    if any(CONTROL.search(one) for one in (path, *(text for pair in query for text in pair))):
        return None
    path = nfc(posixpath.normpath(path.replace("//", "/")))
    path = path if not path.startswith("//") else path[1:]
    found = tuple(sorted((nfc(name), nfc(value)) for name, value in query if name))
    return None if path == "/" and not found else OldAddress(path, found)


def address_key(address: str, *, exact_values: bool = False) -> str:
    """
    Return an address in the one form in which two are compared; the home page's is "".

    With ``exact_values``, what the parameters of a query say is compared letter by letter: ids of some portals differ in case alone.

    >>> address_key("/Tin/a/index.html"), address_key("tin/a/"), address_key("https://cu.gov.vn/tin/a?id=A"), address_key("/")
    ('tin/a', 'tin/a', 'tin/a?id=a', '')
    >>> address_key("/Pages/2024-05-07/A.aspx?b=2&amp;a=1") == address_key("/pages/2024-5-7/a.aspx?a=1&b=2")
    True
    """
    whole = address if address.startswith(("/", "https:", "http:")) else f"/{address}"
    found = parse_old_address(whole)
    if found is None:
        # None that a host would redirect, but an import knows pages by such addresses too.
        unread, mark, asked = address.partition("?")
        asked = unquote(asked) if exact_values else nfc(unquote(asked)).lower()
        return nfc(unquote(unread)).lower().strip("/") + mark + asked
    path, query = found.key
    if exact_values:
        query = tuple(sorted((name.lower(), value) for name, value in found.query))
    asked = "&".join(f"{name}={value}" for name, value in query)
    return path.removesuffix("/index.html").strip("/") + (f"?{asked}" if asked else "")


def path_spellings(path: str) -> tuple[str, ...]:
    """
    Return the spellings of a decoded path: with and without zeros in its day, composed and decomposed.

    They are for hosts that ignore case; for those that do not, see ``case_sensitive_spellings``.

    >>> path_spellings("/portal/pages/2024-5-17/a.aspx")
    ('/portal/pages/2024-5-17/a.aspx', '/portal/pages/2024-05-17/a.aspx')
    """
    forms = dict.fromkeys(_days(path.lower()))
    # A host that ignores case does so for ASCII letters only.
    if not path.isascii():
        forms |= dict.fromkeys(_lower_ascii(one) for case in (path, path.upper()) for one in _days(case))
    return tuple(dict.fromkeys(form for one in forms for form in _normal_forms(one)))


def case_sensitive_spellings(path: str) -> tuple[str, ...]:
    """
    Return the likely spellings of a decoded path for a host that does not ignore case.

    >>> case_sensitive_spellings("/web/Tin.html")
    ('/web/Tin.html', '/web/tin.html')
    >>> "/portal/Pages/2024-05-17/a.aspx" in case_sensitive_spellings("/Portal/pages/2024-5-17/A.aspx")
    True
    """
    cases = [path, path.lower()]
    if _CASE_INSENSITIVE.search(path):
        folders, _, name = path.lower().rpartition("/")
        pages = folders.replace("/pages", "/Pages")
        cases += [f"{folder}/{name}" for folder in (pages, pages.replace("/portal", "/Portal"))]
    forms = dict.fromkeys(form for case in cases for day in _days(case) for form in _normal_forms(day))
    return tuple(forms)


def _normal_forms(path: str) -> Iterator[str]:
    yield nfc(path)
    yield unicodedata.normalize("NFD", path)


def _days(path: str) -> Iterator[str]:
    """Yield a path as it is, and with the day in it written with and without zeros."""
    found = _DAY.search(path)
    yield path
    if found:
        year, month, day = found[1], int(found[2]), int(found[3])
        for written in (f"{year}-{month:02}-{day:02}", f"{year}-{month}-{day}"):
            yield path[: found.start()] + written + path[found.end() :]


def _lower_ascii(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def rest_expression(parts: int) -> str:
    """
    Return a regular expression whose group is what follows the first ``parts`` parts of a path, as it was requested.

    Python, PCRE and RE2 read it alike. It fits no request from whose rest somebody could make another host.

    >>> [found and found[1] for path in ("/a/b/c%20d/?x", "/a/b", "/a/b/%5Cevil.vn", "/a/b/../c") for found in [re.match(rest_expression(2), path)]]
    ['c%20d/', None, None, None]
    """
    return rf"^(?:/+{_PART}){{{parts}}}/*(?:/({_PART}(?:/+{_PART})*/?))?(?:\?[^ ]*)?$"


def percent_encoded(path: str) -> str:
    """
    Return a path with percent escapes, as a request has it; what hosts read as a wildcard or a placeholder is escaped.

    >>> percent_encoded("/tin-tức/a b.html"), percent_encoded("/:a*")
    ('/tin-t%E1%BB%A9c/a%20b.html', '/%3Aa%2A')
    """
    return quote(path, safe="/-._~!$&'()+,;=@")


def both_hex_cases(path: str) -> tuple[str, ...]:
    """
    Return a path with percent escapes in upper and in lower case, for hosts that do not decode paths.

    >>> both_hex_cases("/ấ")
    ('/%E1%BA%A5', '/%e1%ba%a5')
    """
    upper = percent_encoded(path)
    return tuple(dict.fromkeys((upper, re.sub(r"%[0-9A-F]{2}", lambda one: one[0].lower(), upper))))


def query_encodings(text: str) -> tuple[str, ...]:
    """
    Return the encodings in which a decoded name or value of a query is sent, with escapes in upper case only.

    >>> query_encodings("55"), query_encodings("a b")
    (('55',), ('a%20b', 'a+b'))
    >>> query_encodings("ấ")[:2]
    ('%E1%BA%A5', 'a%CC%82%CC%81')
    """
    forms = list(_normal_forms(text))
    # These characters have another meaning where they are not escaped.
    plain = [] if re.search(r"[+&%#=\s]", text) else forms
    encodings = [*(quote(form, safe="") for form in forms), *(quote_plus(form) for form in forms), *plain]
    return tuple(dict.fromkeys(encodings))
