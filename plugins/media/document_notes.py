"""Find what a document tells of its makers beside its text (names, comments, tracked changes), and archives made to do harm."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from plugins.problems.printable import printable
from plugins.vietnamese.letters import nfc

if TYPE_CHECKING:
    from pypdf import PdfReader

ARCHIVES = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".zip"})
# What an archive may hold: files, bytes once unpacked, and how much more these are than the archive. A text packs to a
# tenth; what packs to a hundredth was made to fill a disk.
MOST_PARTS, LARGEST_WHOLE = 20_000, 2_000_000_000
DENSEST, DENSE_FROM = 100, 20_000_000
_LARGEST_READ = 30_000_000  # bytes of one part that are looked through
_MOST_PAGES_READ = 200
_AUTHORS = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)(?:\s[^>]*)?>([^<]{1,200})</", re.IGNORECASE
)
_XMP_CREATORS = re.compile(rb"<dc:creator>([^\0]{0,2000}?)</dc:creator>")
_XMP_NAME = re.compile(rb"<rdf:li[^>]{0,100}>([^<]{1,200})</")
_PROPERTIES = frozenset({"docprops/core.xml", "meta.xml"})
_COMMENT_PARTS = re.compile(
    r"(?:word/comments|xl/(?:comments|threadedcomments/threadedcomment)|ppt/comments/\w*comment)\w*\.xml"
)
_COMMENT = re.compile(rb"<(?:w:comment|comment|threadedComment|p:cm|p188:cm|office:annotation)[\s>]")
_CHANGE = re.compile(rb"<(?:w:(?:ins|del|moveFrom|moveTo)\s[^>]*w:author=|text:changed-region[\s>])")
_TEXTS = frozenset({"word/document.xml", "content.xml"})
# Notes that people write upon a page; links and form fields are none.
PDF_COMMENTS = frozenset(
    f"/{kind}"
    for kind in [
        "Text",
        "FreeText",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Caret",
        "Ink",
        "Stamp",
        "FileAttachment",
        "Popup",
    ]
)


def is_archive_bomb(content: bytes) -> bool:
    """Tell whether an archive unpacks to far more than any document does; False for what is no archive."""
    entries = _entries(content)
    whole = sum(entry.file_size for entry in entries)
    dense = whole > DENSE_FROM and whole > DENSEST * len(content)
    return dense or len(entries) > MOST_PARTS or whole > LARGEST_WHOLE


def is_signed_archive(content: bytes) -> bool:
    """Tell whether an Office or OpenDocument file has a digital signature, which any change would break."""
    return any(
        entry.filename.startswith("_xmlsignatures/") or entry.filename == "META-INF/documentsignatures.xml"
        for entry in _entries(content)
    )


def notes_in_archive(content: bytes) -> list[str]:
    """Return what a Word, Excel, PowerPoint or OpenDocument file tells of its makers, in words for the editor."""
    authors: dict[str, None] = {}
    comments, changes = 0, False
    for entry in _entries(content):
        name = entry.filename.lower()
        if name not in _PROPERTIES | _TEXTS and not _COMMENT_PARTS.fullmatch(name):
            continue
        part = _read(content, entry)
        if name in _PROPERTIES:
            authors |= dict.fromkeys(
                unescape(one.decode("utf-8", "replace")).strip() for one in _AUTHORS.findall(part)
            )
        else:
            comments += len(_COMMENT.findall(part))
        changes = changes or (name in _TEXTS and _CHANGE.search(part) is not None)
    return list(_described(authors, comments, changes=changes))


def notes_in_pdf(reader: PdfReader) -> list[str]:
    """Return what a PDF tells of its makers, in words for the editor; raises for a broken file."""
    authors = {str((reader.metadata.author if reader.metadata else "") or "").strip(): None}
    authors |= dict.fromkeys(_authors_in_xmp(reader))
    comments = 0
    for number in range(min(len(reader.pages), _MOST_PAGES_READ)):
        for reference in reader.pages[number].get("/Annots") or ():
            kind = reference.get_object().get("/Subtype")
            comments += kind in PDF_COMMENTS and kind != "/Popup"
    return list(_described(authors, comments, changes=False))


def _authors_in_xmp(reader: PdfReader) -> Iterator[str]:
    """Yield the names in the metadata that a PDF has as XML."""
    written = reader.root_object.get("/Metadata")
    data = written.get_object().get_data()[:_LARGEST_READ] if written is not None else b""
    for creators in _XMP_CREATORS.findall(data):
        yield from (unescape(one.decode("utf-8", "replace")).strip() for one in _XMP_NAME.findall(creators))


def _described(authors: dict[str, None], comments: int, *, changes: bool) -> Iterator[str]:
    names = [f"“{printable(nfc(name))[:60]}”" for name in authors if name]
    if names:
        yield f"tên người soạn {', '.join(names[:3])}"
    if comments:
        yield f"{comments} nhận xét"
    if changes:
        yield "các chỗ sửa đang theo dõi (Track Changes)"


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _read(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return the beginning of a part, b"" for one that is locked or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(entry) as part:
            return part.read(_LARGEST_READ)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        return b""
