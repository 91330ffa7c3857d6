"""The photos that an article names: found, shown to any browser, cut and turned, with what they were made of kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from plugins.editors.writing.content_folder import ContentFolder, EditRefused
from plugins.editors.writing.kept_folder import TRASH, TYPING
from plugins.editors.writing.photo_originals import KnownPhoto, PhotoOriginals
from plugins.editors.writing.uploads import Upload, stored_beside
from plugins.files.checksum import sha256
from plugins.media.article_endings import ARTICLE_ENDINGS, OTHER_READERS_ENDINGS
from plugins.media.library import target_readings
from plugins.media.photo_edit import DrawnPhoto, PhotoEdit, edited_photo, shown_photo
from plugins.problems.stop_build import system_reason

# Kinds that most browsers cannot show.
NOT_SHOWN = frozenset({".heic", ".heif", ".hif"})
MOST_SHOWN = 12  # drawn photos that are kept in memory: of one article, while it is being written
MEDIA_FOLDER = "anh"
NO_PHOTO = "không tìm thấy ảnh “{}”."
NOT_EDITABLE = "“{}” là hình vẽ (SVG), ảnh động, hay không mở được, nên không cắt, xoay ở đây được."
# Texts that may name a photo.
_TEXTS = frozenset({*ARTICLE_ENDINGS, *OTHER_READERS_ENDINGS, ".toml", ".csv"})


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo that an article names: its path, "" for one that was moved out of the content, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PhotoToEdit:
    """A photo as it was chosen: how the article names it, its bytes, and what was done to it so far."""

    name: str
    data: bytes
    edit: PhotoEdit


@dataclass(frozen=True, slots=True)
class ArticlePhotos:
    """The photos of a content folder; ``found_file`` returns the path of one by what an article writes, as the last build found it."""

    folder: ContentFolder
    originals: PhotoOriginals
    found_file: Callable[[str, str], str]
    _drawn: OrderedDict[tuple[str, int], DrawnPhoto] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, article: str, name: str) -> FoundPhoto | None:
        """Return the photo that an article means by a name; one that was added or moved since the last build, too."""
        for path in self._places(article, name):
            if path and (data := self._data(path)):
                return FoundPhoto(path, data)
        data = self.originals.kept(_beside(article), PurePosixPath(name).name)
        return FoundPhoto("", data) if data else None

    def _places(self, article: str, name: str) -> Iterator[str]:
        top = self.folder.root.name
        for written in target_readings(name):
            if written.startswith("/"):
                yield f"{top}{written}"
            else:
                yield from (
                    f"{folder}/{written}" for folder in (_beside(article), top, f"{top}/{MEDIA_FOLDER}")
                )
        yield self.found_file(name, article)

    def _data(self, path: str) -> bytes:
        try:
            return self.folder.file(path)
        except EditRefused:
            return b""

    def shown(self, article: str, name: str, turns: int | None) -> tuple[str, bytes] | None:
        """
        Return a photo as a browser can show it, and the ending of its kind; None where there is none.

        With ``turns`` it is the one that was chosen, upright and turned, without what was done to it since.
        """
        if turns is not None:
            chosen = self.to_edit(article, name)
            drawn = self._drawing(chosen.data, turns) if chosen else None
            return (f".{drawn.kind}", drawn.data) if drawn else None
        found = self.find(article, name)
        if found is None:
            return None
        if PurePosixPath(found.path or name).suffix.lower() not in NOT_SHOWN:
            return PurePosixPath(name).suffix.lower(), found.data
        drawn = self._drawing(found.data, 0)
        return (f".{drawn.kind}", drawn.data) if drawn else None

    def _drawing(self, data: bytes, turns: int) -> DrawnPhoto | None:
        key = sha256(data), turns
        with self._lock:
            if known := self._drawn.get(key):
                self._drawn.move_to_end(key)
                return known
        drawn = shown_photo(data, turns)
        if drawn:
            with self._lock:
                self._drawn[key] = drawn
                while len(self._drawn) > MOST_SHOWN:
                    self._drawn.popitem(last=False)
        return drawn

    def to_edit(self, article: str, name: str) -> PhotoToEdit | None:
        """Return the photo that was chosen where an article now names an edited one, else the one that it names."""
        found = self.find(article, name)
        if found is None:
            return None
        origin = self.originals.origin(_beside(article), name, found.data)
        return PhotoToEdit(*origin) if origin else PhotoToEdit(name, found.data, PhotoEdit())

    def edit(self, article: str, name: str, edit: PhotoEdit) -> str:
        """
        Store the photo that an edit makes of the chosen one, and return its name; the chosen one's where nothing is done.

        Raises EditRefused. What the article names now stays where it is: nobody has saved yet.
        """
        self.folder.place(article, (".md",))
        chosen = self.to_edit(article, name)
        if chosen is None:
            raise EditRefused(NO_PHOTO.format(name), 404)
        try:
            if edit.changes_nothing:
                return self._chosen_again(article, chosen)
            return self._stored(article, chosen, edit)
        except OSError as fault:
            raise EditRefused(f"không ghi được ảnh: {system_reason(fault)}.", 500) from fault

    def _chosen_again(self, article: str, chosen: PhotoToEdit) -> str:
        found = self.find(article, chosen.name)
        if found and found.path and found.data == chosen.data:
            return chosen.name
        return stored_beside(self.folder, Upload(article, "anh", chosen.name, chosen.data))

    def _stored(self, article: str, chosen: PhotoToEdit, edit: PhotoEdit) -> str:
        made = edited_photo(chosen.data, edit)
        if made is None:
            raise EditRefused(NOT_EDITABLE.format(PurePosixPath(chosen.name).name))
        beside, plain = _beside(article), PurePosixPath(chosen.name).name
        original = self.originals.keep(beside, plain, chosen.data)
        if self.folder.place(f"{beside}/{plain}", frozenset({PurePosixPath(plain).suffix.lower()})).is_file():
            self.originals.put(beside, plain, chosen.data, KnownPhoto(original))
        wanted = f"{PurePosixPath(plain).stem}-cat.{made.kind}"
        name = stored_beside(self.folder, Upload(article, "anh", wanted, made.data))
        photo = KnownPhoto(sha256(made.data), original, chosen.name, edit)
        self.originals.put(beside, name, made.data, photo)
        return name

    def settle(self, article: str, text: str) -> None:
        """
        An article was saved with a text: bring back what it names, move away what nobody names any more.

        Only photos that were edited here, and what they were made of, are ever moved. Where the disk refuses, all stays.
        """
        place, beside = self.folder.place(article, (".md",)).parent, _beside(article)
        with suppress(OSError):
            self.originals.bring_back(place, beside, text)
            self.originals.move_away(place, beside, self._texts())

    def _texts(self) -> Iterator[str]:
        """Yield all that may name a photo: the content, what is being typed, what lies in the trash."""
        kept = self.originals.folder
        for folder, endings in (
            (self.folder.root, _TEXTS),
            (kept / TYPING, {".json"}),
            (kept / TRASH, {".md"}),
        ):
            for file in folder.rglob("*") if folder.is_dir() else ():
                if file.suffix.lower() in endings and file.is_file():
                    yield file.read_bytes().decode("utf-8", "replace")


def _beside(article: str) -> str:
    return article.rpartition("/")[0]
