"""Which files a check without words looks at: what changed since the last commit, or since a check found it sound."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.files.git import changed_since_commit
from plugins.media.library import Library
from plugins.memory.cache_table import CacheTable
from plugins.memory.store import Store
from plugins.problems import Level, Problem
from plugins.vietnamese.letters import nfc

DATA = "du-lieu/"
_TABLE = "sound at the last check"


@dataclass(frozen=True, slots=True)
class SoundFile:
    """The stamp that a file had when a check last found neither error nor reminder in it."""

    stamp: str


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """
    The files to look at, and since when they changed, in words.

    ``all_matter`` says that others may have become faulty too: a file is gone, or data of the whole portal changed.
    """

    paths: frozenset[str]
    since: str
    all_matter: bool = False


def changed_files(content: Path, library: Library, store: Store) -> ChangedFiles | None:
    """Return the changed files of a content folder, by their paths below it; None where nothing is known of earlier."""
    present = frozenset({*library.files, *library.faulty})
    committed = changed_since_commit(content)
    if committed is not None:
        by_name = {nfc(path): path for path in present}
        changed = frozenset(by_name.get(nfc(path), path) for path in committed)
        return _chosen(changed, present, "kể từ lần lưu vào git (commit) trước")
    sound = CacheTable(store, _TABLE, SoundFile).values
    if not sound:
        return None
    changed = frozenset(path for path in present if path not in sound or not _is_same(library, path, sound))
    return _chosen(
        changed | (sound.keys() - present), present, "kể từ lần kiểm tra trước, hoặc lần ấy chưa ổn"
    )


def _is_same(library: Library, path: str, sound: Mapping[str, SoundFile]) -> bool:
    # A file that is too young has no stamp: it is looked at.
    return library.stamps.get(path) == sound[path].stamp


def _chosen(changed: frozenset[str], present: frozenset[str], since: str) -> ChangedFiles:
    gone = changed - present
    return ChangedFiles(
        changed & present, since, bool(gone) or any(path.startswith(DATA) for path in changed)
    )


def remember_sound(
    library: Library, store: Store, looked_at: Collection[str], problems: Collection[Problem]
) -> None:
    """Remember which of the files that were looked at have neither error nor reminder; the others are forgotten."""
    table = CacheTable(store, _TABLE, SoundFile)
    faulty = {problem.path for problem in problems if problem.level is not Level.ADVICE}
    for path in looked_at:
        stamp = library.stamps.get(path)
        if stamp and library.shown(path) not in faulty:
            table.put(path, SoundFile(stamp))
    present = {*library.files, *library.faulty}
    table.keep_only({path for path in table.values if path in present and library.shown(path) not in faulty})
    table.save()
