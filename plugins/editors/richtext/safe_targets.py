"""Judge where a link or a picture of the visual editor may lead."""

from __future__ import annotations

import re

from plugins.prose.links import scheme

_WEB = frozenset({"", "http", "https", "mailto", "tel"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_DATA_PICTURE = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp|tiff);base64,[A-Za-z0-9+/=\s%]+", re.IGNORECASE
)


def link_target(written: str) -> str:
    """
    Return the target of a link as it was written, "" for one that may not be followed.

    >>> link_target(" ke hoach.docx "), link_target("java\\nscript:x()")
    ('ke hoach.docx', '')
    """
    target = _CONTROL.sub("", written).strip()
    return target if scheme(target) in _WEB else ""


def picture_target(written: str) -> str:
    """
    Return the target of a picture as it was written, "" for one that no article may name.

    >>> picture_target("cay lua.jpg"), picture_target("file:///C:/a.png")
    ('cay lua.jpg', '')
    """
    target = link_target(written)
    return "" if scheme(target) in ("mailto", "tel") else target


def is_data_picture(written: str) -> bool:
    """Return whether a target holds a picture itself."""
    return _DATA_PICTURE.fullmatch(written.strip()) is not None
