"""An approver is told which pages a change of the sources makes, changes and takes away, and what is wrong in them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_previews import Small
from small_sites import an_article

from plugins.editors.preview.change_report import (
    MARK,
    FileChange,
    FileChangeKind,
    _escaped,
    changes_since,
    comment_text,
    shared_folders,
)
from plugins.editors.preview.snapshot import Snapshot
from plugins.problems.stop_build import StopBuild

Git = Callable[..., None]
SHARED = ("plugins/", "theme/", "content/du-lieu/")


@pytest.fixture
def git(small: Small) -> Git:
    """A repository whose main branch has two articles; the next commits lie on a branch of their own."""

    def run(*words: str) -> None:
        subprocess.run(["git", "-C", str(small.folder), *words], check=True, capture_output=True)

    run("init", "-qb", "main")
    run("config", "user.name", "Lê Hải")
    run("config", "user.email", "a@b.vn")
    (small.folder / ".gitignore").write_text("output*\n.cache\n.output*\n*.khoa*\n", "utf-8")
    small.write("cu.md", an_article("Bài cũ"))
    small.write("sap-go.md", an_article("Bài [sắp] gỡ"))
    run("add", ".")
    run("commit", "-qm", "Hai bài")
    run("checkout", "-qb", "sua")
    return run


def test_the_pages_of_a_change_are_told_by_their_titles(small: Small, git: Git) -> None:
    """A new draft, a changed article, one that is gone, one with an error; what is not committed yet too."""
    small.write("moi.md", an_article("Bài mới @le-hai", "Trạng thái: nháp"))
    small.write("cu.md", an_article("Bài cũ", body="Một câu khác, và một [liên kết](khong-co.md)."))
    (small.content / "sap-go.md").unlink()
    git("add", ".")
    git("commit", "-qm", "Sửa")
    small.write("chua-ghi.md", an_article("Bài chưa ghi"))
    snapshot = small.snapshot()
    changes = changes_since(small.folder, "main")
    text = comment_text(snapshot, changes, SHARED, "https://xem.vi-du.vn/pr-3")

    assert {(one.kind, Path(one.path).name) for one in changes} == {
        (FileChangeKind.NEW, "moi.md"),
        (FileChangeKind.CHANGED, "cu.md"),
        (FileChangeKind.REMOVED, "sap-go.md"),
        (FileChangeKind.NEW, "chua-ghi.md"),
    }
    assert text.startswith(MARK)
    assert "### Trang mới (2)" in text
    assert "/pr-3/tin-trong-huyen/2023/moi/index.html) – Bản nháp – chưa công bố" in text.replace("\\", "")
    assert "### Trang đổi (1)" in text
    assert "Bài \\[sắp\\] gỡ" in text
    assert "### Lỗi, chưa đăng được (1)" in text
    assert "khong-co" in text
    assert "@le" not in text


def test_a_preview_that_is_only_a_file_tells_how_to_open_it(small: Small, git: Git) -> None:
    """And where each page lies in it."""
    small.write("cu.md", an_article("Bài cũ", body="Khác."))
    text = comment_text(small.snapshot(), changes_since(small.folder, "main"), SHARED)

    assert "giải nén rồi mở `index.html`" in text
    assert "`tin-trong-huyen/2023/cu/index.html`" in text
    assert "](" not in text
    assert "Không có lỗi nào." in text


def test_the_theme_and_the_data_change_every_page(small: Small, git: Git) -> None:
    """They have no page of their own."""
    (small.content / "du-lieu" / "don-vi.toml").write_text('ten = "Cổng khác"\n', "utf-8")
    text = comment_text(small.snapshot(), changes_since(small.folder, "main"), SHARED)

    assert "### Tệp khác (1)" in text
    assert "mọi trang đều có thể đổi theo" in text


@pytest.mark.parametrize(
    ("path", "is_told"), [("giao-dien/a.css", True), ("xa-a/du-lieu/a.toml", True), ("theme/a.css", False)]
)
def test_the_folders_of_every_page_are_those_of_the_settings(
    tmp_path: Path, path: str, is_told: bool
) -> None:
    """A theme of another name, a content folder among several; what only lies there under the usual name is no theme."""
    shared = shared_folders(tmp_path, tmp_path / "xa-a", tmp_path / "giao-dien")
    text = comment_text(Snapshot(Path(), Path()), [FileChange(FileChangeKind.CHANGED, path)], shared)

    assert ("mọi trang đều có thể đổi theo" in text) is is_told


def test_a_revision_that_git_does_not_know_is_a_fault(small: Small, git: Git) -> None:
    """Nothing is guessed."""
    with pytest.raises(StopBuild, match="--ke-tu"):
        changes_since(small.folder, "khong-co")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_no_title_becomes_markup(text: str) -> None:
    """Whatever somebody writes as a title: no link, picture, heading, table, person or issue comes of it."""
    shown = comment_text(
        Snapshot(Path(), Path()), [FileChange(FileChangeKind.REMOVED, "content/a.md", text)], SHARED
    )
    line = next((one for one in shown.splitlines() if one.endswith("`content/a.md`")), "")
    bare = re.sub(r"\\.", "", line.removeprefix("- ").removesuffix("`content/a.md`"))

    assert line or not text
    assert not re.search(r"[\[\]()<>*_#|~@]|\w:", bare.replace("<!-- -->", ""))
    assert "\n" not in _escaped(text)
