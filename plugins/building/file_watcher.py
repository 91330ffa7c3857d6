"""Watch the sources of a portal, and tell from the saved files whether code or a single article changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

# Milliseconds. One save is several writes in a row: they are reported together once there was none for the time
# of _QUIET, at the latest after _LONGEST, so that no editor waits long.
_QUIET, _LONGEST = 15, 300
# Milliseconds after which the loop turns although nothing was written.
_TURN = 1000
_WATCHED = DefaultFilter()


def changes(folders: Sequence[Path]) -> Iterator[frozenset[Path]]:
    """
    Yield the files that were written, added or removed, each time some were; ends when interrupted.

    What happens between the call and the first turn of the loop, while a first build runs, is told in that turn.
    """
    there = [folder for folder in folders if folder.exists()]
    return _changes(there, _stamps(there))


def _changes(there: Sequence[Path], before: Mapping[Path, tuple[int, int]]) -> Iterator[frozenset[Path]]:
    missed: frozenset[Path] | None = None
    # Left to itself the library says of an interrupt that it was caught.
    with suppress(KeyboardInterrupt):
        for found in watch(
            *there,
            step=_QUIET,
            debounce=_LONGEST,
            rust_timeout=_TURN,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            paths = frozenset(Path(path) for _, path in found)
            if missed is None:
                # From now on nothing escapes: what happened before is looked for once.
                now = _stamps(there)
                missed = frozenset(
                    path for path in before.keys() | now.keys() if before.get(path) != now.get(path)
                )
                paths |= missed
            if paths:
                yield paths


def _stamps(folders: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Return the time and the size of every file that is watched."""
    return {file: stamp for folder in folders for file, stamp in _stamps_below(folder)}


def _stamps_below(place: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    try:
        entries = list(os.scandir(place)) if place.is_dir() else []
        if not place.is_dir():
            status = place.stat()
            yield place, (status.st_mtime_ns, status.st_size)
    except OSError:
        return
    for entry in entries:
        path = place / entry.name
        if not _WATCHED(Change.modified, str(path)):
            continue
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps_below(path)
            else:
                status = entry.stat()
                yield path, (status.st_mtime_ns, status.st_size)


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
