"""The data files of a portal, as one build sees them."""

from __future__ import annotations

import time
from pathlib import Path

from random_steps import new_world, tree

from plugins.building.run import build
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.worker_pool import WorkerPool

BEFORE, NOW = "Trang tin cũ", "Trang tin mới"


class EditsWhileReading(BuildListener):
    """Somebody saves a data file while the articles are read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Save it."""
        self.file.write_text(self.file.read_text("utf-8").replace(BEFORE, NOW), "utf-8")


def test_a_data_file_that_is_saved_while_a_build_runs_belongs_to_the_next(tmp_path: Path) -> None:
    """Who reads it early and who reads it late see one state; half of each would be on no page that anybody wrote."""
    world = new_world(tmp_path, 7)
    file = world.content / "du-lieu" / "don-vi.toml"
    file.write_text(f'ten = "{BEFORE}"\n', "utf-8")
    time.sleep(0.11)
    world.build_clean()
    of_before = tree(tmp_path / "sach" / "output")

    build(world.settings, EditsWhileReading(file), WorkerPool(1))
    assert NOW in file.read_text("utf-8")
    assert tree(tmp_path / "output") == of_before

    time.sleep(0.11)
    world.build_with_workers(1)
    world.build_clean()
    assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")
    assert tree(tmp_path / "output") != of_before


def test_each_reader_of_a_data_file_gathers_its_own_problems(tmp_path: Path) -> None:
    """What one says of an entry, another does not say for it."""
    (tmp_path / "du-lieu").mkdir()
    (tmp_path / "du-lieu" / "a.toml").write_text("a = 1\n", "utf-8")
    files = DataFiles(tmp_path)
    files.file("du-lieu/a.toml").refuse("sai.", "a")
    (tmp_path / "du-lieu" / "a.toml").write_text("a = 2\n", "utf-8")

    assert files.file("du-lieu/a.toml").problems == []
    assert files.file("du-lieu/a.toml").tables == {"a": 1}
