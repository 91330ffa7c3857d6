"""Characters that must reach the page as written: stand-ins that Markdown does not see."""

from __future__ import annotations

import re
from html import escape

# Private-use characters; the reader removes them from files, so none can be forged.
# U+E000 and U+E001 are the marks of holes; the stand-ins begin further on.
MEANINGFUL = "*_[]`<>!\\&:@|#~"
_STAND_INS = {character: chr(0xE010 + place) for place, character in enumerate(MEANINGFUL)}
_HIDE = str.maketrans(_STAND_INS)
_SHOW_TEXT = str.maketrans({stand_in: character for character, stand_in in _STAND_INS.items()})
_SHOW_HTML = str.maketrans({stand_in: escape(character) for character, stand_in in _STAND_INS.items()})
_FORGED = str.maketrans(dict.fromkeys(range(0xE000, 0xE100)))
# Translating looks every character up, and most texts hold none of ours.
_OURS = re.compile("[\ue000-\ue0ff]")
_STANDS_IN = re.compile("[\ue010-\ue0ff]")


def hidden(text: str) -> str:
    """
    Return ``text`` with every meaningful character replaced by its stand-in.

    >>> shown_as_html(hidden("<*>"))
    '&lt;*&gt;'
    """
    return text.translate(_HIDE)


def shown_as_text(text: str) -> str:
    """Return ``text`` with the characters themselves in place of the stand-ins."""
    return text.translate(_SHOW_TEXT) if _STANDS_IN.search(text) else text


def shown_as_html(html: str) -> str:
    """Return HTML with the characters, escaped, in place of the stand-ins."""
    return html.translate(_SHOW_HTML) if _STANDS_IN.search(html) else html


def without_stand_ins(text: str) -> str:
    """Return ``text`` without private-use characters of ours, which only a forger could write."""
    return text.translate(_FORGED) if _OURS.search(text) else text
