"""Join combining marks to the letters they belong to, where a tag or an entity stood between them."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from plugins.prose.character_references import without_forged_references
from plugins.prose.collector import Collector

_MARK = "[\u0300-\u036f]"
# In UTF-8 each of them begins with one of these: a text is encoded, and they are found in it, sooner than it is searched.
_FIRST_BYTES = (b"\xcc", b"\xcd")
_INLINE = r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)\b[^>]*>"
_BEHIND_TAGS = re.compile(rf"(?<=\w)((?:{_INLINE})+)({_MARK}+)")
_WITHOUT_LETTER = re.compile(rf"(?<=>)\s*{_MARK}+")


def joined_marks(html: str, collector: Collector) -> str:
    """
    Return finished HTML with its letters composed; a mark at the start of an element belongs to the letter before it.

    A mark that no letter stands before is taken out, with a warning.

    >>> joined_marks("<p>Tiê<b>\u0301</b>ng Tie&#770;</p>".replace("&#770;", "\u0302"), Collector("", 1, ""))
    '<p>Tiế<b></b>ng Tiê</p>'
    """
    data = html.encode("utf-8", "surrogatepass")
    if not any(first in data for first in _FIRST_BYTES):
        return html if unicodedata.is_normalized("NFC", html) else unicodedata.normalize("NFC", html)
    html = _BEHIND_TAGS.sub(r"\2\1", html)
    if loose := _WITHOUT_LETTER.search(html):
        mark = loose[0].strip()
        message = (
            "có dấu thanh, dấu mũ đứng một mình, không có chữ cái trước nó; dấu ấy đã bị bỏ. Gõ lại chữ đó."
        )
        collector.warning(_line_with(mark, collector), "dau-roi", message)
        html = _WITHOUT_LETTER.sub("", html)
    return unicodedata.normalize("NFC", html)


def _line_with(mark: str, collector: Collector) -> int:
    """Return the line of the file that begins with a mark, or, failing that, that has it, also as an entity."""
    lines = [unescape(without_forged_references(line)) for line in collector.source.split("\n")]
    stripped = (place for place, line in enumerate(lines) if line.lstrip(" \t-*_#>|").startswith(mark))
    anywhere = (place for place, line in enumerate(lines) if mark in line)
    place = next(stripped, None)
    return collector.first_line + (place if place is not None else next(anywhere, 0))
