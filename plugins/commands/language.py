"""Choose the language of help and messages: Vietnamese, unless English is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["vi", "en"]
VARIABLE = "CONG_LANG"
_OPTION = "--lang"


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """
    Return the language that a command line or CONG_LANG asks for, and the words without ``--lang``.

    The system's own language is not considered: many editors' machines were set up in English, by others.

    >>> language_of(["--lang", "en", "build"], {}), language_of(["build"], {"CONG_LANG": "en"})
    (('en', ['build']), ('en', ['build']))
    >>> language_of(["test", "-x"], {"LANG": "en_US.UTF-8"})
    ('vi', ['test', '-x'])
    """
    chosen = environment.get(VARIABLE, "")
    kept: list[str] = []
    remaining = iter(words)
    for word in remaining:
        if word == _OPTION:
            chosen = next(remaining, "")
        elif word.startswith(f"{_OPTION}="):
            chosen = word.partition("=")[2]
        else:
            kept.append(word)
    return ("en" if chosen.lower().startswith("en") else "vi"), kept
