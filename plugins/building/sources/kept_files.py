"""The files of the output that no page is made for: what settings put there, and what search engines know the portal's owner by."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.building.sources.settings import BuildSettings
from plugins.media.library import Library


def added_paths(settings: BuildSettings) -> Iterator[str]:
    """Yield the paths of what settings put into the output."""
    yield from settings.static.files(settings.content)
    yield from (place for _, place in settings.template_pages)


def kept_files(settings: BuildSettings, library: Library) -> frozenset[str]:
    """Return the paths of what settings put into the output, and of the files of search engines."""
    return frozenset((*added_paths(settings), *library.verifications))
