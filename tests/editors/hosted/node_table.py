"""The editor's scripts run by Node, as the browser would run them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from outside_tools import node

SCRIPTS = Path(__file__).resolve().parents[3] / "plugins" / "editors" / "hosted" / "static"


def run(folder: Path, code: str, given: object = None) -> Any:
    """Return what a piece of code makes of ``given``; it may import the editor's modules from "./js/"."""
    if not (folder / "js").exists():
        shutil.copytree(SCRIPTS, folder / "js")
        (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "given.json").write_text(json.dumps(given, ensure_ascii=True), "utf-8")
    head = 'import { readFileSync } from "node:fs";\nconst given = JSON.parse(readFileSync("given.json", "utf8"));\n'
    (folder / "run.js").write_text(f"{head}{code}\nconsole.log(JSON.stringify(result));", "utf-8")
    done = subprocess.run([node(), "run.js"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
