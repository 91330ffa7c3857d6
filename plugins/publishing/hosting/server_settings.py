"""What the keeper set of the web server itself: written into its configuration at every publish, so that none undoes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A port, or an address and a port: 443, 10.0.0.5:443, [::]:443.
_LISTEN = re.compile(r"(?:(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9A-Fa-f:]+\]):)?(\d{1,5})")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """
    Where the server listens, for addresses without and with TLS, and the files of its ``certificate`` and ``key``.

    Without these files nginx has certbot's, and Caddy gets one by itself. ``include`` are files of the keeper's own lines
    for the portal's server, all that match. ``hash_sizes`` is false where the configuration
    of another portal on the same nginx sets the sizes of its tables, which nginx takes once. Raises ValueError for what
    is no port, and for a certificate without its key.
    """

    http: tuple[str, ...] = ("80", "[::]:80")
    https: tuple[str, ...] = ("443", "[::]:443")
    certificate: str = ""
    key: str = ""
    include: str = ""
    hash_sizes: bool = True

    def __post_init__(self) -> None:
        for one in (*self.http, *self.https):
            found = _LISTEN.fullmatch(one)
            if not found or not 0 < int(found[1]) < 65536:
                raise ValueError(f"“{one}” không phải cổng mạng; viết 443, 10.0.0.5:443 hay [::]:443.")
        if bool(self.certificate) != bool(self.key):
            raise ValueError("“certificate” và “key” cần đi cùng nhau.")

    @property
    def https_port(self) -> str:
        """The port of the first address with TLS."""
        return self.https[0].rpartition(":")[2] if self.https else "443"

    @property
    def https_hosts(self) -> tuple[str, ...]:
        """The addresses with TLS without their ports, where they are not all of the machine."""
        hosts = (one.rpartition(":")[0] for one in self.https)
        return tuple(host for host in hosts if host and host not in ("[::]", "0.0.0.0"))


DEFAULT_SERVER = ServerSettings()
