"""Pictures and attachments: each file is looked at once, however many articles show it and however often it is built."""

from __future__ import annotations

from pathlib import Path

from plugins.incremental.remembered import KnownFile, KnownPicture
from plugins.media import attachments, photos
from plugins.media.library import Fault, Library
from plugins.memory.shelf import Shelf


class Media:
    """What is planned of the media of one content folder; plans of unchanged files come from the shelves."""

    def __init__(self, library: Library, pictures: Shelf[KnownPicture], files: Shelf[KnownFile]) -> None:
        self._library = library
        self._known_pictures, self._known_files = pictures, files
        self._pictures: dict[str, photos.Plan | Fault] = {}
        self._files: dict[str, attachments.Attachment | Fault] = {}

    def picture(self, path: str) -> photos.Plan | Fault:
        """Return what is to be published of a picture."""
        if path not in self._pictures:
            self._pictures[path] = self._picture(path, self._library.open_path(path))
        return self._pictures[path]

    def _picture(self, path: str, source: Path) -> photos.Plan | Fault:
        stamp = self._library.stamps.get(path, "")
        known = self._known_pictures.values.get(path)
        if known and known.stamp == stamp:
            return photos.Plan(source, known.digest, known.kind, known.published, known.reminder)
        planned = photos.plan(source, path)
        if stamp and not isinstance(planned, Fault):
            told = (planned.digest, planned.kind, planned.published, planned.reminder)
            self._known_pictures.put(path, KnownPicture(stamp, *told))
        return planned

    def file(self, path: str) -> attachments.Attachment | Fault:
        """Return how an attachment is to be published."""
        if path not in self._files:
            self._files[path] = self._file(path, self._library.open_path(path))
        return self._files[path]

    def _file(self, path: str, source: Path) -> attachments.Attachment | Fault:
        stamp = self._library.stamps.get(path, "")
        known = self._known_files.values.get(path)
        if known and known.stamp == stamp:
            return attachments.Attachment(source, known.address, known.name, known.kind, known.size)
        planned = attachments.plan(source, path)
        if stamp and not isinstance(planned, Fault):
            told = (planned.address, planned.name, planned.kind, planned.size)
            self._known_files.put(path, KnownFile(stamp, *told))
        return planned

    def forget_unused(self) -> None:
        """Let go of plans that no article asked for."""
        self._known_pictures.keep_only(self._pictures)
        self._known_files.keep_only(self._files)
