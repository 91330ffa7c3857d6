"""Remember on this machine what was published last to each target: a live site can be verified against that later."""

from __future__ import annotations

from pathlib import Path

from plugins.publishing.targets.last_release import LastRelease, folder_reader, read_last_release
from plugins.publishing.targets.release import Release
from plugins.publishing.targets.transport import PUBLISHING_CACHE

_FOLDER = "ban-ke"


def remember_release(cache_folder: Path, release: Release) -> None:
    """Write the manifest, history and signatures of a release into its target's folder in the cache."""
    for path, data in release.metadata.items():
        place = cache_folder / _FOLDER / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def remembered_releases(cache: Path) -> list[LastRelease]:
    """Return what was published last to each target, as the cache has it."""
    folders = sorted((cache / PUBLISHING_CACHE).glob(f"*/{_FOLDER}"))
    return [read_last_release(folder_reader(folder), str(folder)) for folder in folders]
