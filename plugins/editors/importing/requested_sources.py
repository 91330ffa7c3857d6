"""Expand the names on the command line (files, folders, sitemaps, addresses) to the files and pages to import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.editors.importing.file_output import shown
from plugins.editors.importing.import_source import IMPORTABLE_EXTENSIONS
from plugins.editors.importing.oldsite.sitemap import is_sitemap, pages_of_sitemap
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.file_kinds import is_word_processor_file
from plugins.media.names import is_noise
from plugins.vietnamese.nearest import nearest

WEB = ("http://", "https://")
_FOLDERS_OF_BROWSERS = ("_files", ".files", "_tệp", "_file")


@dataclass(frozen=True, slots=True)
class RequestedSource:
    """
    A file or an address to import; ``root`` is the folder that a file's pictures may be taken from.

    ``is_of_local_site_map`` tells that a site map which the editor has as a file names the address.
    """

    name: str
    file: Path | None = None
    root: Path | None = None
    address: str = ""
    is_of_local_site_map: bool = False


@dataclass(frozen=True, slots=True)
class SourceFinder:
    """
    Finds the sources that names stand for.

    ``fetch`` gets the bytes at an address and raises ImportRefused where it cannot; messages about names
    that stand for nothing are added to ``failed``.
    """

    fetch: Callable[[str], bytes]
    failed: list[str]

    def find(self, names: Iterable[str]) -> Iterator[RequestedSource]:
        """Yield the sources of all names, in their order."""
        for name in names:
            try:
                yield from self._named(name)
            except ImportRefused as fault:
                self.failed.append(with_name(name, str(fault)))

    def _named(self, name: str) -> Iterator[RequestedSource]:
        if name.startswith(WEB):
            yield from self._at_address(name)
            return
        path = Path(name).expanduser()
        if not path.exists() and any(sign in path.name for sign in "*?"):
            yield from self._matching(path)
        elif path.is_dir():
            yield from self._in_folder(path)
        elif path.is_file():
            yield from self._in_file(path)
        else:
            self.failed.append(_not_found(path))

    def _matching(self, pattern: Path) -> Iterator[RequestedSource]:
        """Yield the files that match a pattern: a Windows console leaves patterns to the program."""
        matching = sorted(pattern.parent.glob(pattern.name)) if pattern.parent.is_dir() else []
        for path in matching:
            if path.is_file():
                yield from self._in_file(path)
        if not matching:
            self.failed.append(f"không có tệp nào khớp “{shown(pattern)}”.")

    def _in_folder(self, folder: Path) -> Iterator[RequestedSource]:
        found = list(_files_in(folder))
        if not found:
            extensions = ", ".join(IMPORTABLE_EXTENSIONS[:6])
            self.failed.append(
                f"“{shown(folder)}”: trong thư mục không có tệp nào nhập được ({extensions}…)."
            )
        yield from found

    def _in_file(self, path: Path) -> Iterator[RequestedSource]:
        if path.suffix.lower() not in (".xml", ".gz"):
            yield RequestedSource(path.name, path, path.parent)
            return
        data = path.read_bytes()
        if is_sitemap(data):
            yield from (replace(one, is_of_local_site_map=True) for one in self._in_sitemap(data))
        elif is_word_processor_file(data):
            yield RequestedSource(path.name, path, path.parent)
        else:
            self.failed.append(f"“{path.name}” không phải sơ đồ trang (sitemap).")

    def _at_address(self, address: str) -> Iterator[RequestedSource]:
        if address.lower().partition("?")[0].endswith((".xml", ".xml.gz")):
            data = self.fetch(address)
            if is_sitemap(data):
                yield from self._in_sitemap(data)
                return
        yield RequestedSource(address, address=address)

    def _in_sitemap(self, data: bytes) -> Iterator[RequestedSource]:
        return (RequestedSource(page, address=page) for page in pages_of_sitemap(data, self.fetch))


def with_name(name: str, message: str) -> str:
    """Return a message that names the source it is about."""
    return message if name in message else f"“{name}”: {message}"


def _files_in(folder: Path) -> Iterator[RequestedSource]:
    """Yield the files below a folder that can become articles, in order; the folders of saved pages hold none."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        below = path.relative_to(folder)
        if any(part.endswith(_FOLDERS_OF_BROWSERS) or is_noise(part) for part in below.parts[:-1]):
            continue
        if is_noise(path.name) or path.suffix.lower() not in IMPORTABLE_EXTENSIONS or not path.is_file():
            continue
        if path.resolve().is_relative_to(folder.resolve()):
            yield RequestedSource(below.as_posix(), path, folder)


def _not_found(path: Path) -> str:
    """Return that there is no such file, with what the editor may have meant."""
    first = shown(path).split("/")[0]
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)", first):
        return f"“{shown(path)}”: địa chỉ trang web cần có https:// ở đầu."
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, names)
    hint = (
        " Gần giống: " + ", ".join(f"“{one}”" for one in near) + "."
        if near
        else " Kiểm tra lại tên và thư mục."
    )
    return f"không thấy “{shown(path)}”.{hint}"
