"""An article that was thrown away comes back, byte for byte, and over nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_sites import NOW

from plugins.editors.writing.trash import Trash

PATH = "content/bai-viet/tin/2024/họp báo.md"


@given(data=st.binary(max_size=200), title=st.text(st.characters(codec="utf-8"), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_was_thrown_away_comes_back_byte_for_byte(tmp_path: Path, data: bytes, title: str) -> None:
    """Whatever is in it."""
    file, trash = tmp_path / "a" / "b.md", Trash(tmp_path / "kept")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    put = trash.put(file, PATH, title, NOW)
    assert not file.exists()
    assert trash.all() == [put] == [trash.find(put.name)]
    assert (put.path, put.title, put.at) == (PATH, title, NOW)
    trash.take_back(put, file)

    assert file.read_bytes() == data
    assert trash.all() == []
    assert list((tmp_path / "kept" / "thung-rac").iterdir()) == []


def test_two_of_one_place_lie_there_the_latest_first(tmp_path: Path) -> None:
    """Neither takes the other's place, and none is put over a file."""
    file, trash = tmp_path / "b.md", Trash(tmp_path / "kept")
    for number in (1, 2):
        file.write_text(f"{number}", "utf-8")
        trash.put(file, PATH, f"{number}", NOW + timedelta(hours=number))
    last, first = trash.all()
    assert (last.title, first.title) == ("2", "1")
    trash.take_back(last, file)
    with pytest.raises(FileExistsError):
        trash.take_back(first, file)

    assert file.read_text("utf-8") == "2"
    assert trash.all() == [first]


@pytest.mark.parametrize("name", ["", "..", "../../content/a", "20240630T080000000000-a/../b", "x" * 200])
def test_no_other_file_is_found(tmp_path: Path, name: str) -> None:
    """Whatever is asked for."""
    (tmp_path / "kept").mkdir()

    assert Trash(tmp_path / "kept").find(name) is None


@pytest.mark.parametrize(
    "facts", ["", "[]", "{}", '{"path": 1, "title": "", "at": ""}', "\x00", json.dumps({"path": "a"})]
)
def test_what_is_not_ours_is_passed_over(tmp_path: Path, facts: str) -> None:
    """And stays."""
    folder = tmp_path / "thung-rac"
    folder.mkdir()
    (folder / "20240630T080000000000-a.json").write_text(facts, "utf-8")
    (folder / "20240630T080000000000-a.md").write_text("", "utf-8")

    assert Trash(tmp_path).all() == []
