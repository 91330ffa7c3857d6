"""A release as a value, with the source of each file's bytes, and how it is written into a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.files.atomic_write import flush_to_disk, write_atomically
from plugins.files.checksum import sha256
from plugins.files.marked_folder import MARKER
from plugins.publishing.hosting.http_headers import is_immutable
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS, compressed_file, is_compressible
from plugins.publishing.releases.folder_contents import FILE_MODE, FolderContents
from plugins.publishing.releases.manifest import (
    FILES,
    HEADER,
    HISTORY,
    METADATA,
    STATEMENT,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
)
from plugins.publishing.releases.signing import sign_release
from plugins.publishing.releases.statement import Statement

# With more new files than this, one sync of the whole disk is quicker than an fsync of each.
_SYNC_ALL_ABOVE = 200


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file of a release: its manifest entry, and where its bytes lie (``place``) or what they are (``data``)."""

    file: ManifestEntry
    place: Path | None = None
    data: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> FileContent:
        """Return the content of a file that is in memory."""
        return cls(ManifestEntry(len(data), sha256(data)), None, data)

    def read(self) -> bytes:
        """Return the bytes."""
        return self.place.read_bytes() if self.place else self.data


@dataclass(frozen=True, slots=True)
class Release:
    """
    Everything that is published together.

    The files by path, the manifest that lists them, the history, the statement with its number and time, the signatures
    of these by path; ``server_files`` are files for the server, by name, which lie beside the release.
    """

    files: Mapping[str, FileContent]
    manifest: Manifest
    history: ReleaseHistory = field(default_factory=ReleaseHistory)
    signatures: Mapping[str, bytes] = field(default_factory=dict)
    server_files: Mapping[str, bytes] = field(default_factory=dict)
    statement: Statement | None = None

    @property
    def all_files(self) -> dict[str, ManifestEntry]:
        """Every file that a target holds of it: its own, and those retained from earlier releases."""
        return {**{path: one.file for path, one in self.history.retained.items()}, **self.manifest.files}

    @property
    def metadata(self) -> dict[str, bytes]:
        """The files that describe the release, in the order in which they are published: the header is last."""
        head = {name: data for name, data in self.signatures.items() if name.startswith(HEADER)}
        rest = {name: data for name, data in self.signatures.items() if name not in head}
        return {
            HISTORY: self.history.published,
            **rest,
            FILES: self.manifest.listing,
            **({STATEMENT: self.statement.published} if self.statement else {}),
            **head,
            HEADER: self.manifest.header,
        }


def compressed_companions(paths: Iterable[str]) -> list[str]:
    """
    Return the paths of the precompressed copies beside these files.

    >>> compressed_companions(["index.html", "anh/a.jpg"])
    ['index.html.br', 'index.html.gz']
    """
    return [f"{path}{ending}" for path in paths if is_compressible(path) for ending in COMPRESSED_ENDINGS]


def write_release(
    release: Release, folder: Path, last: FolderContents | None = None, *, compress: bool
) -> int:
    """
    Write a release into an empty or half-written folder; return how many files were written anew.

    ``last`` are the contents of the folder of the release before, as they were read just now: what lies there with
    the very bytes of the new release is hard-linked, and nothing else is. It may be the folder itself, whose sound
    files then stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # From here on the folder holds neither release: without its header an interrupted run is not taken for one.
    (folder / HEADER).unlink(missing_ok=True)
    last = last or FolderContents(folder)
    wanted = release.all_files
    copies = {
        copy: wanted[copy[:-3]]
        for copy in (compressed_companions(wanted) if compress else ())
        if copy not in wanted
    }
    shared = {path for path, file in wanted.items() if last.is_sound(path, file)}
    shared |= {copy for copy, file in copies.items() if last.is_sound_copy(copy, file)}
    _remove_others(folder, {*wanted, *release.metadata, MARKER, *shared})
    _mark(folder)
    made: set[str] = set()
    fresh = [
        path
        for path in wanted
        if _placed(release, folder, path, last.folder, is_shared=path in shared, made=made)
    ]
    missing = [
        copy
        for copy in copies
        if not (copy in shared and _link(last.folder / copy, folder / copy)) and (folder / copy[:-3]).exists()
    ]
    fresh += _compress(folder, missing)
    for path, data in release.metadata.items():
        _make_parent(folder, path, made)
        write_atomically(folder / path, data, FILE_MODE)
    _to_disk(folder, [*fresh, *release.metadata])
    return len(fresh)


def _placed(
    release: Release, folder: Path, path: str, last: Path, *, is_shared: bool, made: set[str]
) -> bool:
    """Link a file of a release to that of the last one, or write it; return whether it was written."""
    _make_parent(folder, path, made)
    if is_shared and _link(last / path, folder / path):
        return False
    content = release.files.get(path)
    if content is None:
        # A retained file that is lost: no page of the new release refers to it.
        (folder / path).unlink(missing_ok=True)
        return False
    _copy(content, folder / path, last / path)
    return True


def _mark(folder: Path) -> None:
    marker = folder / MARKER
    if marker.is_symlink() or not marker.is_file():
        marker.unlink(missing_ok=True)
        marker.touch()


def _make_parent(folder: Path, path: str, made: set[str]) -> None:
    parent = os.path.dirname(path)
    if parent not in made:
        made.add(parent)
        os.makedirs(f"{folder}/{parent}", exist_ok=True)


def _remove_others(folder: Path, wanted: set[str]) -> None:
    """Remove what an interrupted run left here, or anybody else, and this release does not have."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()
        elif name not in wanted:
            path.unlink()


def _link(old: Path, new: Path) -> bool:
    """Hard-link a file of the last release; return False where it is not there any more."""
    if old == new:
        return True
    try:
        with suppress(FileNotFoundError):
            new.unlink()
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        return False
    except OSError:
        # No links on this file system, or too many to one file.
        shutil.copy2(old, new)
    return True


def _copy(content: FileContent, new: Path, old: Path) -> None:
    before = 0
    with suppress(OSError):
        before = int(old.lstat().st_mtime)
    with suppress(FileNotFoundError):
        new.unlink()
    if content.place:
        shutil.copyfile(content.place, new)
        shutil.copystat(content.place, new)
    else:
        new.write_bytes(content.data)
    os.chmod(new, FILE_MODE)
    # Servers tell versions apart by second and size (nginx's ETag): two versions must not share both.
    if before >= int(new.stat().st_mtime):
        os.utime(new, (before + 1, before + 1))


def _compress(folder: Path, copies: Iterable[str]) -> list[str]:
    """Make these precompressed copies; return their paths."""

    def make(copy: str) -> str:
        source, place = folder / copy[:-3], folder / copy
        data = compressed_file(source.read_bytes(), copy[-3:])
        place.unlink(missing_ok=True)
        place.write_bytes(data)
        os.chmod(place, FILE_MODE)
        moment = source.stat().st_mtime
        os.utime(place, (moment, moment))
        return copy

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(make, copies))


def _to_disk(folder: Path, fresh: list[str]) -> None:
    """Flush the new files to the disk: a machine that loses its power must not serve empty files."""
    if not hasattr(os, "sync"):
        return
    if len(fresh) > _SYNC_ALL_ABOVE:
        os.sync()
        return
    for path in fresh:
        flush_to_disk(folder / path)


def files_in(folder: Path) -> dict[str, ManifestEntry]:
    """Return the files of a folder with their sizes and sums, without the files that describe the release."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in METADATA and name != MARKER:
            data = path.read_bytes()
            found[name] = ManifestEntry(len(data), sha256(data))
    return found


def immutable_files(paths: Iterable[str]) -> list[str]:
    """Return the files that have a hash of their content in their names."""
    return [path for path in paths if is_immutable(path)]


def signed_release(release: Release, key: Path | None) -> Release:
    """Return a release with the signatures of its records, without any where there is no key."""
    records = {HEADER: release.manifest.header, HISTORY: release.history.published}
    if release.statement:
        records[STATEMENT] = release.statement.published
    return replace(release, signatures=sign_release(key, records) if key else {})
