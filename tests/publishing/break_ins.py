"""What people who broke in do to a published site, and what of it is left: held against the output of a clean build."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

import brotli

from plugins.files.marked_folder import MARKER
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS
from plugins.publishing.releases.manifest import HISTORY, METADATA

PAGE, OTHER_PAGE = "tin-trong-huyen/2024/bai-1/index.html", "tin-trong-huyen/2024/bai-2/index.html"
THIRD_PAGE, LIST_PAGE = "tin-trong-huyen/2024/bai-0/index.html", "tin-trong-huyen/index.html"
# What publishing leaves beside the files of the build.
_BESIDE = (".may-chu/", ".khoa-phat-hanh", "_redirects", MARKER)


class Site(Protocol):
    """A published site, as who broke in sees it."""

    def paths(self) -> list[str]:
        """Return the paths of all files."""

    def read(self, path: str) -> bytes:
        """Return a file."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file, in place where it is there."""

    def remove(self, path: str) -> None:
        """Remove a file."""


class FolderSite:
    """A site in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> list[str]:
        """Return the paths of all that is no folder."""
        found = self.root.resolve().rglob("*")
        return [
            path.relative_to(self.root.resolve()).as_posix()
            for path in found
            if path.is_symlink() or not path.is_dir()
        ]

    def read(self, path: str) -> bytes:
        """Return a file; a link is read as none."""
        place = self.root / path
        return b"" if place.is_symlink() else place.read_bytes()

    def write(self, path: str, data: bytes) -> None:
        """Write a file through all its links, and leave its time as it was."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        before = place.stat() if place.exists() else None
        with place.open("r+b" if before else "wb") as file:
            file.write(data)
            file.truncate()
        if before:
            os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()


class BucketSite:
    """A site in the storage of ``mini_s3``."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.netloc, timeout=10)
        self._below = parts.path

    def _ask(self, method: str, path: str, data: bytes | None = None) -> bytes:
        place = f"{self._below}/{quote(path, safe='/?=&')}"
        self._connection.request(method, place, data, {"Authorization": "thu"})
        answer = self._connection.getresponse()
        read = answer.read()
        assert answer.status < 300, (method, path, answer.status)
        return read

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def paths(self) -> list[str]:
        """Return the names of all objects."""
        listing = self._ask("GET", "?list-type=2&prefix=").decode()
        return [part.partition("</Key>")[0] for part in listing.split("<Key>")[1:]]

    def read(self, path: str) -> bytes:
        """Return an object."""
        return self._ask("GET", path)

    def write(self, path: str, data: bytes) -> None:
        """Put an object."""
        self._ask("PUT", path, data)

    def remove(self, path: str) -> None:
        """Delete an object."""
        self._ask("DELETE", path)


def _same_size(site: Site, path: str) -> None:
    data = site.read(path)
    middle = len(data) // 2
    site.write(path, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


def _script(site: Site) -> str:
    return next(path for path in site.paths() if path.startswith("theme/js/") and path.endswith(".js"))


def _photo(site: Site) -> str:
    return next(path for path in site.paths() if path.startswith("anh/") and path.endswith(".jpg"))


def _inject(site: Site) -> None:
    data = site.read(OTHER_PAGE)
    site.write(OTHER_PAGE, data.replace(b"</main>", b"<script>location='https://nha-cai'</script></main>"))


def _copy(path: str, squeeze: Callable[[bytes], bytes]) -> Callable[[Site], None]:
    return lambda site: site.write(path, squeeze(b"<h1>Nha cai</h1>"))


# What is done everywhere.
TAMPERINGS: dict[str, Callable[[Site], None]] = {
    "a page, the same size": lambda site: _same_size(site, PAGE),
    "a script, the same size": lambda site: _same_size(site, _script(site)),
    "an injected script": _inject,
    "a photo": lambda site: _same_size(site, _photo(site)),
    "a shell": lambda site: site.write("shell.php", b"<?php system($_GET['c']);"),
    "a hidden page": lambda site: site.write("tin-trong-huyen/khuyen-mai/index.html", b"casino"),
    "a missing page": lambda site: site.remove(THIRD_PAGE),
    "an emptied file": lambda site: site.write("robots.txt", b""),
    "a file with a dot": lambda site: site.write("anh/.user.ini", b"auto_prepend_file=x"),
    "a name with spaces": lambda site: site.write("tin trong/cá độ 'hai'.html", b"x"),
    "a changed .br": _copy("tin-trong-huyen/2024/bai-3/index.html.br", brotli.compress),
    "a changed .gz": _copy("tin-trong-huyen/2024/bai-3/index.html.gz", gzip.compress),
}


def _hard_link(root: Path) -> None:
    evil = root / "evil.bin"
    evil.write_bytes(b"x")
    (root / LIST_PAGE).unlink()
    os.link(evil, root / LIST_PAGE)


def _folder_for_page(root: Path) -> None:
    place = root / "tac-gia/le-hai/index.html"
    place.unlink()
    place.mkdir()
    (place / "index.html").write_bytes(b"x")


def _link_for_folder(root: Path) -> None:
    elsewhere = Path(tempfile.mkdtemp(dir=root.parents[2], prefix="noi-khac-"))
    shutil.copytree(root / "theme/css", elsewhere / "css")
    shutil.rmtree(root / "theme/css")
    (root / "theme/css").symlink_to(elsewhere / "css")


def _link_for_page(root: Path) -> None:
    (root / "404.html").unlink()
    (root / "404.html").symlink_to("/etc/hostname")


# What only a folder with links and rights allows.
IN_FOLDERS: dict[str, Callable[[Path], None]] = {
    "changed by a hard link": _hard_link,
    "a planted link": lambda root: (root / "casino").symlink_to("/etc"),
    "a link in place of a page": _link_for_page,
    "a link in place of a folder": _link_for_folder,
    "a folder in place of a page": _folder_for_page,
    "closed rights": lambda root: os.chmod(root / "index.html", 0),
    "open rights": lambda root: os.chmod(root / "sitemap.xml", 0o777),
}


def tamper(site: Site, folder: Path | None = None) -> None:
    """Do all of it; in a folder also what only a folder allows."""
    for change in TAMPERINGS.values():
        change(site)
    for planted in IN_FOLDERS.values() if folder else ():
        assert folder
        planted(folder.resolve())


def left(site: Site, output: Path) -> list[str]:
    """Return what a site does not have as the output of a build has it, or has beside it and its retained files."""
    there = {*site.paths()}
    retained = {
        path
        for path, (_, sha, _) in json.loads(site.read(HISTORY))["giu"].items()
        if path in there and hashlib.sha256(site.read(path)).hexdigest() == sha
    }
    retained |= {f"{path}{ending}" for path in retained for ending in COMPRESSED_ENDINGS}
    own = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    wanted = {path for path in own if path != MARKER and not path.endswith(COMPRESSED_ENDINGS)}
    found = [f"missing {path}" for path in sorted(wanted - there)]
    found += [
        f"differs {path}"
        for path in sorted(wanted & there)
        if site.read(path) != (output / path).read_bytes()
    ]
    for path in sorted(there - wanted - METADATA - retained):
        plain = path[:-3]
        if path.endswith(COMPRESSED_ENDINGS) and plain in wanted:
            unpack = brotli.decompress if path.endswith(".br") else gzip.decompress
            if unpack(site.read(path)) != (output / plain).read_bytes():
                found.append(f"differs {path}")
        elif not path.startswith(_BESIDE):
            found.append(f"foreign {path}")
    if isinstance(site, FolderSite):
        found += [
            f"rights {path}"
            for path in sorted(wanted & there)
            if stat.S_IMODE((site.root / path).lstat().st_mode) != 0o644
        ]
    return found
