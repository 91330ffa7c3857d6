"""Remember on this machine what was published last to each target: a second copy, and a site can be verified against it."""

from __future__ import annotations

from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.cache_folder import PUBLISHING_CACHE
from plugins.problems.stop_build import StopBuild
from plugins.publishing.releases.last_release import LastRelease, folder_reader, read_last_release
from plugins.publishing.releases.release import Release
from plugins.publishing.targets.transport import PublishSession

# The records of the release, and the place that it was published to.
_FOLDER, _PLACE = "ban-ke", "noi"


def remember_release(session: PublishSession, release: Release) -> None:
    """Write the manifest, history and signatures of a release into its target's folder in the cache."""
    folder = session.cache_folder / _FOLDER
    for path, data in release.metadata.items():
        write_atomically(folder / path, data)
    write_atomically(folder / _PLACE, _place(session).encode())


def remembered_release(session: PublishSession) -> LastRelease | None:
    """Return what was published last to a target as this machine remembers it; None where it was another place, or nothing."""
    folder = session.cache_folder / _FOLDER
    try:
        place = (folder / _PLACE).read_text("utf-8")
        found = read_last_release(folder_reader(folder), str(folder))
    except (OSError, ValueError, StopBuild):
        # A damaged cache remembers nothing.
        return None
    return None if found.is_empty or place != _place(session) else found


def _place(session: PublishSession) -> str:
    """Return what tells a target from another of the same name."""
    return f"{session.target.to}\n{session.siteurl}\n"


def remembered_releases(cache: Path) -> list[LastRelease]:
    """Return what was published last to each target, as the cache has it."""
    folders = sorted((cache / PUBLISHING_CACHE).glob(f"*/{_FOLDER}"))
    return [read_last_release(folder_reader(folder), str(folder)) for folder in folders]
