"""The SHA-256 of bytes, as ``sha256sum`` and the manifest of a release write it."""

from __future__ import annotations

import hashlib


def sha256(data: bytes) -> str:
    """
    Return the SHA-256 of bytes in 64 hexadecimal digits.

    >>> sha256(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()
