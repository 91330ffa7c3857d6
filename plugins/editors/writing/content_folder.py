"""Read and write the content folder for the editor: articles, pages, their photos and files, and nothing else."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.checksum import sha256
from plugins.media.attachments import KINDS
from plugins.media.names import is_noise, is_troublesome, unseen_sign, without_unseen
from plugins.media.picture_files import EXTENSIONS
from plugins.problems.data_file import DATA_FOLDER
from plugins.problems.printable import printable
from plugins.problems.stop_build import system_reason

TEXTS = (".md",)
MEDIA = EXTENSIONS | frozenset(KINDS)
LARGEST_TEXT, LARGEST_FILE = 2_000_000, 40_000_000  # bytes
LONGEST_PATH = 300  # characters
# The newest articles are listed; each is sent as a whole, and browsers hold them all.
MAX_LISTED = 1000


class EditRefused(Exception):
    """A request that is refused; the text says why, in Vietnamese, and ``status`` is that of the response."""

    def __init__(self, reason: str, status: int = 422) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article, and the checksum of its bytes."""

    path: str
    text: str
    checksum: str


@dataclass(frozen=True, slots=True)
class FileToSave:
    """A file to save; ``known`` is the checksum that it had when it was opened, "" if it was not there, None if not known."""

    path: str
    data: bytes
    known: str | None = None


def checksum_of(data: bytes) -> str:
    """Return the checksum of bytes."""
    return sha256(data)


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """A content folder; paths ("content/bai-viet/x.md") begin in the folder in which ``root`` lies."""

    root: Path

    def place(self, path: str, endings: Sequence[str] | frozenset[str]) -> Path:
        """Return where a file lies; raises EditRefused for a path or a symbolic link that leads to no file of ours."""
        parts = path.split("/")
        strange = (
            len(path) > LONGEST_PATH
            or len(parts) < 2
            or parts[0] != self.root.name
            or parts[1] == DATA_FOLDER
        )
        if strange or any(
            part in ("", ".", "..") or is_noise(part) or is_troublesome(part) for part in parts
        ):
            raise EditRefused(f"không dùng được đường dẫn “{printable(path[:LONGEST_PATH])}”.")
        if posixpath.splitext(path)[1].lower() not in endings:
            raise EditRefused(f"không nhận loại tệp này: “{parts[-1]}”.")
        place = self.root.joinpath(*parts[1:])
        real, root = Path(os.path.realpath(place)), Path(os.path.realpath(self.root))
        # Not even a link to another file inside: another file than the editor means would be written.
        if real != root.joinpath(*parts[1:]):
            raise EditRefused(f"“{path}” là một liên kết; hãy sửa tệp thật.")
        return place

    def texts(self, folder: str) -> Iterator[ArticleText]:
        """Yield the articles below a folder that are UTF-8 text, the last modified first."""
        start = self.root.parent / folder
        if not start.resolve().is_relative_to(self.root.resolve()):
            raise EditRefused(f"không dùng được thư mục “{folder}”.")
        found = sorted(_articles(start), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in found[:MAX_LISTED]:
            try:
                yield self.text(file.relative_to(self.root.parent).as_posix())
            except EditRefused:
                continue

    def text(self, path: str) -> ArticleText:
        """Return one article; raises EditRefused (404) where there is none."""
        place = self.place(path, TEXTS)
        try:
            data = place.read_bytes()
        except OSError as fault:
            raise EditRefused(f"không có tệp “{path}”.", 404) from fault
        try:
            return ArticleText(path, data.decode("utf-8"), checksum_of(data))
        except UnicodeDecodeError as fault:
            raise EditRefused(
                f"“{path}” không phải UTF-8; hãy chuyển mã trước (xem trang xem thử)."
            ) from fault

    def file(self, path: str) -> bytes:
        """Return the bytes of a photo or file."""
        try:
            return self.place(path, MEDIA).read_bytes()
        except OSError as fault:
            raise EditRefused(f"không có tệp “{path}”.", 404) from fault

    def save(self, texts: Sequence[FileToSave], media: Sequence[FileToSave]) -> dict[str, str]:
        """
        Save an article with its photos and files, and return the checksum of each text by path.

        Raises EditRefused, with nothing written, for a file that somebody else has changed meanwhile. The
        photos are written first, so that the article is never seen without them.
        """
        chosen = [(self._checked_text(one), one) for one in texts]
        added = [(self._checked_file(one), one) for one in media]
        for place, one in (*added, *chosen):
            if not _same(place, one.data):
                _write(place, one.data)
        return {one.path: checksum_of(place.read_bytes()) for place, one in chosen}

    def _checked_text(self, saving: FileToSave) -> Path:
        place = self._place_to_write(saving.path, TEXTS)
        if len(saving.data) > LARGEST_TEXT:
            raise EditRefused(
                f"bài quá dài để lưu (quá {LARGEST_TEXT // 1_000_000} triệu byte). Bỏ bớt, hay chia thành hai bài.",
                413,
            )
        now = checksum_of(place.read_bytes()) if place.is_file() else ""
        if saving.known is not None and now not in (saving.known, checksum_of(saving.data)):
            raise EditRefused(
                f"“{saving.path}” vừa được sửa ở nơi khác (một chương trình hay một cửa sổ khác). "
                "Chép phần bạn vừa viết ra, mở lại bài rồi dán vào.",
                409,
            )
        return place

    def _checked_file(self, saving: FileToSave) -> Path:
        place = self._place_to_write(saving.path, MEDIA)
        if len(saving.data) > LARGEST_FILE:
            raise EditRefused(f"tệp “{place.name}” quá lớn (trên {LARGEST_FILE // 1_000_000} MB).", 413)
        if place.exists() and not _same(place, saving.data):
            raise EditRefused(f"đã có tệp “{place.name}” với nội dung khác. Đổi tên tệp rồi thêm lại.", 409)
        return place

    def _place_to_write(self, path: str, endings: Sequence[str] | frozenset[str]) -> Path:
        """Return where a file lies or will lie; raises EditRefused also for a new name with a character that nobody sees."""
        place = self.place(path, endings)
        for new in (place, *place.parents):
            if new == self.root or new.exists():
                break
            if sign := unseen_sign(new.name):
                raise EditRefused(
                    f"tên tệp “{printable(new.name)}” có ký tự ẩn {sign}; đổi tên tệp thành “{printable(without_unseen(new.name))}” "
                    "rồi lưu lại. Bài đã có thì chép phần vừa viết sang một bài mới."
                )
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
    """Tell whether a file has these bytes already; one more line end at the end of a text is no difference."""
    if not place.is_file():
        return False
    before = place.read_bytes()
    return before == data or (place.suffix in TEXTS and not before.endswith(b"\n") and before + b"\n" == data)


def _write(place: Path, data: bytes) -> None:
    """Write a file beside its place and rename it, so that nobody reads half of it."""
    try:
        write_atomically(place, data)
    except OSError as fault:
        raise EditRefused(f"không ghi được “{place.name}”: {system_reason(fault)}.", 500) from fault
