"""Plan which output files to make again, prepare the staging folder, check links, and remember the new output."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from plugins.building.edition import folder_state, hardlink_copy, staging
from plugins.building.edition.link_check import dead_link_problems
from plugins.building.edition.link_summary import LinkSummary, link_summary
from plugins.building.edition.link_targets import served_file, targets_leading_to
from plugins.building.edition.output_scan import TEXTS
from plugins.building.edition.staging_path import staging_of
from plugins.building.edition.write_file import write_file
from plugins.building.incremental.build_cache import BuildCache, CachedOutput, Fact
from plugins.building.incremental.renamed_assets import RenamedAssets
from plugins.pages.addresses import SEARCH_PAGES, SEARCH_TERMS
from plugins.problems import Problem

# Files of the search index get other names with every edit: no page may lead to one, so nobody is asked when they go.
_UNLINKED = (SEARCH_TERMS, SEARCH_PAGES)
_MAX_PENDING_SUMMARIES = 500  # link summaries that are held in memory before they are written to the cache

# Runs work on paths in several processes, a part of them each, and yields the results.
RunOnPaths = Callable[[Callable[[Sequence[str]], list[str]], Sequence[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the output: its path, the fingerprint of all it is made from, and the function that makes its bytes."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: its path, its stamp on the disk, and its anchors and link targets if it is text."""

    path: str
    stamp: str
    link_summary: LinkSummary | None


def write_files(target: Path, root: str, siteurl: str, outputs: Sequence[OutputFile]) -> list[WrittenFile]:
    """Make files and write them into the staging folder ``target``."""
    written = []
    folders: set[str] = set()
    for output in outputs:
        data = output.make()
        stamp = folder_state.file_stamp(write_file(target, output.path, data, folders))
        summary = link_summary(output.path, data, root, siteurl) if output.path.endswith(TEXTS) else None
        written.append(WrittenFile(output.path, stamp, summary))
    return written


@dataclass(frozen=True, slots=True)
class OutputChanges:
    """
    How the next output differs from the last one.

    ``make`` are the files to make, ``remove`` the paths of files that are no longer part of it, ``foreign``
    the paths in the public folder that no build wrote.
    """

    make: tuple[OutputFile, ...]
    remove: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the last output is the next one."""
        return not (self.make or self.remove or self.foreign)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path in which the two outputs differ."""
        return (*(output.path for output in self.make), *self.remove, *self.foreign)


def plan_changes(
    public: Path,
    wanted: Mapping[str, OutputFile],
    cache: BuildCache,
    renamed: RenamedAssets | None,
    retained: Collection[str] = (),
) -> OutputChanges:
    """
    Return how the files ``wanted``, by path, differ from the public folder.

    A file counts as unchanged only where its fingerprint is that of the last build and it lies on the
    disk as the last build left it. A page that differs in ``renamed`` files of the theme alone is made from that of the last build.
    What is ``retained`` at the top of the folder is nobody's of ours.
    """
    known: Mapping[str, CachedOutput] = cache.outputs.values
    if not known or cache.fact(Fact.PUBLIC_FOLDER) != folder_state.folder_identity(public):
        return OutputChanges(tuple(wanted.values()))
    stamps = {path: written.stamp for path, written in known.items()}
    altered, foreign = folder_state.survey(public, stamps, retained)
    make: list[OutputFile] = []
    for path, output in wanted.items():
        if path in altered or path not in known:
            make.append(output)
        elif known[path].key != output.key:
            make.append(_with_renamed_assets(output, known[path].key, renamed, public))
    gone = tuple(path for path in known if path not in wanted)
    return OutputChanges(tuple(make), gone, tuple(sorted(foreign)))


def _with_renamed_assets(
    output: OutputFile, last_key: str, renamed: RenamedAssets | None, public: Path
) -> OutputFile:
    """Return a file that is made from that of the last build where it differs in nothing but the names of theme files."""
    if renamed is None or not renamed.are_all_that_differs(last_key, output.key):
        return output
    return replace(output, make=partial(renamed.page, public / output.path, output.make))


def prepare_staging(output: Path, changes: OutputChanges, wanted: Collection[str], cache: BuildCache) -> Path:
    """
    Return the staging folder beside the output, holding every file that does not change.

    It is a hard-linked copy of the output. Where the one of the last build is still there and what it
    lacks is known, only the differences are linked and removed. ``wanted`` are the paths of the next output.
    """
    public, target = output.resolve(), staging_of(output)
    to_make = {output.path for output in changes.make}
    # Where everything is made anew, nothing of the last copy is of use.
    is_known = cache.fact(Fact.STAGING_FOLDER) == folder_state.folder_identity(target) != ""
    if is_known and len(to_make) < len(wanted):
        differences = _lines(cache.fact(Fact.STAGING_DIFFERENCES))
        # From here on the folder is neither output; a build that dies leaves it to be removed.
        cache.facts.put(Fact.STAGING_FOLDER, "")
        cache.save()
        hardlink_copy.remove_files(target, {*differences, *changes.paths}, to_make)
        missing = [path for path in differences if path in wanted and path not in to_make]
        hardlink_copy.link_files(public, target, missing)
        return target
    staging.fresh(output)
    hardlink_copy.link_files(public, target, [path for path in wanted if path not in to_make])
    return target


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@dataclass(slots=True)
class OutputRecorder:
    """
    Records the new files of an output as they arrive from the processes that made them.

    Their anchors and link targets are written to the cache at once, which forgets them if the output is
    refused: all of them together would take more memory than everything else that a build holds.
    ``link_targets`` are all targets that the new files name, ``lost_targets`` those that their last
    versions had and the new ones have not.
    """

    cache: BuildCache
    stamps: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    link_targets: set[str] = field(default_factory=set)
    lost_targets: set[str] = field(default_factory=set)
    _pending: dict[str, LinkSummary] = field(default_factory=dict)

    def record(self, written: WrittenFile) -> None:
        """Record one file."""
        self.stamps[written.path] = written.stamp
        if written.link_summary is None:
            return
        self.problems += written.link_summary.problems
        anchors = set(written.link_summary.ids.split("\n"))
        self.link_targets.update(written.link_summary.targets.split("\n"))
        # Every page has links to places on itself, which were made with it.
        self.link_targets.difference_update([f"{written.path}#{anchor}" for anchor in anchors])
        if self.cache.outputs.get(written.path):
            if lost := set(self.cache.link_summary(written.path).ids.split("\n")) - anchors:
                self.lost_targets |= targets_leading_to(written.path, lost)
        self._pending[written.path] = written.link_summary
        if len(self._pending) >= _MAX_PENDING_SUMMARIES:
            self.flush()

    def flush(self) -> None:
        """Write what is pending to the cache."""
        self.cache.put_link_summaries(self._pending)
        self._pending.clear()


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """Where links are checked: the path before every address of the site, its URL, and a folder that holds its files."""

    root: str
    siteurl: str
    folder: Path


def check_links(
    check: LinkCheck, changes: OutputChanges, recorder: OutputRecorder, wanted: Collection[str]
) -> Iterator[Problem]:
    """
    Yield the problems of the next output: those of new files by themselves, and dead links between new and old files.

    ``wanted`` are the paths of the next output.
    """
    yield from recorder.problems
    recorder.flush()
    cache = recorder.cache
    gone = (path for path in changes.remove if not path.startswith(_UNLINKED))
    lost = recorder.lost_targets | {target for path in gone for target in targets_leading_to(path)}
    anchors: dict[str, set[str]] = {}

    def is_dead(target: str) -> bool:
        if target.startswith(_UNLINKED):
            return True
        path, mark, anchor = target.partition("#")
        answer = served_file(path, wanted)
        if not answer or not mark or not answer.endswith(".html"):
            return bool(target) and not answer
        if answer not in anchors:
            anchors[answer] = set(cache.link_summary(answer).ids.split("\n"))
        return anchor not in anchors[answer]

    dead = {target for target in recorder.link_targets | lost if is_dead(target)}
    if not dead:
        return
    for path in sorted(path for path in cache.paths_with_link_summaries() if path in wanted):
        if not dead.isdisjoint(cache.link_summary(path).targets.split("\n")):
            data = (check.folder / path).read_bytes()
            yield from dead_link_problems(path, data, dead, check.root, check.siteurl)


def remember_changes(
    output: Path, changes: OutputChanges, stamps: Mapping[str, str], cache: BuildCache
) -> None:
    """
    Remember that some files of the output, which is public now, were made again or removed, and that the staging folder is without that.

    ``stamps`` has the stamps of those that were made, by path.
    """
    cache.outputs.put_alone((one.path, CachedOutput(one.key, stamps[one.path])) for one in changes.make)
    cache.outputs.drop_alone(changes.remove)
    cache.forget_files(changes.remove)
    _remember_folders(output, changes.paths, cache)


def _remember_folders(output: Path, differences: Iterable[str], cache: BuildCache) -> None:
    """Remember which folders are the output and its staging folder, and in which paths they differ."""
    cache.facts.put(Fact.PUBLIC_FOLDER, folder_state.folder_identity(output.resolve()))
    cache.facts.put(Fact.STAGING_DIFFERENCES, "\n".join(differences))
    cache.facts.put(Fact.STAGING_FOLDER, folder_state.folder_identity(staging_of(output)))


def _link_files(public: Path, target: Path, paths: Sequence[str]) -> list[str]:
    hardlink_copy.link_files(public, target, paths)
    return []


def remember_output(
    output: Path,
    changes: OutputChanges,
    stamps: Mapping[str, str],
    wanted: Mapping[str, OutputFile],
    cache: BuildCache,
    run: RunOnPaths,
) -> None:
    """
    Remember the output that is public now, and in which paths the staging folder, the last output, differs from it.

    ``stamps`` are those of the files that were made, by path; ``run`` runs work on many paths.
    """
    public, target = output.resolve(), staging_of(output)
    for path, stamp in stamps.items():
        cache.outputs.put(path, CachedOutput(wanted[path].key, stamp))
    cache.outputs.keep_only(wanted)
    cache.forget_files(changes.remove)
    differences = changes.paths
    if len(changes.make) == len(wanted):
        # No file of the last output is left: a new hard-linked copy costs less than changing the old one.
        staging.fresh(output)
        for _ in run(partial(_link_files, public, target), tuple(wanted)):
            pass
        differences = ()
    _remember_folders(output, differences, cache)
    cache.save()
