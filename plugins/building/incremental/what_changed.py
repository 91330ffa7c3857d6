"""Decide what a build has to do: nothing, the pages of saved articles alone, or everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from plugins.building.edition import folder_state
from plugins.building.incremental.remembered_build import RememberedBuild
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.library import Library
from plugins.memory.digest import value_digest
from plugins.memory.file_stamps import stamps_below

# More saved articles than these are read by several processes, as a whole build does.
MOST_SAVED = 50


class WholeBuild(StrEnum):
    """Why nothing less than a whole build will do."""

    UNKNOWN = "nothing is known of the last build, or a file of the theme was saved just now"
    BASIS = "a setting, the theme or the folders themselves changed"
    CLOCK = "the portal changes by itself at this hour"
    FILES = "a file came or went that is no article"
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
    articles: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from the last build: the articles that were saved, added or removed, or why a whole build is needed."""

    saved: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    whole: WholeBuild | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether the last output is the next one."""
        return not (self.saved or self.added or self.removed or self.whole)


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
    before, stamps = last.stamps, inputs.stamps
    change = Change(
        # A file that is too young may have been written again under the same stamp.
        saved=tuple(
            path for path, stamp in stamps.items() if path in before and (not stamp or stamp != before[path])
        ),
        added=tuple(path for path in stamps if path not in before),
        removed=() if before.keys() <= stamps.keys() else tuple(one for one in before if one not in stamps),
    )
    if whole := _why_pages_will_not_do(last, inputs, change):
        return Change(whole=whole)
    return change if is_as_left() else Change(whole=WholeBuild.OUTPUT)


def _why_pages_will_not_do(last: RememberedBuild, inputs: BuildInputs, change: Change) -> WholeBuild | None:
    if not all(path in inputs.articles for path in change.added):
        return WholeBuild.FILES
    # Whether it was an article is not known here.
    if not all(path.lower().endswith(ARTICLE_ENDINGS) for path in change.removed):
        return WholeBuild.FILES
    if not last.pages_stand_alone and not change.is_nothing:
        return WholeBuild.OTHERS
    if len(change.saved) + len(change.added) + len(change.removed) > MOST_SAVED:
        return WholeBuild.MANY
    return None if all(path in inputs.articles for path in change.saved) else WholeBuild.DATA


def build_inputs(
    settings: Sequence[str], library: Library, theme_folder: Path, articles: Iterable[str]
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
    return f"{folder_state.folder_identity(public)}.{folder_state.files_fingerprint(stamps.items())}"
