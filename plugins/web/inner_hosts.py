"""Which hosts, as they are written, lie on one machine or in an inner network, where no reader gets; nobody is asked."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

# Names below which nobody can register one (RFC 2606, 6761, 6762, 8375, and what routers and offices use).
INNER_NAMES = ("localhost", "local", "lan", "internal", "intranet", "home.arpa", "invalid", "test")
_NAMES = "|".join(re.escape(name) for name in INNER_NAMES)
# Addresses too as people write them, with zeros before a number.
_INNER = re.compile(
    rf"(?:[^\s/?#:]+\.)?(?:{_NAMES})\.?|127(?:\.\d+){{3}}|10(?:\.\d+){{3}}"
    r"|192\.168(?:\.\d+){2}|169\.254(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"0x[\da-f]*|\d+", re.IGNORECASE | re.ASCII)
_ONE_WORD = re.compile(r"[\w-]+")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """
    Tell whether an IP address lies in the public internet, also where it is a version 4 address within a version 6 one.

    Raises ValueError for what is no address.

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


def host_as_read(host: str) -> str:
    """
    Return a host as browsers read it: escapes decoded, wide and styled letters and full stops as plain ones, in lower case.

    >>> host_as_read("%6cocalhost"), host_as_read("１２７。0.0.1"), host_as_read("ⓛocalhost"), host_as_read("Tên.vn")
    ('localhost', '127.0.0.1', 'localhost', 'tên.vn')
    """
    if host.isascii() and "%" not in host:
        return host.lower()
    return unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".").lower()


def is_number_host(host: str) -> bool:
    """
    Tell whether browsers take a host for an IP address of version 4: its last part is a number.

    >>> [is_number_host(one) for one in ("127.1", "0x7f.0.0.1", "a.1", "2130706433", "1.vn", "")]
    [True, True, True, True, False, False]
    """
    return _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) is not None


def ipv4_of(host: str) -> IPv4Address | None:
    """
    Return the address that browsers and systems read from a host of one to four numbers, also octal and hexadecimal ones.

    >>> [str(ipv4_of(one)) for one in ("127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "0x7f000001", "8.8.8.8.")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.1', '8.8.8.8']
    >>> [ipv4_of(one) for one in ("1.2.3.4.5", "256.1.1.1", "1.2.3.256", "09.1.1.1", "a.vn", "1..2", "")]
    [None, None, None, None, None, None, None]
    """
    parts = host.removesuffix(".").split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) and len(part) < 20 for part in parts):
        return None
    try:
        *first, last = map(_number, parts)
    except ValueError:
        return None
    if any(one > 0xFF for one in first) or last >= 1 << 8 * (4 - len(first)):
        return None
    return IPv4Address(sum(one << 8 * (3 - place) for place, one in enumerate(first)) + last)


def _number(part: str) -> int:
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)


def is_inner_host(host: str) -> bool:
    """
    Tell whether a host is an address or has a name that only a machine itself or its own network can have.

    >>> [is_inner_host(one) for one in ("localhost", "may-chu.LAN", "192.168.1.2", "172.20.0.1", "::1", "a.test.", "nas.home.arpa")]
    [True, True, True, True, True, True, True]
    >>> [is_inner_host(one) for one in ("thoxuan.gov.vn", "local.vn", "8.8.8.8", "172.40.0.1", "test.vn", "10.vn")]
    [False, False, False, False, False, False]
    >>> [is_inner_host(one) for one in ("127.1", "0x7f.1", "0300.0250.1.1", "8.8.2056")]
    [True, True, True, False]
    """
    host = host_as_read(host)
    if _INNER.fullmatch(host):
        return True
    try:
        return not is_public(str(ipv4_of(host) or host))
    except ValueError:
        return False


def is_one_word(host: str) -> bool:
    """
    Tell whether a host is a name of one word: one of an inner network, or a slip of whoever wrote it.

    >>> [is_one_word(one) for one in ("may-chu", "https", "tho-xuan.vn", "::1", "")]
    [True, True, False, False, False]
    """
    return _ONE_WORD.fullmatch(host) is not None
