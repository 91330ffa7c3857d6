"""Files of a folder as a web host answers them: no listing, nothing from outside, pieces where they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, unquote

from plugins.editors.preview.http import Part, Response, text_response
from plugins.editors.preview.mime_types import kind_of

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def place_in(folder: Path, path: str) -> Path | None:
    """
    Return the file or folder that an address means, None where it is none of the folder's.

    ``path`` is as it was sent: escapes are undone once, so nothing is hidden in a second layer.
    """
    plain = unquote(path, errors="replace")
    parts = [part for part in plain.split("/") if part]
    # Windows takes each of these for a way elsewhere.
    if any(part in (".", "..") or part.startswith(".") or re.search(r"[\\:\0]", part) for part in parts):
        return None
    place = folder.joinpath(*parts)
    try:
        real, root = place.resolve(strict=True), folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return None
    return place if real == root or root in real.parents else None


def file_answer(folder: Path, path: str, headers: Mapping[str, str]) -> Response | None:
    """Return the answer for a file, or for a folder's index.html; None where there is neither."""
    place = place_in(folder, path)
    if place is None:
        return None
    if place.is_dir():
        if not (place / "index.html").is_file():
            return None
        if not path.endswith("/"):
            # Escaped again from what was meant: "//a" or a line break must not become another host or header.
            return text_response(301, "", Location=f"{quote('/' + unquote(path).strip('/'))}/")
        place /= "index.html"
    elif path.endswith("/"):
        return None
    return _whole_or_part(place, headers)


def _whole_or_part(file: Path, headers: Mapping[str, str]) -> Response:
    status = file.stat()
    told = {
        "Content-Type": kind_of(file.name),
        "Cache-Control": "no-cache",
        "Last-Modified": formatdate(status.st_mtime, usegmt=True),
        "Accept-Ranges": "bytes",
    }
    if _seen(headers.get("if-modified-since", ""), status.st_mtime):
        return Response(304, told)
    wanted = _RANGE.fullmatch(headers.get("range", "").replace(" ", ""))
    if wanted is None or (not wanted[1] and not wanted[2]):
        return Response(200, told, Part(file, 0, status.st_size))
    size = status.st_size
    start = int(wanted[1]) if wanted[1] else max(size - int(wanted[2]), 0)
    end = min(int(wanted[2]), size - 1) if wanted[1] and wanted[2] else size - 1
    if start > end:
        return Response(416, told | {"Content-Range": f"bytes */{size}"})
    told["Content-Range"] = f"bytes {start}-{end}/{size}"
    return Response(206, told, Part(file, start, end - start + 1))


def _seen(since: str, changed: float) -> bool:
    """Tell whether a browser's copy is as young as the file; such headers count whole seconds."""
    try:
        return bool(since) and parsedate_to_datetime(since).timestamp() >= int(changed)
    except (TypeError, ValueError, OverflowError):
        return False
