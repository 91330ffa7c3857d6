"""Tell films from the other files of an article: files of one name are one film, captions of that name are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from plugins.pages.view_parts import File, PhotoView
from plugins.pages.views import Video

# The kinds of files by which browsers are told what a film is, the better first.
TYPES = {".webm": "video/webm", ".mp4": "video/mp4"}
_CAPTIONS = ".vtt"


def videos_in(files: Sequence[File], cover: PhotoView | None = None) -> tuple[Video, ...]:
    """Return the films among the files of an article, in their order; the first has the cover for its picture."""
    by_name: dict[str, list[File]] = {}
    for file in files:
        if _ending(file) in TYPES:
            by_name.setdefault(_stem(file), []).append(file)
    captions = {_stem(file): file for file in files if _ending(file) == _CAPTIONS}
    found = [
        Video(
            _called(some[0]),
            tuple(sorted(some, key=lambda file: list(TYPES).index(_ending(file)))),
            captions.get(name),
        )
        for name, some in by_name.items()
    ]
    return tuple(replace(one, poster=None if number else cover) for number, one in enumerate(found))


def without_captions(files: Sequence[File], videos: Sequence[Video]) -> tuple[File, ...]:
    """Return the files that are worth a download by themselves."""
    shown = [video.captions for video in videos]
    return tuple(file for file in files if file not in shown)


def _called(file: File) -> str:
    """Return what a film is called: the title that its file has, or the file's name."""
    return file.name if file.file_name else _stem(file)


def _ending(file: File) -> str:
    return PurePosixPath(file.file_name or file.name).suffix.lower()


def _stem(file: File) -> str:
    return PurePosixPath(file.file_name or file.name).stem
