"""Attachments: documents, tables, archives and recordings that an article offers."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.media.library import Fault
from plugins.media.names import printable, published_name
from plugins.vietnamese.numbers import file_size

FOLDER = "tai-lieu"
LARGEST_COUNTED, MOST_PAGES = 60_000_000, 20_000
KINDS: dict[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".odt": "ODT",
    ".rtf": "RTF",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".ods": "ODS",
    ".csv": "CSV",
    ".ppt": "PowerPoint",
    ".pptx": "PowerPoint",
    ".odp": "ODP",
    ".txt": "Văn bản thuần",
    ".zip": "ZIP",
    ".rar": "RAR",
    ".7z": "7z",
    ".epub": "EPUB",
    ".mp3": "MP3",
    ".m4a": "M4A",
    ".mp4": "MP4",
    ".webm": "WebM",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to publish: where from, where to, and what readers are told of it; ``pages`` is 0 where there are none to count."""

    source: Path
    address: str
    name: str
    kind: str
    size: str
    pages: int = 0


def is_attachment(path: str) -> bool:
    """
    Return whether files of this kind are published for readers to take away.

    >>> is_attachment("tai-lieu/Tờ trình.PDF"), is_attachment("publishconf.py")
    (True, False)
    """
    return PurePosixPath(path).suffix.lower() in KINDS


def plan(source: Path, shown: str) -> Attachment | Fault:
    """Return how the file ``source`` is to be published; ``shown`` is its path below content/."""
    name = printable(shown)
    extension = PurePosixPath(shown).suffix.lower()
    if extension not in KINDS:
        return Fault(
            "loai-tep-la", f"tệp “{name}” thuộc loại không được công bố ({extension or 'không có đuôi'})."
        )
    try:
        content = source.read_bytes()
    except OSError:
        return Fault("khong-doc-duoc", f"không đọc được tệp “{name}”. Kiểm tra quyền đọc.")
    if not content:
        return Fault("tep-rong", f"tệp “{name}” rỗng (0 byte). Chép lại tệp.")
    path = PurePosixPath(shown)
    address = f"{FOLDER}/{published_name(path.stem, content, extension[1:])}"
    pages = pages_of(content) if extension == ".pdf" else 0
    return Attachment(source, address, path.name, KINDS[extension], file_size(len(content)), pages)


def pages_of(content: bytes) -> int:
    """Return how many pages a PDF file has; 0 for one that is locked, broken or too large to look into."""
    if len(content) > LARGEST_COUNTED or not content.startswith(b"%PDF"):
        return 0
    # Loaded for the first document that is new: a build without one pays nothing.
    from pypdf import PdfReader

    # It tells of every oddity of a file that readers open all the same.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        count = 0 if reader.is_encrypted else reader.get_num_pages()
    except Exception:
        # What a broken file makes a reader raise is anybody's guess, and no article waits for a number.
        return 0
    return count if 0 < count <= MOST_PAGES else 0
