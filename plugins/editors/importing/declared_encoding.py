"""Correct what a file says of its own encoding, once its text is UTF-8."""

from __future__ import annotations

import re

_XML = re.compile(r"\A(\ufeff?\s*<\?xml\b[^<>]*?\bencoding\s*=\s*[\"'])([\w.:-]+)")
_META = re.compile(r"(<meta\b[^<>]*?\bcharset\s*=\s*[\"']?\s*)([\w.:-]+)", re.IGNORECASE)
_HEAD = 8_000  # characters: browsers look no further
UTF8 = "utf-8"


def declared_as_utf8(text: str) -> str:
    """
    Return a text whose XML declaration and HTML ``meta`` elements, where it has any, name UTF-8.

    >>> declared_as_utf8('<?xml version="1.0" encoding="utf-16"?><a/>')
    '<?xml version="1.0" encoding="utf-8"?><a/>'
    >>> declared_as_utf8('<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">')
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    """
    head, rest = text[:_HEAD], text[_HEAD:]
    for pattern in (_XML, _META):
        head = pattern.sub(lambda found: found[1] + (found[2] if found[2].lower() == UTF8 else UTF8), head)
    return head + rest
