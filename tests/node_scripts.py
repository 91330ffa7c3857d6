"""The theme's scripts, run without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from outside_tools import node

SCRIPTS = Path(__file__).resolve().parents[1] / "theme" / "static" / "js"


def copied(folder: Path) -> Path:
    """Copy the scripts into a folder where Node takes them for modules; return that folder."""
    shutil.copytree(SCRIPTS, folder / "js", dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    return folder


def run(folder: Path, code: str, given: Any = None) -> Any:
    """Return what a piece of code makes of the scripts and of the value ``given``."""
    (folder / "given.json").write_text(json.dumps(given), "utf-8")
    reading = 'import { readFileSync } from "fs"; const given = JSON.parse(readFileSync("given.json"));'
    (folder / "run.js").write_text(f"{reading}\n{code}\nconsole.log(JSON.stringify(result));", "utf-8")
    done = subprocess.run([node(), "run.js"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
