"""Sort Vietnamese text: letters first (a ă â b c d đ …), tones second, as in CLDR's Vietnamese rules."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .letters import INVISIBLE, nfc

SortKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]

# The order of CLDR: spaces, marks, signs, digits, letters, and then the other scripts.
_SIGNS = " _-–—,;:!?.…'‘’\"“”()[]{}§¶@*/\\&#%°+<=>|~$0123456789"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_SIGNS + _ALPHABET)}
# Old systems wrote the Icelandic eth for đ.
_PLACES["ð"] = _PLACES["đ"]
_SPELLED = {"æ": "ae", "œ": "oe", "ß": "ss"}
# ngang (none), huyền, hỏi, ngã, sắc, nặng; then the marks of other languages.
_TONES = {mark: place for place, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_OWN_LETTERS = frozenset("ăâêôơư")
_OTHER_MARK = len(_TONES) + 1
_OTHER_SCRIPTS = len(_PLACES)


def sort_key(text: str) -> SortKey:
    """
    Return a key that sorts Vietnamese texts: by letters, then by tones, then small before capital.

    >>> sorted(["Lê Bình", "Đạt", "Lề An", "Dũng", "Lê An", "Ánh", "Ăn"], key=sort_key)
    ['Ánh', 'Ăn', 'Dũng', 'Đạt', 'Lê An', 'Lề An', 'Lê Bình']
    """
    weights = [weight for character in nfc(INVISIBLE.sub("", text)) for weight in _weights(character)]
    letters = tuple(letter for letter, _, _ in weights)
    marks = tuple(mark for _, mark, _ in weights)
    cases = tuple(case for _, _, case in weights)
    # The text itself comes last, so that equal keys mean equal texts.
    return letters, marks, cases, text


@lru_cache(maxsize=1024)
def _weights(character: str) -> tuple[tuple[int, int, int], ...]:
    """Return place, mark and case of each letter that a character stands for."""
    if character.isspace():
        return ((0, 0, int(character != " ")),)
    small = character.lower()
    case = int(small != character)
    if small in _SPELLED:
        return tuple((_PLACES[letter], _OTHER_MARK, case) for letter in _SPELLED[small])
    place, mark = _place_and_mark(small)
    return ((place, mark, case),)


def _place_and_mark(small: str) -> tuple[int, int]:
    """
    Return a small letter's place in the alphabet, and its tone or other mark.

    >>> _place_and_mark("ấ") == (_PLACES["â"], 4)
    True
    """
    base, *marks = list(unicodedata.normalize("NFD", small))
    found = 0
    for mark in marks:
        if nfc(base + mark) in _OWN_LETTERS:
            base = nfc(base + mark)
        else:
            found = _TONES.get(mark, _OTHER_MARK)
    return _PLACES.get(base, _OTHER_SCRIPTS + ord(base)), found
