"""The data files of a portal, as one build sees them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from random_steps import new_world, tree

from plugins.building.run import build
from plugins.building.sources.data_files import DataFiles, read_data_file
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.worker_pool import WorkerPool
from plugins.problems import Level

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


@pytest.mark.parametrize(
    ("value", "shown", "level", "told"),
    [
        ('"Xuân\\u0000Lai"', "Xuân Lai", Level.WARNING, "U+0000"),
        ('"Xuân\\bLai"', "Xuân Lai", Level.WARNING, "U+0008"),
        ('"Xuân\\uFFFELai"', "Xuân Lai", Level.WARNING, "U+FFFE"),
        ('"Xuân\uffffLai"', "Xuân Lai", Level.WARNING, "U+FFFF"),
        ('"Xuân \\u202eiaL"', "Xuân iaL", Level.ERROR, "U+202E"),
        ('"Xuân \u202eiaL"', "Xuân iaL", Level.ERROR, "U+202E"),
        ('"Xuân\\u200b Lai\\uE000"', "Xuân Lai", None, ""),
        ('"Xua\\u0302n Lai"', "Xuân Lai", None, ""),
        ('"Xuân\\tLai\\n"', "Xuân\tLai\n", None, ""),
    ],
)
@pytest.mark.parametrize(
    "place", ["ten = {}", "[[muc]]\nten = {}", "muc = [{{ten = {}}}]", "muc = [1, [{}]]"]
)
def test_no_value_has_a_character_that_breaks_a_page(
    tmp_path: Path, value: str, shown: str, level: Level | None, told: str, place: str
) -> None:
    """Written as it is, or as one of TOML's escapes: it is told with its line, and nothing else of the file goes."""
    (tmp_path / "a.toml").write_text(f"# Một\n{place.format(value)}\n", "utf-8")
    file = read_data_file(tmp_path, "a.toml")

    assert shown in strings(file.tables)
    assert [one.level for one in file.problems] == ([level] if level else [])
    assert all(told in one.message and one.line > 1 for one in file.problems)


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        ("gh\u202ei", "U+202E"),
        (r"gh\u202ei", "U+202E"),
        (r"a\u200b", "U+200B"),
        (r"\u0001", "U+0001"),
        (r"a\uE000", "U+E000"),
    ],
)
@pytest.mark.parametrize(
    ("place", "line"),
    [
        ('a = 1\n\n\n"{}" = "b\\u0001"\n', 5),
        ('a = 1\n\n[muc]\n"{}" = 2\n', 5),
        ('a = 1\n[[muc]]\nb = 1\n[["{}"]]\nx = 1\n', 5),
        ('a = 1\nm = {{"{}" = 1}}', 3),
    ],
)
def test_an_entry_whose_key_nobody_can_read_is_told_and_left_out(
    tmp_path: Path, key: str, mark: str, place: str, line: int
) -> None:
    """At its line, with what it has, written out; another entry never takes its value."""
    (tmp_path / "a.toml").write_text(f"# Một\n{place.format(key)}", "utf-8")
    file = read_data_file(tmp_path, "a.toml")

    assert file.tables["a"] == 1
    (problem,) = file.problems
    assert (problem.line, problem.level) == (line, Level.ERROR)
    assert mark in problem.message
    assert "Gõ lại tên này" in problem.message
    assert problem.message.isprintable()


def test_no_value_is_lost_in_silence_where_two_keys_are_one(tmp_path: Path) -> None:
    """Letters that TOML takes for others are the same to whoever reads the file."""
    (tmp_path / "a.toml").write_text('"tên" = 1\n"t\\u0065\\u0302n" = 2\n', "utf-8")
    file = read_data_file(tmp_path, "a.toml")

    assert file.tables == {"tên": 1}
    assert [(one.line, one.level) for one in file.problems] == [(2, Level.ERROR)]


def strings(value: object) -> list[str]:
    """Return all texts among the values of a data file."""
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []
