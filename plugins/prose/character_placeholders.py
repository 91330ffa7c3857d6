"""Placeholders for characters that Markdown is to take literally: private-use characters that mean nothing to it."""

from __future__ import annotations

import re
from html import escape

# Who uses which private-use characters, all of which are removed from what editors write:
# U+E000 and U+E001 the placeholders of links and pictures (body.py), U+E002 to U+E009 the typography room,
# U+E00B the mark of a fence in an item or a quotation (code.py), U+E010 and beyond this module.
MEANINGFUL = "*_[]`<>!\\&:@|#~"
_PLACEHOLDERS = {character: chr(0xE010 + place) for place, character in enumerate(MEANINGFUL)}
_TO_PLACEHOLDERS = str.maketrans(_PLACEHOLDERS)
_TO_TEXT = str.maketrans({placeholder: character for character, placeholder in _PLACEHOLDERS.items()})
_TO_HTML = str.maketrans({placeholder: escape(character) for character, placeholder in _PLACEHOLDERS.items()})
_FORGED = str.maketrans(dict.fromkeys(range(0xE000, 0xE100)))
# str.translate looks every character up, and most texts hold none of ours: a search is faster.
_OURS = re.compile("[\ue000-\ue0ff]")
_PLACEHOLDER = re.compile("[\ue010-\ue0ff]")


def with_placeholders(text: str) -> str:
    """
    Return ``text`` with every character that has a meaning in Markdown replaced by its placeholder.

    >>> placeholders_as_html(with_placeholders("<*>"))
    '&lt;*&gt;'
    """
    return text.translate(_TO_PLACEHOLDERS)


def placeholders_as_text(text: str) -> str:
    """Return ``text`` with the characters themselves in place of the placeholders."""
    return text.translate(_TO_TEXT) if _PLACEHOLDER.search(text) else text


def placeholders_as_html(html: str) -> str:
    """Return HTML with the characters, escaped, in place of the placeholders."""
    return html.translate(_TO_HTML) if _PLACEHOLDER.search(html) else html


def without_body_placeholders(text: str) -> str:
    """Return what an editor wrote without the private-use characters that placeholders are made of."""
    return text.translate(_FORGED) if _OURS.search(text) else text
