"""References to characters ("&#233;") in what editors write: those to a character that no file may hold are replaced."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_LONGEST = (
    12  # signs; a longer one names no character, and Python refuses to read a number of thousands of figures
)
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPACES = frozenset("\t\n\r")
# Controls, private characters (our placeholders are some), halves of others, and code points that are none.
_NO_TEXT = frozenset({"Cc", "Co", "Cs", "Cn"})


def turns_text(reference: str) -> bool:
    """
    Tell whether a reference that was taken out would have made text look like another one.

    >>> turns_text("&#8238;"), turns_text("&#xE000;")
    (True, False)
    """
    return _character(reference) in _TURNING


def forged_references(text: str) -> list[str]:
    """
    Return the references to characters that are taken out of every file that is read, in their order.

    >>> forged_references("&#xE000;1&#57345; &#8238; &#xFFFE; &#1; &#233; &#150; &amp; &#x1F600; &#10;")
    ['&#xE000;', '&#57345;', '&#8238;', '&#xFFFE;', '&#1;']
    """
    if "&#" not in text:
        return []
    return [one for one in _REFERENCE.findall(text) if _is_forged(one)]


def without_forged_references(text: str) -> str:
    """
    Return a text with a space in the place of such references; nothing comes together to another one.

    >>> without_forged_references("a&#xE000;0&#&#1;xE001;b &#233;")
    'a 0&# xE001;b &#233;'
    """
    if "&#" not in text:
        return text
    return _REFERENCE.sub(lambda one: " " if _is_forged(one[0]) else one[0], text)


def _is_forged(reference: str) -> bool:
    character = _character(reference)
    return character in _TURNING or (
        character not in _SPACES and unicodedata.category(character or "\0") in _NO_TEXT
    )


def _character(reference: str) -> str:
    """Return the character that is meant, as browsers read it: 128 to 159 are those of Windows; "" for none."""
    if len(reference) > _LONGEST:
        return ""
    number = reference[2:].rstrip(";")
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return unescape(reference) or (chr(code) if code < 0x110000 else "")
