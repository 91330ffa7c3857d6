"""Understand what a person types as the answer to a question."""

from __future__ import annotations

import unicodedata

_YES = frozenset({"c", "có", "co", "y", "yes", "ok"})


def means_yes(answer: str) -> bool:
    """
    Tell whether a typed answer means yes; nothing typed means no.

    >>> means_yes("C"), means_yes(" có "), means_yes("ok"), means_yes(""), means_yes("k")
    (True, True, True, False, False)
    """
    return unicodedata.normalize("NFC", answer).strip().lower() in _YES
