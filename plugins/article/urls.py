"""Split the web addresses that headers hold."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

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
