"""
The theme's scripts, run without a browser.

Node starts once for each process that tests; each piece of code has a thread of its own there, with its own globals and modules.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from outside_tools import node

SCRIPTS = Path(__file__).resolve().parents[1] / "theme" / "static" / "js"

# For each line with the path of a module one line with what it made, or with its error.
_SERVER = """
const { Worker } = require("worker_threads");
require("readline").createInterface({ input: process.stdin }).on("line", (path) => {
  const worker = new Worker(path);
  let answer = { error: "the code ended without a result" };
  worker.on("message", (result) => { answer = { result }; });
  worker.on("error", (error) => { answer = { error: String(error.stack || error) }; });
  worker.on("exit", () => process.stdout.write(JSON.stringify(answer) + "\\n"));
});
"""
_servers: dict[int, subprocess.Popen[str]] = {}


def _server() -> subprocess.Popen[str]:
    """Return the Node of this process; one that was forked from it has its own."""
    if os.getpid() not in _servers:
        server = subprocess.Popen(
            [node(), "-e", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        _servers[os.getpid()] = server
        atexit.register(_end, server)
    return _servers[os.getpid()]


def _end(server: subprocess.Popen[str]) -> None:
    assert server.stdin
    assert server.stdout
    server.stdin.close()
    server.wait()
    server.stdout.close()


def copied(folder: Path) -> Path:
    """Copy the scripts into a folder where Node takes them for modules; return that folder."""
    shutil.copytree(SCRIPTS, folder / "js", dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    return folder


def run(folder: Path, code: str, given: Any = None) -> Any:
    """Return what a piece of code makes of the scripts and of the value ``given``."""
    module = folder / "run.js"
    module.write_text(
        'import { parentPort } from "worker_threads";\n'
        f"const given = JSON.parse({json.dumps(json.dumps(given))});\n"
        f"{code}\nparentPort.postMessage(JSON.stringify(result));",
        "utf-8",
    )
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(f"{module}\n")
    server.stdin.flush()
    answer = json.loads(server.stdout.readline())
    assert "error" not in answer, answer
    return json.loads(answer["result"])
