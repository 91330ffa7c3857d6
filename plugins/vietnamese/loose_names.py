"""Compare names loosely: capitals, dashes, spacing and the place of a tone do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .letters import nfc

TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=1 << 12)
def loose(text: str) -> str:
    """
    Return a name in which capitals, dashes, spacing, a last dot and the place of a tone do not count.

    >>> loose("Văn hoá - Xã hội.") == loose("VĂN HÓA–xã hội")
    True
    >>> loose("Bán đất") == loose("Bàn đạt")
    False
    """
    plain = nfc(text).lower().strip().rstrip(".").strip()
    syllables = []
    for syllable in re.findall(r"[^\W_]+|[/<>&]", plain):
        parts = unicodedata.normalize("NFD", syllable)
        tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        syllables.append(nfc(parts.translate(TONES)) + tone)
    return " ".join(syllables)
