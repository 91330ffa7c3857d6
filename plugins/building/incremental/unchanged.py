"""Find out that nothing has changed since the last build, so that its result can be reported again at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from plugins.building.edition import folder_state
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.fingerprints import value_digest
from plugins.lifecycle.next_change import NextChange
from plugins.media.library import Library
from plugins.memory.file_stamps import stamps_below
from plugins.problems import Problem

_TABLE, _ROW = "last build", "result"


class LastBuild(msgspec.Struct):
    """
    The result of the last build, and what it was made from.

    ``inputs`` is a digest of everything the build read, ``public`` the fingerprint of the output folder
    as it was left; ``since`` (seconds since 1970) is the instant of the build: another build of the same
    inputs has the same result from then on, until ``next_change`` if there is one.
    """

    inputs: str
    public: str
    since: float
    next_change: NextChange | None
    exit: int
    problems: list[Problem]
    counts: Counts


def inputs_digest(settings: Sequence[str], library: Library, theme_folder: Path) -> str:
    """
    Return a digest of everything that a build reads and of its settings.

    Returns "" where a file was written so lately that its stamp does not tell whether it changed since.
    """
    theme = stamps_below(theme_folder)
    if len(library.stamps) < len(library.files) or theme is None:
        return ""
    return value_digest(
        (list(settings), sorted(library.stamps.items()), sorted(library.faulty.items()), theme)
    )


def public_fingerprint(public: Path) -> str:
    """Return a fingerprint of the public folder and every file in it, as they lie on the disk."""
    return f"{folder_state.identity(public)}.{folder_state.folder_fingerprint(public)}"


def unchanged_result(inputs: str, output: Path, now: datetime, cache: BuildCache) -> Result | None:
    """Return the result of the last build if this build would have the same, None if that is not certain."""
    row = cache.store.one(_TABLE, _ROW)
    if not inputs or row is None:
        return None
    try:
        last = msgspec.json.decode(row, type=LastBuild)
    except msgspec.MsgspecError:
        return None
    valid_now = last.since <= now.timestamp() and (last.next_change is None or now < last.next_change.moment)
    if last.inputs != inputs or not valid_now or last.public != public_fingerprint(output.resolve()):
        return None
    # The moment was written with its distance from UTC alone; the portal's zone has a name.
    next_change = last.next_change and replace(
        last.next_change, moment=last.next_change.moment.astimezone(now.tzinfo)
    )
    return Result(last.exit, tuple(last.problems), last.counts, next_change=next_change)


def remember_result(inputs: str, output: Path, now: datetime, result: Result, cache: BuildCache) -> None:
    """Remember the result of a build whose output is public."""
    if not inputs or not result.counts:
        return
    public = output.resolve()
    stamps = {path: written.stamp for path, written in cache.outputs.values.items()}
    fingerprint = f"{folder_state.identity(public)}.{folder_state.files_fingerprint(stamps.items())}"
    last = LastBuild(
        inputs=inputs,
        public=fingerprint,
        since=now.timestamp(),
        next_change=result.next_change,
        exit=result.exit,
        problems=list(result.problems),
        counts=result.counts,
    )
    cache.store.put(_TABLE, [(_ROW, msgspec.json.encode(last))])
    cache.store.commit()
