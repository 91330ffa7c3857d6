"""What a build leaves for the next as a whole: its inputs, its result, and what its pages were made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from plugins.article.facts import Tag
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.remembered_lists import ListCache
from plugins.category.registry import Section
from plugins.lifecycle.next_change import NextChange
from plugins.lifecycle.outcome import Outcome
from plugins.pages.views import PortalView
from plugins.problems import Problem, in_order

_RESULT, _PORTAL = "result", "portal"


class RememberedBuild(msgspec.Struct, frozen=True):
    """
    The result of the last build, and what it was made from.

    ``basis`` is a digest of everything that it read beside the files below content/, ``stamps`` has the stamps of
    those, "" for one that was too young for its stamp to be trusted; ``public`` is the fingerprint of the output folder
    as it was left; ``since`` (seconds since 1970) is the instant of the build: another build of the same inputs has the
    same result from then on, until ``next_change`` if there is one. ``repeated`` are problems that were found more than
    once; ``pages_stand_alone`` tells that an article's page may be made again without the others.
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

    def holds_at(self, now: datetime) -> bool:
        """Tell whether the same inputs give the same portal at an instant."""
        return self.since <= now.timestamp() and (self.next_change is None or now < self.next_change.moment)

    def result_at(self, now: datetime) -> Result:
        """Return the result of another build of the same inputs."""
        # The moment was written with its distance from UTC alone; the portal's zone has a name.
        next_change = self.next_change and replace(
            self.next_change, moment=self.next_change.moment.astimezone(now.tzinfo)
        )
        return Result(self.exit, self.problems, self.counts, next_change=next_change)

    def with_problems(self, gone: Collection[Problem], new: Collection[Problem]) -> RememberedBuild | None:
        """Return this build with other problems; None where one that is gone may still be found elsewhere."""
        known, gone, new = {*self.problems}, {*gone} - {*new}, [one for one in new if one not in gone]
        if not gone <= known - {*self.repeated}:
            return None
        kept = known - gone
        repeated = {*self.repeated, *twice([*kept, *new])}
        return msgspec.structs.replace(self, problems=in_order(kept | {*new}), repeated=in_order(repeated))


class RememberedArticle(msgspec.Struct, frozen=True, array_like=True):
    """
    What became of a source file: its outcome, a digest of its bytes, its address, "" where it has no page.

    ``listing_key`` and ``page_key`` are those of its page's fingerprint; the first is "" for a file that is no article
    of the portal.
    """

    outcome: Outcome
    content_digest: str
    address: str = ""
    listing_key: str = ""
    page_key: str = ""


class RememberedPortal(msgspec.Struct, frozen=True):
    """
    What the pages of a portal were made from beside their articles.

    ``articles`` are all source files by their paths below content/; ``sections`` those that articles named,
    ``tags_apart`` the tags whose slug is not that of their name; ``card_style`` is what share cards are drawn with.
    """

    articles: dict[str, RememberedArticle]
    view: PortalView
    sections: tuple[Section, ...]
    tags_apart: dict[str, Tag]
    card_style: str


def twice(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that were found more than once."""
    return in_order(problem for problem, count in Counter(problems).items() if count > 1)


def remembered_build(cache: BuildCache) -> RememberedBuild | None:
    """Return the last build, None where it is not known."""
    row = cache.last_build(_RESULT)
    try:
        return msgspec.json.decode(row, type=RememberedBuild) if row else None
    except (msgspec.MsgspecError, ValueError):
        return None


def remembered_portal(cache: BuildCache) -> RememberedPortal | None:
    """Return what the pages of the last build were made from, None where it is not known."""
    row = cache.last_build(_PORTAL)
    try:
        return msgspec.json.decode(row, type=RememberedPortal) if row else None
    except (msgspec.MsgspecError, ValueError):
        return None


def remember_build(
    cache: BuildCache,
    build: RememberedBuild,
    portal: RememberedPortal,
    remember_lists: Callable[[ListCache], None],
) -> None:
    """
    Remember a build whose output is public, and commit that; a name that is no text keeps it from being remembered.

    ``remember_lists`` writes what its lists are made from.
    """
    rows: Mapping[str, object] = {_RESULT: build, _PORTAL: portal}
    try:
        remember_lists(ListCache(cache.store))
        cache.put_last_build({name: msgspec.json.encode(row) for name, row in rows.items()})
    except UnicodeEncodeError:
        return
