"""What is being typed and is not saved yet: one file for each article and each tab, written while somebody types."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from plugins.editors.writing.kept_folder import TYPING, key_of
from plugins.files.atomic_write import write_durably

LARGEST = 8_000_000  # bytes
_TAB = re.compile(r"[0-9a-z]{8,40}")


@dataclass(frozen=True, slots=True)
class Typing:
    """What a tab held at an instant: the article, the tab, when, and its state as the tab sent it."""

    path: str
    tab: str
    at: datetime
    number: int
    state: str


def is_tab(text: str) -> bool:
    """
    Tell whether a text is the name that a tab gave itself.

    >>> is_tab("k3j9d8s7a6"), is_tab("../../x")
    (True, False)
    """
    return _TAB.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class KeptTyping:
    """The folder of what is being typed; threads may use it."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _file(self, path: str, tab: str) -> Path:
        return self.folder / TYPING / f"{key_of(path)}.{tab}.json"

    def keep(self, typing: Typing) -> bool:
        """Keep what a tab holds, on the disk when this returns; False for one that came after a later one. Raises OSError."""
        file = self._file(typing.path, typing.tab)
        with self._lock:
            before = _read(file)
            if before and before.number > typing.number:
                return False
            table = {
                "path": typing.path,
                "tab": typing.tab,
                "at": typing.at.isoformat(),
                "number": typing.number,
                "state": typing.state,
            }
            write_durably(file, json.dumps(table, ensure_ascii=False).encode("utf-8"))
        return True

    def of(self, path: str) -> list[Typing]:
        """Return all that is kept of an article, the latest first."""
        found = [typing for typing in self._all(f"{key_of(path)}.*.json") if typing.path == path]
        return sorted(found, key=lambda typing: typing.at, reverse=True)

    def all(self) -> list[Typing]:
        """Return all that is kept, the latest first."""
        return sorted(self._all("*.json"), key=lambda typing: typing.at, reverse=True)

    def _all(self, pattern: str) -> Iterator[Typing]:
        folder = self.folder / TYPING
        for file in folder.glob(pattern) if folder.is_dir() else ():
            if typing := _read(file):
                yield typing

    def forget_saved(self, typing: Typing) -> None:
        """Forget what is saved by now; what came from its tab in the meantime stays."""
        file = self._file(typing.path, typing.tab)
        with self._lock:
            if _read(file) == typing:
                file.unlink()

    def forget(self, path: str, tab: str) -> None:
        """Forget what a tab held: it is saved, or somebody decided against it."""
        with self._lock, suppress(FileNotFoundError):
            self._file(path, tab).unlink()


def _read(file: Path) -> Typing | None:
    """Return what a file holds, None for one that is not of ours."""
    try:
        if file.is_symlink() or file.stat().st_size > 2 * LARGEST:
            return None
        table = json.loads(file.read_bytes())
        at = datetime.fromisoformat(table["at"])
        texts = [table[name] for name in ("path", "tab", "state")]
        number = table["number"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(isinstance(text, str) for text in texts) or not isinstance(number, int) or at.tzinfo is None:
        return None
    return Typing(texts[0], texts[1], at, number, texts[2])
