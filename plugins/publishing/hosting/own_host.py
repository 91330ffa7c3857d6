"""
Tell whether a request to a server on this machine is meant for this machine.

Only the standard library is imported: ``tasks.py serve`` runs before anything is installed.
"""

from __future__ import annotations

import re

_OWN = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE | re.ASCII)


def is_own_host(host: str) -> bool:
    """
    Tell whether a Host header names this machine.

    A name of another site may be made to resolve to this machine; its pages could then read the answers.

    >>> is_own_host("127.0.0.1:8000"), is_own_host("[::1]:8000"), is_own_host("vi-du.vn:8000"), is_own_host("")
    (True, True, False, False)
    """
    return bool(_OWN.fullmatch(host.strip()))
