"""Look hosts up once, and tell addresses of the public internet from those of inner networks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from plugins.web.inner_hosts import is_inner_host

_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class SocketAddress:
    """An address that a socket connects to, as the system gives it."""

    family: int
    place: tuple[str, int] | tuple[str, int, int, int]


# Returns what a host and port stand for; raises OSError where the host is not known, TimeoutError after so many seconds.
Lookup = Callable[[str, int, float], list[SocketAddress]]


def system_lookup(host: str, port: int, seconds: float) -> list[SocketAddress]:
    """Ask the system, which has no deadline of its own."""
    found: list[SocketAddress] = []
    faults: list[OSError] = []

    def ask() -> None:
        try:
            for family, _, _, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                if family in (socket.AF_INET, socket.AF_INET6):
                    found.append(SocketAddress(family, place))  # type: ignore[arg-type]
        except OSError as fault:
            faults.append(fault)
        except UnicodeError as fault:
            faults.append(OSError(str(fault)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise TimeoutError
    if faults:
        raise faults[0]
    return found


def is_public(address: str) -> bool:
    """
    Tell whether an IP address lies in the public internet, also where it is a version 4 address within a version 6 one.

    >>> [is_public(one) for one in ("8.8.8.8", "2606:4700::1", "127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1")]
    [True, True, False, False, False, False]
    >>> [is_public(one) for one in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::", "fe80::1", "224.0.0.1", "0.0.0.0")]
    [False, False, False, False, False, False]
    """
    one: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(one, IPv6Address):
        if one in _NAT64:
            one = IPv4Address(int(one) & 0xFFFFFFFF)
        else:
            one = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else one)
    return one.is_global and not one.is_multicast and not one.is_reserved and not one.is_unspecified


def is_inner_name(host: str) -> bool:
    """
    Tell whether a host's own name says that it lies in an inner network: such an address, or a name nobody can register.

    >>> [is_inner_name(host) for host in ("127.0.0.1", "localhost", "may-chu", "cong.local", "8.8.8.8", "tho-xuan.vn")]
    [True, True, True, True, False, False]
    """
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or is_inner_host(host)
