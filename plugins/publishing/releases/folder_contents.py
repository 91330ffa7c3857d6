"""Read a folder of this machine whole: which files lie there, what is in them, and what should not lie there at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.files.checksum import sha256
from plugins.files.marked_folder import MARKER
from plugins.problems.stop_build import system_reason
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS, LARGEST_UNPACKED, decompressed
from plugins.publishing.releases.manifest import METADATA, ManifestEntry

# The rights of every published file: readable for the server, writable for its owner alone.
FILE_MODE = 0o644


@dataclass(frozen=True, slots=True)
class FolderContents:
    """
    What lies in a folder.

    ``files`` are its regular files with their size and SHA-256, also the compressed copies; ``copies`` are those
    compressed copies that unpack to the file beside them. ``strange`` are links, special files, files whose rights
    are not those of a published one and files that cannot be read, and why.
    """

    folder: Path
    files: Mapping[str, ManifestEntry] = field(default_factory=dict)
    copies: frozenset[str] = frozenset()
    strange: Mapping[str, str] = field(default_factory=dict)

    def is_sound(self, path: str, file: ManifestEntry) -> bool:
        """Tell whether a file lies there as it was published."""
        return self.files.get(path) == file and path not in self.strange

    def is_sound_copy(self, path: str, file: ManifestEntry) -> bool:
        """Tell whether a compressed copy lies there that unpacks to a file as it was published."""
        return path in self.copies and path not in self.strange and self.files.get(path[:-3]) == file

    def checksums(self) -> Iterator[tuple[str, str]]:
        """
        Yield the path and the SHA-256 of every file but those that describe the release.

        What is strange, and a compressed copy that is not its neighbour compressed, has a name that no file has.
        """
        for path, file in self.files.items():
            if path in METADATA or path == MARKER:
                continue
            wrong = path.endswith(COMPRESSED_ENDINGS) and path[:-3] in self.files and path not in self.copies
            yield (f"{path} (nén sai)" if wrong else path), file.sha256
        for path, why in self.strange.items():
            yield f"{path} ({why})", ""


def folder_contents(folder: Path, *, copies: bool = True) -> FolderContents:
    """Read every file of a folder; with ``copies`` the compressed ones are unpacked and compared with their neighbours."""
    places, strange = _entries(folder)
    expected = {FILE_MODE, _own_mode(folder)}
    files: dict[str, ManifestEntry] = {}
    unpacked: dict[str, str | None] = {}

    def read(path: str) -> None:
        try:
            mode = stat.S_IMODE(os.lstat(places[path]).st_mode)
            with open(places[path], "rb") as file:
                data = file.read()
        except OSError as fault:
            strange[path] = f"không đọc được: {system_reason(fault)}"
            return
        if mode not in expected:
            strange[path] = f"quyền {mode:03o}"
        files[path] = ManifestEntry(len(data), sha256(data))
        if copies and path.endswith(COMPRESSED_ENDINGS) and path[:-3] in places:
            plain = decompressed(data, path[-3:], LARGEST_UNPACKED)
            unpacked[path] = None if plain is None else sha256(plain)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(read, places))
    same = (path for path, sha in unpacked.items() if path[:-3] in files and files[path[:-3]].sha256 == sha)
    return FolderContents(folder, dict(sorted(files.items())), frozenset(same), dict(sorted(strange.items())))


def _entries(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the places of the regular files of a folder by their paths, and what is neither file nor folder, and why."""
    places: dict[str, str] = {}
    strange: dict[str, str] = {}
    above = os.fspath(folder)

    def unreadable(fault: OSError) -> None:
        if fault.filename and os.fspath(fault.filename) != above:
            strange[_below(above, os.fspath(fault.filename))] = f"không mở được: {system_reason(fault)}"

    for root, folders, names in os.walk(above, onerror=unreadable):
        for name in [*folders, *names]:
            place = f"{root}/{name}"
            path = _below(above, place)
            if os.path.islink(place):
                # A link may lead out of the release; none is ever published.
                strange[path] = f"liên kết tới {os.readlink(place)}"
            elif name in names and stat.S_ISREG(os.lstat(place).st_mode):
                places[path] = place
            elif name in names:
                strange[path] = "không phải tệp thường"
    return places, strange


def _below(folder: str, place: str) -> str:
    return os.path.relpath(place, folder).replace(os.sep, "/")


def _own_mode(folder: Path) -> int:
    """Return the rights of published files there: of the marker that every folder of ours has, where they cannot be set."""
    marker = folder / MARKER
    # Without a marker, or where nobody may set its rights, files are expected to have those that they were given.
    with suppress(OSError):
        status = marker.lstat()
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 1:
            # Some file systems know no rights but their own.
            os.chmod(marker, FILE_MODE)
            return stat.S_IMODE(marker.lstat().st_mode)
    return FILE_MODE
