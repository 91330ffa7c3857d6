"""Names of files: which to ignore, which cause trouble, what a published file is called."""

from __future__ import annotations

import re

from plugins.files.checksum import sha256
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify
from plugins.vietnamese.stray_letters import without_zero_width

_NOISE = re.compile(
    r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|(?:~|\.swp|\.swo|\.tmp|\.bak|\.part)$", re.IGNORECASE
)
# A dot at the end, or a space before the ending.
_CUT_OFF = re.compile(r"\.$|\s\.[A-Za-z0-9]{1,8}$")
# What Windows does not take, and what nobody sees: marks that turn text around, private and no characters.
_TROUBLE = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]'
)
_BACKUP = re.compile(rf"(?:{'|'.join(map(re.escape, ARTICLE_ENDINGS))})\.bak$", re.IGNORECASE)
_USUAL = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:md|jpe?g|png|webp|pdf)")
_SPACES = re.compile(r"[\s\u00a0\u200b\ufeff]+")


def is_noise(name: str) -> bool:
    """
    Return whether a file was left by a text editor or an operating system, and is to be ignored.

    >>> is_noise("~$bai.docx"), is_noise("bai.md~"), is_noise("bai.md")
    (True, True, False)
    """
    return bool(_NOISE.search(name)) and not _BACKUP.search(name)


def is_troublesome(name: str) -> bool:
    """
    Return whether a name holds characters that Windows or the web do not take or nobody sees, or an end that Windows cuts off.

    >>> is_troublesome("a:b.md"), is_troublesome("bai."), is_troublesome("bai .md"), is_troublesome("bai.md")
    (True, True, True, False)
    >>> [is_troublesome(one) for one in ("a\u202efdp.md", "a\u200b.md", "👩\u200d👧.jpg", "Ảnh chụp lúc 7.30\u202fCH.png")]
    [True, True, False, False]
    """
    is_seen = without_zero_width(name) == name
    return bool(_TROUBLE.search(name) or _CUT_OFF.search(name)) or name != name.strip() or not is_seen


def is_usual_name(name: str) -> bool:
    """
    Return whether a file's name is as nearly all are, so that nothing else has to be asked of it.

    It belongs to an article, a picture or a document; it is no noise and no backup, gives no trouble, and no program
    gives it to a copy.

    >>> is_usual_name("tin-01.md"), is_usual_name("Tin 01.md"), is_usual_name("con.md")
    (True, False, False)
    """
    return _USUAL.fullmatch(name) is not None and not is_device_name(name)


def is_device_name(name: str) -> bool:
    """
    Return whether Windows keeps a name, whatever its ending, for a device, so that no file or folder can have it.

    >>> is_device_name("con.md"), is_device_name("LPT1"), is_device_name("con-duong.md")
    (True, True, False)
    """
    return name.partition(".")[0].strip().lower() in DEVICE_NAMES


def normalised(path: str) -> str:
    """Return a path with composed letters and single ordinary spaces, as paths are compared."""
    if path.isascii() and path.isprintable() and " " not in path:
        return path
    return _SPACES.sub(" ", nfc(path))


def plain_name(path: str) -> str:
    """
    Return a file's name as names are compared: capitals and decomposed letters do not matter.

    >>> plain_name("anh/Ruộng.JPG")
    'ruộng.jpg'
    """
    return normalised(path.rstrip("/").rpartition("/")[2]).casefold()


def content_name(stem: str, content: bytes, limit: int = 80) -> str:
    """
    Return an ASCII name: the words of a file's name, at most ``limit`` characters, and ten digits of its checksum.

    >>> content_name("Mương mới", b"x")
    'muong-moi-2d711642b7'
    """
    words = slugify(stem, limit) or "tep"
    return f"{words}-{sha256(content)[:10]}"


def published_name(stem: str, content: bytes, extension: str) -> str:
    """
    Return the ASCII name of a published file: its words, its checksum, its extension.

    >>> published_name("Mương mới", b"x", "jpg")
    'muong-moi-2d711642b7.jpg'
    """
    return f"{content_name(stem, content)}.{extension}"
