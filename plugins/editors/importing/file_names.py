"""Choose the names of the article file and the files beside it: safe on every system, and not in use."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.editors.importing.imported_article import ImportedArticle, PictureFile
from plugins.editors.importing.prepare_picture import PreparedPicture
from plugins.media.names import is_noise
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.slugs import slugify

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\[\]()]+")
_WINDOWS_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
# Names that cameras and programs give, and that say nothing about the picture.
_GENERATED_NAME = re.compile(r"^(?:image|img|picture|anh|hinh|rid)?[-_ ]?\d*\.\w+$", re.IGNORECASE)
_MAX_NAME = 90
_MAX_NUMBERED_SLUG, _MAX_SLUG_IN_PICTURE_NAME = 74, 60


def clean_name(name: str, extension: str) -> str:
    """
    Return a file name that every system accepts and that leads into no other folder.

    >>> clean_name("../..\\\\PN  tập: huấn (1).JPEG", "jpg"), clean_name("con.png", "png")
    ('PN tập huấn 1.jpg', 'anh-con.png')
    """
    base = PurePosixPath(name.replace("\\", "/")).name
    stem = base.rpartition(".")[0] or base
    stem = " ".join(_FORBIDDEN.sub(" ", nfc(stem)).split()).strip(". ")[:_MAX_NAME].strip()
    is_unsafe = not stem or _WINDOWS_DEVICE.match(stem) or is_noise(f"{stem}.{extension}")
    if is_unsafe or stem.startswith(("-", "~")):
        stem = f"anh-{stem.strip('.~- ')}".rstrip("-")
    return f"{stem}.{extension}"


def imported_slug(imported: ImportedArticle, folder: Path) -> str:
    """Return the slug of an article's title, with a number where another article in the folder has it."""
    origin = PurePosixPath(imported.origin.replace("\\", "/")).stem
    wanted = slugify(imported.title) or slugify(origin) or "bai"
    if wanted in RESERVED_SLUGS or _WINDOWS_DEVICE.match(wanted):
        wanted = f"{wanted}-1"
    slug, count = wanted, 1
    while (folder / f"{slug}.md").exists():
        count += 1
        slug = f"{wanted[:_MAX_NUMBERED_SLUG].rstrip('-')}-{count}"
    return slug


def picture_name(picture: PictureFile, prepared: PreparedPicture, slug: str, number: int) -> str:
    """Return a picture's own name where it says something, else one made of the article's slug and a number."""
    if "." in picture.name and not _GENERATED_NAME.match(picture.name):
        return clean_name(picture.name, prepared.extension)
    return f"{slug[:_MAX_SLUG_IN_PICTURE_NAME].rstrip('-')}-{number}.{prepared.extension}"


def free_name(wanted: str, data: bytes, folder: Path, taken: Collection[str]) -> str:
    """Return a name that is not taken, and that no file of another content has in the folder."""
    stem, _, extension = wanted.rpartition(".")
    used = {name.casefold() for name in taken}
    name, count = wanted, 1
    while name.casefold() in used or ((folder / name).exists() and not _holds(folder / name, data)):
        count += 1
        name = f"{stem}-{count}.{extension}"
    return name


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False
