"""Expand the names on the command line (files, folders, whole portals, addresses) to the files and pages to import."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.editors.importing.file_output import shown_path
from plugins.editors.importing.import_source import IMPORTABLE_EXTENSIONS, PAPER_EXTENSIONS
from plugins.editors.importing.oldsite.sitemap import is_sitemap, pages_of_sitemap
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.whole_portal.address_list import addresses_in_list
from plugins.editors.importing.whole_portal.mirror_folder import MirrorFolder
from plugins.editors.importing.whole_portal.saved_page import SavedPage
from plugins.editors.importing.whole_portal.warc_portal import WarcPortal
from plugins.editors.importing.whole_portal.warc_records import is_warc
from plugins.editors.importing.word.file_kinds import is_word_processor_file
from plugins.media.names import is_noise
from plugins.vietnamese.nearest import nearest

WEB = ("http://", "https://")
# Where portals keep their site map that do not tell it in robots.txt: most of them, WordPress, Yoast's plugin.
_USUAL_SITE_MAPS = ("sitemap.xml", "wp-sitemap.xml", "sitemap_index.xml")
_MOST_LIST_BYTES, _HEAD = 20_000_000, 4_000
_WARC_NAMES = (".warc", ".gz", ".warc.zst", ".arc", ".wacz")
_WARC_SUFFIXES = (".gz", ".warc", ".zst", ".arc", ".wacz")
_FOLDERS_OF_BROWSERS = ("_files", ".files", "_tệp", "_file")


@dataclass(frozen=True, slots=True)
class RequestedSource:
    """
    A file, an address or a saved page to import; ``root`` is the folder that a file's pictures may be taken from.

    ``is_of_portal`` tells that it is one of all pages of a portal: some of these are no articles, and that is no fault.
    ``may_be_attachment`` tells that it lies in a folder where an article may have it attached: then it is no article of its own.
    ``is_of_local_list`` tells that a site map or a list which the editor has as a file names the address.
    """

    name: str
    file: Path | None = None
    root: Path | None = None
    address: str = ""
    saved: SavedPage | None = None
    is_of_portal: bool = False
    is_of_local_list: bool = False
    may_be_attachment: bool = False


@dataclass(frozen=True, slots=True)
class SourceFinder:
    """
    Finds the sources that names stand for.

    ``fetch`` gets the bytes at an address and raises ImportRefused where it cannot; ``site_maps_of`` returns where the portal
    at an address says that its site maps lie. Messages about names that stand for nothing are added to ``failed``.
    ``copy_of`` is the portal that a folder is the copy of, "" where its name tells or it is none.
    """

    fetch: Callable[[str], bytes]
    failed: list[str]
    site_maps_of: Callable[[str], Sequence[str]] = lambda _: ()
    copy_of: str = ""
    _warc_files: list[Path] = field(default_factory=list)

    def find(self, names: Iterable[str]) -> Iterator[RequestedSource]:
        """Yield the sources of all names, in their order."""
        for name in names:
            try:
                yield from self._named(name)
            except ImportRefused as fault:
                self.failed.append(with_name(name, str(fault)))
        # The files of one portal belong together: a photo may lie in another than its page.
        if self._warc_files:
            portal = WarcPortal.read(self._warc_files)
            self.failed.extend(portal.problems)
            yield from self._saved(portal.pages())

    def _saved(self, pages: Iterable[SavedPage]) -> Iterator[RequestedSource]:
        for page in pages:
            yield RequestedSource(page.name, address=page.address, saved=page, is_of_portal=True)

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
            self.failed.append(f"không có tệp nào khớp “{shown_path(pattern)}”.")

    def _in_folder(self, folder: Path) -> Iterator[RequestedSource]:
        if mirror := MirrorFolder.find(folder, self.copy_of):
            yield from self._saved(mirror.pages())
            return
        found = list(_files_in(folder))
        archives = [one for one in sorted(folder.rglob("*")) if _is_warc_file(one)]
        self._warc_files.extend(archives)
        if not found and not archives:
            extensions = ", ".join(IMPORTABLE_EXTENSIONS[:6])
            self.failed.append(
                f"“{shown_path(folder)}”: trong thư mục không có tệp nào nhập được ({extensions}…)."
            )
        yield from found

    def _in_file(self, path: Path) -> Iterator[RequestedSource]:
        suffix = path.suffix.lower()
        if suffix in (".txt", ".csv", ".tsv") and (listed := _listed(path)):
            yield from (self._of_portal(one, is_local=True) for one in listed)
        elif suffix not in (".xml", *_WARC_SUFFIXES):
            yield RequestedSource(path.name, path, path.parent)
        elif _is_warc_file(path):
            self._warc_files.append(path)
        elif is_sitemap(data := path.read_bytes()):
            yield from self._in_sitemap(data, is_local=True)
        elif is_word_processor_file(data):
            yield RequestedSource(path.name, path, path.parent)
        else:
            self.failed.append(f"“{path.name}” không phải sơ đồ trang (sitemap), cũng không phải tệp WARC.")

    @staticmethod
    def _of_portal(address: str, *, is_local: bool = False) -> RequestedSource:
        return RequestedSource(address, address=address, is_of_portal=True, is_of_local_list=is_local)

    def _at_address(self, address: str) -> Iterator[RequestedSource]:
        path = address.lower().partition("?")[0]
        if path.endswith((".xml", ".xml.gz", ".txt")):
            data = self.fetch(address)
            if is_sitemap(data):
                yield from self._in_sitemap(data)
                return
            if path.endswith(".txt") and (listed := addresses_in_list(data.decode("utf-8", "replace"))):
                yield from map(self._of_portal, listed)
                return
        if path.count("/") <= 2 + path.endswith("/") and "?" not in address:
            yield from self._whole_portal(address)
            return
        yield RequestedSource(address, address=address)

    def _whole_portal(self, address: str) -> Iterator[RequestedSource]:
        """Yield the pages of a portal of which only the front page is named: those in its site maps."""
        home = f"{address.rstrip('/')}/"
        told = [one for one in self.site_maps_of(home) if one.startswith(WEB)]
        pages: dict[str, None] = {}
        for place in told or [f"{home}{name}" for name in _USUAL_SITE_MAPS]:
            try:
                data = self.fetch(place)
            except ImportRefused as fault:
                if told:
                    self.failed.append(str(fault))
                continue
            if is_sitemap(data):
                pages |= dict.fromkeys(pages_of_sitemap(data, self.fetch, self.failed))
                if not told:
                    break
        if not pages:
            raise ImportRefused(
                f"“{address}” là trang chủ, mà cổng không có sơ đồ trang (sitemap). Chép cả cổng về máy (wget -m, HTTrack) rồi nhập thư mục ấy, "
                "hoặc ghi địa chỉ các trang vào một tệp .txt, mỗi dòng một địa chỉ, rồi nhập tệp ấy."
            )
        yield from map(self._of_portal, pages)

    def _in_sitemap(self, data: bytes, *, is_local: bool = False) -> Iterator[RequestedSource]:
        for page in pages_of_sitemap(data, self.fetch, self.failed):
            yield self._of_portal(page, is_local=is_local)


def _is_warc_file(path: Path) -> bool:
    name = path.name.lower()
    if not name.endswith(_WARC_NAMES) or not path.is_file():
        return False
    if name.endswith(".wacz"):
        return True
    with path.open("rb") as file:
        return is_warc(file.read(_HEAD))


def _listed(path: Path) -> list[str]:
    """Return the addresses in a file that is a list of them, [] for any other file."""
    with path.open("rb") as file:
        text = file.read(_MOST_LIST_BYTES).decode("utf-8", "replace")
    return addresses_in_list(text, is_table=path.suffix.lower() != ".txt")


def with_name(name: str, message: str) -> str:
    """Return a message that names the source it is about."""
    return message if name in message else f"“{name}”: {message}"


def _files_in(folder: Path) -> Iterator[RequestedSource]:
    """
    Yield the files below a folder that can become articles, in order; the folders of saved pages hold none.

    Papers come last: by then it is known which of them are attached to an article.
    """
    papers: list[RequestedSource] = []
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        below, suffix = path.relative_to(folder), path.suffix.lower()
        if any(part.endswith(_FOLDERS_OF_BROWSERS) or is_noise(part) for part in below.parts[:-1]):
            continue
        if is_noise(path.name) or suffix not in IMPORTABLE_EXTENSIONS or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            continue
        if suffix in PAPER_EXTENSIONS:
            papers.append(RequestedSource(below.as_posix(), path, folder, may_be_attachment=True))
        else:
            yield RequestedSource(below.as_posix(), path, folder)
    yield from papers


def _not_found(path: Path) -> str:
    """Return that there is no such file, with what the editor may have meant."""
    first = shown_path(path).split("/")[0]
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)", first):
        return f"“{shown_path(path)}”: địa chỉ trang web cần có https:// ở đầu."
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, names)
    hint = (
        " Gần giống: " + ", ".join(f"“{one}”" for one in near) + "."
        if near
        else " Kiểm tra lại tên và thư mục."
    )
    return f"không thấy “{shown_path(path)}”.{hint}"
