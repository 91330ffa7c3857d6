"""What a build leaves for the next as a whole: its inputs and its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.lifecycle.next_change import NextChange
from plugins.memory.store import Store
from plugins.problems import Problem, sorted_problems

LAST_BUILD, RESULT = "last build", "result"  # the table of the last build as a whole, and its row in it


class RememberedBuild(msgspec.Struct, frozen=True):
    """
    The result of the last build, and what it was made from.

    ``basis`` is a digest of everything that it read beside the files below content/, ``stamps`` has the stamps of
    those, "" for one that was too young for its stamp to be trusted; ``public`` is the fingerprint of the output folder
    as it was left; ``since`` (seconds since 1970) is the instant of the build: another build of the same inputs has the
    same result from then on, until ``next_change`` if there is one, and until ``unpublished_until`` (seconds, too), from when
    on what is not public may be another thing. ``repeated`` are problems that were found more than once;
    ``pages_stand_alone`` tells that an article's page may be made again without the others.
    """

    basis: str
    stamps: dict[str, str]
    public: str
    since: float
    next_change: NextChange | None
    exit: int
    problems: tuple[Problem, ...]
    repeated: tuple[Problem, ...]
    counts: Counts
    pages_stand_alone: bool
    unpublished_until: float | None = None

    def holds_at(self, now: datetime) -> bool:
        """Tell whether the same inputs give the same portal, of which the same is said, at an instant."""
        moment = now.timestamp()
        is_as_seen = self.unpublished_until is None or moment < self.unpublished_until
        is_as_public = self.next_change is None or now < self.next_change.moment
        return self.since <= moment and is_as_seen and is_as_public

    def result_at(self, now: datetime) -> Result:
        """Return the result of another build of the same inputs."""
        # The moment was written with its distance from UTC alone; the portal's zone has a name.
        next_change = self.next_change and replace(
            self.next_change, moment=self.next_change.moment.astimezone(now.tzinfo)
        )
        return Result(self.exit, self.problems, self.counts, next_change=next_change)

    def with_problems(self, gone: Collection[Problem], new: Collection[Problem]) -> RememberedBuild | None:
        """Return this build with other problems; None where one that is gone may still be found elsewhere."""
        gone, new = {*gone} - {*new}, [one for one in new if one not in gone]
        if not (gone or new):
            return self
        known = {*self.problems}
        if not gone <= known - {*self.repeated}:
            return None
        kept = known - gone
        repeated = {*self.repeated, *twice([*kept, *new])}
        return msgspec.structs.replace(
            self, problems=sorted_problems(kept | {*new}), repeated=sorted_problems(repeated)
        )


def twice(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that were found more than once."""
    return sorted_problems(problem for problem, count in Counter(problems).items() if count > 1)


def remembered_build(store: Store) -> RememberedBuild | None:
    """Return the last build that a cache knows, None where it knows none."""
    row = store.one(LAST_BUILD, RESULT)
    try:
        return msgspec.json.decode(row, type=RememberedBuild) if row else None
    except (msgspec.MsgspecError, ValueError):
        return None
