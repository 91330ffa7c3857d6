"""Tell whether a request comes from one of this machine's own pages."""

from __future__ import annotations


def is_own_origin(origin: str, host: str) -> bool:
    """
    Tell whether an Origin header names the host that the request was sent to.

    >>> is_own_origin("http://localhost:8000", "localhost:8000"), is_own_origin("null", "localhost:8000")
    (True, False)
    """
    return origin == f"http://{host.strip()}"
