"""Export the editor as static files for a web host, where a Git host keeps the content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from plugins.building.assembly.assets import STYLESHEET, published_paths, read_assets
from plugins.building.assembly.data_problems import unreadable_data
from plugins.building.edition import staging
from plugins.building.edition.write_file import write_file
from plugins.building.sources.authority_file import read_authority
from plugins.building.sources.read_registries import registries_of
from plugins.building.sources.settings import BuildSettings
from plugins.editors.hosted.cms_config import EditorEnvironment, GitFault, cms_config
from plugins.editors.hosted.form import form_choices
from plugins.problems.data_file import DATA_FOLDER, data_file
from plugins.problems.stop_build import StopBuild

OWN_FILES = Path(__file__).resolve().parent / "static"
SETTINGS = "bien-tap.toml"


class NoGitHost(ValueError):
    """There is no Git host that the editor could be exported for; the text says why, in Vietnamese."""


def export_editor(settings: BuildSettings, package: Path, target: Path) -> None:
    """
    Write the editor as static files into a folder, in place of the last export.

    ``package`` is the folder of the installed manager. Raises StopBuild where a data file cannot be read or
    the folder is not ours.
    """
    if why := unreadable_data(settings.content):
        raise StopBuild(why)
    try:
        git = git_table(settings.content / DATA_FOLDER)
        stylesheets = _stylesheets(settings)
        sheet = next((name for name in stylesheets if name.endswith(".css")), "")
        environment = EditorEnvironment(
            name=str(read_authority(settings.content).get("ten", "")),
            content=settings.content.name,
            stylesheets=[sheet] if sheet else [],
        )
        config = cms_config(form_choices(registries_of(settings)), environment, git)
    except (NoGitHost, GitFault) as fault:
        raise StopBuild(str(fault)) from fault
    staging.check_output(target, settings.content)
    with staging.locked_output_folder(target):
        try:
            prepared = staging.fresh(target)
            for path, data in files(package, config, stylesheets).items():
                write_file(prepared, path, data)
            staging.put_in_place(prepared, target)
        finally:
            staging.discard(target)


def git_table(data: Path) -> Mapping[str, object]:
    """Return the table of bien-tap.toml in a data folder that describes the Git host; raises NoGitHost without one."""
    file = data / SETTINGS
    if not file.is_file():
        raise NoGitHost(
            f"chưa có {data.parent.name}/{DATA_FOLDER}/{SETTINGS} nói nội dung nằm ở máy chủ Git nào. "
            "Xem docs/vi/bien-tap/trinh-soan-thao.md."
        )
    written = data_file(file.read_bytes(), SETTINGS)
    for fault in written.problems:
        raise NoGitHost(str(fault))
    table = written.tables.get("git")
    if not isinstance(table, dict):
        raise NoGitHost(f"{SETTINGS}: thiếu bảng [git].")
    return table


def _stylesheets(settings: BuildSettings) -> dict[str, bytes]:
    """Return the theme's stylesheet with the fonts and icons that it names, by their paths in the folder."""
    assets = read_assets(settings.theme)
    return {
        f"giao-dien/{path}": assets[name]
        for name, path in published_paths(assets).items()
        if name == STYLESHEET or name.startswith(("fonts/", "icons/"))
    }


def files(package: Path, config: Mapping[str, object], stylesheets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every file of the folder: our page and scripts, the manager, its configuration, the portal's stylesheets."""
    found = {
        "index.html": (OWN_FILES / "index.html").read_bytes(),
        "cau-hinh.json": json.dumps(config, ensure_ascii=False).encode("utf-8"),
    }
    for folder, name in ((OWN_FILES, "tep"), (package, "goi")):
        for file in sorted(folder.iterdir()):
            if file.suffix in (".js", ".css", ".wasm"):
                found[f"{name}/{file.name}"] = file.read_bytes()
    return found | dict(stylesheets)
