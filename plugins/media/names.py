"""Names of files: which to ignore, which cause trouble, what a published file is called."""

from __future__ import annotations

import re

from plugins.files.checksum import sha256
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify
from plugins.vietnamese.stray_letters import ZERO_WIDTH, without_zero_width

_NOISE = re.compile(
    r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|(?:~|\.swp|\.swo|\.tmp|\.bak|\.part)$", re.IGNORECASE
)
# A dot at the end, or a space before the ending.
_CUT_OFF = re.compile(r"\.$|\s\.[A-Za-z0-9]{1,8}$")
_TROUBLE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]")
# Marks that turn text around, private characters and code points that are none.
_UNSEEN = re.compile(
    "[\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
)
_BACKUP = re.compile(rf"(?:{'|'.join(map(re.escape, ARTICLE_ENDINGS))})\.bak$", re.IGNORECASE)
_USUAL = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:md|jpe?g|png|webp|pdf)")
_SPACES = re.compile(r"\s+")


def is_noise(name: str) -> bool:
    """
    Return whether a file was left by a text editor or an operating system, and is to be ignored.

    >>> is_noise("~$bai.docx"), is_noise("bai.md~"), is_noise("bai.md")
    (True, True, False)
    """
    return bool(_NOISE.search(name)) and not _BACKUP.search(name)


def is_troublesome(name: str) -> bool:
    """
    Return whether a name holds characters that Windows or the web do not take, or an end that Windows cuts off.

    >>> is_troublesome("a:b.md"), is_troublesome("bai."), is_troublesome("bai .md"), is_troublesome("bai.md")
    (True, True, True, False)
    """
    return bool(_TROUBLE.search(name) or _CUT_OFF.search(name)) or name != name.strip()


def unseen_sign(name: str) -> str:
    """
    Return the first character of a name that nobody sees, as it is called, "" where there is none.

    >>> [unseen_sign(one) for one in ("a\u202efdp.md", "a\u200b.md", "👩\u200d👧.jpg", "Ảnh chụp lúc 7.30\u202fCH.png")]
    ['U+202E', 'U+200B', '', '']
    """
    found = min(
        filter(None, (_UNSEEN.search(name), ZERO_WIDTH.search(name))), key=re.Match.start, default=None
    )
    return f"U+{ord(found[0]):04X}" if found else ""


def without_unseen(name: str) -> str:
    """
    Return a name as it is seen.

    >>> without_unseen("anh\u200e.jpg"), without_unseen("a\u00adnh.jpg")
    ('anh.jpg', 'anh.jpg')
    """
    return _UNSEEN.sub("", without_zero_width(name))


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
    """
    Return a path with composed letters and single ordinary spaces, without what nobody sees, as paths are compared.

    Marks that are not seen are taken out of what articles say: a name that kept them could be written nowhere.

    >>> normalised("họp\u00a0 dân\u200e.jpg")
    'họp dân.jpg'
    """
    if path.isascii() and path.isprintable() and " " not in path:
        return path
    return _SPACES.sub(" ", nfc(without_unseen(path)))


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
