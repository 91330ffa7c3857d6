"""
The settings of programs that read the sources and make no pages, such as checks and lists of work.

Pelican, which takes as long to import as all the reading, is imported only if its readers are needed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from plugins.building.options import DEFAULT_SETTINGS
from plugins.building.pelican_adapter.configuration import MARKDOWN_ONLY, settings_of
from plugins.building.pelican_adapter.setting_fault import placed_faults
from plugins.building.pelican_adapter.setting_kinds import as_pelican_takes, refuse_wrong_kinds
from plugins.building.pelican_adapter.theme_kind import theme_folder
from plugins.building.sources.settings import BuildSettings
from plugins.commands.option import Arguments
from plugins.commands.settings_file import settings_values, task_settings
from plugins.commands.task import TaskFault
from plugins.problems.stop_build import StopBuild

PUBLISH_SETTINGS = "publishconf.py"


def settings_in(file: Path, now: str = "") -> BuildSettings:
    """
    Return the build's settings from a settings file.

    Raises StopBuild for a file that cannot be read, or with a value that its setting cannot have.
    """
    try:
        values = settings_values(file)
    except FileNotFoundError as fault:
        raise StopBuild(f"không có tệp cài đặt “{file}”. Chạy trong thư mục của cổng.") from fault
    except SyntaxError as fault:
        raise StopBuild(
            f"lỗi cú pháp trong {file.name} dòng {fault.lineno}. Sửa tệp này rồi chạy lại."
        ) from fault
    except SystemExit as fault:
        raise StopBuild(f"{file.name} tự dừng: {fault}. Sửa tệp này rồi chạy lại.") from fault
    values = {"PATH": "content", "OUTPUT_PATH": "output", "TIMEZONE": "UTC", "THEME": "notmyidea", **values}
    values |= {"NOW": now} if now else {}
    with placed_faults(file, {"NOW"} if now else ()):
        return _settings_of_values(as_pelican_takes(values), file)


def _settings_of_values(values: dict[str, Any], file: Path) -> BuildSettings:
    """Return the build's settings from the values of a settings file; raise SettingFault for one that its setting cannot have."""
    refuse_wrong_kinds(values)
    values |= {name: str(file.parent / values[name]) for name in ("PATH", "OUTPUT_PATH")}
    values["THEME"] = str(theme_folder(values["THEME"], file.parent))
    is_markdown = values.get("READERS", {}).items() >= MARKDOWN_ONLY.items() and not values.get("PLUGINS")
    if is_markdown:
        settings = settings_of(values, {})
        return replace(settings, writes_unknown=settings.pelican_theme)
    from plugins.building.portal import Portal

    reading = Portal.reading_in(file)
    settings = settings_of({**values, "MARKDOWN": reading.markdown}, reading.readers)
    return replace(settings, writes_unknown=settings.pelican_theme or reading.may_write)


def settings_for(arguments: Arguments) -> BuildSettings:
    """Return the build's settings for a command line with the options ``--settings`` and ``--now``."""
    return settings_in(Path(arguments.settings or DEFAULT_SETTINGS).absolute(), arguments.now)


def settings_as_published(arguments: Arguments) -> BuildSettings:
    """
    Return the settings of a command line, with the address that the portal will have: where they have none, that of publishing's settings beside them.

    Only so are the portal's own whole addresses told from those of others. What cannot be read there is told by who publishes; what its
    own plugins or its theme would write is not known.
    """
    settings = settings_for(arguments)
    file = Path(arguments.settings or DEFAULT_SETTINGS).absolute()
    public = file.with_name(PUBLISH_SETTINGS)
    if settings.siteurl or not public.is_file():
        return settings
    try:
        published, own = task_settings(public, ""), task_settings(file, "")
    except TaskFault:
        return settings
    address = published.get("SITEURL")
    if not isinstance(address, str):
        return settings
    writes_others = any(published.get(name, own.get(name)) != own.get(name) for name in ("PLUGINS", "THEME"))
    unknown = settings.writes_unknown or writes_others
    return replace(settings, siteurl=address.rstrip("/"), writes_unknown=unknown)
