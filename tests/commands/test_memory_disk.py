"""Work that makes many files is done in memory, where the system has a place for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.commands import memory_disk as module
from plugins.commands.memory_disk import memory_disk, work_folder


def test_a_system_without_a_memory_disk_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of this name, or a system that cannot tell of one."""
    monkeypatch.setattr(module, "_MEMORY", tmp_path / "khong-co")
    assert memory_disk(0) is None
    monkeypatch.setattr(module, "_MEMORY", tmp_path)
    monkeypatch.delattr(os, "statvfs", raising=False)
    assert memory_disk(0) is None


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="this system tells nothing of its disks")
def test_a_disk_with_too_little_room_or_without_programs_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container, which has 64 MB, or where nothing may be started from it."""
    monkeypatch.setattr(module, "_MEMORY", tmp_path)
    assert memory_disk(0) == tmp_path
    assert memory_disk(1 << 62) is None
    status = list(os.statvfs(tmp_path))
    status[8] |= os.ST_NOEXEC
    monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(status))
    assert memory_disk(0) is None


def test_the_folder_goes_with_what_is_in_it(tmp_path: Path) -> None:
    """It is a new one each time, below the disk that is given."""
    with work_folder(tmp_path) as folder:
        (folder / "a" / "b").mkdir(parents=True)
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []
