"""A file of an output lies below its folder, whatever its path says and whatever lies there already."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.edition.write_file import write_file
from plugins.problems.stop_build import StopBuild

BEYOND = (
    *(
        "",
        "/",
        "/etc/passwd",
        "../a",
        "a/../../b",
        "a/..",
        "..",
        "a/../b",
        "a\\b",
        "..\\a",
        "C:/a",
        "a:b",
        "a\0b",
    ),
    *("//a", "a/", "./../a", "a/.../../../b", "~/../../a"),
)
WITHIN = {
    "a.html": "a.html",
    "a/b/c/index.html": "a/b/c/index.html",
    ".well-known/security.txt": ".well-known/security.txt",
    "a/./b": "a/b",
    "./a": "a",
    "a//b": "a/b",
    "...": "...",
    "a/..b/c..": "a/..b/c..",
    "~/a": "~/a",
    "đường/tin-mới.html": "đường/tin-mới.html",
    "a b/$(c)/*": "a b/$(c)/*",
    "-rf": "-rf",
    os.fsdecode(b"a/\xff"): os.fsdecode(b"a/\xff"),
}


def everything(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("path", BEYOND, ids=ascii)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    """Nothing is written, inside or outside."""
    root = tmp_path / "out"
    root.mkdir()
    with pytest.raises(StopBuild):
        write_file(root, path, b"x")
    assert everything(tmp_path) == {}


@pytest.mark.parametrize("path", WITHIN, ids=ascii)
def test_a_path_within_is_written(tmp_path: Path, path: str) -> None:
    """The file has the bytes, and what is returned is its status."""
    status = write_file(tmp_path, path, b"noi dung")
    assert everything(tmp_path) == {WITHIN[path]: b"noi dung"}
    place = (tmp_path / WITHIN[path]).stat()
    assert (status.st_ino, status.st_size, status.st_mtime_ns) == (
        place.st_ino,
        place.st_size,
        place.st_mtime_ns,
    )


@given(st.text(alphabet=st.sampled_from("./\\:\0a~ đ"), max_size=12))
def test_no_path_at_all_leaves_the_folder(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    """It is written below the folder, or refused."""
    folder = tmp_path_factory.mktemp("o")
    root = folder / "one" / "two"
    root.mkdir(parents=True)
    try:
        write_file(root, path, b"x")
    except StopBuild:
        assert everything(folder) == {}
    else:
        assert list(everything(folder).values()) == list(everything(root).values()) == [b"x"]


@pytest.mark.parametrize("path", ["away/a.html", "in/away/b/a.html", "in/link.html", "away"])
@pytest.mark.parametrize("known", [False, True])
def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, path: str, known: bool) -> None:
    """Neither a folder nor a file that is a link; also not after a file beside it was written."""
    root, other = tmp_path / "out", tmp_path / "other"
    (root / "in").mkdir(parents=True)
    other.mkdir()
    (other / "a.html").write_bytes(b"theirs")
    (root / "away").symlink_to(other)
    (root / "in" / "away").symlink_to(other)
    (root / "in" / "link.html").symlink_to(other / "new.html")
    folders: set[str] | None = set() if known else None
    write_file(root, "in/beside.html", b"x", folders)
    with pytest.raises(StopBuild):
        write_file(root, path, b"x", folders)
    assert everything(other) == {"a.html": b"theirs"}


def test_a_link_within_is_followed(tmp_path: Path) -> None:
    """It leads to a place below the folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path, "link/a/b.html", b"x")
    assert (tmp_path / "real" / "a" / "b.html").read_bytes() == b"x"


def test_a_file_is_written_once(tmp_path: Path) -> None:
    """The same bytes again are no fault and leave the file as it is, others are a fault, and so is another link."""
    first = write_file(tmp_path, "a/b.html", b"x")
    again = write_file(tmp_path, "a/b.html", b"x")
    assert (again.st_ino, again.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    for other in (b"y", b"xx", b""):
        with pytest.raises(StopBuild, match="hai trang khác nhau"):
            write_file(tmp_path, "a/b.html", other)
    (tmp_path / "a" / "c.html").symlink_to(tmp_path / "a" / "b.html")
    with pytest.raises(StopBuild, match="hai trang khác nhau"):
        write_file(tmp_path, "a/c.html", b"x")
    with pytest.raises(StopBuild):
        write_file(tmp_path, "a", b"x")
    with pytest.raises(StopBuild):
        write_file(tmp_path, "a/b.html/c.html", b"x")
    assert everything(tmp_path)["a/b.html"] == b"x"


def test_what_the_disk_refuses_is_told(tmp_path: Path) -> None:
    """A name that is too long; the message names the file."""
    with pytest.raises(StopBuild, match="khi ghi"):
        write_file(tmp_path, f"{'a' * 300}/b.html", b"x")


@pytest.mark.parametrize("path", ["b.html", "c/d/b.html"])
def test_the_folder_itself_is_made(tmp_path: Path, path: str) -> None:
    """It need not be there yet."""
    write_file(tmp_path / "a" / "out", path, b"x")
    assert everything(tmp_path) == {f"a/out/{path}": b"x"}


def test_folders_that_are_known_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in a folder of its own costs one more folder."""
    folders: set[str] = set()
    write_file(tmp_path, "index.html", b"x", folders)
    made: list[str] = []
    mkdir = os.mkdir
    monkeypatch.setattr(os, "mkdir", lambda path, *more: (made.append(path), mkdir(path, *more)))
    for slug in ("mot", "hai", "ba"):
        write_file(tmp_path, f"tin/2024/{slug}/index.html", b"x", folders)
    assert [os.path.relpath(path, tmp_path) for path in made] == [
        *("tin", "tin/2024", "tin/2024/mot", "tin/2024/hai", "tin/2024/ba")
    ]
