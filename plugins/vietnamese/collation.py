"""Alphabetical order: letters first (a ă â b c d đ …), tones second, as in CLDR's Vietnamese rules."""

from __future__ import annotations

import unicodedata

ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=100)}
# ngang, huyền, hỏi, ngã, sắc, nặng
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """
    Return a key that sorts Vietnamese texts.

    >>> sorted(["Lê Bình", "Đạt", "Lề An", "Dũng", "Lê An", "Ánh", "Ăn"], key=sort_key)
    ['Ánh', 'Ăn', 'Dũng', 'Đạt', 'Lê An', 'Lề An', 'Lê Bình']
    """
    letters: list[int] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).lower():
        marks = unicodedata.normalize("NFD", character)
        tone = next((TONES[mark] for mark in marks if mark in TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        letters.append(
            ALPHABET.get(
                bare, min(ord(bare[:1] or " "), 99) if len(bare) < 2 and ord(bare or " ") < 128 else 1000
            )
        )
        tones.append(tone)
    return tuple(letters), tuple(tones), text
