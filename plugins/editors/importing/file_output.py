"""Write the files of an import, and name paths as its messages do."""

from __future__ import annotations

from pathlib import Path

from plugins.files.atomic_write import write_atomically


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that everybody may read, in one step."""
    write_atomically(path, data, 0o644)


def shown_path(path: Path) -> str:
    """Return a path as messages name it: from where the program runs, if it lies below."""
    here = Path.cwd()
    return (
        path.relative_to(here).as_posix() if path.is_absolute() and path.is_relative_to(here) else str(path)
    )
