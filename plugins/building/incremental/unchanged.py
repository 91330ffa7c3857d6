"""Nothing has changed: then there is nothing to read, to make or to write, only to tell again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from plugins.building.edition import hardlink_copy
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import Remembered
from plugins.lifecycle.next_change import Turn
from plugins.media.library import Library
from plugins.memory.file_stamps import stamps_below
from plugins.memory.version import digest
from plugins.problems import Problem


class Told(msgspec.Struct):
    """
    What a build told, what it was made from, and from when (seconds since 1970) another would tell the same.

    It would until ``turn``, if there is one.
    """

    inputs: str
    public: str
    since: float
    turn: Turn | None
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


def public_print(public: Path) -> str:
    """Return a name for the public folder and every file in it, as they lie on the disk."""
    return f"{hardlink_copy.identity(public)}.{hardlink_copy.print_of(public)}"


def told_before(inputs: str, output: Path, now: datetime, remembered: Remembered) -> Result | None:
    """Return how the last build ended, if this one would end so too and its edition lies as it was left."""
    row = remembered.store.one("told", "last")
    if not inputs or row is None:
        return None
    try:
        last = msgspec.json.decode(row, type=Told)
    except msgspec.MsgspecError:
        return None
    timely = last.since <= now.timestamp() and (last.turn is None or now < last.turn.moment)
    if last.inputs != inputs or not timely or last.public != public_print(output.resolve()):
        return None
    # The moment was written with its distance from UTC alone; the portal's zone has a name.
    turn = last.turn and replace(last.turn, moment=last.turn.moment.astimezone(now.tzinfo))
    return Result(last.exit, tuple(last.problems), last.counts, turn=turn)


def remember_told(inputs: str, output: Path, now: datetime, result: Result, remembered: Remembered) -> None:
    """Remember how a build ended that left its edition in public."""
    if inputs and result.counts:
        since = now.timestamp()
        public = output.resolve()
        stamps = {path: written.stamp for path, written in remembered.pages.values.items()}
        left = f"{hardlink_copy.identity(public)}.{hardlink_copy.print_of_files(stamps.items())}"
        told = Told(inputs, left, since, result.turn, result.exit, list(result.problems), result.counts)
        remembered.store.put("told", [("last", msgspec.json.encode(told))])
        remembered.store.commit()
