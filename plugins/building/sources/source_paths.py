"""Which files of a content folder are articles."""

from __future__ import annotations

from plugins.building.sources.settings import BuildSettings
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.media.content_scan import verification_line
from plugins.media.library import Library
from plugins.problems.data_file import DATA_FOLDER


def source_paths(settings: BuildSettings, library: Library) -> list[str]:
    """Return the paths below content/ of everything that is an article or a standing page."""
    endings = (*ARTICLE_ENDINGS, *settings.readers)
    templates = {source for source, _ in settings.template_pages}
    return [
        path
        for path in library.files
        if path.lower().endswith(endings)
        and not path.startswith(f"{DATA_FOLDER}/")
        and path not in library.copies
        and path not in templates
        and not verification_line(path)
        and settings.sources.takes(path)
    ]
