"""
Keep what was fetched from an old portal on the disk, so that an import that was stopped asks for nothing twice.

A line of JSON for each answer, and beside it a file for each body, named after its digest::

    {"dia-chi": "https://cu.gov.vn/tin/bai.html", "than": "9f86d0…", "ma": "utf-8", "toi": "https://cu.gov.vn/tin/bai.html"}
    {"dia-chi": "https://cu.gov.vn/mat.html", "tu-choi": "trang không còn (mã 404)."}

The folder is a cache: it may be deleted, and whatever in it is damaged counts as not fetched.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.editors.importing.oldsite.fetch import FetchedPage
from plugins.files.atomic_write import write_atomically
from plugins.files.checksum import sha256

# Beside the content folder, where builds keep their caches too.
_FOLDER = ".cache/nhap-cong-cu"
_FILE, _BODIES = "nhat-ky.jsonl", "than"
_NO_ARTICLE, _FOR_NOW = "khong-phai-bai", "lan-nay"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeptRefusal:
    """Why an address has no answer, or, with ``is_no_article``, why its answer becomes no article."""

    reason: str
    is_no_article: bool = False


@dataclass(slots=True)
class FetchJournal:
    """
    What was fetched so far, by address: an answer, or why there is none.

    ``folder`` is made with the first entry; ``None`` keeps nothing on the disk.
    """

    folder: Path | None
    _entries: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> FetchJournal:
        """Return the journal in a folder; lines that are not whole are left out."""
        journal = cls(folder)
        try:
            lines = (folder / _FILE).read_bytes().split(b"\n")
        except OSError:
            return journal
        for line in lines:
            if entry := _entry_in(line):
                journal._entries[entry["dia-chi"]] = entry
        return journal

    def answer(self, address: str) -> FetchedPage | KeptRefusal | None:
        """Return what an address answered, why it has no answer, or None where it was never asked."""
        entry = self._entries.get(address)
        if entry is None:
            return None
        if "tu-choi" in entry:
            return KeptRefusal(entry["tu-choi"], entry.get("loai") == _NO_ARTICLE)
        data = self._body(entry.get("than", ""))
        return None if data is None else FetchedPage(data, entry.get("toi", address), entry.get("ma", ""))

    def _body(self, digest: str) -> bytes | None:
        if self.folder is None or not _DIGEST.fullmatch(digest):
            return None
        try:
            data = self._place(self.folder, digest).read_bytes()
        except OSError:
            return None
        return data if sha256(data) == digest else None

    @staticmethod
    def _place(folder: Path, digest: str) -> Path:
        return folder / _BODIES / digest[:2] / digest

    def keep(self, address: str, page: FetchedPage) -> None:
        """Keep an answer: its body first, then the line that names it."""
        if self.folder is None:
            return
        digest = sha256(page.data)
        place = self._place(self.folder, digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, page.data)
        self._add({"dia-chi": address, "than": digest, "ma": page.charset, "toi": page.address})

    def refuse(
        self, address: str, reason: str, *, is_no_article: bool = False, until_finished: bool = False
    ) -> None:
        """
        Keep why an address has no answer, or none that can become an article: it is not asked again.

        ``until_finished`` forgets it with the bodies: the next import may be answered otherwise.
        """
        kind = {"loai": _NO_ARTICLE} if is_no_article else {"loai": _FOR_NOW} if until_finished else {}
        self._add({"dia-chi": address, "tu-choi": reason, **kind})

    def _add(self, entry: dict[str, str]) -> None:
        self._entries[entry["dia-chi"]] = entry
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace")
        # A line that a kill has torn ends here, and is left out by who reads.
        with (self.folder / _FILE).open("ab") as file:
            file.write(b"\n" + line + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def finish(self) -> None:
        """Drop the bodies: all that was asked for has come or never will; only what is not to be asked again is kept."""
        if self.folder is None or not self.folder.is_dir():
            return
        # A portal may say tomorrow what it asks of programs.
        refused = [
            entry
            for entry in self._entries.values()
            if "tu-choi" in entry
            and entry.get("loai") != _FOR_NOW
            and not entry["dia-chi"].endswith("/robots.txt")
        ]
        self._entries = {entry["dia-chi"]: entry for entry in refused}
        if not refused:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        lines = "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in refused)
        write_atomically(self.folder / _FILE, lines.encode("utf-8", "replace"))
        shutil.rmtree(self.folder / _BODIES, ignore_errors=True)


def journal_folder(content: Path, sources: Iterable[str]) -> Path:
    """Return where the journal of an import lies: another for each command, which is typed again to go on."""
    name = sha256("\n".join(sources).encode("utf-8", "replace"))[:16]
    return content.resolve().parent / _FOLDER / name


def _entry_in(line: bytes) -> dict[str, str] | None:
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or not all(isinstance(one, str) for one in entry.values()):
        return None
    return entry if entry.get("dia-chi") and ("than" in entry or "tu-choi" in entry) else None
