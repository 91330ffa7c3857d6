"""Take out of a document, before another program opens it, what would load something from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

# What an editor can follow stays: hyperlinks are read, and load nothing.
_ODT_ELEMENT = re.compile(
    rb"<(?!text:a[ >]|draw:a[ >])[\w-]+:[\w-]+\s[^<>]*?\b[\w-]+:href\s*=\s*(\"[^\"<]*\"|'[^'<]*')"
)
_OWN_PART = re.compile(rb"[\"'](?!/)(?:(?!\.\.)[^:&\\])*[\"']")
_FETCHING = rb"INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDEAUTO|DDE|DATABASE|RD"
_RTF_FIELD = re.compile(
    rb"(\\fldinst(?:[\s{}]|\\[a-z]+-?\d*[ ]?)*)(" + _FETCHING + rb")(?=[\s\"\\{}])", re.IGNORECASE
)
_RTF_WORD = re.compile(rb"\\(template|objlink|objautlink|objupdate|nextfile|mailmerge)(?![a-z])")
# In the binary files of Word the text of a field lies in one byte or two for a letter.
_DOC_FIELD = re.compile(
    b"|".join(
        word if width == 1 else word.decode().encode("utf-16-le")
        for word in (b"INCLUDEPICTURE", b"INCLUDETEXT", b"DDEAUTO")
        for width in (1, 2)
    )
)
_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8|us-ascii)", re.IGNORECASE)
_MAX_PARTS = 5_000
_MAX_BYTES = 200_000_000


def without_links(data: bytes, extension: str) -> bytes:
    r"""
    Return a document without linked pictures, objects, sections, templates and fields that fetch.

    >>> without_links(rb"{\rtf1{\*\fldinst INCLUDEPICTURE \"file:///etc/x.png\"}}", ".rtf")
    b'{\\rtf1{\\*\\fldinst XXXXXXXXXXXXXX \\"file:///etc/x.png\\"}}'
    """
    if extension == ".rtf":
        data = _RTF_FIELD.sub(lambda found: found[1] + b"X" * len(found[2]), data)
        return _RTF_WORD.sub(lambda found: b"\\x" + b"x" * (len(found[0]) - 2), data)
    if extension == ".odt":
        return _without_links_in_package(data)
    return _DOC_FIELD.sub(lambda found: found[0].replace(b"D", b"X").replace(b"N", b"X"), data)


def _without_links_in_package(data: bytes) -> bytes:
    """Return an OpenDocument file whose parts name no file outside it; nothing of what is no such file."""
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(written, "w") as copy:
            parts = package.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_BYTES:
                return b""
            for part in parts:
                if part.filename.startswith(("Basic/", "Scripts/")):
                    continue
                content = package.read(part)
                if part.filename.lower().endswith((".xml", ".rdf")):
                    if b"\0" in content[:200] or _OTHER_ENCODING.match(content):
                        return b""
                    content = _ODT_ELEMENT.sub(_emptied, content)
                copy.writestr(part, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return b""
    return written.getvalue()


def _emptied(found: re.Match[bytes]) -> bytes:
    element, place = found[0], found[1]
    return element if _OWN_PART.fullmatch(place) else element[: -len(place)] + b'""'
