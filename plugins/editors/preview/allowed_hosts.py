"""Tell whether a request is meant for this machine, and whether it comes from one of its own pages."""

from __future__ import annotations

import re

_OWN = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)


def is_own_host(host: str) -> bool:
    """
    Tell whether a Host header names this machine.

    A name of another site may be made to resolve to this machine; its pages could then read the answers.

    >>> is_own_host("127.0.0.1:8000"), is_own_host("[::1]:8000"), is_own_host("vi-du.vn:8000"), is_own_host("")
    (True, True, False, False)
    """
    return bool(_OWN.fullmatch(host.strip()))


def is_own_origin(origin: str, host: str) -> bool:
    """
    Tell whether an Origin header names the host that the request was sent to.

    >>> is_own_origin("http://localhost:8000", "localhost:8000"), is_own_origin("null", "localhost:8000")
    (True, False)
    """
    return origin == f"http://{host.strip()}"
