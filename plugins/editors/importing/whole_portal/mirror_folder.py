"""
Read a portal that wget or HTTrack has saved in a folder: which address a file was saved from, and which file an address has.

Both come from outside: nothing outside of the folder is ever read, whatever a page or a link in the file system says.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from plugins.editors.importing.content_kinds import ContentKind, content_kind_of
from plugins.editors.importing.oldsite.fetch import MAX_FILE_BYTES, MAX_PAGE_BYTES
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.whole_portal.saved_page import SavedPage
from plugins.media.names import is_noise
from plugins.vietnamese.letters import nfc

_HOST = re.compile(
    r"(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)|(?:\d{1,3}\.){3}\d{1,3}|localhost)(?:[:+]\d{1,5})?",
    re.IGNORECASE,
)
# Before a port stands "+" where wget, "_" where HTTrack has saved a host that was asked at one.
_PORT = re.compile(r"[+_](?=\d{1,5}$)")
_PAGES = (".html", ".htm", ".php", ".aspx", ".asp", ".jsp", ".shtml", ".cfm", ".do", ".xhtml")
_OTHERS = re.compile(
    r"\.(?:css|js|json|xml|rss|txt|map|jpe?g|png|gif|webp|bmp|svg|ico|tiff?|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|mp[34]|avi|flv|wmv|swf|woff2?|ttf|eot|orig|log|tmp)$",
    re.IGNORECASE,
)
_INDEX = re.compile(r"^(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
# wget adds ".html" (-E) to what has another ending, and writes "@" for "?" where Windows knows no "?":
# behind a name, which is "index.html" where the address has none.
_PROGRAMS = (".php", ".aspx", ".asp", ".jsp", ".cfm", ".do", ".shtml")
_QUERY_AFTER_AT = re.compile(r"(?<=.)@(?=[\w.%\[\]-]+=)")
_MIRRORED_FROM = re.compile(rb"<!-- Mirrored from (\S{1,2000}) by HTTrack", re.IGNORECASE)
_HTTRACK = ("hts-cache", "hts-log.txt")
_MOST_SEARCHED, _HEAD = 2_000, 20_000


def address_of_file(host: str, below: str) -> str:
    """
    Return the address that a file was saved from, by its path below its host's folder.

    >>> address_of_file("thoxuan.gov.vn", "tin/index.html"), address_of_file("127.0.0.1+8000", "bai.php@id=5.html")
    ('http://thoxuan.gov.vn/tin/', 'http://127.0.0.1:8000/bai.php?id=5')
    >>> address_of_file("a.vn", "tin/gặt lúa.html")
    'http://a.vn/tin/g%E1%BA%B7t%20l%C3%BAa.html'
    """
    folder, name = posixpath.split(nfc(below))
    name = _QUERY_AFTER_AT.sub("?", name, count=1)
    before = name[: -len(".html")] if name.lower().endswith(".html") else ""
    name = before if "?" in before or before.lower().endswith(_PROGRAMS) else name
    name, _, query = name.partition("?")
    if _INDEX.match(name) and not query:
        name = ""
    path = quote("/".join(filter(None, (folder, name or None))), safe="/%-._~!$&'()*+,;=:@") + (
        "" if name else "/" * bool(folder)
    )
    asked = f"?{quote(query, safe='/%-._~!$&()*+,;=:@?')}" if query else ""
    return f"http://{_host_of(host).lower()}/{path}{asked}"


def _host_of(folder: str) -> str:
    """
    Return the host whose pages a folder of that name holds.

    >>> _host_of("cu.gov.vn_8080"), _host_of("127.0.0.1+80"), _host_of("cu.gov.vn")
    ('cu.gov.vn:8080', '127.0.0.1:80', 'cu.gov.vn')
    """
    return _PORT.sub(":", folder)


def files_of_address(address: str) -> list[str]:
    """
    Return where a file of an address may lie, as paths below a mirror's folder: no part of them leads out of it.

    >>> files_of_address("https://a.vn/tin/bai.php?id=5")[:2]
    ['a.vn/tin/bai.php?id=5', 'a.vn/tin/bai.php@id=5']
    >>> files_of_address("http://a.vn/../../etc/passwd")
    []
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return []
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return []
    path = parts.path.lstrip("/")
    names = [f"{path}index.html"] if not path or path.endswith("/") else [path]
    if parts.query:
        names = [f"{one}{sign}{parts.query}" for one in names for sign in "?@"] + names
    names += [f"{one}.html" for one in names[:2]] + [f"{path}/index.html"]
    found = []
    for name in names:
        for written in (unquote(name), name):
            if _is_inside(written):
                found.append(f"{host}/{written}")
    return list(dict.fromkeys(found))


def _is_inside(path: str) -> bool:
    """Return whether a relative path leads into no other folder, on any system."""
    is_plain = not re.search(r"[\x00-\x1f\x7f\\]", path) and not re.match(r"[A-Za-z]:", path)
    return is_plain and not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))


@dataclass(frozen=True, slots=True)
class MirrorFolder:
    """A saved portal; ``hosts`` are the folders of its hosts by these."""

    root: Path
    hosts: Mapping[str, Path]

    @classmethod
    def find(cls, folder: Path, address: str = "") -> MirrorFolder | None:
        """
        Return the portal that was saved in a folder, None for a folder of other files.

        ``address`` says of which portal the folder is the copy, where its name does not: then it holds what lay at that address.
        """
        if address:
            try:
                host = urlsplit(address).netloc
            except ValueError:
                host = ""
            return cls(folder, {host: folder}) if _HOST.fullmatch(host) else None
        if _is_host(folder, folder.parent) and _holds_pages(folder):
            return cls(folder.parent, {folder.name: folder})
        named = [one for one in sorted(folder.iterdir()) if one.is_dir() and _is_host(one, folder)]
        is_httrack = _is_of_httrack(folder)
        hosts = {one.name: one for one in named if is_httrack or _holds_pages(one)}
        return cls(folder, hosts) if hosts else None

    def pages(self) -> Iterator[SavedPage]:
        """Yield the pages in the order of their paths."""
        for host, folder in self.hosts.items():
            for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
                below = path.relative_to(folder)
                is_skipped = any(part in _HTTRACK or is_noise(part) for part in below.parts)
                if is_skipped or _OTHERS.search(path.name) or not self._is_ours(path):
                    continue
                if page := self._page(host, path, below.as_posix()):
                    yield page

    def _is_ours(self, path: Path) -> bool:
        try:
            return path.is_file() and path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return False

    def _page(self, host: str, path: Path, below: str) -> SavedPage | None:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if content_kind_of(head) is not ContentKind.PAGE:
            return None
        mirrored = _MIRRORED_FROM.search(head)
        address = address_of_file(host, below)
        if mirrored and (told := mirrored[1].decode("utf-8", "replace")):
            address = told if told.startswith(("http://", "https://")) else f"http://{told}"
        # Links were rewritten to lead from file to file, or the file lies where its address says.
        base = f"http://{_host_of(host)}/{quote(below, safe='/')}"
        return SavedPage(f"{host}/{below}", address, base, lambda: _page_bytes(path), self.file)

    def file(self, address: str) -> bytes | None:
        """Return the file that was saved from an address, None where there is none."""
        for written in files_of_address(address):
            host, _, below = written.partition("/")
            for folder in self._folders_of(host):
                path = folder / below
                if self._is_ours(path) and (data := _read(path, MAX_FILE_BYTES)) is not None:
                    return data
        return None

    def _folders_of(self, host: str) -> Iterator[Path]:
        """Yield the folders of a host: with and without "www", whatever stands before its port."""
        wanted = host.lower().removeprefix("www.")
        for name, folder in self.hosts.items():
            if _host_of(name).lower().removeprefix("www.") == wanted:
                yield folder


def _is_of_httrack(folder: Path) -> bool:
    return any((folder / name).exists() for name in _HTTRACK)


def _is_host(folder: Path, mirror: Path) -> bool:
    """Return whether a folder of a mirror is called as a host is; "_" before a port is HTTrack's, others number folders so."""
    name = _host_of(folder.name) if _is_of_httrack(mirror) else folder.name
    return _HOST.fullmatch(name) is not None


def _holds_pages(folder: Path) -> bool:
    for count, path in enumerate(folder.rglob("*")):
        if count > _MOST_SEARCHED:
            return False
        if path.suffix.lower() in _PAGES or re.search(r"\.(?:php|aspx?)[?@]", path.name):
            return True
    return False


def _page_bytes(path: Path) -> bytes:
    data = _read(path, MAX_PAGE_BYTES)
    if data is None:
        raise ImportRefused(
            f"“{path.name}” không đọc được hay quá lớn (hơn {MAX_PAGE_BYTES // 1_000_000} MB)."
        )
    return data


def _read(path: Path, most: int) -> bytes | None:
    """Return a file's bytes, None for one that is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError):
        return None
    return data if len(data) <= most else None
