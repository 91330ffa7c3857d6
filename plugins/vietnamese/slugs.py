"""Make slugs: the last part of an address, in a-z, 0-9 and hyphens."""

from __future__ import annotations

import re
from functools import lru_cache

from unidecode import unidecode

from plugins.vietnamese.letters import INVISIBLE, nfc

NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 12)
def slugify(text: str, limit: int = 80) -> str:
    """
    Return a slug of at most ``limit`` characters, cut between words; "" if nothing is left.

    >>> slugify("Quyết định 12/2026/QĐ-UBND: 86,1 % đất")
    'quyet-dinh-12-2026-qd-ubnd-86-1-dat'
    >>> slugify("Москва"), slugify("…")
    ('moskva', '')
    """
    # Composed first: Unidecode knows “ế” as one letter, and would misread other scripts without marks.
    plain = unidecode(nfc(INVISIBLE.sub("", text))).lower()
    slug = NOT_SLUG.sub("-", plain).strip("-")
    if len(slug) <= limit:
        return slug
    head, hyphen, _ = slug[: limit + 1].rpartition("-")
    return head if hyphen else slug[:limit]
