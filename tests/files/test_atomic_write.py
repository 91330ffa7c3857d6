"""A file or folder is replaced in one step: whatever happens meanwhile, the old one or the new one is there."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from killing import killed_at_each_step

from plugins.files import atomic_write
from plugins.files.atomic_write import write_atomically, write_beside, write_folder

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
CONTENTS = st.binary(max_size=5_000)
FILES = st.dictionaries(st.sampled_from("abcd"), CONTENTS, max_size=4)


def read(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names, but for those that a killed process left."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".moi-")}


@needs_fork
@settings(max_examples=10, deadline=None)
@given(st.none() | CONTENTS, CONTENTS, st.sampled_from([None, 0o640]))
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(
    old: bytes | None, new: bytes, mode: int | None
) -> None:
    """At any step; what it leaves beside is hidden, and the next writer succeeds."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "chi-muc.json")
        if old is not None:
            place.write_bytes(old)
        kills = 0
        for step in killed_at_each_step(lambda: write_atomically(place, new, mode), atomic_write):
            kills = step
            assert (place.read_bytes() if place.exists() else None) in (old, new)
            assert set(read(place.parent)) <= {place.name}
            place.unlink(missing_ok=True)
            if old is not None:
                place.write_bytes(old)
        assert kills > 4
        assert place.read_bytes() == new


@needs_fork
@settings(max_examples=5, deadline=None)
@given(FILES, FILES)
def test_a_killed_writer_of_a_folder_leaves_no_half_of_it(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    """It holds all the old files, or all the new ones, or is not there."""
    with tempfile.TemporaryDirectory() as parent:
        place = Path(parent, "anh")
        write_folder(place, old)
        for _ in killed_at_each_step(lambda: write_folder(place, new), atomic_write):
            assert not place.exists() or read(place) in (old, new)
            write_folder(place, old)
            assert read(place) == old
        assert read(place) == new


def test_a_file_has_the_rights_that_are_wanted(tmp_path: Path) -> None:
    """Those of any new file, where none are named."""
    write_atomically(tmp_path / "sau" / "hon" / "a", b"1")
    (tmp_path / "b").write_bytes(b"1")
    write_atomically(tmp_path / "c", b"1", 0o600)
    assert (tmp_path / "sau/hon/a").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o600


def test_a_fault_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that stands in the way, a disk that is full."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").touch()
    (tmp_path / "b").write_bytes(b"cu")
    with pytest.raises(OSError, match=r"."):
        write_atomically(tmp_path / "a", b"moi")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "b", b"moi")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
    assert (tmp_path / "b").read_bytes() == b"cu"


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    """The temporary name is no longer than the file's own may be."""
    place = tmp_path / ("a" * 255)
    write_atomically(place, b"1")
    assert place.read_bytes() == b"1"


def test_writers_at_once_never_mix(tmp_path: Path) -> None:
    """Whoever reads meanwhile finds what one of them wrote."""
    place = tmp_path / "so.json"
    wanted = {bytes([letter]) * 40_000 for letter in b"abc"}

    def write(data: bytes) -> None:
        for _ in range(30):
            write_atomically(place, data)

    writers = [threading.Thread(target=write, args=(data,)) for data in wanted]
    write_atomically(place, b"a" * 40_000)
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add(place.read_bytes())
    assert seen <= wanted
    assert os.listdir(tmp_path) == ["so.json"]


def test_what_is_written_beside_waits(tmp_path: Path) -> None:
    """What a killed process left there is overwritten."""
    place = tmp_path / "index.html"
    place.write_bytes(b"cu")
    (tmp_path / ".index.html.moi").write_bytes(b"con sot lai, dai hon")
    beside = write_beside(place, b"moi", 0o644)
    assert (place.read_bytes(), beside.read_bytes()) == (b"cu", b"moi")
    os.replace(beside, place)
    assert os.listdir(tmp_path) == ["index.html"]
