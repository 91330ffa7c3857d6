"""Tell what the bytes of a file from outside are, whatever its name or its server says."""

from __future__ import annotations

import re
from enum import Enum

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_FILMS = (b"iso", b"mp4", b"M4V", b"qt ", b"3gp", b"avc")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|table|p)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|rdf:rdf)[\s>]", re.IGNORECASE)
_HEAD = 20_000
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "multipart/related", "message/rfc822")


class ContentKind(Enum):
    """What bytes are."""

    PAGE = "page"
    PICTURE = "picture"
    OTHER = "other"


def begins_as_picture(data: bytes) -> bool:
    """
    Return whether bytes begin as a picture does.

    >>> begins_as_picture(b"\\x89PNG\\r\\n"), begins_as_picture(b"<html>404</html>"), begins_as_picture(b"<svg xmlns='x'/>")
    (True, False, True)
    """
    is_drawing = data.lstrip()[:5].lower() in (b"<svg ", b"<?xml") and b"<svg" in data[:4000]
    return is_drawing or is_photo(data)


def is_photo(data: bytes) -> bool:
    """Return whether bytes begin as a picture of dots does."""
    return (
        data.startswith(_PICTURES)
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and not is_film(data))
    )


def is_film(data: bytes) -> bool:
    """Return whether bytes begin as a film does."""
    return data[4:8] == b"ftyp" and data[8:11] in _FILMS


def content_kind_of(data: bytes, declared: str = "") -> ContentKind:
    """
    Return what bytes are; the media type that a server declared only decides where they may be several things.

    >>> [content_kind_of(data, "text/html").value for data in (b"<p>a", b"\\xff\\xd8\\xff\\xe0", b"PK\\x03\\x04", b"%PDF-1.4")]
    ['page', 'picture', 'other', 'other']
    >>> content_kind_of(b"<html>", "image/jpeg").value, content_kind_of(b"words", "text/plain").value
    ('page', 'other')
    """
    if is_photo(data):
        return ContentKind.PICTURE
    if data.startswith((b"%PDF", b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        return ContentKind.OTHER
    if begins_as_picture(data):
        return ContentKind.PICTURE
    head = data[:_HEAD]
    is_declared = declared.partition(";")[0].strip().lower() in _PAGE_TYPES
    # A page in UTF-16 has a zero between any two of its letters.
    letters = head.replace(b"\0", b"")
    if _FEED.search(letters[:1000]):
        return ContentKind.OTHER
    if _MARKUP.search(letters) or (is_declared and b"\0" not in head):
        return ContentKind.PAGE
    return ContentKind.OTHER
