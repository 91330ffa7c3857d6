"""Which files of content/ are read as articles, and which are published as they are: what the settings say of paths."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from plugins.building.pelican_adapter.own_settings import is_switched_on
from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.building.pelican_adapter.setting_kinds import names_in
from plugins.building.sources.source_filter import SourceFilter
from plugins.building.sources.static_paths import StaticFiles, is_in
from plugins.files.marked_folder import MARKER

_HIDDEN = "**/.*"  # Pelican's own pattern: hidden files are never read here
_PELICANS_OWN = ("images",)


def source_filter(settings: Mapping[str, Any]) -> SourceFilter:
    """
    Return which articles ARTICLE_PATHS, PAGE_PATHS, their EXCLUDES and IGNORE_FILES let be read, whether Pelican completed the settings or not.

    >>> source_filter({"ARTICLE_EXCLUDES": ["nhap/"]}).article_excludes
    ('nhap',)
    """
    default = SourceFilter()
    articles = folders_of(settings.get("ARTICLE_PATHS", default.article_paths))
    pages = folders_of(settings.get("PAGE_PATHS", default.page_paths))
    return SourceFilter(
        articles,
        pages,
        # Pelican adds the folders of each kind to what the other leaves out.
        tuple(one for one in folders_of(settings.get("ARTICLE_EXCLUDES", ())) if one and one not in pages),
        tuple(one for one in folders_of(settings.get("PAGE_EXCLUDES", ())) if one and one not in articles),
        _ignored_names(settings),
    )


def static_files(settings: Mapping[str, Any]) -> StaticFiles:
    """
    Return the files that STATIC_PATHS, STATIC_EXCLUDES, IGNORE_FILES and EXTRA_PATH_METADATA publish as they are.

    Raises SettingFault for a path that leads elsewhere, or for metadata that is no path.
    """
    places = tuple(sorted(_places(settings.get("EXTRA_PATH_METADATA") or {})))
    paths = tuple(_plain("STATIC_PATHS", one) for one in settings.get("STATIC_PATHS", _PELICANS_OWN) or ())
    if paths == _PELICANS_OWN:
        # Nobody chose it: what lies among the pictures is published only if it is named.
        paths = tuple(path for path, _ in places if is_in(path, _PELICANS_OWN))
    return StaticFiles(
        paths,
        tuple(_plain("STATIC_EXCLUDES", one) for one in settings.get("STATIC_EXCLUDES") or ()),
        _ignored_names(settings),
        places,
        is_switched_on(settings, "CLEAN_ATTACHMENTS"),
    )


def folders_of(given: object) -> tuple[str, ...]:
    """
    Return the folders that a setting names, below content/, "" for that itself.

    >>> folders_of(["pages/", ""]), folders_of("tin")
    (('pages', ''), ('tin',))
    """
    return tuple(one.replace("\\", "/").strip("/") for one in names_in(given))


def _ignored_names(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the patterns of names that are not read; without Pelican's own, whether it completed the settings or not."""
    return tuple(one for one in names_in(settings.get("IGNORE_FILES")) if one != _HIDDEN)


def _plain(setting: str, path: object) -> str:
    """Return a path of a setting, below a folder, in its one form; raise SettingFault for one that leads elsewhere."""
    text = str(path).replace("\\", "/")
    found = posixpath.normpath(text).strip("/") if text.strip("/") else ""
    if text.startswith("/") or found == MARKER or ".." in found.split("/"):
        raise SettingFault(
            (setting, f"đường dẫn tĩnh “{text}” đi ra ngoài thư mục. Viết đường dẫn tính từ content/.")
        )
    return "" if found == "." else found


def _places(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the files that have a place of their own in the output, each with it."""
    name = "EXTRA_PATH_METADATA"
    for path, values in metadata.items():
        if not isinstance(values, dict) or set(values) != {"path"} or not _plain(name, values["path"]):
            message = (
                f"EXTRA_PATH_METADATA của “{path}” chỉ nhận “path”. Ví dụ: {{'extra/CNAME': {{'path': 'CNAME'}}}}; "
                "điều khác về bài thì viết ở đầu bài."
            )
            raise SettingFault((name, message))
        yield _plain(name, path), _plain(name, values["path"])
