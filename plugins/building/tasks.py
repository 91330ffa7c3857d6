"""The tasks that build the portal: ``build``, ``rebuild``, ``regenerate`` and ``clean``."""

from __future__ import annotations

import shutil
from pathlib import Path

from plugins.building.edition.staging_path import staging_of
from plugins.building.options import (
    BUILD_OPTIONS,
    CONFIRM_FEWER,
    DEFAULT_SETTINGS,
    NOW,
    OUTPUT,
    QUARANTINE,
    REPORT,
    STAY,
)
from plugins.commands.option import Arguments, Option, as_words
from plugins.commands.project import Project
from plugins.commands.settings_file import project_cache
from plugins.commands.task import TaskFault, TaskGroup, task
from plugins.files.cache_folder import empty_cache
from plugins.files.marked_folder import remove_folder
from plugins.media.output_folders import PICTURES
from plugins.problems.stop_build import StopBuild


def run_build(
    project: Project,
    arguments: Arguments,
    *options: Option,
    settings: str = DEFAULT_SETTINGS,
    module: str = "plugins.building",
) -> int:
    """
    Run a module that builds, with the build's options and ``options`` among the arguments, and return its exit code.

    ``settings`` is the settings file.
    """
    words = ["-o", arguments.output or project.output, *as_words((*BUILD_OPTIONS, *options), arguments)]
    return project.run_module(module, "-s", settings, *words, *arguments.rest)


@task(OUTPUT, *BUILD_OPTIONS, REPORT, group=TaskGroup.PORTAL)
def build(project: Project, arguments: Arguments) -> int:
    """
    Dựng cổng vào output/.

    Build the portal into output/.
    """
    return run_build(project, arguments, REPORT)


@task(OUTPUT, NOW, QUARANTINE, CONFIRM_FEWER, group=TaskGroup.PORTAL)
def rebuild(project: Project, arguments: Arguments) -> int:
    """
    Bỏ bộ nhớ đệm rồi dựng lại từ đầu; output/ cũ còn nguyên tới khi bản mới xong.

    Forget the cache and build from nothing; the old output/ stays until the new one is done.
    """
    shutil.rmtree(
        project_cache(project, Path(arguments.output or project.output)) / PICTURES, ignore_errors=True
    )
    return run_build(project, arguments.replace(clean=True))


@task(OUTPUT, *BUILD_OPTIONS, group=TaskGroup.PORTAL)
def regenerate(project: Project, arguments: Arguments) -> int:
    """
    Dựng lại mỗi khi nội dung, giao diện hay cài đặt thay đổi.

    Build again whenever content, theme or settings change.
    """
    return run_build(project, arguments.replace(stay=True), STAY)


@task(OUTPUT, group=TaskGroup.PORTAL, needs="")
def clean(project: Project, arguments: Arguments) -> int:
    """
    Xóa output/, bản xem thử và bộ nhớ đệm; sổ phát hành ở máy này thì giữ.

    Remove output/, the preview and the cache, but for what publishing remembers.
    """
    output = Path(arguments.output or project.output)
    for folder in (output, project.preview, project.shared_preview, project.editor_site, project.specimen):
        _remove_output(folder)
        _remove_output(staging_of(folder))
    cache = project_cache(project, output)
    if empty_cache(cache):
        print(f"Còn giữ trong {cache.name}/ điều máy này nhớ về các lần phát hành.")
    print("Đã dọn sạch.")
    return 0


def _remove_output(folder: Path) -> None:
    """Remove a folder that a build made; raise TaskFault for any other folder that holds something."""
    try:
        remove_folder(folder)
    except StopBuild as fault:
        raise TaskFault(str(fault)) from None
