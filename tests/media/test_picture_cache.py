"""Finished pictures wait for the next build, whole, for as long as some build uses them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.media import picture_cache

FILES = {"480.avif": b"nho", "480.jpg": b"lon hon"}
MONTH = 31 * 86_400


def aged(path: Path, seconds: float) -> None:
    """Let a file or folder be older."""
    before = path.stat().st_mtime
    os.utime(path, (before - seconds, before - seconds))


def test_a_picture_is_taken_as_it_was_kept(tmp_path: Path) -> None:
    """Each file by its name; one list of sums stands for all, and the usual tool reads it."""
    picture_cache.store(tmp_path, "a", FILES)
    assert picture_cache.cached_names(tmp_path) == {"a"}
    assert {name: picture_cache.load(tmp_path, "a", name) for name in FILES} == FILES
    assert picture_cache.load(tmp_path, "a", "khong-co.jpg") is None
    assert sorted(os.listdir(tmp_path / "a")) == ["480.avif", "480.jpg", "SHA256SUMS"]
    assert os.system(f"cd {tmp_path}/a && sha256sum --quiet -c SHA256SUMS") == 0


@pytest.mark.parametrize("lost", ["480.avif", "SHA256SUMS"])
def test_what_is_not_as_it_was_made_is_not_taken(tmp_path: Path, lost: str) -> None:
    """Neither a file without its sum, nor one that has another."""
    picture_cache.store(tmp_path, "a", FILES)
    (tmp_path / "a" / lost).write_bytes(b"khac \xff")
    assert picture_cache.load(tmp_path, "a", "480.avif") is None
    (tmp_path / "a" / lost).unlink()
    assert picture_cache.load(tmp_path, "a", "480.avif") is None


def test_a_picture_takes_the_place_of_a_damaged_one(tmp_path: Path) -> None:
    """Nothing of what was there stays."""
    picture_cache.store(tmp_path, "a", FILES | {"960.jpg": b"cu"})
    picture_cache.store(tmp_path, "a", FILES)
    assert sorted(os.listdir(tmp_path / "a")) == ["480.avif", "480.jpg", "SHA256SUMS"]
    assert os.listdir(tmp_path) == ["a"]


def test_a_picture_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk shows, and no half of a picture is taken for one."""

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        picture_cache.store(tmp_path, "a", FILES)
    assert os.listdir(tmp_path) == []


def test_pictures_that_no_build_used_for_a_month_are_let_go(tmp_path: Path) -> None:
    """Those in use stay however old; so do those that another folder's build may still want."""
    for name in ("dung", "moi", "cu", ".moi-do-dang"):
        picture_cache.store(tmp_path, name, FILES)
    (tmp_path / "anh-cu.jpg").write_bytes(b"tu ban truoc")
    for name in ("dung", "cu", ".moi-do-dang", "anh-cu.jpg"):
        aged(tmp_path / name, MONTH)
    picture_cache.remove_unused(tmp_path, lambda: {"dung"})
    assert picture_cache.cached_names(tmp_path) - {".da-don"} == {"dung", "moi"}


def test_the_cache_is_looked_through_once_a_day(tmp_path: Path) -> None:
    """A build that follows another does not ask what is in use."""
    picture_cache.store(tmp_path, "a", FILES)
    picture_cache.remove_unused(tmp_path, lambda: {"a"})
    aged(tmp_path / "a", MONTH)
    picture_cache.remove_unused(tmp_path, pytest.fail)  # type: ignore[arg-type]
    assert "a" in picture_cache.cached_names(tmp_path)
    aged(tmp_path / ".da-don", 2 * 86_400)
    picture_cache.remove_unused(tmp_path, set)
    assert "a" not in picture_cache.cached_names(tmp_path)


def test_use_keeps_a_picture(tmp_path: Path) -> None:
    """A photo that was used two weeks ago stays, though it was drawn long before."""
    picture_cache.store(tmp_path, "a", FILES)
    aged(tmp_path / "a", MONTH)
    picture_cache.remove_unused(tmp_path, lambda: {"a"})
    aged(tmp_path / "a", 14 * 86_400)
    aged(tmp_path / ".da-don", 2 * 86_400)
    picture_cache.remove_unused(tmp_path, set)
    assert "a" in picture_cache.cached_names(tmp_path)


def test_where_nothing_was_drawn_nothing_is_made(tmp_path: Path) -> None:
    """A portal without photos has no cache of them."""
    picture_cache.remove_unused(tmp_path / "anh", set)
    assert picture_cache.cached_names(tmp_path / "anh") == frozenset()
    assert os.listdir(tmp_path) == []
