"""
In which order the files of a release are uploaded to a target where they cannot all change at once.

First what new pages will refer to, then the pages, last the removals: at every moment whatever a page refers to is
there. The files that describe the release follow its pages, so that an upload that was cut off is recognised.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from plugins.publishing.hosting.http_headers import is_immutable
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS
from plugins.publishing.releases.manifest import JOURNAL
from plugins.publishing.releases.received import is_release_path
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.publishing.targets.server_files import CONFIGURATIONS

# Bytes of a file that is still copied to this machine before it is removed from a target.
LARGEST_SAVED = 20 * 2**20


@dataclass(frozen=True, slots=True)
class UploadStep:
    """Files to send and to remove together; ``at_once`` asks to make them public as near to one moment as possible."""

    name: str
    send: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class TargetState:
    """
    What lies at a target, held against the staging folder.

    ``same`` are the paths that hold there what they hold in the staging folder, ``other`` all that lies there beside
    them. Of these ``barriers`` are links and the like, through which no file may be written, and ``closed`` wanted
    files whose rights are others. Where it is not ``proved``, the target keeps no sums and sizes were compared.
    """

    same: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    proved: bool = True


class TargetFolder(Protocol):
    """A folder at a target: files are sent there from a staging folder on this machine, and read back."""

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none; raises StopBuild where that cannot be known."""

    def compare(self, wanted: Collection[str], *, whole: bool) -> TargetState:
        """
        Compare what lies there with these files of the staging folder; raises StopBuild where that cannot be known.

        Where a target keeps no sums of its files, ``whole`` asks to read each of them nevertheless.
        """

    def open(self, paths: Collection[str]) -> None:
        """Give files the rights of published ones again."""

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files of the staging folder; each is replaced whole. Raises StopBuild where that fails."""

    def download(self, paths: Collection[str], folder: Path) -> None:
        """Copy files of the target into a folder of this machine; those that are very large are left out."""

    def put(self, path: str, data: bytes) -> None:
        """Write one small file. Raises StopBuild where that fails."""

    def remove(self, paths: Collection[str]) -> None:
        """Remove files; those that are missing are ignored. Raises StopBuild where that fails."""


def upload_steps(
    there: TargetState, wanted: Collection[str], metadata: Iterable[str], kept: Collection[str] = ()
) -> list[UploadStep]:
    """
    Return the steps after which a target holds the ``wanted`` files; those with nothing to do are left out.

    ``metadata`` are those of them that describe the release, in their order; ``kept`` lie there and stay, though the
    release does not have them.

    >>> there = TargetState(other=frozenset({"index.html", "cu.html"}))
    >>> steps = upload_steps(there, ["index.html", "theme/b.css", "ban-dung/ke-khai.json"], ["ban-dung/ke-khai.json"])
    >>> [(step.name, step.send, step.remove) for step in steps][:2]
    [('tệp giao diện, ảnh', ('theme/b.css',), ()), ('trang đổi', ('index.html',), ())]
    >>> steps[-1].remove
    ('cu.html',)
    """
    last = [path for path in metadata if path not in there.same]
    due = [path for path in sorted(wanted) if path not in there.same and path not in last]
    barriers = {*there.barriers, *_in_the_way(there.other, wanted)} - {*kept}
    held = (there.same | there.other) - barriers
    # A compressed copy goes with its page, whether it was there or not.
    changed = {path for path in due if path in held or _neighbour(path) in held}
    hidden = [path for path in due if path.startswith(f"{HIDDEN_SERVER_FOLDER}/")]
    first = sorted(hidden, key=lambda path: (path.rpartition("/")[2] in CONFIGURATIONS, path))
    changed -= {*first}
    new = [path for path in due if path not in {*changed, *first}]
    gone = sorted(there.other - barriers - {*wanted, *kept})
    found = [
        UploadStep("vật chắn chỗ", remove=tuple(sorted(barriers))),
        # What is included is there before what includes it.
        UploadStep("bảng địa chỉ cũ", tuple(first[:-1])),
        UploadStep("cấu hình máy chủ", tuple(first[-1:])),
        UploadStep("tệp giao diện, ảnh", tuple(path for path in new if is_immutable(path))),
        UploadStep("trang mới", tuple(path for path in new if not is_immutable(path))),
        UploadStep("trang đổi", tuple(path for path in due if path in changed), at_once=True),
        UploadStep("bản kê", tuple(last)),
        UploadStep("gỡ tệp cũ", remove=tuple(gone)),
    ]
    return [step for step in found if step.send or step.remove]


def _in_the_way(other: Collection[str], wanted: Collection[str]) -> set[str]:
    """Return files that lie where a folder is wanted, or in a folder that lies where a file is wanted."""
    files = {*wanted}
    folders = {above for path in wanted for above in folders_above(path)}
    return {path for path in other if path in folders or not files.isdisjoint(folders_above(path))}


def folders_above(path: str) -> list[str]:
    """
    Return the folders that a path lies in.

    >>> folders_above("a/b/c.html")
    ['a', 'a/b']
    """
    return [path[:place] for place, one in enumerate(path) if one == "/"]


def _neighbour(path: str) -> str:
    """Return the file that a compressed copy is of, "" for any other file."""
    return path[:-3] if path.endswith(COMPRESSED_ENDINGS) else ""


def journal(paths: Iterable[str], signatures: Mapping[str, Collection[bytes]] | None = None) -> bytes:
    """
    Return the journal that lies at a target during an upload.

    ``paths`` are the files that it adds there, or has yet to remove, ``signatures`` those of the records before and after.
    """
    encoded = {name: [b64encode(one).decode() for one in some] for name, some in (signatures or {}).items()}
    return (json.dumps({"tep": sorted(paths), "chu-ky": encoded}, ensure_ascii=False) + "\n").encode("utf-8")


def upload(
    folder: TargetFolder,
    steps: list[UploadStep],
    closed: Collection[str] = (),
    signatures: Mapping[str, Collection[bytes]] | None = None,
) -> None:
    """
    Carry out the steps in their order, with the journal at the target meanwhile; ``closed`` files are opened first.

    ``signatures`` are those of the release's records and of the ones before, by path.
    """
    if closed:
        folder.open(closed)
    if not steps:
        return
    touched = {path for step in steps for path in (*step.send, *step.remove) if is_release_path(path)}
    touched = {path for path in touched if not path.endswith(COMPRESSED_ENDINGS)}
    folder.put(JOURNAL, journal(touched, signatures))
    for step in steps:
        if step.send:
            folder.send(step.send, at_once=step.at_once)
        if step.remove:
            folder.remove(step.remove)
    folder.remove([JOURNAL])
