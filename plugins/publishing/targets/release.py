"""A release as a value: where the bytes of each of its files are; and how it is laid down in a folder."""

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
from plugins.publishing.hosting.headers import lasts
from plugins.publishing.targets.compress import SHAPES, compressed, compresses
from plugins.publishing.targets.manifest import BOOK, FILES, HEADER, OWN, Book, Manifest, ManifestEntry

# Beyond this many new files the disk is told once to write all, before it is told of each.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file: where they lie, or what they are."""

    file: ManifestEntry
    place: Path | None = None
    data: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> Content:
        """Return what was made just now."""
        return cls(ManifestEntry(len(data), sha256(data)), None, data)

    def read(self) -> bytes:
        """Return the bytes."""
        return self.place.read_bytes() if self.place else self.data


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that goes out together: the files, the manifest that lists them, the book, signatures of both."""

    files: Mapping[str, Content]
    manifest: Manifest
    book: Book = field(default_factory=Book)
    signatures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def own(self) -> dict[str, bytes]:
        """The files that tell of the release, in the order in which they go out: the head is last."""
        head = {name: data for name, data in self.signatures.items() if name.startswith(HEADER)}
        rest = {name: data for name, data in self.signatures.items() if name not in head}
        return {
            BOOK: self.book.written,
            **rest,
            FILES: self.manifest.listing,
            **head,
            HEADER: self.manifest.header,
        }


def companions(paths: Iterable[str]) -> list[str]:
    """
    Return the compressed files beside these.

    >>> companions(["index.html", "anh/a.jpg"])
    ['index.html.br', 'index.html.gz']
    """
    return [f"{path}{shape}" for path in paths if compresses(path) for shape in SHAPES]


def lay_down(
    release: Release,
    folder: Path,
    last: Path | None,
    last_files: Mapping[str, ManifestEntry],
    *,
    compress: bool,
) -> int:
    """
    Write a release into an empty or half-written folder; what the last one has is linked, not copied.

    ``last`` is the folder of the release before, ``last_files`` what it is known to hold; it may be the folder
    itself, whose files then stay. Returns how many files were written anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # From here on the folder is neither release; a run that dies leaves one that says nothing of itself.
    (folder / HEADER).unlink(missing_ok=True)
    (folder / MARKER).touch()
    wanted = {**{path: one.file for path, one in release.book.kept.items()}, **release.manifest.files}
    _remove_others(folder, {*wanted, *release.own, MARKER})
    fresh: list[str] = []
    made: set[str] = set()
    for path, file in wanted.items():
        _make_parent(folder, path, made)
        same = last is not None and last_files.get(path) == file
        if same and last and _link(last / path, folder / path, file.size):
            continue
        content = release.files.get(path)
        if content is None:
            # Kept for open pages, but lost meanwhile: no page of the new release asks for it.
            continue
        _copy(content, folder / path, last / path if last else None)
        fresh.append(path)
    if compress:
        fresh += _compress(folder, wanted, last, set(fresh), made)
    for path, data in release.own.items():
        _make_parent(folder, path, made)
        write_atomically(folder / path, data, 0o644)
    _to_disk(folder, [*fresh, *release.own])
    return len(fresh)


def _make_parent(folder: Path, path: str, made: set[str]) -> None:
    parent = os.path.dirname(path)
    if parent not in made:
        made.add(parent)
        os.makedirs(f"{folder}/{parent}", exist_ok=True)


def _remove_others(folder: Path, wanted: set[str]) -> None:
    """Remove what an interrupted release left here and this one does not have."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()
        elif name not in wanted:
            path.unlink()


def _link(old: Path, new: Path, size: int) -> bool:
    """Link a file of the last release; return False where it is not there as it was."""
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


def _copy(content: Content, new: Path, old: Path | None) -> None:
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
    # Servers tell versions apart by second and size (nginx's ETag): two versions never share both.
    if before >= int(new.stat().st_mtime):
        os.utime(new, (before + 1, before + 1))


def _compress(
    folder: Path, wanted: Mapping[str, ManifestEntry], last: Path | None, fresh: set[str], made: set[str]
) -> list[str]:
    """Make the compressed files that are missing, and return their paths; those of unchanged files are linked."""
    missing: list[tuple[str, str]] = []
    for path in wanted:
        if not compresses(path) or not (folder / path).exists():
            continue
        for shape in SHAPES:
            beside = f"{path}{shape}"
            if path not in fresh and last and (last / beside).exists():
                _link(last / beside, folder / beside, (last / beside).stat().st_size)
            else:
                missing.append((path, shape))

    def make(one: tuple[str, str]) -> str:
        path, shape = one
        data = compressed((folder / path).read_bytes(), shape)
        place = folder / f"{path}{shape}"
        place.unlink(missing_ok=True)
        place.write_bytes(data)
        os.chmod(place, 0o644)
        moment = (folder / path).stat().st_mtime
        os.utime(place, (moment, moment))
        return f"{path}{shape}"

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(make, missing))


def _to_disk(folder: Path, fresh: list[str]) -> None:
    """Wait until what was written is on the disk: a machine that loses its power must not serve empty files."""
    if not hasattr(os, "sync"):
        return
    if len(fresh) > _MANY:
        os.sync()
        return
    for path in fresh:
        flush_to_disk(folder / path)


def held_by(folder: Path) -> dict[str, ManifestEntry]:
    """Return the files that lie in a folder, with their sums; what tells of the release is left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in OWN and name != MARKER:
            data = path.read_bytes()
            found[name] = ManifestEntry(len(data), sha256(data))
    return found


def lasting(paths: Iterable[str]) -> list[str]:
    """Return the files that have their content in their names."""
    return [path for path in paths if lasts(path)]
