"""Every syllable that Vietnamese could have: for what must hold of all sound words."""

from __future__ import annotations

import unicodedata

from plugins.vietnamese.syllables import _ONSET, _RIMES, is_syllable

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def every_syllable() -> list[str]:
    """Return every syllable that Vietnamese could have, the tone on each of its vowels in turn."""
    found = set()
    onsets = ["", *_ONSET.replace("[bcdđghklmnprstvx]", "|".join("bcdđghklmnprstvx")).split("|")]
    for rime in _RIMES:
        vowels = [place for place, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
        for onset in onsets:
            for place in vowels:
                for tone in TONES:
                    toned = rime[: place + 1] + tone + rime[place + 1 :]
                    found.add(unicodedata.normalize("NFC", onset + toned))
    return sorted(word for word in found if is_syllable(word))
