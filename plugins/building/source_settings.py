"""
The settings of programs that read the sources and make no pages, such as checks and lists of work.

Pelican, which takes as long to import as all the reading, is imported only if its readers are needed.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from plugins.building.pelican_adapter.configuration import MARKDOWN_ONLY, settings_of
from plugins.building.pelican_adapter.theme_kind import theme_folder
from plugins.building.sources.settings import BuildSettings
from plugins.commands.option import Arguments
from plugins.problems.stop_build import StopBuild


def settings_in(file: Path, now: str = "") -> BuildSettings:
    """
    Return the build's settings from a settings file.

    Raises StopBuild for a file that cannot be read or names no real zone or instant.
    """
    try:
        values = {name: value for name, value in runpy.run_path(str(file)).items() if name.isupper()}
    except FileNotFoundError as fault:
        raise StopBuild(f"không có tệp cài đặt “{file}”. Chạy trong thư mục của cổng.") from fault
    except SyntaxError as fault:
        raise StopBuild(
            f"lỗi cú pháp trong {file.name} dòng {fault.lineno}. Sửa tệp này rồi chạy lại."
        ) from fault
    values = {"PATH": "content", "OUTPUT_PATH": "output", "TIMEZONE": "UTC", "THEME": "notmyidea", **values}
    values |= {name: str(file.parent / values[name]) for name in ("PATH", "OUTPUT_PATH")}
    values["THEME"] = str(theme_folder(values["THEME"], file.parent))
    if now:
        values["NOW"] = now
    is_markdown = values.get("READERS", {}).items() >= MARKDOWN_ONLY.items() and not values.get("PLUGINS")
    readers: dict[str, Callable[[Path], str]] = {}
    if not is_markdown:
        readers, values["MARKDOWN"] = _pelicans_reading(file)
    try:
        return settings_of(values, readers)
    except ZoneInfoNotFoundError as fault:
        raise StopBuild(f"TIMEZONE “{values['TIMEZONE']}” không có thật. Dùng “Asia/Ho_Chi_Minh”.") from fault
    except ValueError as fault:
        raise StopBuild(f"không hiểu thời điểm “{now}”. Ví dụ: 2024-06-30T08:00+07:00.") from fault


def _pelicans_reading(file: Path) -> tuple[dict[str, Callable[[Path], str]], Mapping[str, Any]]:
    """Return the readers that Pelican makes of a settings file, and the setting MARKDOWN as plugins leave it."""
    from plugins.building.wiring import Portal

    return Portal.reading_in(file)


def settings_for(arguments: Arguments) -> BuildSettings:
    """Return the build's settings for a command line with the options ``--settings`` and ``--now``."""
    return settings_in(Path(arguments.settings or "pelicanconf.py").absolute(), arguments.now)
