"""Photos and files that are added to an article: checked by the media room, named readably, never stored twice."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.editors.writing.content_folder import LARGEST_FILE, ContentFolder, EditRefused
from plugins.files.atomic_write import write_durably
from plugins.files.checksum import sha256
from plugins.media import attachments, picture_files
from plugins.media.attachments import KINDS
from plugins.media.fault import MediaFault
from plugins.media.names import is_noise
from plugins.media.picture_files import EXTENSIONS
from plugins.media.sizes import WIDTHS
from plugins.problems.stop_build import system_reason
from plugins.vietnamese.slugs import slugify

PHOTO, FILE = "anh", "tep"
_LONGEST_STEM = 60
_SMALLEST = WIDTHS[0]  # pixels: a narrower photo stands small, or is blurred
_SMALL = "“{}” chỉ {}×{} điểm ảnh, lên trang sẽ nhỏ và mờ. Có bản lớn hơn thì nên dùng bản ấy."
# What cameras, phones, messengers and programs for screenshots call their files: such words, and digits.
_MACHINE_WORDS = frozenset(
    [
        "img",
        "image",
        "images",
        "dsc",
        "dscn",
        "dscf",
        "dji",
        "pxl",
        "mvimg",
        "photo",
        "picture",
        "pic",
        "screenshot",
        "screen",
        "shot",
        "capture",
        "untitled",
        "unnamed",
        "download",
        "zalo",
        "facebook",
        "fb",
        "whatsapp",
        "received",
        "scan",
        "file",
        "anh",
        "hinh",
        "chup",
        "man",
        "at",
        "am",
        "pm",
        "wa",
        "n",
        "o",
        "z",
        "p",
        "copy",
        "edited",
    ]
)
_MACHINE_WORD = re.compile(r"[0-9]+|(?=[a-f]*[0-9])[0-9a-f]{8,}|(?P<word>[a-z]+)[0-9]*")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody chose: for which article, whether it is to be a photo, its name on her machine, its bytes."""

    article: str
    kind: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """
    Where an upload lies: its name as the article writes it, its path, and what the editor is reminded of, or "".

    ``size`` is that of a photo in pixels, None for another file; ``weight`` are bytes.
    """

    name: str
    path: str
    reminder: str = ""
    size: tuple[int, int] | None = None
    weight: int = 0


@dataclass(frozen=True, slots=True)
class _Checked:
    reminder: str
    size: tuple[int, int] | None


def store_upload(folder: ContentFolder, upload: Upload) -> StoredFile:
    """
    Check an upload and put it beside its article; raises EditRefused, with nothing written, for what the portal cannot use.

    A photo that the content has already is not stored a second time, wherever it lies.
    """
    folder.place(upload.article, (".md",))
    ending = PurePosixPath(upload.name).suffix.lower()
    allowed = EXTENSIONS if upload.kind == PHOTO else frozenset(KINDS)
    if ending not in allowed:
        known = picture_files.KINDS if upload.kind == PHOTO else ", ".join(sorted(KINDS))
        raise EditRefused(f"“{upload.name}” không phải loại tệp dùng được ở đây. Dùng được: {known}.")
    if len(upload.data) > LARGEST_FILE:
        raise EditRefused(
            f"“{upload.name}” nặng hơn {LARGEST_FILE // 1_000_000} MB. Thu nhỏ rồi thêm lại.", 413
        )
    checked = _checked(upload, ending)
    name = _same_elsewhere(folder, upload) if upload.kind == PHOTO else ""
    try:
        name = name or stored_beside(folder, upload)
    except OSError as fault:
        raise EditRefused(f"không ghi được “{upload.name}”: {system_reason(fault)}.", 500) from fault
    path = _path(folder, upload.article, name)
    return StoredFile(name, path, checked.reminder, checked.size, len(upload.data))


def stored_beside(folder: ContentFolder, upload: Upload) -> str:
    """Put a file beside its article under a readable name, and return that; the name of the same file where it is there already. Raises OSError."""
    article = folder.place(upload.article, (".md",))
    ending = PurePosixPath(upload.name).suffix.lower()
    for file in _files_of_kind(article.parent, ending):
        if _is_same(file, upload.data):
            return file.name
    name = _free_name(article, upload.name, ending)
    write_durably(
        folder.place(f"{upload.article.rpartition('/')[0]}/{name}", frozenset({ending})), upload.data
    )
    return name


def _checked(upload: Upload, ending: str) -> _Checked:
    """Return what the media room says of a file; raises EditRefused with its words for one that is broken."""
    with tempfile.TemporaryDirectory(prefix="tep-moi-") as work:
        file = Path(work) / f"tep{ending}"
        file.write_bytes(upload.data)
        planned = (
            picture_files.plan_picture(file, upload.name)
            if upload.kind == PHOTO
            else attachments.plan_attachment(file, upload.name)
        )
        if isinstance(planned, MediaFault):
            raise EditRefused(planned.message)
        if not isinstance(planned, picture_files.PicturePlan):
            return _Checked(planned.reminder, None)
        if broken := picture_files.fault_in_pixels(planned, upload.name):
            raise EditRefused(broken.message)
    published = planned.published
    small = published.kind != "svg" and published.width < _SMALLEST
    reminder = _SMALL.format(upload.name, published.width, published.height) if small else planned.reminder
    return _Checked(reminder, (published.width, published.height))


def _same_elsewhere(folder: ContentFolder, upload: Upload) -> str:
    """Return how an article names a photo that lies elsewhere in the content with the same bytes, "" where there is none."""
    ending = PurePosixPath(upload.name).suffix.lower()
    beside = folder.place(upload.article, (".md",)).parent
    if any(_is_same(file, upload.data) for file in _files_of_kind(beside, ending)):
        return ""
    for file in sorted(_below(folder.root)):
        if file.suffix.lower() == ending and _is_same(file, upload.data):
            # From the top of the content, so that a file of this name elsewhere is not meant.
            return f"/{file.relative_to(folder.root).as_posix()}"
    return ""


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that are no links and no noise."""
    for entry in os.scandir(folder):
        if is_noise(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _below(Path(entry.path))
        else:
            yield Path(entry.path)


def _path(folder: ContentFolder, article: str, name: str) -> str:
    return f"{folder.root.name}{name}" if name.startswith("/") else f"{article.rpartition('/')[0]}/{name}"


def _is_same(file: Path, data: bytes) -> bool:
    return file.stat().st_size == len(data) and sha256(file.read_bytes()) == sha256(data)


def _files_of_kind(folder: Path, ending: str) -> Iterator[Path]:
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix.lower() == ending and file.is_file() and not file.is_symlink():
            yield file


def _free_name(article: Path, written: str, ending: str) -> str:
    """
    Return a readable name that no file beside an article has: “Ảnh Họp (1).JPG” becomes anh-hop-1.jpg, then anh-hop-1-2.jpg.

    A name that a machine gave says nothing: such a file is called as its article is.
    """
    folder, stem = article.parent, slugify(PurePosixPath(written).stem, _LONGEST_STEM)
    if ending in EXTENSIONS and is_machine_name(stem):
        stem = f"{slugify(article.stem, _LONGEST_STEM)}-anh"
    stem = stem or "tep"
    taken = {file.name.lower() for file in folder.iterdir()} if folder.is_dir() else set()
    name, number = f"{stem}{ending}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def is_machine_name(slug: str) -> bool:
    """
    Tell whether a file's name, as a slug, has no word of what is seen.

    >>> [is_machine_name(slug) for slug in ("img-20260412-101530", "z5512-a0b1c2d3e4f5", "dsc-0042", "screenshot-2026-04-12", "")]
    [True, True, True, True, True]
    >>> [is_machine_name(slug) for slug in ("anh-hop-1", "hop-dan-2026", "ubnd", "12-ho-ngheo", "anh-cua-em")]
    [False, False, False, False, False]
    """
    found = [_MACHINE_WORD.fullmatch(part) for part in slug.split("-") if part]
    return all(one is not None and (one["word"] is None or one["word"] in _MACHINE_WORDS) for one in found)
