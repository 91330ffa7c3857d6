"""Release folders and the link to the public one on a machine reached by ssh; ``release_folders`` is the same for this machine."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from plugins.publishing.releases.manifest import HEADER
from plugins.publishing.targets.release_folders import (
    CURRENT,
    RELEASES,
    UNFINISHED,
    is_release_name,
    next_release_name,
)
from plugins.publishing.targets.rsync import RsyncFolder

_SHAPE = "[0-9]{8}T[0-9]{6}Z-[0-9a-f]{10}"
# Of the last release only files that the new one has are linked; a file whose rights were changed is not.
_BEGIN = """
cd {root} && mkdir -p {releases} && rm -rf {releases}/{unfinished} && mkdir {releases}/{unfinished} || exit 1
[ -n "{public}" ] || exit 0
umask 022
rsync --times --no-implied-dirs --from0 --files-from=- --link-dest="$PWD/{releases}/{public}/" \\
  {releases}/{public}/ {releases}/{unfinished}/ 2>/dev/null
case $? in 0|23|24) ;; *) exit 1 ;; esac
find {releases}/{unfinished} -type f ! -perm 644 -exec rm -f {{}} +
"""
_SWITCH = """
cd {root} || exit 1
mv {releases}/{unfinished} {releases}/{name} && ln -sfn {releases}/{name} .{current}.moi && mv -T .{current}.moi {current} || exit 1
public=$(basename "$(readlink {current})")
ls -1 {releases} | grep -E '^{shape}$' | sort | head -n -{keep} | while read -r old; do [ "$old" = "$public" ] || rm -rf "{releases}/$old"; done
"""
_SWITCH_BACK = """
cd {root} && ln -sfn {releases}/{name} .{current}.moi && mv -T .{current}.moi {current}
"""
_REMOVE = """
cd {root} || exit 1
[ "$(basename "$(readlink {current})")" = {name} ] || rm -rf {releases}/{name}
"""
_LIST = """
cd {root} 2>/dev/null || exit 0
[ -d {current} ] && readlink {current} || echo
for folder in {releases}/*; do [ -f "$folder/{header}" ] && echo "$folder"; done
:
"""


def _script(text: str, folder: RsyncFolder, **words: str) -> str:
    names = {"releases": RELEASES, "unfinished": UNFINISHED, "current": CURRENT, "shape": _SHAPE}
    return text.format(root=shlex.quote(folder.root), **names, **words)


def remote_releases(folder: RsyncFolder) -> tuple[list[str], str]:
    """
    Return the names of the complete releases, the oldest first, and that of the public one.

    It is "" where there is none, and where the link leads elsewhere.
    """
    link, *found = folder.shell(_script(_LIST, folder, header=HEADER)).splitlines() or [""]
    return sorted({_named(one) for one in found} - {""}), _named(link)


def _named(place: str) -> str:
    """Return the name of the release in a place below the folder, "" where none can be."""
    name = place.removeprefix(f"{RELEASES}/")
    return name if name != place and is_release_name(name) else ""


@contextmanager
def new_remote_release(folder: RsyncFolder, digest: str, keep: int, shared: Collection[str]) -> Iterator[str]:
    """
    Give the folder, as rsync names it, of a new release; make it public after the block.

    It begins with the files of the last release at the paths ``shared``, hard-linked and not yet proved. Of the
    releases before, ``keep`` are kept.
    """
    known, public = remote_releases(folder)
    names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in shared)
    folder.shell(_script(_BEGIN, folder, public=public), names)
    yield f"{folder.to}/{RELEASES}/{UNFINISHED}"
    name = next_release_name(known, datetime.now(UTC), digest)
    folder.shell(_script(_SWITCH, folder, name=name, keep=str(keep)))


def switch_remote(folder: RsyncFolder, name: str) -> None:
    """Make an earlier release public again."""
    folder.shell(_script(_SWITCH_BACK, folder, name=name))


def remove_remote(folder: RsyncFolder, name: str) -> None:
    """Remove a release that is not public."""
    folder.shell(_script(_REMOVE, folder, name=name))
