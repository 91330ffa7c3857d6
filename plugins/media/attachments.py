"""Plan how an attachment (document, table, archive, recording) is published."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.media.document_cleaning import cleaned_archive, cleaned_pdf
from plugins.media.document_notes import ARCHIVES, is_archive_bomb, notes_in_archive, notes_in_pdf
from plugins.media.fault import MediaFault
from plugins.media.names import published_name
from plugins.media.output_folders import ATTACHMENTS
from plugins.problems.printable import printable
from plugins.vietnamese.letters import without_loose_marks
from plugins.vietnamese.numbers import file_size

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
    ".vtt": "Phụ đề",
}
# What a player needs to be told the truth: how a file of these begins, from which byte on.
_BEGINNINGS = {
    ".mp4": (4, b"ftyp", "video MP4"),
    ".webm": (0, b"\x1aE\xdf\xa3", "video WebM"),
    ".vtt": (0, b"WEBVTT", "phụ đề WebVTT (dòng đầu là WEBVTT)"),
}
_VIDEOS = (".mp4", ".webm")
# A video of this size costs a reader with a phone's network minutes and money.
LARGE_VIDEO = 50_000_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """
    A file to publish: its source, its address, and what readers see of it.

    ``pages`` is 0 where unknown; ``reminder`` tells the editor what the file says of its makers, or is "";
    ``is_cleaned`` says that a copy without all that is published.
    """

    source: Path
    address: str
    name: str
    kind: str
    size: str
    pages: int = 0
    reminder: str = ""
    is_cleaned: bool = False

    def published_bytes(self) -> bytes:
        """Return the bytes that readers download; raises OSError."""
        content = self.source.read_bytes()
        return _cleaned(content, self.source.suffix.lower()) if self.is_cleaned else content


def is_attachment(path: str) -> bool:
    """
    Return whether files of this kind are published for readers to download.

    >>> is_attachment("tai-lieu/Tờ trình.PDF"), is_attachment("publishconf.py")
    (True, False)
    """
    return PurePosixPath(path).suffix.lower() in KINDS


def plan_attachment(source: Path, shown: str, *, clean: bool = False) -> Attachment | MediaFault:
    """
    Return how the file ``source`` is to be published; ``shown`` is its path below content/.

    With ``clean``, what it tells of its makers is left out of the published copy.
    """
    name = printable(shown)
    extension = PurePosixPath(shown).suffix.lower()
    if extension not in KINDS:
        return MediaFault(
            "loai-tep-la", f"tệp “{name}” thuộc loại không được công bố ({extension or 'không có đuôi'})."
        )
    content = _content_of(source, name, extension)
    if isinstance(content, MediaFault):
        return content
    path = PurePosixPath(shown)
    pages, notes = _pages_and_notes(content, extension)
    is_cleaned, signed = False, False
    if clean and notes:
        copy = _cleaned(content, extension)
        is_cleaned, signed = copy != content, copy == content
        content = copy
        notes = _pages_and_notes(content, extension)[1]
    address = f"{ATTACHMENTS}/{published_name(path.stem, content, extension[1:])}"
    facts = (
        source,
        address,
        without_loose_marks(path.name),
        KINDS[extension],
        file_size(len(content)),
        pages,
    )
    reminder = _reminder(name, notes, untouched=signed) or _heavy(name, extension, len(content))
    return Attachment(*facts, reminder, is_cleaned)


def _content_of(source: Path, name: str, extension: str) -> bytes | MediaFault:
    """Return the bytes of a file that is what its name says, and harmless."""
    try:
        content = source.read_bytes()
    except OSError:
        return MediaFault("khong-doc-duoc", f"không đọc được tệp “{name}”. Kiểm tra quyền đọc.")
    if not content:
        return MediaFault("tep-rong", f"tệp “{name}” rỗng (0 byte). Chép lại tệp.")
    if not _begins_rightly(content, extension):
        message = f"tệp “{name}” không phải {_BEGINNINGS[extension][2]}. Xuất lại tệp rồi chép đè."
        return MediaFault("loai-tep-la", message)
    if extension in ARCHIVES and is_archive_bomb(content):
        message = (
            f"tệp “{name}” bung ra quá lớn, giống tệp được tạo để làm treo máy. Kiểm tra nơi gửi tệp này."
        )
        return MediaFault("tep-bung-lon", message)
    return content


def _begins_rightly(content: bytes, extension: str) -> bool:
    """
    Return whether a video or its captions are what their name says; other kinds are not asked.

    >>> _begins_rightly(b"\\0\\0\\0 ftypisom", ".mp4"), _begins_rightly(b"1\\n00:01", ".vtt"), _begins_rightly(b"?", ".pdf")
    (True, False, True)
    """
    start, beginning, _ = _BEGINNINGS.get(extension, (0, b"", ""))
    return content.removeprefix(b"\xef\xbb\xbf")[start : start + len(beginning)] == beginning


def _heavy(name: str, extension: str, size: int) -> str:
    """Return what to tell of a video that is too heavy for a phone, "" for all else."""
    if extension not in _VIDEOS or size <= LARGE_VIDEO:
        return ""
    return (
        f"video “{name}” nặng {file_size(size)}; người xem bằng điện thoại phải tải lâu và tốn tiền. "
        f"Xuất lại ở 720p, dưới {file_size(LARGE_VIDEO)}, hoặc đăng nơi khác rồi đặt liên kết."
    )


def _pages_and_notes(content: bytes, extension: str) -> tuple[int, list[str]]:
    if extension == ".pdf":
        return pages_and_notes(content)
    return 0, notes_in_archive(content) if extension in ARCHIVES else []


def _cleaned(content: bytes, extension: str) -> bytes:
    return cleaned_pdf(content) if extension == ".pdf" else cleaned_archive(content)


def _reminder(name: str, notes: Sequence[str], *, untouched: bool = False) -> str:
    """Return what to tell of the notes in a document; ``untouched`` says that it could not be cleaned."""
    if not notes:
        return ""
    if untouched:
        return (
            f"tệp “{name}” còn mang {', '.join(notes)} mà máy không tự bỏ được: tệp có chữ ký số, có mật khẩu hay bị hỏng. "
            "Bỏ trong Word hay bản gốc rồi ký, xuất lại."
        )
    return (
        f"tệp “{name}” còn mang {', '.join(notes)}; ai tải về cũng xem được. Trong Word, Excel: Tệp → Thông tin → "
        "Kiểm tra tài liệu (Inspect Document) → Xóa tất cả, lưu (hoặc xuất lại PDF) rồi chép lại tệp."
    )


def pages_and_notes(content: bytes) -> tuple[int, list[str]]:
    """
    Return how many pages a PDF file has, and what it tells of its makers.

    0 and nothing for one that is locked, broken or too large to be read.
    """
    if len(content) > LARGEST_COUNTED or not content.startswith(b"%PDF"):
        return 0, []
    # Imported for the first new document: a build without one need not load it.
    from pypdf import PdfReader

    # It logs every oddity of a file that readers open all the same.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return 0, []
        count = reader.get_num_pages()
    except Exception:
        # A broken file may make it raise anything, and no article fails for want of a page number.
        return 0, []
    try:
        notes = notes_in_pdf(reader)
    except Exception:
        # So may a single page.
        notes = []
    return (count if 0 < count <= MOST_PAGES else 0), notes
