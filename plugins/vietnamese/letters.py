"""Normalise Vietnamese letters: composed (NFC), and folded to lower case without marks."""

from __future__ import annotations

import re
import unicodedata

# Zero-width spaces and joiners, word joiner, byte order mark, soft hyphen.
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
# The marks of Latin letters, without the one character there that is no mark; and what may be marks of other scripts.
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
# The second is told by what it is not: so its pattern is made in no time.
_OTHER_SCRIPTS = re.compile("[^\0-\u0482\u1e00-\u20cf]")
_LOOSE = re.compile("(?<![\\w\u0300-\u036f])[\u0300-\u036f]+")
# Letters of a text that are looked at first where two are compared.
_BEGINNING = 12
# Old systems wrote the Icelandic eth and the African d for đ.
_D = str.maketrans("đðɖ", "ddd")


def nfc(text: str) -> str:
    """Return the text with every letter composed (TCVN 6909, Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def without_loose_marks(text: str) -> str:
    """
    Return a composed text without marks that no letter stands before: on a page they would change the sign before them.

    >>> without_loose_marks("\u0338Xạ; \u0301b") == "Xạ; b"
    True
    """
    return _LOOSE.sub("", nfc(text))


def fold_alike(one: str, other: str) -> bool:
    """
    Return whether two texts are the same once folded; neither may be much longer than the other.

    >>> fold_alike("Thu hồi  đất", "THU HOI DAT"), fold_alike("đất", "đá")
    (True, False)
    """
    longer = max(len(one), len(other))
    return (
        2 * min(len(one), len(other)) + 40 >= longer and begin_alike(one, other) and fold(one) == fold(other)
    )


def begin_alike(one: str, other: str) -> bool:
    """
    Return whether two texts, once folded, may have the same beginning; most that differ do so in the first letters.

    >>> begin_alike("Thu hồi đất bãi", "THU HOI DAT ở"), begin_alike("Thu hồi", "Giao đất")
    (True, False)
    """
    first, second = (fold(text[:_BEGINNING])[:-1] for text in (one, other))
    # The last letter of a piece may be another one with what follows it.
    common = min(len(first), len(second))
    return first[:common] == second[:common]


def fold(text: str) -> str:
    """
    Return the text in lower case without marks, invisible characters or runs of spaces.

    >>> fold("Thu hồi\\u00a0 ĐẤT"), fold("TIÊU\\u200bĐỀ")
    ('thu hoi dat', 'tieude')
    """
    # Nothing that is invisible is printable; that is found out faster than it is looked for.
    visible = text if text.isprintable() else INVISIBLE.sub("", text)
    decomposed = unicodedata.normalize("NFD", visible.lower().translate(_D))
    bare = _MARKS.sub("", decomposed)
    if _OTHER_SCRIPTS.search(bare):
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    # What has no marks to lose (Hangul) is put together again.
    return " ".join(nfc(bare).split())
