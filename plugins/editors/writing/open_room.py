"""Where the writing room of a content folder is open just now, so that another command shows an article in it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.editors.writing.kept_folder import kept_folder
from plugins.editors.writing.room_routes import NAME
from plugins.files.atomic_write import write_atomically
from plugins.publishing.hosting.own_host import is_own_host

_FILE = "dang-mo.json"
_PATIENCE = 2  # seconds until a room of this machine must have answered


@contextmanager
def noted_as_open(content: Path, port: int) -> Iterator[None]:
    """Write down where the room of a content folder answers, for as long as the block runs. Raises OSError."""
    place = kept_folder(content) / _FILE
    said = json.dumps({"dia_chi": f"http://127.0.0.1:{port}/"}).encode("utf-8")
    write_atomically(place, said)
    try:
        yield
    finally:
        # Another one may have been opened since.
        with suppress(OSError):
            if place.read_bytes() == said:
                place.unlink()


def open_room(content: Path) -> str:
    """Return the address of the room of a content folder, "" where none answers."""
    try:
        address = json.loads((kept_folder(content) / _FILE).read_bytes())["dia_chi"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if not isinstance(address, str) or not _is_ours(address):
        return ""
    # No proxy stands between a machine and itself.
    asking = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with suppress(OSError, ValueError), asking.open(f"{address}{NAME}/", timeout=_PATIENCE) as answer:
        return address if answer.status == 200 else ""
    return ""


def _is_ours(address: str) -> bool:
    """
    Tell whether an address is that of a server on this machine.

    >>> _is_ours("http://127.0.0.1:8000/"), _is_ours("https://example.org/"), _is_ours("http://127.0.0.1@example.org/")
    (True, False, False)
    """
    start, _, host = address.removesuffix("/").partition("://")
    return start == "http" and is_own_host(host)
