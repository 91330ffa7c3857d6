"""Decide what a build has to do: nothing, the pages of saved articles alone, or everything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from plugins.building.edition import folder_state
from plugins.building.incremental.fingerprints import value_digest
from plugins.building.incremental.remembered_build import RememberedBuild
from plugins.media.library import Library
from plugins.memory.file_stamps import stamps_below

# More saved articles than these are read by several processes, as a whole build does.
MOST_SAVED = 50


class WholeBuild(StrEnum):
    """Why nothing less than a whole build will do."""

    UNKNOWN = "nothing is known of the last build, or a file of the theme was saved just now"
    BASIS = "a setting, the theme or the folders themselves changed"
    CLOCK = "the portal changes by itself at this hour"
    FILES = "a file came or went"
    DATA = "a file changed that is no article"
    MANY = "many articles changed"
    OTHERS = "drafts have pages"
    OUTPUT = "the output folder is not as the last build left it"


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """
    Everything that a build reads.

    ``basis`` is a digest of its settings and theme and of the content folder itself, "" where that is not certain;
    ``stamps`` are those of the files below content/, "" for one that is too young; ``articles`` are the articles
    among them.
    """

    basis: str
    stamps: Mapping[str, str]
    articles: Collection[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the last build: the articles that were saved, or why a whole build is needed."""

    saved: tuple[str, ...] = ()
    whole: WholeBuild | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the last output is the next one."""
        return not self.saved and self.whole is None


def what_changed(
    last: RememberedBuild | None, inputs: BuildInputs, now: datetime, is_as_left: Callable[[], bool]
) -> Change:
    """
    Return what differs from the last build.

    ``is_as_left`` tells whether the output folder is as that build left it; it is asked last.
    """
    if last is None or not inputs.basis:
        return Change(whole=WholeBuild.UNKNOWN)
    if last.basis != inputs.basis:
        return Change(whole=WholeBuild.BASIS)
    if not last.holds_at(now):
        return Change(whole=WholeBuild.CLOCK)
    if last.stamps.keys() != inputs.stamps.keys():
        return Change(whole=WholeBuild.FILES)
    # A file that is too young may have been written again under the same stamp.
    saved = tuple(path for path, stamp in inputs.stamps.items() if not stamp or stamp != last.stamps[path])
    if whole := _why_pages_will_not_do(last, inputs, saved):
        return Change(whole=whole)
    return Change(saved) if is_as_left() else Change(whole=WholeBuild.OUTPUT)


def _why_pages_will_not_do(
    last: RememberedBuild, inputs: BuildInputs, saved: Sequence[str]
) -> WholeBuild | None:
    if saved and not last.pages_stand_alone:
        return WholeBuild.OTHERS
    if len(saved) > MOST_SAVED:
        return WholeBuild.MANY
    return None if all(path in inputs.articles for path in saved) else WholeBuild.DATA


def build_inputs(
    settings: Sequence[str], library: Library, theme_folder: Path, articles: Collection[str]
) -> BuildInputs:
    """Return everything that a build reads, given its settings and the articles among the files of content/."""
    theme = stamps_below(theme_folder)
    folder = (sorted(library.faulty.items()), library.problems)
    basis = "" if theme is None else value_digest((list(settings), theme, *folder))
    return BuildInputs(
        basis, {path: library.stamps.get(path, "") for path in library.files}, frozenset(articles)
    )


def public_fingerprint(public: Path, stamps: Mapping[str, str]) -> str:
    """Return a fingerprint of the public folder and the files in it, given their stamps by path."""
    return f"{folder_state.identity(public)}.{folder_state.files_fingerprint(stamps.items())}"
