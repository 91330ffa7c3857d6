"""
Turn texts into the words of the search index; theme/static/js/words.js reads a query in the same way.

A word is spelled as the VNI method types it: small letters, a figure for each mark, the tone last.
So it has one spelling whatever its capitals, its Unicode form and the place of its tone, and without
the figures it is what people type in a hurry.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from plugins.vietnamese.letters import nfc

# Where a sentence ends.
BREAK = ""

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-῿぀-鿿가-힯"
_LINE_END = "\0"
# A word, or the end of a sentence.
_TOKEN = re.compile(rf"[0-9]+|[{_LETTERS}]+|[.!?…;:]+$|{_LINE_END}")
_NUMBER_SIGNS = ("so61", "so")
_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True))
_SHAPES = dict(zip("\u0302\u031b\u0306", "678", strict=True)) | {"đ": "d9"}
_LAST_Y = re.compile("^(h|k|l|m|s|t|qu)y([1-5]?)$")
_NO_FIGURES = str.maketrans("", "", "0123456789")


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """
    Return the one spelling of a word; i for y where both are written, no zeros before a number.

    >>> [spelled(word) for word in ("Đường", "hóa", "hoá", "KỶ", "kỉ", "05")]
    ['d9u7o7ng2', 'hoa1', 'hoa1', 'ki3', 'ki3', '5']
    """
    if word.isdecimal():
        return word.lstrip("0") or "0"
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        tone = _TONES.get(letter, tone)
        if letter in _SHAPES or not "\u0300" <= letter <= "\u036f":
            letters += _SHAPES.get(letter, letter)
    return _LAST_Y.sub(r"\1i\2", nfc(letters) + tone)


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """
    Return a spelled word without its marks.

    >>> bare("d9u7o7ng2"), bare("153")
    ('duong', '153')
    """
    return word if word.isdecimal() else word.translate(_NO_FIGURES)


@lru_cache(maxsize=1 << 16)
def _words_of(piece: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces."""
    return tuple(spelled(token) if token.isalnum() else BREAK for token in _TOKEN.findall(piece))


def words_in(text: str) -> list[str]:
    """
    Return the spelled words of a text, with a break where a sentence ends.

    "Số" before a number is left out, as half of all mentions leave it out.

    >>> words_in("Nghị quyết số 10-NQ/TU. Đất đai")
    ['nghi5', 'quye6t1', '10', 'nq', 'tu', '', 'd9a6t1', 'd9ai']
    """
    # Most pieces of a text are met again.
    words = list(chain.from_iterable(map(_words_of, nfc(text).replace("\n", f" {_LINE_END} ").split())))
    for sign in _NUMBER_SIGNS:
        place = 0
        for _ in range(words.count(sign)):
            place = words.index(sign, place)
            if place + 1 < len(words) and words[place + 1].isdecimal():
                del words[place]
            else:
                place += 1
    return words
