"""Vietnamese letters: one composed form, and the folded form that readers type in a hurry."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Return the text with every letter composed (TCVN 6909, Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """
    Return the text in lower case without marks, invisible characters or runs of spaces.

    >>> fold("Thu hồi  ĐẤT")
    'thu hoi dat'
    """
    decomposed = unicodedata.normalize("NFD", INVISIBLE.sub("", text).lower().replace("đ", "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return SPACES.sub(" ", bare).strip()
