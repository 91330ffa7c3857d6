"""Former texts of articles: each save keeps the text that it replaced, whether or not there is git."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.editors.writing.kept_folder import VERSIONS, key_of
from plugins.files.atomic_write import write_durably
from plugins.files.checksum import sha256

MOST = 120  # versions of one article
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"(\d{8}T\d{12})-(luu|tao|bo)-([0-9a-f]{8})\.md")
SAVED, CREATED, LEFT = "luu", "tao", "bo"


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """
    A former text: its name, when it was put aside, and why.

    ``kind`` says whether a save replaced it, whether it is how the article was made, or whether it was being typed and
    somebody decided against it.
    """

    name: str
    at: datetime
    kind: str


def _version(name: str) -> ArticleVersion | None:
    found = _NAME.fullmatch(name)
    try:
        return (
            ArticleVersion(name, datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC), found[2])
            if found
            else None
        )
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class ArticleVersions:
    """The folder of former texts."""

    folder: Path

    def _of(self, path: str) -> Path:
        return self.folder / VERSIONS / key_of(path)

    def put(self, path: str, data: bytes, at: datetime, kind: str = SAVED) -> None:
        """Keep a text; of the same text the latest instant is kept. Raises OSError."""
        digest = sha256(data)[:8]
        name = f"{at.astimezone(UTC).strftime(_STAMP)}-{kind}-{digest}.md"
        known = self.all(path)
        same = [one for one in known if one.name.endswith(f"-{digest}.md") and one.kind != CREATED]
        write_durably(self._of(path) / name, data)
        kept = [one for one in known if one not in same and one.name != name]
        gone = [*same, *to_forget([*kept, ArticleVersion(name, at, kind)], at)]
        for version in gone:
            if version.name != name:
                (self._of(path) / version.name).unlink(missing_ok=True)

    def all(self, path: str) -> list[ArticleVersion]:
        """Return the versions of an article, the latest first."""
        folder = self._of(path)
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        found = [version for name in names if (version := _version(name))]
        return sorted(found, key=lambda version: (version.at, version.name), reverse=True)

    def text(self, path: str, name: str) -> str | None:
        """Return the text of a version, None where there is none of that name."""
        if _version(name) is None:
            return None
        try:
            return (self._of(path) / name).read_bytes().decode("utf-8", "replace")
        except OSError:
            return None

    def created(self, path: str) -> datetime | None:
        """Return when an article was made in the writing room, None for one that came otherwise."""
        return next((version.at for version in reversed(self.all(path)) if version.kind == CREATED), None)


def to_forget(versions: Sequence[ArticleVersion], now: datetime) -> list[ArticleVersion]:
    """
    Return the versions that are no longer kept.

    All of the last two days stay, then one of each hour for a week, one of each day for a quarter, one of each month;
    of more than MOST the oldest go. How an article was made stays.
    """
    kept: set[str] = set()
    slots: set[str] = set()
    for version in sorted(versions, key=lambda one: one.at, reverse=True):
        slot = _slot(version, now)
        if version.kind == CREATED or (slot not in slots and len(kept) < MOST):
            kept.add(version.name)
            slots.add(slot)
    return [version for version in versions if version.name not in kept]


def _slot(version: ArticleVersion, now: datetime) -> str:
    age = now - version.at
    if age < timedelta(days=2):
        return version.name
    pattern = "%Y%m%d%H" if age < timedelta(days=7) else "%Y%m%d" if age < timedelta(days=92) else "%Y%m"
    return version.at.astimezone(UTC).strftime(pattern)
