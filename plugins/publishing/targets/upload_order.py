"""
In which order the files of a release go out where they cannot all change at once.

First what new pages will ask for, then the pages, last the removals: at every moment whatever a page refers to is
there. What says of the release what it is comes when its pages are out, so that a run that was cut off is known.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from plugins.publishing.hosting.headers import lasts
from plugins.publishing.targets.compress import SHAPES
from plugins.publishing.targets.manifest import JOURNAL, OWN, ManifestEntry
from plugins.publishing.targets.release import companions


@dataclass(frozen=True, slots=True)
class Stage:
    """Files that go out together; ``at_once`` asks to let the public see them as near to one moment as the way allows."""

    name: str
    send: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    at_once: bool = False


class Mover(Protocol):
    """A way to a target: files go there from a folder on this machine, and are read back."""

    def fetch(self, path: str) -> bytes | None:
        """Return a file of the target, None if it has none; raises StopBuild where that cannot be known."""

    def send(self, paths: Collection[str], *, at_once: bool) -> None:
        """Send files that lie in the folder; each is replaced whole. Raises StopBuild where that fails."""

    def put(self, path: str, data: bytes) -> None:
        """Write one small file of ours. Raises StopBuild where that fails."""

    def remove(self, paths: Collection[str]) -> None:
        """Remove files; those that are not there are no fault. Raises StopBuild where that fails."""


def stages_of(
    before: Mapping[str, ManifestEntry],
    now: Mapping[str, ManifestEntry],
    kept: Collection[str],
    own: Iterable[str],
    leftovers: Collection[str] = (),
    *,
    compress: bool = False,
) -> list[Stage]:
    """
    Return the stages from one release to the next; those with nothing to do are left out.

    ``before`` is all that the target holds of the last release, ``kept`` what stays beside the new one,
    ``leftovers`` what an interrupted run may have sent.

    >>> one, two = ManifestEntry(1, "a"), ManifestEntry(1, "b")
    >>> stages = stages_of({"index.html": one, "cu.html": one}, {"index.html": two, "theme/b.css": one}, [], ["ban-dung/ke-khai.json"])
    >>> [(stage.name, stage.send, stage.remove) for stage in stages][:2]
    [('tệp giao diện, ảnh', ('theme/b.css',), ()), ('trang đổi', ('index.html',), ())]
    >>> stages[-1].remove
    ('cu.html',)
    """
    new = [path for path in sorted(now) if path not in before]
    changed = [path for path in sorted(now) if path in before and before[path] != now[path]]
    gone = [path for path in sorted({*before, *leftovers}) if path not in now and path not in kept]
    found = [
        Stage("tệp giao diện, ảnh", _with_companions([path for path in new if lasts(path)], compress)),
        Stage("trang mới", _with_companions([path for path in new if not lasts(path)], compress)),
        Stage("trang đổi", _with_companions(changed, compress), at_once=True),
        Stage("bản kê", tuple(own)),
        Stage("gỡ tệp cũ", remove=_with_companions(gone, compress)),
    ]
    return [stage for stage in found if stage.send or stage.remove]


def _with_companions(paths: list[str], compress: bool) -> tuple[str, ...]:
    return (*paths, *companions(paths)) if compress else tuple(paths)


def journal(paths: Iterable[str]) -> bytes:
    """Return the note that is left on a target while a release goes out: what it may add there, or not have removed yet."""
    return (json.dumps(sorted(paths), ensure_ascii=False) + "\n").encode("utf-8")


def leftovers_in(data: bytes | None) -> set[str]:
    """Return what an interrupted run may have left behind, of its note; nothing where there is none."""
    try:
        found = json.loads(data) if data else []
    except ValueError:
        return set()
    return {str(path) for path in found if isinstance(path, str) and path not in OWN}


def publish_in_stages(mover: Mover, stages: list[Stage], now: Mapping[str, ManifestEntry]) -> None:
    """Send the stages one after the other, the note of what is under way around them."""
    touched = {path for stage in stages for path in (*stage.send, *stage.remove)} - {*now, *OWN}
    new = {path for stage in stages if not stage.at_once for path in stage.send if path in now}
    mover.put(JOURNAL, journal(path for path in touched | new if not path.endswith(SHAPES)))
    for stage in stages:
        if stage.send:
            mover.send(stage.send, at_once=stage.at_once)
        if stage.remove:
            mover.remove(stage.remove)
    mover.remove([JOURNAL])
