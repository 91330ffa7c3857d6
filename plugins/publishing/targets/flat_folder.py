"""A target folder on this machine, written file by file: each is written beside its place, then renamed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from plugins.files.atomic_write import write_beside
from plugins.files.inside_folder import make_way, read_inside, remove_inside
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.targets.received import most_bytes


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

    def put(self, path: str, data: bytes) -> None:
        """Write one small file."""
        new, place = self._write(path, data)
        new.replace(place)

    def _write(self, path: str, data: bytes) -> tuple[Path, Path]:
        """Write a file beside its place; return where it was written, and its place."""
        try:
            place = make_way(self.root, path)
            return write_beside(place, data, 0o644), place
        except OSError as fault:
            raise StopBuild(
                f"không ghi được “{self.root / path}” ({system_reason(fault)}). Chạy lại thì làm tiếp."
            ) from fault

    def remove(self, paths: Collection[str]) -> None:
        """Remove files, and the folders that become empty."""
        for path in sorted(paths, key=len, reverse=True):
            remove_inside(self.root, path)
