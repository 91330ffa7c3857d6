"""List the SHA-256 of every file of a folder on this machine, and check its precompressed copies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from plugins.publishing.targets.compress import COMPRESSED_ENDINGS, decompressed
from plugins.publishing.targets.release import files_in


def folder_checksums(folder: Path) -> Iterator[tuple[str, str]]:
    """
    Yield the path and the SHA-256 of every file of a folder.

    A compressed copy that is not its neighbour compressed, a link, a pipe and the like are given under a name that no file has.
    """
    files = files_in(folder)
    for place in folder.rglob("*"):
        # A link may lead out of the release; none is ever published.
        if place.is_symlink():
            yield f"{place.relative_to(folder).as_posix()} (liên kết tới {os.readlink(place)})", ""
        elif not (place.is_file() or place.is_dir()):
            yield f"{place.relative_to(folder).as_posix()} (không phải tệp thường)", ""
    for path, file in files.items():
        if path.endswith(COMPRESSED_ENDINGS) and path[:-3] in files and not _is_copy(folder, path):
            yield f"{path} (nén sai)", file.sha256
        else:
            yield path, file.sha256


def _is_copy(folder: Path, path: str) -> bool:
    """Tell whether a compressed copy is that of the file beside it."""
    plain = (folder / path[:-3]).read_bytes()
    return decompressed((folder / path).read_bytes(), path[-3:], len(plain)) == plain
