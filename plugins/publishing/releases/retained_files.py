"""Bring the files that outlive their release from a target to this machine: a fresh clone has none of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from plugins.article.reserved_slugs import OwnSlug
from plugins.publishing.releases.last_release import FileReader
from plugins.publishing.releases.release import FileContent, Release

# At most so many files and bytes: they are for readers with an open page, not for ever.
_FETCHED_FILES, _FETCHED_BYTES = 300, 30 * 2**20


def due_retained(release: Release, have: Collection[str] = ()) -> list[str]:
    """Return the retained files to bring here, but those that this machine has: stylesheets and scripts first, within bounds."""
    retained = {path: one.file for path, one in release.history.retained.items() if path not in have}
    found, bytes_left = [], _FETCHED_BYTES
    theme = f"{OwnSlug.THEME}/"
    for path in sorted(retained, key=lambda path: (not path.startswith(theme), path))[:_FETCHED_FILES]:
        if retained[path].size <= bytes_left:
            bytes_left -= retained[path].size
            found.append(path)
    return found


def with_retained(release: Release, paths: Collection[str], read: FileReader) -> Release:
    """Return the release with the contents of these retained files, as they are read; one with another sum is left out."""
    found: dict[str, FileContent] = {}
    for path in paths:
        data = read(path)
        if data is not None and (content := FileContent.of(data)).file == release.history.retained[path].file:
            found[path] = content
    return replace(release, files={**release.files, **found})
