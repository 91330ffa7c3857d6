"""Read which source file each published address belongs to, from the copy of the record that lies with the sources."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

# The record of published addresses; publishing writes it, and the keeper may keep a copy with the sources.
RECORD = "du-lieu/dia-chi-da-dang.json"
FILES_KEY = "tep"


def file_mark(path: str) -> str:
    """
    Return the mark by which the record knows a source file: a record is public, names of files are not.

    >>> file_mark("content/bai-viet/hop-bao.md")
    '750aa089af'
    """
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:10]


def recorded_holders(content: Path) -> Mapping[str, str]:
    """Return the mark of the file that each published address belongs to; nothing where there is no readable record."""
    try:
        files = json.loads((content / RECORD).read_bytes())[FILES_KEY]
        return {str(address): str(mark) for address, mark in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # Publishing refuses a damaged record; a build needs none.
        return {}
