"""The SHA-256 of bytes, as ``sha256sum`` and the manifest of a release write it."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256(data: bytes) -> str:
    """
    Return the SHA-256 of bytes in 64 hexadecimal digits.

    >>> sha256(b"")[:16]
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(place: Path) -> str:
    """Return the SHA-256 of a file in 64 hexadecimal digits; raises OSError where it cannot be read."""
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
