"""The sources of a portal are watched: what was saved, and whether a page, a build or a new start answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from watchfiles import watch

# Milliseconds: a save is a few writes in a row; who waits longer for more of them keeps an editor waiting.
_QUIET, _LONGEST = 15, 300


def changes(folders: Sequence[Path]) -> Iterator[frozenset[Path]]:
    """Yield the files that were written, added or removed, each time some were; ends when interrupted."""
    there = [folder for folder in folders if folder.exists()]
    for found in watch(*there, step=_QUIET, debounce=_LONGEST, raise_interrupt=False):
        yield frozenset(Path(path) for _, path in found)


def is_code(paths: Collection[Path]) -> bool:
    """Return whether code changed: a process that runs the old code cannot answer for the new."""
    return any(path.suffix == ".py" for path in paths)


def saved_article(content: Path, files: Collection[str], paths: Collection[Path]) -> str:
    """
    Return the one known file of content/ that was saved (its path below content/), "" if that is not all.

    Editors write beside a file before they put it in place: what is gone again, and was never known, is no matter.
    """
    below = {path.relative_to(content).as_posix() for path in paths if path.is_relative_to(content)}
    gone = {path for path in below if path not in files and not (content / path).exists()}
    changed = below - gone
    elsewhere = any(not path.is_relative_to(content) for path in paths)
    if elsewhere or len(changed) != 1:
        return ""
    (path,) = changed
    return path if path in files and (content / path).is_file() else ""
