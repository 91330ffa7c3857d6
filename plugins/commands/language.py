"""In which language help is told: Vietnamese, unless English is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["vi", "en"]
VARIABLE = "CONG_LANG"
_OPTION = "--lang"


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """
    Return the language that is asked for, and the words without those that ask for it.

    The system's own language has no say: many editors' machines were set up in English, by others.

    >>> language_of(["--lang", "en", "build"], {}), language_of(["build"], {"CONG_LANG": "en"})
    (('en', ['build']), ('en', ['build']))
    >>> language_of(["test", "-x"], {"LANG": "en_US.UTF-8"})
    ('vi', ['test', '-x'])
    """
    asked = environment.get(VARIABLE, "")
    kept: list[str] = []
    coming = iter(words)
    for word in coming:
        if word == _OPTION:
            asked = next(coming, "")
        elif word.startswith(f"{_OPTION}="):
            asked = word.partition("=")[2]
        else:
            kept.append(word)
    return ("en" if asked.lower().startswith("en") else "vi"), kept
