"""Watch the sources of a portal, and tell from the saved files whether code or a single article changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

# Milliseconds. One save is several writes in a row: they are reported together once there was none for the time
# of _QUIET, at the latest after _LONGEST, so that no editor waits long.
_QUIET, _LONGEST = 15, 300


def changes(folders: Sequence[Path]) -> Iterator[frozenset[Path]]:
    """Yield the files that were written, added or removed, each time some were; ends when interrupted."""
    there = [folder for folder in folders if folder.exists()]
    # Left to itself the library says of an interrupt that it was caught.
    with suppress(KeyboardInterrupt):
        for found in watch(*there, step=_QUIET, debounce=_LONGEST, raise_interrupt=True):
            yield frozenset(Path(path) for _, path in found)


def is_code(paths: Collection[Path]) -> bool:
    """Tell whether code changed, so that the process has to be started again."""
    return any(path.suffix == ".py" for path in paths)


def saved_article(content: Path, files: Collection[str], paths: Collection[Path]) -> str:
    """
    Return the one known file of content/ that was saved (its path below content/), "" if anything else changed.

    Editors write a temporary file before they put it in place: files that were never known and are gone are ignored.
    """
    below = {path.relative_to(content).as_posix() for path in paths if path.is_relative_to(content)}
    gone = {path for path in below if path not in files and not (content / path).exists()}
    changed = below - gone
    elsewhere = any(not path.is_relative_to(content) for path in paths)
    if elsewhere or len(changed) != 1:
        return ""
    (path,) = changed
    return path if path in files and (content / path).is_file() else ""
