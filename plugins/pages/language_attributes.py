"""Write the attributes of an element in another language than the page: the language, and its direction of writing."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

# Languages written from right to left (CLDR), and scripts that a code may name: "ku-arab".
RIGHT_TO_LEFT = frozenset(
    [
        "ar",
        "arc",
        "azb",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "ug",
        "ur",
        "yi",
    ]
)
RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"})


def is_right_to_left(code: str) -> bool:
    """
    Tell whether a language is written from right to left, given its code.

    >>> [is_right_to_left(code) for code in ("fa", "ar-EG", "ku-Arab", "en", "az-latn", "ar-latn")]
    [True, True, True, False, False, False]
    """
    language, *others = code.lower().split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    return scripts[0] in RIGHT_TO_LEFT_SCRIPTS if scripts else language in RIGHT_TO_LEFT


@lru_cache(maxsize=100)
def language_attributes(code: str) -> Markup:
    """
    Return the attributes of an element in a language, "" for the page's own.

    >>> language_attributes("fa"), language_attributes("en"), language_attributes("")
    (Markup(' lang="fa" dir="rtl"'), Markup(' lang="en"'), Markup(''))
    """
    if not code:
        return Markup("")
    direction = Markup(' dir="rtl"') if is_right_to_left(code) else Markup("")
    return Markup(' lang="{}"{}').format(code, direction)
