"""
Read all words of files that LibreOffice converts before they are imported (.doc, .odt, .rtf) straight from their bytes, apart from it.

Whatever is not as it should be ends the reading: this only checks what another program has read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from striprtf.striprtf import rtf_to_text

from plugins.editors.importing.completeness import SourceLine
from plugins.editors.importing.untrusted_xml import parse_xml
from plugins.editors.importing.word.binary_text import binary_lines, repeated_lines

_RTF = b"{\\rtf"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_SPACES = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_NUMBER_OF_NOTE = f"{_TEXT}note-citation"
_MOST_BYTES = 50_000_000
# The library passes over the text of notes unless they are part of their paragraph.
_NOTE = re.compile(r"\\(?:footnote|ftnalt)\b ?")
# Pictures, and what is no text of the document: the bytes of fonts and of embedded files.
_HEXADECIMAL = re.compile(rb"[0-9a-fA-F\s]{200,}")


def converted_lines(data: bytes) -> list[SourceLine]:
    """
    Return the lines of a .doc, .odt or .rtf file, none where it is no such file.

    It is enough that an article has the words of these once: fields, headers and text boxes repeat some.

    >>> [line.text for line in converted_lines(rb"{\\rtf1\\ansi B\\'e0 con g\\u7863?t l\\'faa.\\par Xong.}")]
    ['Bà con gặt lúa.', 'Xong.']
    """
    if data.startswith(_RTF):
        lines = _of_rich_text(data)
    elif data.startswith(b"PK"):
        lines = _of_open_document(data)
    else:
        return binary_lines(data)
    return repeated_lines(lines)


def _of_rich_text(data: bytes) -> list[str]:
    if len(data) > _MOST_BYTES:
        return []
    text = _NOTE.sub("", _HEXADECIMAL.sub(b" ", data).decode("latin-1"))
    try:
        plain: str = rtf_to_text(text, errors="ignore")  # type: ignore[no-untyped-call]
        return plain.replace("|", "\n").splitlines()
    except (ValueError, LookupError, RecursionError):
        return []


def _of_open_document(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = archive.read("mimetype")[:100]
            part = archive.getinfo("content.xml")
            if not kind.startswith(_OPEN_DOCUMENT) or part.file_size > _MOST_BYTES:
                return []
            root = parse_xml(archive.read(part))
    except (
        KeyError,
        ValueError,
        LookupError,
        ParseError,
        RuntimeError,
        OSError,
        zipfile.BadZipFile,
        NotImplementedError,
    ):
        return []
    return ["".join(_letters(one)) for one in root.iter() if one.tag in _PARAGRAPHS]


def _letters(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph without that of paragraphs in it, which come by themselves."""
    yield element.text or ""
    for child in element:
        if child.tag in _SPACES:
            yield " "
        elif child.tag not in _PARAGRAPHS and child.tag != _NUMBER_OF_NOTE:
            yield from _letters(child)
        else:
            yield " "
        yield child.tail or ""
