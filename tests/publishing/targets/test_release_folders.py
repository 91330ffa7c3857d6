"""Releases beside each other on one machine: which of them stay."""

from __future__ import annotations

from pathlib import Path

from plugins.files.marked_folder import MARKER
from plugins.publishing.releases.manifest import HEADER
from plugins.publishing.targets.release_folders import CURRENT, RELEASES, prune_releases, release_names


def test_what_a_kill_left_of_a_release_is_removed_with_the_next_old_one(tmp_path: Path) -> None:
    """It has lost the file that says what it was, so it counts as no release; another folder is left alone."""
    names = [f"20240630T08000{number}Z-{number}123456789" for number in range(5)]
    for name in names:
        folder = tmp_path / RELEASES / name
        folder.mkdir(parents=True)
        for file in (MARKER, HEADER, "index.html"):
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(b"")
    (tmp_path / RELEASES / "2024").mkdir()
    (tmp_path / CURRENT).symlink_to(Path(RELEASES) / names[4])
    (tmp_path / RELEASES / names[1] / HEADER).unlink()
    assert release_names(tmp_path) == [names[0], *names[2:]]

    assert prune_releases(tmp_path, 3) == [names[1], names[0]]
    assert sorted(path.name for path in (tmp_path / RELEASES).iterdir()) == ["2024", *names[2:]]
