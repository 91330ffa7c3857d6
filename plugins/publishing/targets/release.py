"""A release as a value, with the source of each file's bytes, and how it is written into a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.files.atomic_write import flush_to_disk, write_atomically
from plugins.files.checksum import sha256
from plugins.files.marked_folder import MARKER
from plugins.publishing.hosting.headers import is_immutable
from plugins.publishing.targets.compress import COMPRESSED_ENDINGS, compressed, is_compressible
from plugins.publishing.targets.manifest import (
    FILES,
    HEADER,
    HISTORY,
    METADATA,
    Manifest,
    ManifestEntry,
    ReleaseHistory,
)

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

    The files by path, the manifest that lists them, the history, the signatures of both by path; ``server_files`` are
    files for the server, by name, which lie beside the release.
    """

    files: Mapping[str, FileContent]
    manifest: Manifest
    history: ReleaseHistory = field(default_factory=ReleaseHistory)
    signatures: Mapping[str, bytes] = field(default_factory=dict)
    server_files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def metadata(self) -> dict[str, bytes]:
        """The files that describe the release, in the order in which they are published: the header is last."""
        head = {name: data for name, data in self.signatures.items() if name.startswith(HEADER)}
        rest = {name: data for name, data in self.signatures.items() if name not in head}
        return {
            HISTORY: self.history.published,
            **rest,
            FILES: self.manifest.listing,
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
    release: Release,
    folder: Path,
    last: Path | None,
    last_files: Mapping[str, ManifestEntry],
    *,
    compress: bool,
) -> int:
    """
    Write a release into an empty or half-written folder; unchanged files are hard-linked from the last release.

    ``last`` is the folder of the release before, ``last_files`` the files it is known to hold; it may be the folder
    itself, whose unchanged files then stay. Returns how many files were written anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # From here on the folder holds neither release: without its header an interrupted run is not taken for one.
    (folder / HEADER).unlink(missing_ok=True)
    (folder / MARKER).touch()
    wanted = {**{path: one.file for path, one in release.history.retained.items()}, **release.manifest.files}
    _remove_others(folder, {*wanted, *release.metadata, MARKER})
    fresh: list[str] = []
    made: set[str] = set()
    for path, file in wanted.items():
        _make_parent(folder, path, made)
        same = last is not None and last_files.get(path) == file
        if same and last and _link(last / path, folder / path, file.size):
            continue
        content = release.files.get(path)
        if content is None:
            # A retained file that is lost: no page of the new release refers to it.
            continue
        _copy(content, folder / path, last / path if last else None)
        fresh.append(path)
    if compress:
        fresh += _compress(folder, wanted, last, set(fresh), made)
    for path, data in release.metadata.items():
        _make_parent(folder, path, made)
        write_atomically(folder / path, data, 0o644)
    _to_disk(folder, [*fresh, *release.metadata])
    return len(fresh)


def _make_parent(folder: Path, path: str, made: set[str]) -> None:
    parent = os.path.dirname(path)
    if parent not in made:
        made.add(parent)
        os.makedirs(f"{folder}/{parent}", exist_ok=True)


def _remove_others(folder: Path, wanted: set[str]) -> None:
    """Remove files that an interrupted run left here and this release does not have."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()
        elif name not in wanted:
            path.unlink()


def _link(old: Path, new: Path, size: int) -> bool:
    """Hard-link a file of the last release; return False where it is missing there, or has another size."""
    try:
        if old.stat(follow_symlinks=False).st_size != size:
            return False
        if old == new:
            return True
        with suppress(FileNotFoundError):
            new.unlink()
        os.link(old, new, follow_symlinks=False)
    except FileNotFoundError:
        return False
    except OSError:
        # No links on this file system, or too many to one file.
        shutil.copy2(old, new)
    return True


def _copy(content: FileContent, new: Path, old: Path | None) -> None:
    before = 0
    with suppress(OSError):
        before = int(old.stat().st_mtime) if old else 0
    with suppress(FileNotFoundError):
        new.unlink()
    if content.place:
        shutil.copyfile(content.place, new)
        shutil.copystat(content.place, new)
    else:
        new.write_bytes(content.data)
    os.chmod(new, 0o644)
    # Servers tell versions apart by second and size (nginx's ETag): two versions must not share both.
    if before >= int(new.stat().st_mtime):
        os.utime(new, (before + 1, before + 1))


def _compress(
    folder: Path, wanted: Mapping[str, ManifestEntry], last: Path | None, fresh: set[str], made: set[str]
) -> list[str]:
    """Make the missing precompressed copies and return their paths; those of unchanged files are hard-linked."""
    missing: list[tuple[str, str]] = []
    for path in wanted:
        if not is_compressible(path) or not (folder / path).exists():
            continue
        for ending in COMPRESSED_ENDINGS:
            beside = f"{path}{ending}"
            if path not in fresh and last and (last / beside).exists():
                _link(last / beside, folder / beside, (last / beside).stat().st_size)
            else:
                missing.append((path, ending))

    def make(copy: tuple[str, str]) -> str:
        path, ending = copy
        data = compressed((folder / path).read_bytes(), ending)
        place = folder / f"{path}{ending}"
        place.unlink(missing_ok=True)
        place.write_bytes(data)
        os.chmod(place, 0o644)
        moment = (folder / path).stat().st_mtime
        os.utime(place, (moment, moment))
        return f"{path}{ending}"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(make, missing))


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
