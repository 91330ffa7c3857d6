"""Pictures of pages that are newer than the last build: no output folder has them yet, so they are drawn when a browser asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.media.fault import MediaFault
from plugins.media.output_folders import PICTURES
from plugins.media.picture_files import PicturePlan, drawn
from plugins.media.sizes import Derivative

MOST = 5_000  # files that are remembered: of the pages looked at last, nine of each photo


@dataclass(frozen=True, slots=True)
class UnpublishedPictures:
    """The pictures of pages that were previewed; threads may use it."""

    _files: OrderedDict[str, tuple[PicturePlan, Derivative, Path]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _drawing: threading.Lock = field(default_factory=threading.Lock)

    def remember(self, plans: Iterable[PicturePlan], cache: Path) -> None:
        """Take the pictures of a page; ``cache`` is the folder of caches, in which a build will find what is drawn here."""
        with self._lock:
            for plan in plans:
                for file in plan.published.files:
                    self._files[file.address] = plan, file, cache / PICTURES
                    self._files.move_to_end(file.address)
            while len(self._files) > MOST:
                self._files.popitem(last=False)

    def file(self, address: str) -> bytes | None:
        """Return the file of a picture by its address below the site's root; None for an address of none, and a broken one."""
        with self._lock:
            found = self._files.get(address)
        if found is None:
            return None
        # A page asks for several files of a photo at once, and all are drawn together.
        with self._drawing:
            data = drawn(*found)
        return None if isinstance(data, MediaFault) else data
