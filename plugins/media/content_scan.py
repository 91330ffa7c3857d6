"""Scan a content folder: its files, their stamps, and the problems of the folder itself."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.copies import backed_up, original_of
from plugins.media.fault import MediaFault
from plugins.media.names import (
    is_device_name,
    is_noise,
    is_troublesome,
    is_usual_name,
    normalised,
    plain_name,
    unseen_sign,
    without_unseen,
)
from plugins.memory.file_stamps import is_reliable, stamp
from plugins.problems.printable import printable
from plugins.problems.problem import Problem, error, warning

_VERIFICATION = re.compile(r"google[0-9a-z]+\.html")
_LONGEST_VERIFICATION = 1_000  # bytes
NOT_ARTICLES = (".html", ".htm", ".rst")


# Gives the names in one folder, by their plain names.
Names = Callable[[], Mapping[str, str]]


def verification_line(path: str) -> str:
    """
    Return the one line of the file by which a search engine knows a site's owner; "" for a path that is none.

    >>> verification_line("google12ab.html"), verification_line("trang/google12ab.html")
    ('google-site-verification: google12ab.html', '')
    """
    return f"google-site-verification: {path}" if _VERIFICATION.fullmatch(path) else ""


@dataclass(slots=True)
class ContentScan:
    """
    One walk over a content folder; ``other_articles`` are endings (".rst") that may be articles beside Markdown's.

    Symbolic links that lead out of the folder are not followed. ``files`` are paths below the folder, ``faulty`` maps
    one that cannot be used to the reason, ``stamps`` are of files old enough for theirs to be trusted,
    ``verifications`` are files by which search engines know the site's owner. ``copies`` are
    the articles among the files that by their name, or their folder's, are copies of others.
    """

    content: Path
    real: Path
    other_articles: frozenset[str] = frozenset()
    files: list[str] = field(default_factory=list)
    faulty: dict[str, MediaFault] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stamps: dict[str, str] = field(default_factory=dict)
    verifications: list[str] = field(default_factory=list)
    copies: set[str] = field(default_factory=set)

    def scan_folder(self, below: str, above: frozenset[Path], *, is_copy: bool = False) -> None:
        """
        Scan a folder, given by its path below the content folder; ``above`` are the real folders it lies in.

        ``is_copy`` tells that the folder is a copy of another one: no article in it is published.
        """
        try:
            entries = sorted(os.scandir(self.content / below), key=lambda entry: entry.name)
        except OSError:
            message = f"không đọc được thư mục “{printable(below or self.content.name)}”. Kiểm tra quyền đọc."
            self._error(below, "thu-muc-khong-doc-duoc", message)
            return
        names = cache(lambda: {plain_name(entry.name): entry.name for entry in entries})
        for entry in entries:
            path = f"{below}/{entry.name}" if below else entry.name
            if is_usual_name(entry.name) and entry.is_file(follow_symlinks=False):
                self.files.append(path)
                self._add_stamp(path, entry)
                if is_copy and path.endswith(ARTICLE_ENDINGS):
                    self.copies.add(path)
                continue
            if is_noise(entry.name):
                continue
            if entry.is_symlink() and not self._leads_inside(path):
                continue
            self._check_name(path, entry.name)
            if entry.is_dir():
                self._enter_folder(path, above, is_copy=is_copy or self._is_copied_folder(path, names))
            elif entry.is_file():
                self._add_file(path)
                self._add_stamp(path, entry)
                if path.lower().endswith((*ARTICLE_ENDINGS, *self.other_articles)):
                    if is_copy or self._is_copied_article(path, names):
                        self.copies.add(path)
                else:
                    self._check_backup(path, names)
            else:
                self._refuse_device(path)

    def _check_name(self, path: str, name: str) -> None:
        """Warn of a name that Windows cannot have, or that nobody can read as it is."""
        if is_troublesome(name):
            message = f"tên tệp “{printable(name)}” có ký tự lạ. Đổi tên tệp."
        elif sign := unseen_sign(name):
            seen = without_unseen(name)
            # Of a name of such marks alone nothing would be left.
            new = "" if is_noise(seen) or is_troublesome(seen) else f" thành “{printable(seen)}”"
            message = f"tên tệp “{printable(name)}” có ký tự ẩn {sign}; đổi tên tệp{new}."
        elif is_device_name(name):
            message = (
                f"“{printable(name)}” là tên mà Windows dành riêng (con, nul, aux, prn, com1, lpt1…), "
                "máy Windows không mở được. Đổi tên tệp."
            )
        else:
            return
        self.problems.append(warning(self._shown(path), 0, "ten-tep-la", message))

    def _refuse_device(self, path: str) -> None:
        """Note an error for what is neither file nor folder: a pipe, socket or device, which might never end."""
        shown = printable(path)
        message = f"“{shown}” không phải tệp thường (ống dẫn, socket hay thiết bị), nên không đọc được. Xóa, hoặc chép tệp thật vào đây."
        self.faulty[path] = MediaFault("khong-doc-duoc", message)
        self._error(path, "khong-doc-duoc", message)

    def _is_copied_folder(self, path: str, names: Names) -> bool:
        """Return whether a folder is by its name a copy of one beside it; an error then says so."""
        original = names().get(plain_name(original_of(posixpath.basename(path))))
        if original is None or not (self.content / posixpath.dirname(path) / original).is_dir():
            return False
        message = (
            f"thư mục giống bản sao của “{printable(original)}”; không bài nào trong đó được đăng. "
            "Xóa thư mục này, hoặc đổi tên nếu là bài khác."
        )
        self._error(path, "ban-sao", message)
        return True

    def _is_copied_article(self, path: str, names: Names) -> bool:
        """Return whether an article is a copy by its name; an error then says so."""
        original = original_of(posixpath.basename(path))
        if not original:
            return False
        beside = names().get(plain_name(original))
        what = f"giống bản sao của “{printable(beside)}”" if beside else "là tên của bản sao"
        advice = (
            f"So với “{printable(beside)}”, chép phần mới sang rồi xóa tệp này; nếu là bài khác thì đổi tên."
            if beside
            else f"Nếu bài này cần đăng, đổi tên thành “{printable(original)}”."
        )
        message = (
            f"tên tệp {what} do chương trình đồng bộ hay trình quản lý tệp tạo ra; không được đăng. {advice}"
        )
        self._error(path, "ban-sao", message)
        return True

    def _check_backup(self, path: str, names: Names) -> None:
        """Warn of an article's backup, which no build reads."""
        name = backed_up(posixpath.basename(path))
        original = name if name.lower().endswith(ARTICLE_ENDINGS) else f"{name}.md"
        beside = names().get(plain_name(original)) if name else None
        if not name or not (beside or original == name):
            return
        where = (
            f"bản lưu của “{printable(beside)}”"
            if beside
            else f"bản lưu của “{printable(original)}” (không còn)"
        )
        message = f"{where}; không được đăng. Xóa tệp này, hoặc đổi tên thành tệp .md nếu là bài cần đăng."
        self.problems.append(warning(self._shown(path), 0, "ban-luu", message))

    def _enter_folder(self, path: str, above: frozenset[Path], *, is_copy: bool) -> None:
        if path.lower().endswith(".md"):
            message = f"“{printable(path)}” là thư mục nhưng mang đuôi .md; đổi tên thư mục để tránh nhầm."
            self.problems.append(warning(self._shown(path), 0, "thu-muc-ten-md", message))
        real = (self.content / path).resolve()
        if real not in above:
            # A link may lead to a folder that it lies in.
            self.scan_folder(path, above | {real}, is_copy=is_copy)

    def _add_file(self, path: str) -> None:
        self.files.append(path)
        if line := verification_line(path):
            self._add_verification(path, line)
        elif posixpath.splitext(path)[1].lower() in self.other_articles:
            return
        elif path.lower().endswith(NOT_ARTICLES):
            message = f"chỉ nhận bài .md; “{printable(path)}” không được dựng. Chuyển nội dung sang tệp .md."
            self._error(path, "khong-phai-md", message)

    def _add_verification(self, path: str, line: str) -> None:
        """Add a file that holds its one line and nothing else; note an error for any other content."""
        try:
            with (self.content / path).open("rb") as file:
                written = file.read(_LONGEST_VERIFICATION)
        except OSError:
            written = b""
        whole = len(written) < _LONGEST_VERIFICATION
        if whole and written.removeprefix(b"\xef\xbb\xbf").strip() == line.encode():
            self.verifications.append(path)
            return
        message = (
            f"tệp xác minh “{path}” chỉ được có đúng một dòng “{line}”, không thêm gì khác. "
            "Tải lại tệp từ Google Search Console rồi chép vào content/; trang viết tay thì chuyển sang tệp .md."
        )
        self._error(path, "xac-minh-la", message)

    def _add_stamp(self, path: str, entry: os.DirEntry[str]) -> None:
        # A file whose status cannot be read has no stamp: whoever opens it reports why.
        try:
            status = entry.stat()
        except OSError:
            return
        if is_reliable(status):
            self.stamps[path] = stamp(status)

    def _leads_inside(self, path: str) -> bool:
        """Return whether a symbolic link leads to something in the content folder; note an error when it does not."""
        try:
            real = (self.content / path).resolve(strict=True)
        except (OSError, RuntimeError):
            fault = MediaFault(
                "lien-ket-hong", f"“{printable(path)}” là liên kết hỏng. Chép tệp thật vào đây."
            )
        else:
            if real.is_relative_to(self.real):
                return True
            fault = MediaFault(
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


def check_names_alike(files: Collection[str], top: str) -> list[Problem]:
    """Return a warning for each pair of paths that differ in capitals or in what nobody sees only; ``top`` is the name of the content folder."""
    keys = [normalised(path).casefold() for path in files]
    if len({*keys}) == len(keys):
        return []
    groups: dict[str, list[str]] = defaultdict(list)
    for key, path in zip(keys, files, strict=True):
        groups[key].append(path)
    found: list[Problem] = []
    for first, *others in groups.values():
        for other in others:
            between = f"“{printable(first)}” và “{printable(other)}” chỉ khác"
            if unseen_sign(first) != unseen_sign(other):
                message = (
                    f"{between} ở ký tự ẩn: bài nhắc tên này chỉ tới được một tệp. Đổi tên hoặc xóa một tệp."
                )
            else:
                message = (
                    f"{between} hoa/thường hoặc cách gõ dấu: trên Windows và macOS hai tệp sẽ ghi đè nhau."
                )
            found.append(warning(f"{top}/{printable(other)}", 0, "ten-trung-hoa-thuong", message))
    return found
