"""Copies that sync programs and file managers make are known by their names, and articles that are copies are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.media.copies import original_of
from plugins.media.library import Library


@pytest.mark.parametrize(
    "name",
    [
        "lúa (conflicted copy 2026-03-05).md",
        "lúa (Hải's conflicted copy 2026-03-05).md",
        "lúa (bản sao xung đột của Hải 2026-03-05).md",
        "lúa (SFConflict hai@xa.vn 2026-03-05).md",
        "lúa.sync-conflict-20260305-081500-K7QXZ2M.md",
        "lúa_conflict-20260305-081500.md",
        "lúa-DESKTOP-7GH2K1P.md",
        "lúa-LAPTOP-AB12CD34-2.md",
        "lúa - Copy.md",
        "lúa - Copy (3).md",
        "lúa - Bản sao.md",
        "lúa (1).md",
        "lúa(12).md",
        "lúa copy.md",
        "lúa copy 2.md",
        "lúa (bản sao).md",
        "lúa (another copy).md",
        "Copy of lúa.md",
        "Bản sao của lúa.md",
        "lúa - Copy (1) (2).md",
    ],
)
def test_the_original_of_a_copy_is_known(name: str) -> None:
    """Whatever program made the copy, its original is named."""
    assert original_of(name) == "lúa.md"


@pytest.mark.parametrize(
    "name",
    [
        "lúa.md",
        "lúa (phần 2).md",
        "quyết định (12-QĐ-UBND).md",
        "ke-hoach-2026.md",
        "photocopy.md",
        "Bản sao công chứng.md",
        "máy bơm (1990).md",
        "(1).md",
        "trung-win-thang.md",
    ],
)
def test_other_names_are_no_copies(name: str) -> None:
    """A year, a part or a word that only resembles the mark of a copy is none."""
    assert original_of(name) == ""


def test_copies_are_reported_with_the_name_of_the_original(tmp_path: Path) -> None:
    """Beside its original or without it, a copy is no article; a picture of such a name is only a picture."""
    content = tmp_path / "content"
    content.mkdir()
    for name in ("lúa.md", "Lúa - Copy.md", "ngô (1).md", "ruộng (1).jpg", "lúa.md.bak", "sổ.bak"):
        (content / name).write_text("x")
    library = Library.scan(content)

    assert library.copies == {"Lúa - Copy.md", "ngô (1).md"}
    messages = {problem.path: (problem.code, problem.message) for problem in library.problems}
    assert messages.keys() == {"content/Lúa - Copy.md", "content/ngô (1).md", "content/lúa.md.bak"}
    assert "“lúa.md”" in messages["content/Lúa - Copy.md"][1]
    assert "“ngô.md”" in messages["content/ngô (1).md"][1]
    assert messages["content/lúa.md.bak"][0] == "ban-luu"


def test_no_article_of_a_copied_folder_is_published(tmp_path: Path) -> None:
    """A folder that is a copy of the one beside it is reported once; of a folder alone, the name means nothing."""
    content = tmp_path / "content"
    for name in ("2026/a.md", "2026 - Copy/a.md", "2026 - Copy/sau/b.md", "đợt (1)/c.md"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text("x")
    library = Library.scan(content)

    assert library.copies == {"2026 - Copy/a.md", "2026 - Copy/sau/b.md"}
    assert [(problem.path, problem.code) for problem in library.problems] == [
        ("content/2026 - Copy", "ban-sao")
    ]
