"""Who may ask: this machine alone, under its own names."""

from __future__ import annotations

import re

_OWN = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)


def is_own(host: str) -> bool:
    """
    Tell whether a Host header names this machine: another site's name may be made to lead here, and then asks as that site.

    >>> is_own("127.0.0.1:8000"), is_own("[::1]:8000"), is_own("vi-du.vn:8000"), is_own("")
    (True, True, False, False)
    """
    return bool(_OWN.fullmatch(host.strip()))


def is_own_origin(origin: str, host: str) -> bool:
    """
    Tell whether a page that sends something is one of this host's own.

    >>> is_own_origin("http://localhost:8000", "localhost:8000"), is_own_origin("null", "localhost:8000")
    (True, False)
    """
    return origin == f"http://{host.strip()}"
