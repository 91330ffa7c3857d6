"""A plain name needs no second look: whatever else is asked of names, the answer for it is no."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from plugins.media.content_scan import ContentScan, verification_line
from plugins.media.copies import backed_up, original_of
from plugins.media.names import is_device_name, is_noise, is_troublesome, is_usual_name, normalised

PARTS = [
    *(
        "bai",
        "tin-01",
        "a",
        "7",
        "copy",
        "con",
        "nul",
        "com1",
        "bản sao",
        "sync-conflict-20240101-120000",
        "google12ab",
    ),
    *(
        "DESKTOP-AB12CD",
        "desktop-ab12cd",
        "conflict",
        "(1)",
        "(copy)",
        "~",
        "~$",
        "Thumbs",
        "Ảnh",
        "bak",
        "old",
        "tmp",
    ),
    *(
        " ",
        "-",
        "_",
        ".",
        "..",
        ".md",
        ".md",
        ".jpg",
        ".jpeg",
        ".pdf",
        ".html",
        ".bak",
        ".swp",
        ".part",
        "\u00a0",
        "\n",
        ":",
    ),
]


def names(count: int) -> list[str]:
    """Return names of all kinds that programs and people give to files."""
    chance = random.Random(5)
    return ["".join(chance.choices(PARTS, k=chance.randint(1, 5))) for _ in range(count)]


def test_a_plain_name_is_nothing_else() -> None:
    """Thousands of names, some of them plain."""
    plain = [name for name in names(40_000) if is_usual_name(name)]
    assert len(set(plain)) > 100
    for name in plain:
        assert not is_noise(name), name
        assert not is_troublesome(name), name
        assert not is_device_name(name), name
        assert not original_of(name), name
        assert not backed_up(name), name
        assert not verification_line(name), name
        assert normalised(name) == name


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_scan_tells_the_same_of_plain_names_and_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_copy: bool
) -> None:
    """Files of all kinds, folders and links with the names of files."""
    for name in {*names(400)}:
        if name not in (".", "..") and "\0" not in name:
            (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "thu-muc.md").mkdir()
    (tmp_path / "thu-muc.md" / "bai.md").write_text("x", "utf-8")
    (tmp_path / "lien-ket.md").symlink_to("thu-muc.md/bai.md")
    (tmp_path / "hong.jpg").symlink_to("khong-co.jpg")
    # Until then their stamps tell nothing.
    time.sleep(0.15)

    def scanned() -> ContentScan:
        scan = ContentScan(tmp_path, tmp_path.resolve())
        scan.scan_folder("", frozenset({tmp_path.resolve()}), is_copy=is_copy)
        return scan

    quick = scanned()
    monkeypatch.setattr("plugins.media.content_scan.is_usual_name", lambda name: False)
    slow = scanned()
    assert (quick.files, quick.faulty, quick.copies) == (slow.files, slow.faulty, slow.copies)
    assert (quick.problems, quick.stamps) == (slow.problems, slow.stamps)
