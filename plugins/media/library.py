"""All files under content/, and the way from what an editor wrote to the file that was meant."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from plugins.media.names import is_noise, is_troublesome, printable, same_text
from plugins.memory.file_stamps import settled, stamp
from plugins.problems.problem import Problem, error, warning
from plugins.vietnamese.letters import fold
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import file_size

_VERIFICATION = re.compile(r"^google[0-9a-z]+\.html$")
_NOT_ARTICLES = (".html", ".htm", ".rst")
_WORD_FILES = (".docx", ".doc", ".odt", ".rtf")
_SHELVES = ("anh", "images", "tai-lieu")
_HINTED_AT_MOST = 100
_OWN_MACHINE = re.compile(r"^(?:file:|[a-zA-Z]:[\\/]|\\\\|/(?:home|Users|mnt|media|tmp)/)", re.IGNORECASE)
_DATA = re.compile(r"^\s*data:", re.IGNORECASE)
_OUTSIDE = "đường dẫn “{}” đi ra ngoài thư mục nội dung, nên không được công bố."


@dataclass(frozen=True, slots=True)
class Found:
    """A file by its path below content/; ``reminder`` tells what was mended to find it, or ""."""

    path: str
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is nothing to show: a stable code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Library:
    """
    The index of a content folder.

    ``files`` are paths below it as the disk has them; ``faulty`` maps a path that cannot be
    used to the reason; ``problems`` are those of the folder itself; ``stamps`` tell by a file's
    path whether it was written since (see ``plugins.memory.file_stamps``), for files old enough to tell.
    """

    root: Path
    files: tuple[str, ...] = ()
    faulty: Mapping[str, Fault] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)
    _by_text: Mapping[str, str] = field(default_factory=dict, repr=False)
    _by_letters: Mapping[str, str] = field(default_factory=dict, repr=False)
    # Many articles name one file; each file is looked at once.
    _looked_at: dict[str, Found | Fault] = field(default_factory=dict, repr=False, compare=False)
    # Made when the first name is not found: comparing each name with each would grow with the square.
    _by_ends: dict[str, dict[str, str]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def scan(cls, content: Path, other_articles: Collection[str] = ()) -> Library:
        """
        Return the index of a content folder; links that lead out of it are not followed.

        ``other_articles`` are endings (".rst") that may be articles beside Markdown's.
        """
        scan = _Scan(content, content.resolve(), frozenset(other_articles))
        scan.folder("", frozenset({scan.real}))
        files = tuple(sorted(scan.files))
        known = sorted({*files, *scan.faulty})
        scan.problems += _twins(files, content.name)
        return cls(
            content,
            files,
            scan.faulty,
            tuple(sorted(scan.problems)),
            scan.stamps,
            {same_text(path): path for path in reversed(known)},
            {same_text(path).casefold(): path for path in reversed(known)},
        )

    @property
    def verifications(self) -> tuple[str, ...]:
        """The files that a search engine asks for; they are published as they are."""
        return tuple(path for path in self.files if _VERIFICATION.match(path))

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

    def find(self, target: str, beside: str) -> Found | Fault:
        """
        Return the file that ``target`` means in the article ``beside`` (a path below content/).

        Looked for beside the article, then from the top of content/, then on the shelves for
        pictures and documents; spaces, "%20", backslashes and decomposed letters do not matter,
        capitals are mended with a reminder.
        """
        refused = _refused(target)
        if refused:
            return refused
        folder = posixpath.dirname(self._below(beside))
        outside = False
        for written in spellings(target):
            inside = False
            for place in _places(written, folder):
                inside = inside or place is not None
                if place is not None and (found := self._look_up(place)):
                    return found
            outside = outside or not inside
        shown = printable(target)[:120]
        if outside:
            return Fault("duong-dan-ra-ngoai", _OUTSIDE.format(shown))
        return Fault("khong-tim-thay", f"không tìm thấy tệp “{shown}”.{self._hint(target)}")

    def _below(self, path: str) -> str:
        """Return a path below content/, given with or without the folder's own name."""
        if same_text(path) in self._by_text or not path.startswith(f"{self.root.name}/"):
            return path
        return path.removeprefix(f"{self.root.name}/")

    def _look_up(self, place: str) -> Found | Fault | None:
        text = same_text(place)
        path, reminder = self._by_text.get(text), ""
        if path is None:
            path = self._by_letters.get(text.casefold())
            if path is None:
                return None
            reminder = f"tên tệp “{printable(place)}” khác chữ hoa/thường; đã dùng “{printable(path)}”."
        if path not in self._looked_at:
            self._looked_at[path] = self.faulty.get(path) or self._usable(path)
        found = self._looked_at[path]
        return Found(path, reminder) if reminder and isinstance(found, Found) else found

    def _usable(self, path: str) -> Found | Fault:
        """Return the file if it can be read and holds something."""
        on_disk = self.root / path
        shown = printable(path)
        try:
            if not on_disk.resolve().is_relative_to(self.root.resolve()):
                return Fault("duong-dan-ra-ngoai", _OUTSIDE.format(shown))
            size = on_disk.stat().st_size
        except OSError:
            return Fault("khong-doc-duoc", f"không đọc được tệp “{shown}”. Kiểm tra quyền đọc.")
        if not size:
            return Fault("tep-rong", f"tệp “{shown}” rỗng (0 byte). Chép lại tệp.")
        if not os.access(on_disk, os.R_OK):
            return Fault("khong-doc-duoc", f"không đọc được tệp “{shown}”. Kiểm tra quyền đọc.")
        return Found(path)

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


def _ends(path: str) -> tuple[str, str]:
    """
    Return how a file's name begins and how it ends: one of the two is right in nearly every slip of the fingers.

    >>> _ends("anh/Ruộng lúa.jpg")
    ('<ruo', 'lua>')
    """
    stem = fold(posixpath.splitext(posixpath.basename(path))[0])
    return f"<{stem[:3]}", f"{stem[-3:]}>"


def _refused(target: str) -> Fault | None:
    """Return why a target can be no file of the site at all."""
    if _DATA.match(target):
        message = f"ảnh được dán trực tiếp vào bài ({file_size(len(target))}). Lưu thành tệp cạnh bài rồi dùng tên tệp."
        return Fault("anh-dan-truc-tiep", message)
    if _OWN_MACHINE.match(target.strip()):
        shown = printable(target.strip())[:120]
        message = f"“{shown}” trỏ vào máy của bạn, người khác không mở được. Chép tệp vào cạnh bài hoặc thư mục anh/."
        return Fault("tep-tren-may", message)
    if "\x00" in target:
        return Fault("khong-tim-thay", "tên tệp có ký tự NUL.")
    return None


def spellings(target: str) -> Iterator[str]:
    """
    Yield the ways to read a target: as written, then decoded, then without query and anchor.

    >>> list(spellings("a%20b.pdf"))
    ['a%20b.pdf', 'a b.pdf']
    """
    written = target.strip().replace("\\", "/")
    seen = {""}
    for spelling in (written, unquote(written), unquote(re.split("[?#]", written, maxsplit=1)[0])):
        if spelling not in seen:
            seen.add(spelling)
            yield spelling


def plain_name(path: str) -> str:
    """
    Return a file's name as names are compared: capitals and decomposed letters do not matter.

    >>> plain_name("anh/Ruộng.JPG")
    'ruộng.jpg'
    """
    return same_text(posixpath.basename(path.rstrip("/"))).casefold()


def _places(written: str, folder: str) -> Iterator[str | None]:
    """
    Yield the paths below content/ to look at, None for one that lies outside.

    >>> list(_places("../b.jpg", "tin"))[0]
    'b.jpg'
    """
    bare = written.lstrip("/")
    starts = [""] if written.startswith("/") else [folder, ""]
    for start in (*starts, *_SHELVES):
        place = posixpath.normpath(posixpath.join(start, bare))
        outside = place == ".." or place.startswith(("../", "/"))
        # A shelf is no way back up: only the article's own folder and the top count for "..".
        if start in _SHELVES and ".." in bare.split("/"):
            continue
        yield None if outside else place


def _twins(files: Collection[str], top: str) -> list[Problem]:
    """Return a warning for each pair of names that differ in capitals only."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in files:
        groups[same_text(path).casefold()].append(path)
    found: list[Problem] = []
    for first, *others in groups.values():
        for other in others:
            message = (
                f"“{printable(first)}” và “{printable(other)}” chỉ khác hoa/thường hoặc cách gõ dấu: "
                "trên Windows và macOS hai tệp sẽ ghi đè nhau."
            )
            found.append(warning(f"{top}/{printable(other)}", 0, "ten-trung-hoa-thuong", message))
    return found


@dataclass(slots=True)
class _Scan:
    """One walk over a content folder."""

    content: Path
    real: Path
    other_articles: frozenset[str] = frozenset()
    files: list[str] = field(default_factory=list)
    faulty: dict[str, Fault] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stamps: dict[str, str] = field(default_factory=dict)

    def folder(self, below: str, above: frozenset[Path]) -> None:
        """Take in a folder; ``above`` are the real folders it lies in, against loops of links."""
        try:
            entries = sorted(os.scandir(self.content / below), key=lambda entry: entry.name)
        except OSError:
            message = f"không đọc được thư mục “{printable(below or self.content.name)}”. Kiểm tra quyền đọc."
            self._error(below, "thu-muc-khong-doc-duoc", message)
            return
        for entry in entries:
            if is_noise(entry.name):
                continue
            path = f"{below}/{entry.name}" if below else entry.name
            if entry.is_symlink() and not self._leads_inside(path):
                continue
            if is_troublesome(entry.name):
                message = f"tên tệp “{printable(entry.name)}” có ký tự lạ. Đổi tên tệp."
                self.problems.append(warning(self._shown(path), 0, "ten-tep-la", message))
            if entry.is_dir():
                self._enter(path, above)
            else:
                self._file(path)
                self._stamp(path, entry)

    def _enter(self, path: str, above: frozenset[Path]) -> None:
        if path.lower().endswith(".md"):
            message = f"“{printable(path)}” là thư mục nhưng mang đuôi .md; đổi tên thư mục để tránh nhầm."
            self.problems.append(warning(self._shown(path), 0, "thu-muc-ten-md", message))
        real = (self.content / path).resolve()
        if real not in above:
            self.folder(path, above | {real})

    def _file(self, path: str) -> None:
        self.files.append(path)
        if posixpath.splitext(path)[1].lower() in self.other_articles:
            return
        if path.lower().endswith(_NOT_ARTICLES) and not _VERIFICATION.match(path):
            message = f"chỉ nhận bài .md; “{printable(path)}” không được dựng. Chuyển nội dung sang tệp .md."
            self._error(path, "khong-phai-md", message)

    def _stamp(self, path: str, entry: os.DirEntry[str]) -> None:
        # A file that cannot even be looked at has no stamp: whoever opens it tells why.
        with suppress(OSError):
            status = entry.stat()
            if settled(status):
                self.stamps[path] = stamp(status)

    def _leads_inside(self, path: str) -> bool:
        """Return whether a link leads to something inside; note an error when it does not."""
        try:
            real = (self.content / path).resolve(strict=True)
        except (OSError, RuntimeError):
            fault = Fault("lien-ket-hong", f"“{printable(path)}” là liên kết hỏng. Chép tệp thật vào đây.")
        else:
            if real.is_relative_to(self.real):
                return True
            fault = Fault(
                "lien-ket-ra-ngoai",
                f"“{printable(path)}” là liên kết ra ngoài thư mục nội dung. Chép tệp thật vào đây.",
            )
        self.faulty[path] = fault
        self._error(path, fault.code, fault.message)
        return False

    def _error(self, path: str, code: str, message: str) -> None:
        self.problems.append(error(self._shown(path), 0, code, message))

    def _shown(self, path: str) -> str:
        return f"{self.content.name}/{printable(path)}" if path else self.content.name
