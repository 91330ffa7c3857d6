"""What the last release of a target left for the next: asked of the target itself, since a fresh clone knows nothing."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, IncompleteRead
from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.manifest import BOOK, FILES, HEADER, BadManifest, read_book, read_manifest
from plugins.publishing.targets.release_folders import Last

TIMEOUT = 30  # seconds without a word
# A site that was broken into must not keep us for ever, nor fill the memory.
LONGEST, LARGEST = 120, 256 * 2**20  # seconds and bytes for one file
_UNKNOWN = (
    "Nếu đây là lần phát hành đầu tiên tới nơi này, thêm --first. "
    "Nếu không, đừng: các địa chỉ đã công bố trước đây sẽ bị quên."
)


def last_of(fetch: Callable[[str], bytes | None], where: str) -> Last:
    """
    Return the last release of a target, read file by file; an empty one where the target has none.

    Raises StopBuild where what is there cannot be read: to take that for nothing would forget every old address.
    """
    header = fetch(HEADER)
    book = fetch(BOOK)
    if header is None and book is None:
        return Last()
    try:
        known = read_book(book) if book is not None else Last().book
        listing = fetch(FILES) if header is not None else None
        manifest = read_manifest(header, listing) if header is not None and listing is not None else None
    except BadManifest as fault:
        # A run that was cut off between list and head: the book came before both, and tells of the addresses.
        if book is None:
            raise StopBuild(f"bản kê ở “{where}” không dùng được ({fault}). {_UNKNOWN}") from fault
        try:
            return Last(None, None, read_book(book))
        except BadManifest:
            raise StopBuild(f"bản kê ở “{where}” không dùng được ({fault}). {_UNKNOWN}") from fault
    return Last(None, manifest, known)


def from_site(siteurl: str) -> Callable[[str], bytes | None]:
    """Return what reads a file of a live site, None for one that it does not have; raises StopBuild where it does not answer."""

    def fetch(path: str) -> bytes | None:
        request = urllib.request.Request(f"{siteurl}/{path}", headers={"Cache-Control": "no-cache"})
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return _whole(answer)
        except urllib.error.HTTPError as fault:
            if fault.code in (403, 404, 410):
                return None
            raise StopBuild(
                f"{siteurl} trả lời {fault.code} khi hỏi bản phát hành trước. {_UNKNOWN}"
            ) from fault
        except (OSError, ValueError, HTTPException) as fault:
            raise StopBuild(
                f"không hỏi được bản phát hành trước ở {siteurl} ({fault}). {_UNKNOWN}"
            ) from fault

    return fetch


def _whole(answer: HTTPResponse) -> bytes:
    """Return all that an answer says; raise TimeoutError or ValueError for what goes on too long."""
    until, found = time.monotonic() + LONGEST, bytearray()
    while piece := answer.read1(1 << 16):
        found += piece
        if len(found) > LARGEST:
            raise ValueError(f"tệp quá {LARGEST >> 20} MiB")
        if time.monotonic() > until:
            raise TimeoutError(f"quá {LONGEST} giây")
    if answer.length:
        raise IncompleteRead(bytes(found), answer.length)
    return bytes(found)


def from_folder(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads a file of a folder, None for one that it does not have."""

    def fetch(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return fetch
