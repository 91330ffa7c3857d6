"""Release folders and one link on a machine that is reached by ssh, as ``plugins.publishing.targets.release_folders`` has them here."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from plugins.problems.stop_build import StopBuild
from plugins.publishing.targets.release_folders import CURRENT, RELEASES, UNFINISHED, release_name
from plugins.publishing.targets.rsync import Rsync

# A copy of links: what the last release has is there at once, and what comes replaces it without touching the old.
_BEGIN = """
cd {root} && mkdir -p {releases} && rm -rf {releases}/{unfinished} && mkdir {releases}/{unfinished} || exit 1
if [ -e {current} ]; then cp -al {current}/. {releases}/{unfinished}/ 2>/dev/null || cp -a {current}/. {releases}/{unfinished}/; fi
"""
_SWITCH = """
cd {root} || exit 1
mv {releases}/{unfinished} {releases}/{name} && ln -sfn {releases}/{name} .{current}.moi && mv -T .{current}.moi {current} || exit 1
public=$(basename "$(readlink {current})")
ls -1 {releases} | sort | head -n -{keep} | while read -r old; do [ "$old" = "$public" ] || rm -rf "{releases}/$old"; done
"""
_BACK = """
cd {root} || exit 1
public=$(basename "$(readlink {current})")
wanted={wanted}
if [ -z "$wanted" ]; then
  chosen=$(ls -1 {releases} | sort | awk -v public="$public" '$0 < public' | tail -n 1)
else
  chosen=$(ls -1 {releases} | sort | awk -v wanted="$wanted" 'index($0, wanted) == 1' | tail -n 1)
fi
[ -n "$chosen" ] || exit 0
ln -sfn {releases}/"$chosen" .{current}.moi && mv -T .{current}.moi {current} && printf '%s %s\\n' "$public" "$chosen"
"""


def _script(text: str, way: Rsync, **words: str) -> str:
    names = {"releases": RELEASES, "unfinished": UNFINISHED, "current": CURRENT}
    return text.format(root=shlex.quote(way.root), **names, **words)


@contextmanager
def switched(way: Rsync, digest: str, keep: int) -> Iterator[str]:
    """Give the place, as rsync names it, of a new release that begins as the last one; switch to it after the block."""
    way.shell(_script(_BEGIN, way))
    yield f"{way.to}/{RELEASES}/{UNFINISHED}"
    name = release_name(datetime.now(UTC), digest)
    way.shell(_script(_SWITCH, way, name=name, keep=str(keep)))


def roll_back_there(way: Rsync, wanted: str) -> tuple[str, str]:
    """Make an earlier release public again; return both names, from and to. Raises StopBuild where there is none."""
    said = way.shell(_script(_BACK, way, wanted=shlex.quote(wanted))).split()
    if len(said) != 2:
        raise StopBuild(f"không có bản nào để lùi về ở “{way.to}”.")
    return said[0], said[1]
