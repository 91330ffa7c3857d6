"""Make a copy of a document without what it tells of its makers: names, comments, tracked changes; the text stays as it is."""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from plugins.media.document_notes import PDF_COMMENTS, is_signed_archive

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

# What is read and packed anew: the parts of an archive, and one part whose text is changed.
_LARGEST_WHOLE, _LARGEST_PART = 300_000_000, 30_000_000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_TAG = re.compile(rb"""<[?!/]?([\w:.-]+)(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NOT_PLAIN = re.compile(rb"<!--|<!\[CDATA\[|<!DOCTYPE")
# Parts that hold nothing but names and comments: their root element stays, since other parts name them.
_EMPTIED = re.compile(
    r"docprops/(?:core|app|custom)\.xml|word/(?:people|comments\w*)\.xml|meta\.xml", re.IGNORECASE
)
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml|content\.xml")
_DROPPED = frozenset(
    {
        *(b"w:commentRangeStart", b"w:commentRangeEnd", b"w:commentReference", b"w:del", b"w:moveFrom"),
        *(b"w:moveFromRangeStart", b"w:moveFromRangeEnd", b"w:moveToRangeStart", b"w:moveToRangeEnd"),
        *(
            b"w:rPrChange",
            b"w:pPrChange",
            b"w:sectPrChange",
            b"w:tblPrChange",
            b"w:trPrChange",
            b"w:tcPrChange",
        ),
        *(b"w:tblGridChange", b"w:tblPrExChange", b"w:numberingChange"),
        *(b"office:annotation", b"office:annotation-end", b"text:tracked-changes", b"table:tracked-changes"),
        *(b"text:change", b"text:change-start", b"text:change-end"),
    }
)
_UNWRAPPED = frozenset({b"w:ins", b"w:moveTo"})
# Rows and cells that were taken out or joined while changes were tracked: to accept that is Word's own business.
_CELL_CHANGES = (b"<w:cellDel", b"<w:cellIns", b"<w:cellMerge")


def cleaned_archive(content: bytes) -> bytes:
    """
    Return a Word or OpenDocument file, or another one that keeps its properties as they do, without what it tells of its makers.

    Changes that were tracked are accepted. What is signed, locked, damaged or too large is returned as it is.
    """
    if is_signed_archive(content):
        return content
    packed = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as copy:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
                return content
            for entry in entries:
                with archive.open(entry) as part:
                    data = part.read(entry.file_size)
                new = zipfile.ZipInfo(entry.filename, _FIRST_DAY)
                new.compress_type = (
                    zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
                )
                copy.writestr(new, _cleaned_part(entry.filename, data))
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        return content
    return packed.getvalue()


def _cleaned_part(name: str, data: bytes) -> bytes:
    """Return a part of an archive as it is published; one that is not understood stays as it is."""
    if len(data) > _LARGEST_PART or _NOT_PLAIN.search(data):
        return data
    if _EMPTIED.fullmatch(name):
        return emptied(data)
    return without_notes(data) if _TEXT_PARTS.fullmatch(name) else data


def emptied(xml: bytes) -> bytes:
    """
    Return an XML document with its root element alone.

    >>> emptied(b'<?xml version="1.0"?><w:comments xmlns:w="x"><w:comment w:author="A"/></w:comments>')
    b'<?xml version="1.0"?><w:comments xmlns:w="x"></w:comments>'
    """
    for tag in _TAG.finditer(xml):
        if tag[0][1:2] not in b"?!":
            root = tag[0].removesuffix(b"/>").removesuffix(b">")
            return b"%b%b></%b>" % (xml[: tag.start()], root, tag[1])
    return xml


def without_notes(xml: bytes) -> bytes:
    """
    Return the XML of a text without comments, and with its tracked changes accepted.

    >>> without_notes(b'<w:p><w:ins w:author="A"><w:t>a</w:t></w:ins><w:del w:author="B"><w:t>b</w:t></w:del></w:p>')
    b'<w:p><w:t>a</w:t></w:p>'
    """
    rows = (piece.split(b"</w:trPr>", 1)[0] for piece in xml.split(b"<w:trPr")[1:])
    if any(sign in xml for sign in _CELL_CHANGES) or any(b"<w:del " in row for row in rows):
        return xml
    kept: list[bytes] = []
    behind = depth = 0
    inside = b""
    for tag in _TAG.finditer(xml):
        name, closes, is_whole = tag[1], tag[0].startswith(b"</"), tag[0].endswith(b"/>")
        if depth:
            if name == inside and not is_whole:
                depth += -1 if closes else 1
            behind = tag.end()
            continue
        if name not in _DROPPED | _UNWRAPPED:
            continue
        kept.append(xml[behind : tag.start()])
        behind = tag.end()
        if name in _DROPPED and not closes and not is_whole:
            inside, depth = name, 1
    # An element that never ends: what is no XML is not changed.
    return xml if depth else b"".join([*kept, xml[behind:]])


def cleaned_pdf(content: bytes) -> bytes:
    """Return a PDF without its makers' names and comments; one that is signed, locked or broken is returned as it is."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted or _is_signed(reader.root_object):
            return content
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for holder in (writer.root_object, *writer.pages):
            for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                holder.pop(NameObject(name), None)
        for page in writer.pages:
            notes = page.get("/Annots")
            if notes is not None:
                kept = [
                    one for one in notes.get_object() if one.get_object().get("/Subtype") not in PDF_COMMENTS
                ]
                page[NameObject("/Annots")] = ArrayObject(kept)
        writer.write(unlinked := io.BytesIO())
        # What nothing refers to any more is still in the file: only a copy of what is reached from the root is without it.
        copy = PdfWriter(clone_from=PdfReader(unlinked))
        copy.metadata = None
        copy.write(packed := io.BytesIO())
        whole = len(PdfReader(packed).pages) == len(reader.pages)
    except Exception:
        # A broken file may make it raise anything; it is published as it is, and the editor is told what it says.
        return content
    return packed.getvalue() if whole else content


def _is_signed(catalogue: DictionaryObject) -> bool:
    """Tell whether the catalogue of a PDF names a digital signature, which any change would break."""
    form = catalogue.get("/AcroForm")
    flags = form.get_object().get("/SigFlags", 0) if form is not None else 0
    return bool(int(flags) & 1) or "/Perms" in catalogue
