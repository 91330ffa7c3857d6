"""Attachments: documents, tables, archives and recordings that an article offers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.media.library import Fault
from plugins.media.names import printable, published_name
from plugins.vietnamese.numbers import file_size

FOLDER = "tai-lieu"
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
    """A file to publish: where from, where to, and what readers are told of it."""

    source: Path
    address: str
    name: str
    kind: str
    size: str


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
    return Attachment(source, address, path.name, KINDS[extension], file_size(len(content)))
