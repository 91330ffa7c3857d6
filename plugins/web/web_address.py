"""Parse web addresses strictly: http or https, a host, a port, a path, and nothing that two readers could understand differently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_PORTS = {"http": 80, "https": 443}
_SAFE = "/:?&=%#+,;@!$'()*~[]-._"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")


class BadAddress(ValueError):
    """An address that cannot be requested."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where a request goes: scheme, host without brackets, port, and the path with its query, percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str = "/"

    @property
    def origin(self) -> str:
        """
        The scheme, host and port, the port only where it is not the scheme's own.

        >>> web_address("HTTPS://Tho-Xuan.vn:443/tin/").origin, web_address("http://[::1]:8000").origin
        ('https://tho-xuan.vn', 'http://[::1]:8000')
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    def at(self, path: str) -> WebAddress:
        """
        Return another path of the same origin.

        >>> str(web_address("http://a.vn").at("/tìm?q=b"))
        'http://a.vn/t%C3%ACm?q=b'
        """
        return WebAddress(self.scheme, self.host, self.port, quote(path, _SAFE))

    def joined(self, location: str) -> WebAddress:
        """
        Return where a redirect from here leads; raise BadAddress where that is no web address.

        >>> str(web_address("http://a.vn/b/c").joined("../d"))
        'http://a.vn/d'
        """
        try:
            return web_address(urljoin(str(self), location.strip()))
        except ValueError as fault:
            raise BadAddress(location) from fault

    def is_of_site(self, other: WebAddress) -> bool:
        """
        Tell whether this belongs to the site of another address: its host, with or without "www", and no weaker a scheme.

        >>> one = web_address("http://a.vn/")
        >>> [web_address(text).is_of_site(one) for text in ("https://www.a.vn/x", "http://a.vn:8080/", "http://b.a.vn/")]
        [True, False, False]
        >>> one.is_of_site(web_address("https://a.vn/"))
        False
        """
        if self.host.removeprefix("www.") != other.host.removeprefix("www."):
            return False
        if self.scheme == other.scheme:
            return self.port == other.port
        return (other.scheme, other.port, self.scheme, self.port) == ("http", 80, "https", 443)

    def __str__(self) -> str:
        return f"{self.origin}{self.path}"


def web_address(text: str) -> WebAddress:
    """
    Return the address that a text names, letters beyond ASCII encoded; raise BadAddress where it names none.

    >>> str(web_address("http://đơn-vị.vn/bài a?x=1#y"))
    'http://xn--n-v-uqa43es17k.vn/b%C3%A0i%20a?x=1'
    >>> web_address("http://a.vn@b.vn/")
    Traceback (most recent call last):
    plugins.web.web_address.BadAddress: http://a.vn@b.vn/
    """
    try:
        if _CONTROL.search(text):
            raise ValueError
        parts = urlsplit(text.strip(" "))
        host = (parts.hostname or "").encode("idna").decode().lower() if parts.hostname else ""
        if parts.scheme not in _PORTS or not host or re.search("[@ ]", parts.netloc) or "%" in host:
            raise ValueError
        port = _PORTS[parts.scheme] if parts.port is None else parts.port
        if not port:
            raise ValueError
    except ValueError as fault:  # UnicodeError is one
        raise BadAddress(text[:200]) from fault
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(parts.scheme, host.rstrip("."), port, quote((parts.path or "/") + query, _SAFE))
