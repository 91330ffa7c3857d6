"""No file that is saved escapes the process that watches, whenever it is saved."""

from __future__ import annotations

import threading
from pathlib import Path

from plugins.building.file_watcher import changes


def test_what_is_saved_during_the_first_build_is_told_after_it(tmp_path: Path) -> None:
    """Written, changed and removed; not what programs leave behind, nor what stayed."""
    content, settings = tmp_path / "content", tmp_path / "conf.py"
    (content / "tin").mkdir(parents=True)
    for name in ("cũ.md", "đổi.md", "bỏ.md"):
        (content / "tin" / name).write_text("A", "utf-8")
    settings.write_text("A = 1", "utf-8")
    found = changes([content, settings, tmp_path / "không có"])
    # A build runs here.
    (content / "tin" / "mới.md").write_text("A", "utf-8")
    (content / "tin" / "đổi.md").write_text("AB", "utf-8")
    (content / "tin" / "bỏ.md").unlink()
    (content / "__pycache__").mkdir()
    (content / "__pycache__" / "a.pyc").write_bytes(b"A")
    settings.write_text("A = 22", "utf-8")

    assert next(found) == {content / "tin" / name for name in ("mới.md", "đổi.md", "bỏ.md")} | {settings}
    saving = threading.Timer(0.2, (content / "tin" / "mới.md").write_text, ["ABC"])
    saving.start()
    assert next(found) == {content / "tin" / "mới.md"}
    saving.join()
