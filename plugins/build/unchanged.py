"""Nothing has changed: then there is nothing to read, to make or to write, only to tell again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta

import msgspec

from plugins.article.facts import Article
from plugins.build.remembered import Remembered
from plugins.build.result import Result
from plugins.build.settings import BuildSettings
from plugins.edition import twin
from plugins.edition.counts import Counts
from plugins.media.library import Library
from plugins.memory.stamps import stamps_below
from plugins.memory.version import digest
from plugins.problems import Problem

# What says how to build, and nothing of what is built.
_HOW = frozenset({"now", "cache", "confirmed_fewer", "forgetful", "readers"})


class Told(msgspec.Struct):
    """What a build told, what it was made from, and from when to when (seconds since 1970) another would tell the same."""

    inputs: str
    public: str
    since: float
    until: float
    exit: int
    problems: list[Problem]
    counts: Counts


def inputs_of(settings: BuildSettings, library: Library) -> str:
    """Return a name for all that a build reads, "" where that cannot be told from outside."""
    theme = stamps_below(settings.theme)
    sure = len(library.stamps) == len(library.files) and theme is not None
    if settings.readers or not sure:
        return ""
    told = [str(getattr(settings, field.name)) for field in fields(settings) if field.name not in _HOW]
    seen = (told, sorted(library.stamps.items()), sorted(library.faulty.items()), theme)
    return digest([repr(seen).encode("utf-8", "surrogateescape")])


def public_print(settings: BuildSettings) -> str:
    """Return a name for the public folder and every file in it, as they lie on the disk."""
    public = settings.output.resolve()
    return f"{twin.identity(public)}.{twin.print_of(public)}"


def _next_change(now: datetime, articles: Iterable[Article]) -> datetime:
    """Return when the same input may next give another portal: at midnight, or when an article comes or goes."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = (moment for article in articles for moment in (article.date, article.expires))
    return min([midnight, *(moment for moment in moments if moment and moment > now)])


def told_before(settings: BuildSettings, inputs: str, remembered: Remembered) -> Result | None:
    """Return how the last build ended, if this one would end so too and its edition lies as it was left."""
    row = remembered.store.one("told", "last")
    if not inputs or row is None:
        return None
    try:
        last = msgspec.json.decode(row, type=Told)
    except msgspec.MsgspecError:
        return None
    timely = last.since <= settings.now.timestamp() < last.until
    if last.inputs != inputs or not timely or last.public != public_print(settings):
        return None
    return Result(last.exit, tuple(last.problems), last.counts)


def remember_told(
    settings: BuildSettings, inputs: str, articles: Iterable[Article], result: Result, remembered: Remembered
) -> None:
    """Remember how a build ended that left its edition in public."""
    if inputs and result.counts:
        since, until = settings.now.timestamp(), _next_change(settings.now, articles).timestamp()
        public = settings.output.resolve()
        stamps = {path: written.stamp for path, written in remembered.pages.values.items()}
        left = f"{twin.identity(public)}.{twin.print_of_files(stamps.items())}"
        told = Told(inputs, left, since, until, result.exit, list(result.problems), result.counts)
        remembered.store.put("told", [("last", msgspec.json.encode(told))])
        remembered.store.commit()
