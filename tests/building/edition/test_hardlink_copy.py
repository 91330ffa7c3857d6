"""The hard-linked copy of an output folder, and what was done to a folder since it was written."""

from __future__ import annotations

from pathlib import Path

from plugins.building.edition import folder_state, hardlink_copy


def edition(folder: Path) -> dict[str, str]:
    """Make a small edition and return the stamps of its files."""
    for path in ("index.html", "tin/index.html", "tin/2024/index.html"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    return {
        path: folder_state.file_stamp((folder / path).stat())
        for path in ("index.html", "tin/index.html", "tin/2024/index.html")
    }


def test_a_copy_shares_its_files(tmp_path: Path) -> None:
    """Linked files are the same on the disk, and keep their stamps."""
    stamps = edition(tmp_path / "a")
    hardlink_copy.link_files(tmp_path / "a", tmp_path / "b", stamps)
    assert (tmp_path / "b/tin/index.html").samefile(tmp_path / "a/tin/index.html")
    assert folder_state.survey(tmp_path / "b", stamps) == (set(), set())
    assert folder_state.file_stamps(tmp_path / "a") == folder_state.file_stamps(tmp_path / "b") != ""


def test_what_somebody_did_to_the_folder_is_seen(tmp_path: Path) -> None:
    """Files that are lost, written over or added."""
    stamps = edition(tmp_path)
    (tmp_path / "index.html").unlink()
    (tmp_path / "tin/index.html").write_text("khác hẳn")
    (tmp_path / "tin/la.txt").write_text("lạ")
    assert folder_state.survey(tmp_path, stamps) == ({"index.html", "tin/index.html"}, {"tin/la.txt"})


def test_removed_files_take_their_empty_folders_along(tmp_path: Path) -> None:
    """A folder that holds something else stays."""
    edition(tmp_path)
    hardlink_copy.remove_files(tmp_path, ["tin/2024/index.html", "khong-co.html"])
    assert not (tmp_path / "tin/2024").exists()
    assert (tmp_path / "tin/index.html").exists()
