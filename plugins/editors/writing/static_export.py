"""The editor as files for a web host, where a Git host keeps the content: nothing answers there but files."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from plugins.editors.writing.routes import OWN_FILES

SETTINGS = "bien-tap.toml"
NO_SETTINGS = (
    "chưa có content/du-lieu/bien-tap.toml nói nội dung nằm ở máy chủ Git nào. "
    "Xem docs/vi/bien-tap/trinh-soan-thao.md."
)


class NoHost(ValueError):
    """Why the editor cannot be made for a Git host, in Vietnamese."""


def git_table(data: Path) -> Mapping[str, object]:
    """Return what a data folder says of the Git host; raises NoHost where it says nothing, or nothing that can be read."""
    file = data / SETTINGS
    if not file.is_file():
        raise NoHost(NO_SETTINGS)
    try:
        table = tomllib.loads(file.read_text("utf-8-sig")).get("git")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise NoHost(f"{SETTINGS}: tệp dữ liệu bị lỗi: {fault}.") from fault
    if not isinstance(table, dict):
        raise NoHost(f"{SETTINGS}: thiếu bảng [git].")
    return table


def files(
    package: Path, configuration: Mapping[str, object], sheets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return every file of the folder: our page and scripts, the manager, the configuration, the portal's stylesheets."""
    told = json.dumps(configuration, ensure_ascii=False).encode("utf-8")
    made = {"index.html": (OWN_FILES / "index.html").read_bytes(), "cau-hinh.json": told}
    for folder, name in ((OWN_FILES, "tep"), (package, "goi")):
        for file in sorted(folder.iterdir()):
            if file.suffix in (".js", ".css", ".wasm"):
                made[f"{name}/{file.name}"] = file.read_bytes()
    return made | dict(sheets)
