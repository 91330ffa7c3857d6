"""The index of the content folder: find the file that an editor meant by what is written in an article."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from plugins.media.content_scan import ContentScan, check_names_alike
from plugins.media.fault import MediaFault
from plugins.media.names import normalised
from plugins.problems.printable import printable
from plugins.problems.problem import Problem, warning
from plugins.vietnamese.letters import fold
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import file_size

_WORD_FILES = (".docx", ".doc", ".odt", ".rtf")
_MEDIA_FOLDERS = ("anh", "images", "tai-lieu")
_LFS_POINTER, _LARGEST_POINTER = b"version https://git-lfs.github.com/spec/", 1024
_HINTED_AT_MOST = 100
_OWN_MACHINE = re.compile(r"^(?:file:|[a-zA-Z]:[\\/]|\\\\|/(?:home|Users|mnt|media|tmp)/)", re.IGNORECASE)
_DATA = re.compile(r"^\s*data:", re.IGNORECASE)
_OUTSIDE = "đường dẫn “{}” đi ra ngoài thư mục nội dung, nên không được công bố."


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file by its path below content/; ``reminder`` says in what its name is written wrongly, or ""."""

    path: str
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """
    The index of a content folder.

    ``files`` are paths below it as the disk has them; ``faulty`` maps a path that cannot be
    used to the reason; ``problems`` are those of the folder itself; ``stamps`` are the files' stamps by
    their paths (see ``plugins.memory.file_stamps``), for files old enough for theirs to be trusted;
    ``verifications`` are the files by which search engines know the site's owner; ``copies`` are
    articles that by their names are copies of others, and are not published.
    """

    root: Path
    files: tuple[str, ...] = ()
    faulty: Mapping[str, MediaFault] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)
    verifications: tuple[str, ...] = ()
    copies: frozenset[str] = frozenset()
    # Paths by the form in which they are compared, and by that without capitals; made when the first is looked for.
    _by_text: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _by_letters: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    # Many articles name one file; whether it can be read is checked once.
    _checked: dict[str, FoundFile | MediaFault] = field(default_factory=dict, repr=False, compare=False)
    # Whether each folder lies below content/ in truth: so does every file in it that is no link.
    _inside: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    # Made when the first name is not found; comparing each name with each would take time by the square.
    _by_ends: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def scan(cls, content: Path, other_articles: Collection[str] = ()) -> Library:
        """
        Return the index of a content folder; links that lead out of it are not followed.

        ``other_articles`` are endings (".rst") that may be articles beside Markdown's.
        """
        scan = ContentScan(content, content.resolve(), frozenset(other_articles))
        scan.scan_folder("", frozenset({scan.real}))
        files = tuple(sorted(scan.files))
        scan.problems += check_names_alike(files, content.name)
        return cls(
            content,
            files,
            scan.faulty,
            tuple(sorted(scan.problems)),
            scan.stamps,
            tuple(scan.verifications),
            frozenset(scan.copies),
        )

    def _path_of(self, text: str) -> str | None:
        """Return the path that is written so, None if there is none."""
        if not self._by_text:
            for path in sorted({*self.files, *self.faulty}, reverse=True):
                self._by_text[normalised(path)] = path
                self._by_letters[normalised(path).casefold()] = path
        return self._by_text.get(text)

    def shown(self, path: str) -> str:
        """Return a path as problems name it."""
        return f"{self.root.name}/{printable(path)}"

    def open_path(self, path: str) -> Path:
        """Return where a file of the index lies on the disk."""
        return self.root / path

    def unused_documents(self, referenced: Collection[str]) -> Iterator[Problem]:
        """Yield a warning for each word-processor file that no article offers as an attachment."""
        for path in self.files:
            if path.lower().endswith(_WORD_FILES) and path not in referenced:
                name = printable(posixpath.basename(path))
                message = (
                    f"“{name}” là tệp Word, không được dựng thành bài. Nhập nó thành bài: "
                    f'python3 tasks.py import "{self.shown(path)}", hoặc đặt liên kết tới tệp này trong một bài.'
                )
                yield warning(self.shown(path), 0, "tep-word", message)

    def find(self, target: str, beside: str) -> FoundFile | MediaFault:
        """
        Return the file that ``target`` means in the article ``beside`` (a path below content/).

        Looked for beside the article, then from the top of content/, then in the folders for
        pictures and documents; spaces, "%20", backslashes and decomposed letters do not matter,
        wrong capitals give a reminder.
        """
        refused = _refused(target)
        if refused:
            return refused
        folder = posixpath.dirname(self._below(beside))
        outside = False
        for written in target_readings(target):
            inside = False
            for place in _places(written, folder):
                inside = inside or place is not None
                if place is not None and (found := self._look_up(place)):
                    return found
            outside = outside or not inside
        shown = printable(target)[:120]
        if outside:
            return MediaFault("duong-dan-ra-ngoai", _OUTSIDE.format(shown))
        return MediaFault("khong-tim-thay", f"không tìm thấy tệp “{shown}”.{self._hint(target)}")

    def _below(self, path: str) -> str:
        """Return a path below content/, given with or without the folder's own name."""
        if self._path_of(normalised(path)) or not path.startswith(f"{self.root.name}/"):
            return path
        return path.removeprefix(f"{self.root.name}/")

    def _look_up(self, place: str) -> FoundFile | MediaFault | None:
        text = normalised(place)
        path, reminder = self._path_of(text), ""
        if path is None:
            path = self._by_letters.get(text.casefold())
            if path is None:
                return None
            reminder = f"tên tệp “{printable(place)}” khác chữ hoa/thường; đã dùng “{printable(path)}”."
        if path not in self._checked:
            self._checked[path] = self.faulty.get(path) or self._usable(path)
        found = self._checked[path]
        return FoundFile(path, reminder) if reminder and isinstance(found, FoundFile) else found

    def _usable(self, path: str) -> FoundFile | MediaFault:
        """Return the file if it can be read and holds something."""
        on_disk = self.root / path
        shown = printable(path)
        try:
            if not self._is_inside(path):
                return MediaFault("duong-dan-ra-ngoai", _OUTSIDE.format(shown))
            size = on_disk.stat().st_size
            is_pointer = 0 < size < _LARGEST_POINTER and _is_lfs_pointer(on_disk)
        except OSError:
            return MediaFault("khong-doc-duoc", f"không đọc được tệp “{shown}”. Kiểm tra quyền đọc.")
        if not size:
            return MediaFault("tep-rong", f"tệp “{shown}” rỗng (0 byte). Chép lại tệp.")
        if is_pointer:
            message = f"tệp “{shown}” là con trỏ Git LFS, nội dung thật chưa được tải về. Chạy: git lfs pull."
            return MediaFault("con-tro-lfs", message)
        if not os.access(on_disk, os.R_OK):
            return MediaFault("khong-doc-duoc", f"không đọc được tệp “{shown}”. Kiểm tra quyền đọc.")
        return FoundFile(path)

    def _is_inside(self, path: str) -> bool:
        """Tell whether a file lies below content/ in truth, whatever symbolic links are on the way to it."""
        if os.path.islink(self.root / path):
            return self._leads_inside(path)
        folder = posixpath.dirname(path)
        if folder not in self._inside:
            self._inside[folder] = self._leads_inside(folder)
        return self._inside[folder]

    def _leads_inside(self, path: str) -> bool:
        return (self.root / path).resolve().is_relative_to(self.root.resolve())

    def _hint(self, target: str) -> str:
        """Return a sentence that says what to do: the nearest names, else where the file should lie."""
        name = posixpath.basename(target.replace("\\", "/"))
        if not self._by_ends:
            for path in self.files:
                for end in _ends(path):
                    self._by_ends.setdefault(end, {}).setdefault(posixpath.basename(path), path)
        names: dict[str, str] = {}
        for end in _ends(name):
            names |= dict(islice(self._by_ends.get(end, {}).items(), _HINTED_AT_MOST))
        near = nearest(name, sorted(names))
        if not near:
            return " Sửa lại tên, hoặc chép tệp ấy vào cạnh bài."
        return f" Gần giống: {', '.join(f'“{printable(names[n])}”' for n in near)}."


def _is_lfs_pointer(file: Path) -> bool:
    """Return whether a file holds what Git LFS leaves in place of one that it did not fetch."""
    return os.access(file, os.R_OK) and file.read_bytes().startswith(_LFS_POINTER)


def _ends(path: str) -> tuple[str, str]:
    """
    Return how a file's name begins and how it ends: of the two, one is right in nearly every mistyped name.

    >>> _ends("anh/Ruộng lúa.jpg")
    ('<ruo', 'lua>')
    """
    stem = fold(posixpath.splitext(posixpath.basename(path))[0])
    return f"<{stem[:3]}", f"{stem[-3:]}>"


def _refused(target: str) -> MediaFault | None:
    """Return why a target can be no file of the content folder at all, None if it can."""
    if _DATA.match(target):
        message = f"ảnh được dán trực tiếp vào bài ({file_size(len(target))}). Lưu thành tệp cạnh bài rồi dùng tên tệp."
        return MediaFault("anh-dan-truc-tiep", message)
    if _OWN_MACHINE.match(target.strip()):
        shown = printable(target.strip())[:120]
        message = f"“{shown}” trỏ vào máy của bạn, người khác không mở được. Chép tệp vào cạnh bài hoặc thư mục anh/."
        return MediaFault("tep-tren-may", message)
    if "\x00" in target:
        return MediaFault("khong-tim-thay", "tên tệp có ký tự NUL.")
    return None


def target_readings(target: str) -> Iterator[str]:
    """
    Yield the ways to read a target: as written, then decoded, then without query and anchor.

    >>> list(target_readings("a%20b.pdf"))
    ['a%20b.pdf', 'a b.pdf']
    """
    written = target.strip().replace("\\", "/")
    seen = {""}
    for spelling in (written, unquote(written), unquote(re.split("[?#]", written, maxsplit=1)[0])):
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def _places(written: str, folder: str) -> Iterator[str | None]:
    """
    Yield the paths below content/ to look at, None for one that lies outside.

    >>> list(_places("../b.jpg", "tin"))[0]
    'b.jpg'
    """
    bare = written.lstrip("/")
    starts = [""] if written.startswith("/") else [folder, ""]
    for start in (*starts, *_MEDIA_FOLDERS):
        place = posixpath.normpath(posixpath.join(start, bare))
        outside = place == ".." or place.startswith(("../", "/"))
        # A media folder is no way back up: only the article's own folder and the top count for "..".
        if start in _MEDIA_FOLDERS and ".." in bare.split("/"):
            continue
        yield None if outside else place
