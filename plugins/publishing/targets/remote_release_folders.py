"""Release folders and the link to the public one on a machine reached by ssh; ``release_folders`` is the same for this machine."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.release_folders import (
    CURRENT,
    RELEASES,
    UNFINISHED,
    is_release_name,
    release_name,
)
from plugins.publishing.targets.rsync import RsyncFolder

_SHAPE = "[0-9]{8}T[0-9]{6}Z-[0-9a-f]{10}"
# A hard-linked copy: the last release's files are there at once, and rsync replaces a file without touching the old one.
_BEGIN = """
cd {root} && mkdir -p {releases} && rm -rf {releases}/{unfinished} && mkdir {releases}/{unfinished} || exit 1
if [ -e {current} ]; then cp -al {current}/. {releases}/{unfinished}/ 2>/dev/null || cp -a {current}/. {releases}/{unfinished}/; fi
"""
_SWITCH = """
cd {root} || exit 1
mv {releases}/{unfinished} {releases}/{name} && ln -sfn {releases}/{name} .{current}.moi && mv -T .{current}.moi {current} || exit 1
public=$(basename "$(readlink {current})")
ls -1 {releases} | grep -E '^{shape}$' | sort | head -n -{keep} | while read -r old; do [ "$old" = "$public" ] || rm -rf "{releases}/$old"; done
"""
_ROLL_BACK = """
cd {root} || exit 1
public=$(basename "$(readlink {current})")
wanted={wanted}
if [ -z "$wanted" ]; then
  chosen=$(ls -1 {releases} | grep -E '^{shape}$' | sort | awk -v public="$public" '$0 < public' | tail -n 1)
else
  chosen=$(ls -1 {releases} | grep -E '^{shape}$' | sort | awk -v wanted="$wanted" 'index($0, wanted) == 1' | tail -n 1)
fi
[ -n "$chosen" ] || exit 0
ln -sfn {releases}/"$chosen" .{current}.moi && mv -T .{current}.moi {current} && printf '%s %s\\n' "$public" "$chosen"
"""


def _script(text: str, folder: RsyncFolder, **words: str) -> str:
    names = {"releases": RELEASES, "unfinished": UNFINISHED, "current": CURRENT, "shape": _SHAPE}
    return text.format(root=shlex.quote(folder.root), **names, **words)


@contextmanager
def new_remote_release(folder: RsyncFolder, digest: str, keep: int) -> Iterator[str]:
    """
    Give the folder, as rsync names it, of a new release that begins as a copy of the last; make it public after the block.

    Of the releases before, ``keep`` are kept.
    """
    folder.shell(_script(_BEGIN, folder))
    yield f"{folder.to}/{RELEASES}/{UNFINISHED}"
    name = release_name(datetime.now(UTC), digest)
    folder.shell(_script(_SWITCH, folder, name=name, keep=str(keep)))


def remove_remote_release(folder: RsyncFolder, name: str) -> None:
    """Remove a release that is not public."""
    if is_release_name(name):
        root = shlex.quote(folder.root)
        folder.shell(
            f'cd {root} && [ "$(basename "$(readlink {CURRENT})")" != {name} ] && rm -rf {RELEASES}/{name}; true'
        )


def roll_back_remote(folder: RsyncFolder, wanted: str) -> tuple[str, str]:
    """
    Make an earlier release public again, the one before or the one whose name begins with ``wanted``.

    Returns both names, from and to. Raises StopBuild where there is none.
    """
    names = folder.shell(_script(_ROLL_BACK, folder, wanted=shlex.quote(wanted))).split()
    if len(names) != 2 or not all(map(is_release_name, names)):
        raise StopBuild(f"không có bản nào để lùi về ở “{folder.to}”.")
    return names[0], names[1]
