"""
What edited photos were made of: the photo as it was chosen is kept beside the content, with what was done to it.

An article shows the edited photo, a file of its own; the one it was made of moves out of the content as soon as nobody
names it any more, and comes back as soon as somebody does: an undone edit, a former text, an article out of the trash.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from plugins.editors.writing.kept_folder import ORIGINALS, key_of
from plugins.files.atomic_write import write_atomically, write_durably
from plugins.files.checksum import sha256
from plugins.media.photo_edit import PhotoEdit
from plugins.media.picture_files import EXTENSIONS
from plugins.vietnamese.letters import nfc

_LIST = "anh.json"
_DIGITS = 24


@dataclass(frozen=True, slots=True)
class KnownPhoto:
    """
    A photo of an article's folder: its checksum, and what it was made of.

    ``original`` is the checksum of the photo as it was chosen, ``name`` how articles of the folder name that one; both
    are "" for a photo that was chosen itself.
    """

    digest: str
    original: str = ""
    name: str = ""
    edit: PhotoEdit = field(default_factory=PhotoEdit)


@dataclass(frozen=True, slots=True)
class PhotoOriginals:
    """The folder of what edited photos were made of; threads may use it."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _of(self, beside: str) -> Path:
        return self.folder / ORIGINALS / key_of(beside)

    def _file(self, beside: str, digest: str, name: str) -> Path:
        return self._of(beside) / f"{digest[:_DIGITS]}{PurePosixPath(name).suffix.lower()}"

    def known(self, beside: str) -> Mapping[str, KnownPhoto]:
        """Return the photos of an article's folder that were edited, or that others were made of, by their names."""
        try:
            table = json.loads((self._of(beside) / _LIST).read_bytes())
        except (OSError, ValueError):
            return {}
        found = table.items() if isinstance(table, dict) else ()
        photos = {name: _photo(value) for name, value in found if _is_name(name)}
        return {name: photo for name, photo in photos.items() if photo}

    def keep(self, beside: str, name: str, data: bytes) -> str:
        """Keep the bytes of a photo for the articles of a folder; return its checksum. Raises OSError."""
        digest = sha256(data)
        file = self._file(beside, digest, name)
        if not file.is_file():
            write_durably(file, data)
        return digest

    def put(self, beside: str, name: str, data: bytes, photo: KnownPhoto) -> None:
        """Keep a photo that lies in an article's folder, and what it was made of. Raises OSError."""
        self.keep(beside, name, data)
        with self._lock:
            self._write(beside, {**self.known(beside), name: photo})

    def _write(self, beside: str, known: Mapping[str, KnownPhoto]) -> None:
        table = {name: asdict(photo) for name, photo in known.items()}
        write_atomically(
            self._of(beside) / _LIST, json.dumps(table, ensure_ascii=False, indent=1).encode("utf-8")
        )

    def data(self, beside: str, name: str, digest: str) -> bytes:
        """Return the bytes that were kept of a photo, b"" where they are gone or are others."""
        try:
            data = self._file(beside, digest, name).read_bytes()
        except OSError:
            return b""
        return data if sha256(data) == digest else b""

    def origin(self, beside: str, name: str, data: bytes) -> tuple[str, bytes, PhotoEdit] | None:
        """Return what a photo was made of: its name, its bytes, and what was done; None for one that was not edited here."""
        known = self.known(beside).get(PurePosixPath(name).name)
        if known is None or not known.original or known.digest != sha256(data):
            return None
        original = self.data(beside, known.name, known.original)
        return (known.name, original, known.edit) if original else None

    def kept(self, beside: str, name: str) -> bytes:
        """Return a photo of an article's folder that was moved out of the content, b"" where there is none."""
        known = self.known(beside).get(name)
        return self.data(beside, name, known.digest) if known else b""

    def bring_back(self, folder: Path, beside: str, text: str) -> None:
        """Put the photos that a text names, and that were moved away, back into its folder. Raises OSError."""
        for name in self.known(beside):
            file = folder / name
            if names_it(text, name) and not file.exists() and (data := self.kept(beside, name)):
                write_durably(file, data)

    def move_away(self, folder: Path, beside: str, texts: Iterable[str]) -> None:
        """Move the photos out of an article's folder that none of ``texts`` names; each is kept here first. Raises OSError."""
        waiting = {name for name in self.known(beside) if (folder / name).is_file()}
        for text in texts if waiting else ():
            waiting = {name for name in waiting if not names_it(text, name)}
            if not waiting:
                return
        for name in waiting:
            data = (folder / name).read_bytes()
            # One that somebody put there since then under this name is none of ours.
            if self.data(beside, name, sha256(data)) == data:
                with suppress(FileNotFoundError):
                    (folder / name).unlink()


def names_it(text: str, name: str) -> bool:
    """
    Tell whether a text may name a file: its name stands in it without its ending, in whatever capitals.

    >>> names_it("![Họp](Anh-Hop.JPG)", "anh-hop.jpg"), names_it("![Họp](anh-hop-cat.jpg)", "anh-hop.jpg")
    (True, False)
    """
    stem = re.escape(nfc(PurePosixPath(name).stem).casefold())
    named = re.compile(rf"(?<![\w-]){stem}(?![\w-])")
    return any(named.search(nfc(written).casefold()) for written in (text, unquote(text)))


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and PurePosixPath(name).name == name
        and PurePosixPath(name).suffix.lower() in EXTENSIONS
    )


def _photo(value: object) -> KnownPhoto | None:
    """Return what a list says of a photo, None where it is not of ours."""
    try:
        edit = PhotoEdit(**value["edit"])  # type: ignore[index]
        texts = [value[key] for key in ("digest", "original", "name")]  # type: ignore[index]
        possible = edit.is_possible
    except (KeyError, TypeError):
        return None
    if (
        not possible
        or not all(isinstance(text, str) for text in texts)
        or bool(texts[1]) is not bool(texts[2])
    ):
        return None
    return KnownPhoto(texts[0], texts[1], texts[2], edit)
