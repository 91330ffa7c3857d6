"""The value that stands for one page of a portal that was saved before: in a mirror, or in WARC files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.editors.importing.import_source import GetFile


@dataclass(frozen=True, slots=True)
class SavedPage:
    """
    A page of a saved portal: what messages call it, and where it was published.

    ``base`` is where its links start from, ``charset`` what the server named or ""; ``moved_from`` are addresses that
    led to it; ``get_file`` returns the files that were saved with it.
    """

    name: str
    address: str
    base: str
    read: Callable[[], bytes]
    get_file: GetFile
    charset: str = ""
    moved_from: tuple[str, ...] = ()
