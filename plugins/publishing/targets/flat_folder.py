"""A target folder on this machine, written file by file: each is written beside its place, then renamed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from plugins.files.atomic_write import write_beside
from plugins.files.inside_folder import make_way, read_inside, remove_inside
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.folder_contents import FILE_MODE, FolderContents, folder_contents
from plugins.publishing.releases.received import most_bytes
from plugins.publishing.targets.upload_order import LARGEST_SAVED, TargetState


class FlatFolder:
    """Such a folder as a ``TargetFolder``; files are sent from the folder ``source``."""

    def __init__(self, root: Path, source: Path) -> None:
        self.root, self.source = root, source

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none."""
        try:
            return read_inside(self.root, path, most_bytes(path))
        except OSError as fault:
            raise StopBuild(f"không đọc được “{self.root / path}” ({system_reason(fault)}).") from fault

    def compare(self, wanted: Collection[str], *, whole: bool) -> TargetState:
        """Compare every file there with these files of the staging folder."""
        there = folder_contents(self.root, copies=False) if self.root.is_dir() else FolderContents(self.root)
        staged = folder_contents(self.source, copies=False).files
        same = {path for path in wanted if path in there.files and there.files[path] == staged.get(path)}
        strange = {path for path in there.strange if path not in there.files}
        closed = {path for path in wanted if path in there.files and path in there.strange}
        other = ({*there.files} | strange) - same
        return TargetState(frozenset(same), frozenset(other), frozenset(strange), frozenset(closed))

    def open(self, paths: Collection[str]) -> None:
        """Give files the rights of published ones again."""
        for path in paths:
            os.chmod(self.root / path, FILE_MODE)

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Copy files there; with ``at_once`` all are written before the first is renamed."""
        renames: list[tuple[Path, Path]] = []
        for path in paths:
            new, place = self._write(path, (self.source / path).read_bytes())
            if at_once:
                renames.append((new, place))
            else:
                new.replace(place)
        for new, place in renames:
            new.replace(place)

    def download(self, paths: Collection[str], folder: Path) -> None:
        """Copy files from there into another folder; links and very large files are left out."""
        for path in paths:
            place = self.root / path
            if place.is_symlink() or not place.is_file() or place.stat().st_size > LARGEST_SAVED:
                continue
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(place, folder / path)

    def put(self, path: str, data: bytes) -> None:
        """Write one small file."""
        new, place = self._write(path, data)
        new.replace(place)

    def _write(self, path: str, data: bytes) -> tuple[Path, Path]:
        """Write a file beside its place; return where it was written, and its place."""
        try:
            place = make_way(self.root, path)
            if place.is_dir() and not place.is_symlink():
                place.rmdir()
            return write_beside(place, data, FILE_MODE), place
        except OSError as fault:
            raise StopBuild(
                f"không ghi được “{self.root / path}” ({system_reason(fault)}). Chạy lại thì làm tiếp."
            ) from fault

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that become empty."""
        for path in sorted(paths, key=len, reverse=True):
            remove_inside(self.root, path)
