"""A real preview of a small portal, for tests that watch it in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import IO

import fork_server
from small_previews import Small
from small_sites import PROJECT, an_article, settings_file

PATIENCE = 60_000  # milliseconds; a busy machine is slow, not wrong
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass
class Live:
    """A preview that is running: where it answers, the portal it shows, its process and what that prints."""

    address: str
    small: Small
    process: fork_server.Process | Popen[str]
    printed: IO[str]

    def heard(self, words: str) -> None:
        """Wait until the process says something."""
        assert any(words in line for line in self.printed), f"ended without saying “{words}”"


@contextmanager
def started(folder: Path, *options: str, module: str = "plugins.editors.preview") -> Iterator[Live]:
    """Start a preview of a small portal with a theme of its own."""
    small = Small(folder)
    shutil.copytree(PROJECT / "theme", folder / "theme")
    words = " ".join(f"chữ thứ {number}." for number in range(400))
    small.write("bai.md", an_article("Bài đang viết", body=f"Đoạn đầu.\n\n{words}\n\nĐoạn cuối."))
    conf = settings_file(folder, f"THEME = {str(folder / 'theme')!r}", "SHARE_CARDS = False")
    command = [sys.executable, "-m", module, str(small.content), "-s", str(conf)]
    serving = ["--quarantine", "--confirm-fewer", "--port", "0", *options]
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    process, printed = fork_server.listen([*command, *serving], env=environment)
    try:
        found = next((found for line in printed if (found := _ADDRESS.search(line))), None)
        assert found
        live = Live(found[0], small, process, printed)
        live.heard("Đang đợi")
        yield live
    finally:
        process.kill()
        process.wait()
        printed.close()


def change(file: Path, old: str, new: str) -> None:
    """Save a file with other words, as an editor's program does: beside it first, then in its place."""
    text = file.read_text("utf-8")
    assert old in text
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text.replace(old, new, 1), "utf-8")
    beside.replace(file)
