"""Execute a settings file of the portal, which is plain Python, without Pelican."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from plugins.commands.project import Project
from plugins.commands.task import TaskFault
from plugins.files.cache_folder import cache_folder


def settings_values(file: Path) -> dict[str, Any]:
    """Return the settings that a file makes, by name, as Pelican reads them; raise whatever executing it raises."""
    return {name: value for name, value in runpy.run_path(str(file)).items() if name.isupper()}


def task_settings(file: Path, instead: str) -> dict[str, Any]:
    """Return the settings for a task; raise TaskFault where the file cannot be executed, with what to type ``instead``."""
    try:
        return settings_values(file)
    except (Exception, SystemExit) as fault:
        raise TaskFault(f"không đọc được {file.name} ({fault}). {instead}") from fault


def project_cache(project: Project, output: Path) -> Path:
    """Return the cache folder of the project's builds of an output folder; raise TaskFault for settings that cannot be read."""
    file = project.root / "pelicanconf.py"
    settings = task_settings(file, "Sửa tệp này rồi chạy lại.") if file.exists() else {}
    return cache_folder(settings.get("CACHE_FOLDER"), output, project.root)
