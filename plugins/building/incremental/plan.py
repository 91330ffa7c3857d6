"""An edition is made of the last one: what is to be made, a folder prepared for it, links audited, all of it remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from plugins.building.edition import folder_state, hardlink_copy, staging
from plugins.building.edition.link_check import dead_link_problems
from plugins.building.edition.link_summary import LinkSummary, link_summary
from plugins.building.edition.link_targets import served_file, targets_leading_to
from plugins.building.edition.output_scan import TEXTS
from plugins.building.edition.write_file import write_file
from plugins.building.incremental.build_cache import BuildCache, CachedOutput
from plugins.problems import Problem

_TOGETHER = 500  # offers that may wait to be written

# Has work on paths done, some of them at a time, and yields what it gives.
Share = Callable[[Callable[[Sequence[str]], list[str]], Sequence[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the edition: its path, the print of all it is made from, and how its bytes are made."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: its stamp on the disk, and what it offers to links if it is text."""

    path: str
    stamp: str
    offer: LinkSummary | None


def write_files(target: Path, root: str, siteurl: str, some: Sequence[OutputFile]) -> list[WrittenFile]:
    """Make files and write them into a prepared folder."""
    done = []
    for output in some:
        data = output.make()
        place = write_file(target, output.path, data)
        offer = link_summary(output.path, data, root, siteurl) if output.path.endswith(TEXTS) else None
        done.append(WrittenFile(output.path, folder_state.file_stamp(place.stat()), offer))
    return done


@dataclass(frozen=True, slots=True)
class OutputChanges:
    """What is to be done: files to make, files to remove, and what lies in the public folder and is not ours."""

    make: tuple[OutputFile, ...]
    remove: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether the last edition is this one."""
        return not (self.make or self.remove or self.foreign)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path in which the two editions differ."""
        return (*(output.path for output in self.make), *self.remove, *self.foreign)


def plan_changes(public: Path, wanted: Mapping[str, OutputFile], cache: BuildCache) -> OutputChanges:
    """Return what to do; nothing is taken for unchanged that is not on the disk as it was left."""
    known: Mapping[str, CachedOutput] = cache.pages.values
    if not known or cache.facts.values.get("public") != folder_state.identity(public):
        return OutputChanges(tuple(wanted.values()))
    wrong, foreign = folder_state.survey(public, {path: written.stamp for path, written in known.items()})
    make = tuple(
        output
        for path, output in wanted.items()
        if path in wrong or path not in known or known[path].key != output.key
    )
    return OutputChanges(make, tuple(path for path in known if path not in wanted), tuple(sorted(foreign)))


def prepare_staging(
    output: Path, change: OutputChanges, wanted: Mapping[str, OutputFile], cache: BuildCache
) -> Path:
    """Return a folder beside the output that holds what does not change."""
    public, target = output.resolve(), staging.staging_of(output)
    made = {output.path for output in change.make}
    # Where everything is made anew, nobody knows what a twin holds beside it.
    usable = len(made) < len(wanted) and cache.facts.values.get("twin") == folder_state.identity(target) != ""
    if usable:
        behind = cache.facts.values.get("twin lacks", "").split("\n")
        # From here on the folder is neither edition; a build that dies leaves it to be removed.
        cache.facts.put("twin", "")
        cache.save()
        hardlink_copy.remove_files(target, [path for path in {*behind, *change.paths} if path], made)
        hardlink_copy.link_files(
            public, target, [path for path in behind if path in wanted and path not in made]
        )
        return target
    staging.fresh(output)
    hardlink_copy.link_files(public, target, [path for path in wanted if path not in made])
    return target


@dataclass(slots=True)
class OutputRecorder:
    """
    The new files of an edition as they arrive from the hands that made them.

    What they offer to links goes into the memory at once, where it is forgotten if the edition
    is refused: all of it together would be larger than everything else that a build holds.
    """

    cache: BuildCache
    stamps: dict[str, str] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    _waiting: dict[str, LinkSummary] = field(default_factory=dict)

    def take(self, done: WrittenFile) -> None:
        """Take one file."""
        self.stamps[done.path] = done.stamp
        if done.offer is None:
            return
        self.faults += done.offer.problems
        self.asked.update(done.offer.targets.split("\n"))
        if done.path in self.cache.pages.values:
            ids = set(done.offer.ids.split("\n"))
            if lost := set(self.cache.offer(done.path).ids.split("\n")) - ids:
                self.gone |= targets_leading_to(done.path, lost)
        self._waiting[done.path] = done.offer
        if len(self._waiting) >= _TOGETHER:
            self.put_away()

    def put_away(self) -> None:
        """Write what waits into the memory."""
        self.cache.put_offers(self._waiting)
        self._waiting.clear()


def check_links(
    root: str,
    siteurl: str,
    change: OutputChanges,
    arrivals: OutputRecorder,
    wanted: Mapping[str, OutputFile],
    target: Path,
) -> Iterator[Problem]:
    """Yield the faults of the prepared edition: of the new files alone, and of links between old and new."""
    yield from arrivals.faults
    arrivals.put_away()
    cache = arrivals.cache
    gone = arrivals.gone | {form for path in change.remove for form in targets_leading_to(path)}
    ids: dict[str, set[str]] = {}

    def is_dead(asked: str) -> bool:
        path, mark, anchor = asked.partition("#")
        answer = served_file(path, wanted.keys())
        if not answer or not mark or not answer.endswith(".html"):
            return bool(asked) and not answer
        if answer not in ids:
            ids[answer] = set(cache.offer(answer).ids.split("\n"))
        return anchor not in ids[answer]

    dead = {asked for asked in arrivals.asked | gone if is_dead(asked)}
    if not dead:
        return
    for path in sorted(path for path in cache.offering() if path in wanted):
        if not dead.isdisjoint(cache.offer(path).targets.split("\n")):
            yield from dead_link_problems(path, (target / path).read_bytes(), dead, root, siteurl)


def _linked(public: Path, target: Path, paths: Sequence[str]) -> list[str]:
    hardlink_copy.link_files(public, target, paths)
    return []


def remember_output(
    output: Path,
    change: OutputChanges,
    stamps: Mapping[str, str],
    wanted: Mapping[str, OutputFile],
    cache: BuildCache,
    share: Share,
) -> None:
    """
    Remember the edition that is public now, and what its twin, the last one, lacks of it.

    ``share`` has work on many paths done by all who can help, a part of them each.
    """
    public, target = output.resolve(), staging.staging_of(output)
    for path, stamp in stamps.items():
        cache.pages.put(path, CachedOutput(wanted[path].key, stamp))
    cache.pages.keep_only(wanted)
    cache.forget_offers(change.remove)
    cache.facts.put("public", folder_state.identity(public))
    if len(change.make) == len(wanted):
        # Nothing is left of the edition before: a twin of this one is quicker made than mended.
        staging.fresh(output)
        for _ in share(partial(_linked, public, target), tuple(wanted)):
            pass
        cache.facts.put("twin lacks", "")
    else:
        cache.facts.put("twin lacks", "\n".join(change.paths))
    cache.facts.put("twin", folder_state.identity(target))
    cache.save()
