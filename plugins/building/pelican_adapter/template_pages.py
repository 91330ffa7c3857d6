"""TEMPLATE_PAGES: pages that Pelican renders from single templates, read and checked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.building.pelican_adapter.theme_kind import simple_theme

_NAME = "TEMPLATE_PAGES"


def template_pages(settings: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """
    Return the templates of TEMPLATE_PAGES with the files that are made of them; raise SettingFault where it is no table.

    >>> template_pages({"TEMPLATE_PAGES": {"mau/the.html": "the.html"}})
    (('mau/the.html', 'the.html'),)
    """
    given = settings.get(_NAME) or {}
    if not isinstance(given, Mapping):
        message = 'TEMPLATE_PAGES không phải bảng mẫu và nơi ghi. Ví dụ: TEMPLATE_PAGES = {"mau/the.html": "the.html"}.'
        raise SettingFault((_NAME, message))
    return tuple((str(source), posixpath.normpath(str(place))) for source, place in given.items())


def check_template_pages(settings: Mapping[str, Any]) -> None:
    """Raise SettingFault where TEMPLATE_PAGES names a template that is not there, or a place outside of the output."""
    for source, place in template_pages(settings):
        path = PurePosixPath(place.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or not path.name:
            message = f"TEMPLATE_PAGES ghi “{source}” vào “{place}”, ngoài thư mục xuất. Viết đường dẫn tính từ thư mục ấy."
            raise SettingFault((_NAME, message))
        if not any((folder / source).is_file() for folder in _folders(settings)):
            message = f"TEMPLATE_PAGES: không có mẫu “{source}” trong thư mục nội dung hay giao diện. Sửa đường dẫn, tính từ thư mục ấy."
            raise SettingFault((_NAME, message))


def _folders(settings: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the folders in which Pelican's loader looks for a template that has no prefix."""
    yield Path(settings["PATH"])
    yield from map(Path, settings.get("THEME_TEMPLATES_OVERRIDES") or ())
    yield Path(settings["THEME"], "templates")
    yield from simple_theme()
