"""Media types of files by their ending; the table of the machine is not used, since each machine has another."""

from __future__ import annotations

import posixpath

_TEXT = "; charset=utf-8"
_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": f"text/css{_TEXT}",
    ".csv": f"text/csv{_TEXT}",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": f"text/html{_TEXT}",
    ".html": f"text/html{_TEXT}",
    ".ico": "image/x-icon",
    ".ics": f"text/calendar{_TEXT}",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": f"text/javascript{_TEXT}",
    ".json": "application/json",
    ".mjs": f"text/javascript{_TEXT}",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": f"text/plain{_TEXT}",
    ".vtt": f"text/vtt{_TEXT}",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


def media_type_of(path: str) -> str:
    """
    Return the media type of a file.

    >>> media_type_of("feeds/tin.atom.xml"), media_type_of("anh/A.AVIF"), media_type_of("la")
    ('application/atom+xml; charset=utf-8', 'image/avif', 'application/octet-stream')
    """
    name = posixpath.basename(path.lower())
    double = next(
        (
            media_type
            for ending, media_type in _TYPES.items()
            if ending.count(".") == 2 and name.endswith(ending)
        ),
        "",
    )
    return double or _TYPES.get(posixpath.splitext(name)[1], "application/octet-stream")
