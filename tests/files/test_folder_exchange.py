"""Two folders change places: in one step, or by renames that a kill cannot make worse than undone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from killing import killed_at_each_step

from plugins.files import folder_exchange
from plugins.files.folder_exchange import exchange, exchange_by_renames, replace_folder, restore
from plugins.files.marked_folder import MARKER, is_foreign, remove_folder
from plugins.problems.stop_build import StopBuild


def folder(place: Path, text: str) -> Path:
    """Make one of our folders that holds a text."""
    place.mkdir()
    (place / MARKER).touch()
    (place / "index.html").write_text(text)
    return place


def text_of(place: Path) -> str:
    """Return what a folder holds, "" if it is not there."""
    return (place / "index.html").read_text() if place.exists() else ""


@pytest.mark.parametrize("one_step", [True, False])
def test_the_old_folder_takes_the_name_of_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool
) -> None:
    """However it is done, nothing else is left."""
    if not one_step:
        monkeypatch.setattr(folder_exchange, "exchange", lambda one, other: False)
    fresh, place = folder(tmp_path / ".output.moi", "moi"), folder(tmp_path / "output", "cu")
    replace_folder(fresh, place)
    assert (text_of(place), text_of(fresh)) == ("moi", "cu")
    assert sorted(os.listdir(tmp_path)) == [".output.moi", "output"]


def test_a_place_that_is_free_is_taken(tmp_path: Path) -> None:
    """The first folder has none to change places with."""
    replace_folder(folder(tmp_path / "moi", "moi"), tmp_path / "output")
    assert os.listdir(tmp_path) == ["output"]


def test_folders_that_are_not_there_are_not_exchanged(tmp_path: Path) -> None:
    """The old one stays as it was."""
    place = folder(tmp_path / "output", "cu")
    assert not exchange(tmp_path / "khong-co", place)
    with pytest.raises(OSError, match="No such file"):
        exchange_by_renames(tmp_path / "khong-co", place)
    assert text_of(place) == "cu"
    assert os.listdir(tmp_path) == ["output"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_kill_between_the_renames_is_made_good(tmp_path: Path) -> None:
    """At any step, ``restore`` finds the old folder or the new one, whole."""
    fresh, place = tmp_path / ".output.moi", tmp_path / "output"
    seen = set()
    folder(place, "cu")
    folder(fresh, "moi")
    for _ in killed_at_each_step(lambda: exchange_by_renames(fresh, place), folder_exchange):
        restore(place)
        seen.add(text_of(place))
        for left in list(tmp_path.iterdir()):
            remove_folder(left)
        folder(place, "cu")
        folder(fresh, "moi")
    assert seen == {"cu", "moi"}
    assert (text_of(place), text_of(fresh)) == ("moi", "cu")


def test_only_folders_of_ours_are_removed(tmp_path: Path) -> None:
    """Of a link the link alone; a folder without a marker stays, unless it is empty."""
    ours, theirs, empty = folder(tmp_path / "a", "x"), tmp_path / "b", tmp_path / "c"
    (ours / "sau").mkdir()
    (ours / "sau" / "y").touch()
    theirs.mkdir()
    (theirs / "anh.jpg").touch()
    empty.mkdir()
    link = tmp_path / "d"
    link.symlink_to(theirs, target_is_directory=True)
    assert [is_foreign(one) for one in (ours, theirs, empty)] == [False, True, False]
    for one in (ours, empty, link, tmp_path / "khong-co"):
        remove_folder(one)
    with pytest.raises(StopBuild, match=MARKER):
        remove_folder(theirs)
    assert os.listdir(tmp_path) == ["b"]
    assert os.listdir(theirs) == ["anh.jpg"]
