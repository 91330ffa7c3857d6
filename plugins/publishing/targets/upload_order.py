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
from typing import Protocol

from plugins.publishing.hosting.headers import is_immutable
from plugins.publishing.targets.compress import COMPRESSED_ENDINGS
from plugins.publishing.targets.manifest import JOURNAL, ManifestEntry
from plugins.publishing.targets.received import is_release_path
from plugins.publishing.targets.release import compressed_companions


@dataclass(frozen=True, slots=True)
class UploadStep:
    """Files to send and to remove together; ``at_once`` asks to make them public as near to one moment as possible."""

    name: str
    send: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    at_once: bool = False


class TargetFolder(Protocol):
    """A folder at a target: files are sent there from a staging folder on this machine, and read back."""

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none; raises StopBuild where that cannot be known."""

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files of the staging folder; each is replaced whole. Raises StopBuild where that fails."""

    def put(self, path: str, data: bytes) -> None:
        """Write one small file. Raises StopBuild where that fails."""

    def remove(self, paths: Collection[str]) -> None:
        """Remove files; those that are missing are ignored. Raises StopBuild where that fails."""


def upload_steps(
    before: Mapping[str, ManifestEntry],
    now: Mapping[str, ManifestEntry],
    retained: Collection[str],
    metadata: Iterable[str],
    leftovers: Collection[str] = (),
    *,
    compress: bool = False,
) -> list[UploadStep]:
    """
    Return the steps from one release to the next; those with nothing to do are left out.

    ``before`` are all files that the target holds of the last release, ``retained`` those that stay beside the new
    one, ``metadata`` the files that describe it, ``leftovers`` files that an interrupted upload may have sent.
    With ``compress`` the precompressed copies go along.

    >>> one, two = ManifestEntry(1, "a"), ManifestEntry(1, "b")
    >>> steps = upload_steps({"index.html": one, "cu.html": one}, {"index.html": two, "theme/b.css": one}, [], ["ban-dung/ke-khai.json"])
    >>> [(step.name, step.send, step.remove) for step in steps][:2]
    [('tệp giao diện, ảnh', ('theme/b.css',), ()), ('trang đổi', ('index.html',), ())]
    >>> steps[-1].remove
    ('cu.html',)
    """
    new = [path for path in sorted(now) if path not in before]
    changed = [path for path in sorted(now) if path in before and before[path] != now[path]]
    gone = [path for path in sorted({*before, *leftovers}) if path not in now and path not in retained]
    found = [
        UploadStep(
            "tệp giao diện, ảnh", _with_companions([path for path in new if is_immutable(path)], compress)
        ),
        UploadStep("trang mới", _with_companions([path for path in new if not is_immutable(path)], compress)),
        UploadStep("trang đổi", _with_companions(changed, compress), at_once=True),
        UploadStep("bản kê", tuple(metadata)),
        UploadStep("gỡ tệp cũ", remove=_with_companions(gone, compress)),
    ]
    return [step for step in found if step.send or step.remove]


def _with_companions(paths: list[str], compress: bool) -> tuple[str, ...]:
    return (*paths, *compressed_companions(paths)) if compress else tuple(paths)


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
    now: Mapping[str, ManifestEntry],
    signatures: Mapping[str, Collection[bytes]] | None = None,
) -> None:
    """
    Carry out the steps in their order, with the journal at the target meanwhile.

    ``now`` are the release's files, ``signatures`` those of its records and of the ones before, by path.
    """
    touched = {
        path
        for step in steps
        for path in (*step.send, *step.remove)
        if is_release_path(path) and not path.endswith(COMPRESSED_ENDINGS)
    } - {*now}
    new = {path for step in steps if not step.at_once for path in step.send if path in now}
    folder.put(JOURNAL, journal(touched | new, signatures))
    for step in steps:
        if step.send:
            folder.send(step.send, at_once=step.at_once)
        if step.remove:
            folder.remove(step.remove)
    folder.remove([JOURNAL])
