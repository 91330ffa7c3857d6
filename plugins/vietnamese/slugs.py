"""Make slugs: the last part of an address, in a-z, 0-9 and hyphens."""

from __future__ import annotations

import re
from functools import lru_cache

from unidecode import unidecode

from .letters import INVISIBLE, nfc

# Names that Windows keeps for devices: no folder of an address can have one of them there.
DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 12)
def slugify(text: str, limit: int = 80) -> str:
    """
    Return a slug of at most ``limit`` characters, cut between words; "" if nothing is left.

    >>> slugify("Quyết định 12/2026/QĐ-UBND: 86,1 % đất")
    'quyet-dinh-12-2026-qd-ubnd-86-1-dat'
    >>> slugify("Москва"), slugify("…"), slugify("Con")
    ('moskva', '', 'con-1')
    """
    # Composed first: Unidecode knows “ế” as one letter, and would misread other scripts without marks.
    plain = unidecode(nfc(INVISIBLE.sub("", text))).lower()
    slug = NOT_SLUG.sub("-", plain).strip("-")
    if slug in DEVICE_NAMES:
        return f"{slug}-1"
    if len(slug) <= limit:
        return slug
    head, hyphen, _ = slug[: limit + 1].rpartition("-")
    return head if hyphen else slug[:limit]
