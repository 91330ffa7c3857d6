"""Split the web addresses that headers hold."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from plugins.article.reserved_slugs import OwnSlug
from plugins.problems import Problem, warning
from plugins.vietnamese.letters import nfc

# Of an old address: bytes as it is requested (what every server takes in one line of its configuration), parameters
# (their orders are written out for servers that cannot look for each), bytes of a part (no disk takes a longer name).
_LONGEST, _MOST_PARAMETERS, LONGEST_PART = 2000, 5, 255
# No address has them, and they would end a line of a server's configuration.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Where a release keeps its records, and what hosts read: a forwarding page there would take their place.
_OWN_PLACES = frozenset(
    {OwnSlug.RELEASE.value, ".may-chu", ".well-known", "_headers", "_redirects", ".htaccess", ".nojekyll"}
)
WEB_ADDRESS = re.compile(r"https?://\S+|\bwww\.[\w-]+(?:\.[\w-]+)+\S*")


def split_url(url: str) -> tuple[str, str] | None:
    """
    Return the host ("" for a bare path) and the path with its query, or None for what is no web address.

    >>> split_url("https://a.vn/tin?id=1"), split_url("/tin.htm"), split_url("ftp://a.vn/")
    (('a.vn', '/tin?id=1'), ('', '/tin.htm'), None)
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme and (parts.scheme not in ("http", "https") or not host):
        return None
    return host, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def host_of(url: str) -> str:
    """Return the host of a web address, "" where there is none."""
    found = split_url(url)
    return found[0] if found else ""


def old_address_fault(address: str) -> str:
    """
    Return why no server can redirect an old address, given as path and query, or "".

    >>> old_address_fault("/tin?p=1"), old_address_fault("/a%0Ab"), old_address_fault("/%FF")
    ('', 'có ký tự điều khiển (như %0A)', 'không phải chữ viết bằng UTF-8 (như %FF)')
    >>> old_address_fault("/x/../Ban-Dung/so.json"), old_address_fault("/ban-dung-moi/")
    ('là chỗ của sổ phát hành, hay của tệp mà máy chủ đọc', '')
    """
    path, _, query = address.partition("#")[0].partition("?")
    try:
        decoded = unquote(path, errors="strict")
        parameters = parse_qsl(query, keep_blank_values=True, errors="strict")
        length = sum(
            len(quote(text)) + 1 for text in (decoded, *(text for pair in parameters for text in pair))
        )
    except ValueError:
        return "không phải chữ viết bằng UTF-8 (như %FF)"
    if CONTROL.search(decoded) or any(CONTROL.search(text) for pair in parameters for text in pair):
        return "có ký tự điều khiển (như %0A)"
    if posixpath.normpath(f"/{decoded.lower()}").lstrip("/").partition("/")[0] in _OWN_PLACES:
        return "là chỗ của sổ phát hành, hay của tệp mà máy chủ đọc"
    if length > _LONGEST:
        return "dài quá 2.000 byte"
    return "có quá 5 tham số sau dấu “?”" if len(parameters) > _MOST_PARAMETERS else ""


def long_part_reminder(path: str, line: int, address: str) -> Iterator[Problem]:
    """
    Yield a reminder of a part of an old address that no disk takes for a name; ``path`` and ``line`` are where it is written.

    Apache and Caddy look for a file first, and refuse such a request; no forwarding page can lie there.

    >>> [one.code for text in ("/tin/hop.html", "/" + "%E1%BA%B7" * 90) for one in long_part_reminder("x.md", 2, text)]
    ['phan-qua-dai']
    """
    for part in unquote(address.partition("?")[0]).split("/"):
        if len(nfc(part).encode("utf-8", "replace")) > LONGEST_PART:
            message = (
                f"phần “{part[:40]}…” của địa chỉ cũ dài quá 255 byte: nginx chuyển đi được; "
                "Apache, Caddy và nơi chỉ phục vụ tệp thì không."
            )
            yield warning(path, line, "phan-qua-dai", message)
