"""The content folder as the editor may use it: articles, pages, their photos and files, and nothing else."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.checksum import sha256
from plugins.media.attachments import KINDS
from plugins.media.names import is_noise, is_troublesome
from plugins.media.picture_files import EXTENSIONS

TEXTS = (".md",)
MEDIA = EXTENSIONS | frozenset(KINDS)
LARGEST_TEXT, LARGEST_FILE = 2_000_000, 40_000_000
LONGEST_PATH = 300
# The newest articles that are listed; each is sent whole, and browsers hold them all.
LISTED = 1000


class EditRefused(Exception):
    """What is not done, and why, in words for the editor; ``status`` is the answer's."""

    def __init__(self, told: str, status: int = 422) -> None:
        super().__init__(told)
        self.status = status


@dataclass(frozen=True, slots=True)
class Text:
    """An article's text, and a name for its bytes."""

    path: str
    text: str
    identity: str


@dataclass(frozen=True, slots=True)
class Saving:
    """A file to be saved: ``known`` names the bytes that it had when it was opened, "" if it was not there."""

    path: str
    data: bytes
    known: str | None = None


def identity_of(data: bytes) -> str:
    """Return a name for bytes."""
    return sha256(data)


@dataclass(frozen=True, slots=True)
class Folder:
    """A content folder; ``root`` lies in the folder in which paths ("content/bai-viet/x.md") begin."""

    root: Path

    def place(self, path: str, endings: Sequence[str] | frozenset[str]) -> Path:
        """Return where a file lies; raises Refused for what is none of ours, by its name or by a link."""
        parts = path.split("/")
        strange = (
            len(path) > LONGEST_PATH or len(parts) < 2 or parts[0] != self.root.name or parts[1] == "du-lieu"
        )
        if strange or any(
            part in ("", ".", "..") or is_noise(part) or is_troublesome(part) for part in parts
        ):
            raise EditRefused(f"không dùng được đường dẫn “{path[:LONGEST_PATH]}”.")
        if posixpath.splitext(path)[1].lower() not in endings:
            raise EditRefused(f"không nhận loại tệp này: “{parts[-1]}”.")
        place = self.root.joinpath(*parts[1:])
        real, root = Path(os.path.realpath(place)), Path(os.path.realpath(self.root))
        # Not even to another file inside: what was meant is not what would be written.
        if real != root.joinpath(*parts[1:]):
            raise EditRefused(f"“{path}” là một liên kết; hãy sửa tệp thật.")
        return place

    def texts(self, folder: str) -> Iterator[Text]:
        """Yield the articles below a folder that can be read as text, those that were written last first."""
        start = self.root.parent / folder
        if not start.resolve().is_relative_to(self.root.resolve()):
            raise EditRefused(f"không dùng được thư mục “{folder}”.")
        found = sorted(_articles(start), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in found[:LISTED]:
            try:
                yield self.text(file.relative_to(self.root.parent).as_posix())
            except EditRefused:
                continue

    def text(self, path: str) -> Text:
        """Return one article; raises Refused (404) where there is none."""
        place = self.place(path, TEXTS)
        try:
            data = place.read_bytes()
        except OSError as fault:
            raise EditRefused(f"không có tệp “{path}”.", 404) from fault
        try:
            return Text(path, data.decode("utf-8"), identity_of(data))
        except UnicodeDecodeError as fault:
            raise EditRefused(
                f"“{path}” không phải UTF-8; hãy chuyển mã trước (xem trang xem thử)."
            ) from fault

    def file(self, path: str) -> bytes:
        """Return a photo or file."""
        try:
            return self.place(path, MEDIA).read_bytes()
        except OSError as fault:
            raise EditRefused(f"không có tệp “{path}”.", 404) from fault

    def save(self, texts: Sequence[Saving], media: Sequence[Saving]) -> dict[str, str]:
        """
        Save an article with its photos and files, and return a name for the bytes of each text.

        Raises Refused, with nothing written, for what somebody else has written meanwhile. The
        photos come first: nobody shall see an article without them.
        """
        chosen = [(self._checked_text(one), one) for one in texts]
        added = [(self._checked_file(one), one) for one in media]
        for place, one in (*added, *chosen):
            if not _same(place, one.data):
                _write(place, one.data)
        return {one.path: identity_of(place.read_bytes()) for place, one in chosen}

    def _checked_text(self, saving: Saving) -> Path:
        place = self.place(saving.path, TEXTS)
        if len(saving.data) > LARGEST_TEXT:
            raise EditRefused("bài quá dài để lưu.", 413)
        now = identity_of(place.read_bytes()) if place.is_file() else ""
        if saving.known is not None and now not in (saving.known, identity_of(saving.data)):
            raise EditRefused(
                f"“{saving.path}” vừa được sửa ở nơi khác (một chương trình hay một cửa sổ khác). "
                "Chép phần bạn vừa viết ra, mở lại bài rồi dán vào.",
                409,
            )
        return place

    def _checked_file(self, saving: Saving) -> Path:
        place = self.place(saving.path, MEDIA)
        if len(saving.data) > LARGEST_FILE:
            raise EditRefused(f"tệp “{place.name}” quá lớn (trên {LARGEST_FILE // 1_000_000} MB).", 413)
        if place.exists() and not _same(place, saving.data):
            raise EditRefused(f"đã có tệp “{place.name}” với nội dung khác. Đổi tên tệp rồi thêm lại.", 409)
        return place

    def remove(self, path: str) -> None:
        """Remove an article, a page, a photo or a file."""
        place = self.place(path, frozenset(TEXTS) | MEDIA)
        try:
            place.unlink()
        except OSError as fault:
            raise EditRefused(f"không xóa được “{path}”.", 404) from fault


def _articles(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder) if folder.is_dir() else ():
        if is_noise(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _articles(Path(entry.path))
        elif entry.name.lower().endswith(TEXTS):
            yield Path(entry.path)


def _same(place: Path, data: bytes) -> bool:
    """Tell whether a file holds these bytes already; a line end more at the very end is no other text."""
    if not place.is_file():
        return False
    there = place.read_bytes()
    return there == data or (place.suffix in TEXTS and not there.endswith(b"\n") and there + b"\n" == data)


def _write(place: Path, data: bytes) -> None:
    """Write a file beside its place and put it there whole: nobody reads half of it."""
    try:
        write_atomically(place, data)
    except OSError as fault:
        raise EditRefused(f"không ghi được “{place.name}”: {fault.strerror or fault}.", 500) from fault
