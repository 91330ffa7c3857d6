"""Which host names and addresses, as they are written, lie on one machine or in an inner network, where no reader gets."""

from __future__ import annotations

import re

# Names below which nobody can register one (RFC 2606, 6761, 6762, 8375, and what routers and offices use).
INNER_NAMES = ("localhost", "local", "lan", "internal", "intranet", "home.arpa", "invalid", "test")
_NAMES = "|".join(re.escape(name) for name in INNER_NAMES)
# A whole host, without brackets around an address of version 6.
INNER_HOST = (
    rf"(?:[^\s/?#:]+\.)?(?:{_NAMES})\.?|\[?::1\]?|0\.0\.0\.0|127(?:\.\d+){{3}}|10(?:\.\d+){{3}}"
    r"|192\.168(?:\.\d+){2}|169\.254(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}"
)
_WHOLE = re.compile(INNER_HOST, re.IGNORECASE)


def is_inner_host(host: str) -> bool:
    """
    Tell whether a host is named as one that only a machine itself or its own network knows; nobody is asked.

    >>> [is_inner_host(one) for one in ("localhost", "may-chu.LAN", "192.168.1.2", "172.20.0.1", "::1", "a.test.", "nas.home.arpa")]
    [True, True, True, True, True, True, True]
    >>> [is_inner_host(one) for one in ("thoxuan.gov.vn", "local.vn", "8.8.8.8", "172.40.0.1", "test.vn", "10.vn")]
    [False, False, False, False, False, False]
    """
    return _WHOLE.fullmatch(host) is not None
