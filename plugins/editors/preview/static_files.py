"""Serve the files of a folder: no directory listing, nothing from outside the folder, with range requests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.editors.preview.http import FilePart, Response, text_response
from plugins.publishing.hosting.mime_types import media_type_of

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def file_at(folder: Path, path: str) -> Path | None:
    """
    Return the file or folder below ``folder`` at the path of a request, None where there is none.

    ``path`` is as it was sent: it is unescaped once, so nothing is hidden by double escaping.
    """
    plain = unquote(path, errors="replace")
    parts = [part for part in plain.split("/") if part]
    # Windows understands each of these as a path elsewhere.
    if any(part in (".", "..") or part.startswith(".") or re.search(r"[\\:\0]", part) for part in parts):
        return None
    place = folder.joinpath(*parts)
    try:
        real, root = place.resolve(strict=True), folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return place if real == root or root in real.parents else None


def file_response(folder: Path, path: str, headers: Mapping[str, str]) -> Response | None:
    """Return the response for a file, or for a folder's index.html; None where there is neither."""
    place = file_at(folder, path)
    if place is None:
        return None
    if place.is_dir():
        if not (place / "index.html").is_file():
            return None
        if not path.endswith("/"):
            # Normalised and escaped again: "//a" or a line break must not become another host or header.
            return text_response(301, "", Location=f"{quote('/' + unquote(path).strip('/'))}/")
        place /= "index.html"
    elif path.endswith("/"):
        return None
    return _whole_or_part(place, headers)


def _whole_or_part(file: Path, headers: Mapping[str, str]) -> Response:
    status = file.stat()
    response_headers = {
        "Content-Type": media_type_of(file.name),
        "Cache-Control": "no-cache",
        "Last-Modified": formatdate(status.st_mtime, usegmt=True),
        "Accept-Ranges": "bytes",
    }
    if _is_current(headers.get("if-modified-since", ""), status.st_mtime):
        return Response(304, response_headers)
    wanted = _RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if wanted is None or (not wanted[1] and not wanted[2]):
        return Response(200, response_headers, FilePart(file, 0, status.st_size))
    size = status.st_size
    start = int(wanted[1]) if wanted[1] else max(size - int(wanted[2]), 0)
    end = min(int(wanted[2]), size - 1) if wanted[1] and wanted[2] else size - 1
    if start > end:
        return Response(416, response_headers | {"Content-Range": f"bytes */{size}"})
    response_headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Response(206, response_headers, FilePart(file, start, end - start + 1))


def _is_current(since: str, changed: float) -> bool:
    """Tell whether a browser's copy, of the time in the header ``since``, is as new as the file; headers count whole seconds."""
    try:
        return bool(since) and parsedate_to_datetime(since).timestamp() >= int(changed)
    except (TypeError, ValueError, OverflowError):
        return False
