"""Tell by its bytes which word processor wrote a file, and bring it into the form of .docx."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, tostring

from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.untrusted_xml import DoctypeRefused, parse_xml
from plugins.editors.importing.word import libreoffice
from plugins.editors.importing.word.package import DAMAGED, LOCKED, STRANGE_XML

_OLE = b"\xd0\xcf\x11\xe0"
# How the text of a binary Word file begins, and where there the bit lies that tells of a password.
_BINARY_TEXT, _FLAGS, _ENCRYPTED, _SECTOR = b"\xec\xa5", 10, 0x0100, 512
_HEAD_BYTES = 4_000
_FLAT_OPC = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8|us-ascii)", re.IGNORECASE)
_OUTER_PICTURE = re.compile(rb"(\b(?:src|href)\s*=\s*)(?:\"(?!wordml:)[^\"]*\"|'(?!wordml:)[^']*')")
_INSTRUCTION = re.compile(rb"<\w+:(?:instrText|fldSimple)\b[^>]*>[^<]*")
_FETCHING = re.compile(rb"INCLUDE\w*|DDE\w*|DATABASE|\bLINK|IMPORT", re.IGNORECASE)
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
)
_MOST_MEMBER_BYTES = 10_000_000


def is_word_processor_file(data: bytes) -> bool:
    """Return whether bytes are those of a word processor's file, or of an archive that may be one."""
    return data.startswith((b"PK", _OLE, b"{\\rtf")) or _is_word_xml(data)


def _is_word_xml(data: bytes) -> bool:
    head = data[:_HEAD_BYTES]
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and (
        _FLAT_OPC in head or _WORD_2003 in head
    )


def as_docx(data: bytes, name: str) -> bytes:
    """Return the file called ``name`` as .docx; raise ImportRefused for one that is no text, is locked or damaged."""
    if data.startswith(_OLE):
        return _from_binary(data, name)
    if data.startswith(b"{\\rtf"):
        return libreoffice.convert_to_docx(data, ".rtf", name)
    if _is_word_xml(data):
        if _FLAT_OPC in data[:_HEAD_BYTES]:
            return _from_flat_opc(data)
        return libreoffice.convert_to_docx(_without_outside(data), ".xml", name)
    return _from_archive(data, name)


def _from_binary(data: bytes, name: str) -> bytes:
    """Return a binary Word file as .docx; a locked .docx stays as it is, and is refused when it is opened."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return data
    for place in range(_SECTOR, min(len(data), 64 * _SECTOR), _SECTOR):
        if data.startswith(_BINARY_TEXT, place):
            flags = int.from_bytes(data[place + _FLAGS : place + _FLAGS + 2], "little")
            if flags & _ENCRYPTED:
                raise ImportRefused(LOCKED)
    return libreoffice.convert_to_docx(data, ".doc", name)


def _from_archive(data: bytes, name: str) -> bytes:
    """Return an archive as .docx, whatever the order of its members."""
    names, kind, manifest = _members(data)
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        if b"encryption-data" in manifest:
            raise ImportRefused(LOCKED)
        return libreoffice.convert_to_docx(data, ".odt", name)
    is_other = {"xl/workbook.xml", "ppt/presentation.xml"} & names or "opendocument" in kind
    if is_other or name.lower().endswith((".xlsx", ".pptx", ".xlsm", ".zip")):
        raise ImportRefused(
            f"“{name}” không phải tệp văn bản Word. Bảng tính, trình chiếu thì đính kèm vào bài; tệp nén thì giải nén trước."
        )
    return data


def _members(data: bytes) -> tuple[set[str], str, bytes]:
    """Return the names of an archive's members, what it calls itself, and its list of parts; nothing of a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {one.filename: one.file_size for one in archive.infolist()}

            def read(member: str) -> bytes:
                is_readable = 0 < sizes.get(member, 0) <= _MOST_MEMBER_BYTES
                return archive.read(member) if is_readable else b""

            manifest = read("META-INF/manifest.xml")
            kind = read("mimetype").decode("ascii", "replace").strip()
            if not kind and b"opendocument.text" in manifest and "content.xml" in sizes:
                kind = "application/vnd.oasis.opendocument.text"
            return set(sizes), kind, manifest
    except _READ_ERRORS:
        return set(), "", b""


def _without_outside(data: bytes) -> bytes:
    """Return a file of Word 2003's XML whose pictures and fields name nothing outside of it."""
    _parsed(data)
    if b"\0" in data or _OTHER_ENCODING.match(data):
        raise ImportRefused(DAMAGED)
    # The bytes themselves: LibreOffice knows the elements by the prefixes that Word gives them.
    data = _OUTER_PICTURE.sub(rb'\1""', data)
    return _INSTRUCTION.sub(lambda found: _FETCHING.sub(b"X", found[0]), data)


def _parsed(data: bytes) -> Element:
    try:
        return parse_xml(data)
    except DoctypeRefused:
        raise ImportRefused(STRANGE_XML) from None
    except (ParseError, LookupError, ValueError):
        raise ImportRefused(DAMAGED) from None


def _from_flat_opc(data: bytes) -> bytes:
    """Return a Word file that was saved as one XML document as the archive of its parts."""
    root = _parsed(data)
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in root.findall(f"{_PKG}part"):
                content = part.find(f"{_PKG}xmlData")
                binary = part.findtext(f"{_PKG}binaryData", "")
                whole = (
                    tostring(content[0]) if content is not None and len(content) else base64.b64decode(binary)
                )
                archive.writestr((part.get(f"{_PKG}name") or "").lstrip("/"), whole)
    except (ValueError, binascii.Error):
        raise ImportRefused(DAMAGED) from None
    return written.getvalue()
