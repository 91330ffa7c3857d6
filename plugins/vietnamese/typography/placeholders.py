"""Placeholders for what the rules must not touch: addresses, file names, Markdown's own marks."""

from __future__ import annotations

import re

# Private-use characters; see plugins/prose/character_placeholders.py for who uses which.
FIXED = "\ue004"  # an element of a paragraph whose text must stay
OPAQUE = "\ue005"  # a piece of text that must stay
EDGE = "\ue006"  # the border between two elements of one paragraph

_ADDRESS = re.compile(
    "\x02[^\x02\x03]*\x03|\ue000\\d+\ue001"
    '|(?:https?|ftp)://[^\\s<>"“”‘’\ue000-\ue006]+|\\bwww\\.[^\\s<>"“”‘’\ue000-\ue006]+'
    "|(?<![\\w.+-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
    "|\\b[\\w-]+(?:\\.[\\w-]+)*\\.(?:vn|com|org|net|gov|edu|info|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|md)\\b"
    '(?:/[^\\s<>"“”‘’\ue000-\ue006]*)?'
    # A long word that is none of these is passed over as a whole: looked at from each of its parts, it would take
    # time by the square of its length.
    "|(?P<passed>(?=[\\w.-]{100})\\b[\\w-]++(?:\\.[\\w-]++)*+)"
)
_DOTTED = re.compile(r"\.[a-z]")
_FORGED = re.compile("[\ue002-\ue009]")


def hide(text: str) -> tuple[str, list[str]]:
    """
    Return the text with one placeholder for each piece that must stay as it is, and those pieces.

    >>> hide("Gửi về so@a.vn nhé")
    ('Gửi về \\ue005 nhé', ['so@a.vn'])
    """
    hidden: list[str] = []
    has_sign = "\x02" in text or "\ue000" in text or "@" in text or "://" in text
    if not has_sign and not _DOTTED.search(text):
        return text, hidden

    def keep(piece: re.Match[str]) -> str:
        if piece["passed"]:
            return piece[0]
        hidden.append(piece[0])
        return OPAQUE

    return _ADDRESS.sub(keep, text), hidden


def show(text: str, hidden: list[str]) -> str:
    """Return the text with every placeholder replaced by the piece it stands for, in order."""
    if not hidden:
        return text
    parts = text.split(OPAQUE)
    return "".join(part + piece for part, piece in zip(parts, [*hidden, ""], strict=True))


def has_placeholders(text: str) -> bool:
    """Tell whether a text holds private-use characters of this module."""
    return bool(_FORGED.search(text))


def without_typography_placeholders(text: str) -> str:
    """Return text without the private-use characters of this module, which an editor could only forge."""
    return _FORGED.sub("", text)
