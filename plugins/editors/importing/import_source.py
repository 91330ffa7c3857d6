"""The value that stands for one file or page to import: its bytes, and a way to the files that it refers to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from plugins.media.picture_files import EXTENSIONS

WORD_EXTENSIONS = (".docx", ".docm", ".doc", ".odt", ".rtf", ".dotx")
PAGE_EXTENSIONS = (".html", ".htm", ".mht", ".mhtml", ".aspx", ".xhtml")
TEXT_EXTENSIONS = (".txt",)
PAPER_EXTENSIONS = (".pdf",)
IMPORTABLE_EXTENSIONS = (*WORD_EXTENSIONS, *PAGE_EXTENSIONS, *TEXT_EXTENSIONS, *PAPER_EXTENSIONS)
PHOTO_EXTENSIONS = (*sorted(EXTENSIONS), ".tif", ".tiff", ".bmp", ".jfif")

GetFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class ImportSource:
    """
    A file or page to import.

    ``name`` is how messages call it, ``address`` where the page was published or "", ``base`` where its links start
    from where that is elsewhere, ``charset`` what the server named or ""; ``get_file`` returns the bytes of a file that the source refers to, None where it
    cannot be had; ``get_saved`` does so only where that asks nobody; ``is_awaited`` tells of a file
    that could not be had whether it may come later.
    """

    name: str
    data: bytes
    address: str = ""
    charset: str = ""
    get_file: GetFile = lambda _: None
    get_saved: GetFile = lambda _: None
    base: str = ""
    is_awaited: Callable[[str], bool] = lambda _: False
