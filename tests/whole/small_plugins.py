"""Portals with small plugins of Pelican's kind, built by the command in a process of its own."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import fork_server
from small_sites import PROJECT, settings_file

# A plugin that listens to {signal}, and does {body}.
LISTENER = """from pelican import signals
from pathlib import Path
HERE = Path(__file__).parent

def hear(sender, *parts, **named):
    {body}

def register():
    signals.{signal}.connect(hear)
"""


def add_plugin(site: Path, name: str, signal: str, body: str) -> None:
    """Write a plugin that does something at one signal."""
    (site / f"{name}.py").write_text(LISTENER.format(signal=signal, body=body), "utf-8")


def build(
    site: Path, *plugins: str, more: str = "", words: tuple[str, ...] = (), forked: bool = True
) -> subprocess.CompletedProcess[str]:
    """Build a site with plugins that lie beside its content; ``forked``: in a process that has imported everything already."""
    lines = (f"PLUGIN_PATHS = [{str(site)!r}]", f"PLUGINS = {list(plugins)!r}", more)
    conf = settings_file(site, *lines)
    folders = [site / "content", "-s", conf, "-o", site / "output"]
    command = [sys.executable, "-m", "plugins.building", *folders, *words]
    if forked:
        return fork_server.run(command)
    return subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def own_theme(site: Path, **changed: str) -> str:
    """Copy the project's theme with some templates changed; return the line of the settings that chooses it."""
    shutil.copytree(PROJECT / "theme", site / "giao-dien")
    for name, more in changed.items():
        file = site / "giao-dien" / "templates" / f"{name}.html"
        file.write_text(
            file.read_text("utf-8").replace("{% block content %}", f"{{% block content %}}{more}"), "utf-8"
        )
    return f"THEME = {str(site / 'giao-dien')!r}"
