"""Nothing has changed: then there is nothing to read, to make or to write, only to tell again."""

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
from plugins.lifecycle.next_change import NextChange
from plugins.media.library import Library
from plugins.memory.digest import digest
from plugins.memory.file_stamps import stamps_below
from plugins.problems import Problem


class LastBuild(msgspec.Struct):
    """
    What a build told, what it was made from, and from when (seconds since 1970) another would tell the same.

    It would until ``next_change``, if there is one.
    """

    inputs: str
    public: str
    since: float
    next_change: NextChange | None
    exit: int
    problems: list[Problem]
    counts: Counts


def inputs_of(told: Sequence[str], library: Library, theme_folder: Path) -> str:
    """Return a name for all that a build reads and is told, "" where that cannot be seen from outside."""
    theme = stamps_below(theme_folder)
    if len(library.stamps) < len(library.files) or theme is None:
        return ""
    seen = (list(told), sorted(library.stamps.items()), sorted(library.faulty.items()), theme)
    return digest([repr(seen).encode("utf-8", "surrogateescape")])


def public_fingerprint(public: Path) -> str:
    """Return a name for the public folder and every file in it, as they lie on the disk."""
    return f"{folder_state.identity(public)}.{folder_state.folder_fingerprint(public)}"


def unchanged_result(inputs: str, output: Path, now: datetime, cache: BuildCache) -> Result | None:
    """Return how the last build ended, if this one would end so too and its edition lies as it was left."""
    row = cache.store.one("told", "last")
    if not inputs or row is None:
        return None
    try:
        last = msgspec.json.decode(row, type=LastBuild)
    except msgspec.MsgspecError:
        return None
    timely = last.since <= now.timestamp() and (last.next_change is None or now < last.next_change.moment)
    if last.inputs != inputs or not timely or last.public != public_fingerprint(output.resolve()):
        return None
    # The moment was written with its distance from UTC alone; the portal's zone has a name.
    next_change = last.next_change and replace(
        last.next_change, moment=last.next_change.moment.astimezone(now.tzinfo)
    )
    return Result(last.exit, tuple(last.problems), last.counts, next_change=next_change)


def remember_result(inputs: str, output: Path, now: datetime, result: Result, cache: BuildCache) -> None:
    """Remember how a build ended that left its edition in public."""
    if inputs and result.counts:
        since = now.timestamp()
        public = output.resolve()
        stamps = {path: written.stamp for path, written in cache.pages.values.items()}
        left = f"{folder_state.identity(public)}.{folder_state.files_fingerprint(stamps.items())}"
        told = LastBuild(
            inputs, left, since, result.next_change, result.exit, list(result.problems), result.counts
        )
        cache.store.put("told", [("last", msgspec.json.encode(told))])
        cache.store.commit()
