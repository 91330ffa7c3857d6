"""Articles that somebody threw away: they lie beside the content folder, each with the place that it was taken from."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plugins.editors.writing.kept_folder import TRASH, key_of
from plugins.files.atomic_write import write_durably

_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(r"\d{8}T\d{12}-[A-Za-z0-9-]{1,80}")


@dataclass(frozen=True, slots=True)
class TrashedArticle:
    """An article in the trash: its name there, its path and title as they were, and when it was thrown away."""

    name: str
    path: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trash:
    """The trash of a portal."""

    folder: Path

    def put(self, file: Path, path: str, title: str, at: datetime) -> TrashedArticle:
        """Move a file to the trash; ``path`` is what it is called in requests. Raises OSError, with the file in its place."""
        name = f"{at.astimezone(UTC).strftime(_STAMP)}-{key_of(path)}"
        facts = {"path": path, "title": title, "at": at.isoformat()}
        # First the facts: an article never lies there without the place that it came from.
        write_durably(self._facts(name), json.dumps(facts, ensure_ascii=False).encode("utf-8"))
        shutil.move(file, self._text(name))
        return TrashedArticle(name, path, title, at)

    def all(self) -> list[TrashedArticle]:
        """Return all that lies there, the latest first."""
        return sorted(self._all(), key=lambda one: (one.at, one.name), reverse=True)

    def find(self, name: str) -> TrashedArticle | None:
        """Return what lies there under a name, None where there is nothing."""
        if not _NAME.fullmatch(name) or not self._text(name).is_file():
            return None
        return _read(self._facts(name))

    def take_back(self, article: TrashedArticle, file: Path) -> None:
        """Move an article to a place where no file is. Raises FileExistsError where there is one, and OSError."""
        if file.exists():
            raise FileExistsError(file)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(self._text(article.name), file)
        self._facts(article.name).unlink(missing_ok=True)

    def _all(self) -> Iterator[TrashedArticle]:
        folder = self.folder / TRASH
        for facts in folder.glob("*.json") if folder.is_dir() else ():
            if found := self.find(facts.stem):
                yield found

    def _text(self, name: str) -> Path:
        return self.folder / TRASH / f"{name}.md"

    def _facts(self, name: str) -> Path:
        return self.folder / TRASH / f"{name}.json"


def _read(facts: Path) -> TrashedArticle | None:
    """Return what a file says, None for one that is not of ours."""
    try:
        table = json.loads(facts.read_bytes())
        path, title, at = table["path"], table["title"], datetime.fromisoformat(table["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(path, str) or not isinstance(title, str) or at.tzinfo is None:
        return None
    return TrashedArticle(facts.stem, path, title, at)
