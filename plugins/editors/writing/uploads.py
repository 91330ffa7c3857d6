"""Photos and files that are added to an article: checked by the media room, named readably, never stored twice."""

from __future__ import annotations

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
from plugins.media.picture_files import EXTENSIONS
from plugins.vietnamese.slugs import slugify

PHOTO, FILE = "anh", "tep"
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody chose: for which article, whether it is to be a photo, its name on her machine, its bytes."""

    article: str
    kind: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where an upload lies: its name as the article writes it, its path, and what the editor is reminded of, or ""."""

    name: str
    path: str
    reminder: str = ""


def store_upload(folder: ContentFolder, upload: Upload) -> StoredFile:
    """Check an upload and put it beside its article; raises EditRefused, with nothing written, for what the portal cannot use."""
    article = folder.place(upload.article, (".md",))
    ending = PurePosixPath(upload.name).suffix.lower()
    allowed = EXTENSIONS if upload.kind == PHOTO else frozenset(KINDS)
    if ending not in allowed:
        known = picture_files.KINDS if upload.kind == PHOTO else ", ".join(sorted(KINDS))
        raise EditRefused(f"“{upload.name}” không phải loại tệp dùng được ở đây. Dùng được: {known}.")
    if len(upload.data) > LARGEST_FILE:
        raise EditRefused(
            f"“{upload.name}” nặng hơn {LARGEST_FILE // 1_000_000} MB. Thu nhỏ rồi thêm lại.", 413
        )
    reminder = _checked(upload, ending)
    digest = sha256(upload.data)
    for file in _beside(article.parent, ending):
        if file.stat().st_size == len(upload.data) and sha256(file.read_bytes()) == digest:
            return StoredFile(file.name, _shown(folder, file), reminder)
    name = _free_name(article.parent, upload.name, ending)
    place = folder.place(f"{upload.article.rpartition('/')[0]}/{name}", allowed)
    try:
        write_durably(place, upload.data)
    except OSError as fault:
        raise EditRefused(f"không ghi được “{name}”: {fault.strerror or fault}.", 500) from fault
    return StoredFile(name, _shown(folder, place), reminder)


def _checked(upload: Upload, ending: str) -> str:
    """Return what the media room reminds of a file; raises EditRefused with its words for one that is broken."""
    with tempfile.TemporaryDirectory(prefix="tep-moi-") as work:
        file = Path(work) / f"tep{ending}"
        file.write_bytes(upload.data)
        planned = (
            picture_files.plan(file, upload.name)
            if upload.kind == PHOTO
            else attachments.plan(file, upload.name)
        )
    if isinstance(planned, MediaFault):
        raise EditRefused(planned.message)
    return planned.reminder


def _beside(folder: Path, ending: str) -> Iterator[Path]:
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.suffix.lower() == ending and file.is_file() and not file.is_symlink():
            yield file


def _free_name(folder: Path, written: str, ending: str) -> str:
    """Return a readable name that no file has: “Ảnh Họp (1).JPG” becomes anh-hop-1.jpg, then anh-hop-1-2.jpg."""
    stem = slugify(PurePosixPath(written).stem, _LONGEST_STEM) or ("anh" if ending in EXTENSIONS else "tep")
    taken = {file.name.lower() for file in folder.iterdir()} if folder.is_dir() else set()
    name, number = f"{stem}{ending}", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def _shown(folder: ContentFolder, file: Path) -> str:
    return file.relative_to(folder.root.parent).as_posix()
