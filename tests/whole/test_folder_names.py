"""The project works in a folder with spaces and Vietnamese letters in its path: written, checked and built there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shared_portals import copy_pictures
from small_sites import PROJECT


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, as somebody's Documents folder holds it."""
    folder = tmp_path_factory.mktemp("Tài liệu của Hạnh") / "Cổng thông tin (bản 2)"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "output", "output-*", "tests", "docs")
    shutil.copytree(PROJECT, folder, ignore=left_out)
    # One photo is drawn here as well; drawing the others would tell nothing more.
    copy_pictures(tmp_path_factory, folder / ".cache")
    return folder


def invoke(folder: Path, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a task in the copy, with the Python and the packages of this test."""
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        [sys.executable, "-m", "invoke", "--search-root", str(folder), *words],
        cwd=cwd or folder,
        env={**kept, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_an_article_is_made_checked_and_built(copied: Path) -> None:
    """Each task ends well; a path from another folder is understood from there."""
    now = ("--now", "2024-06-30T08:00+07:00")
    made = invoke(
        copied, "new", "--title", "Họp báo", "--section", "Tin trong huyện", "--author", "Lê Hải", *now
    )
    assert made.returncode == 0, made.stdout + made.stderr
    article = copied / "content/bai-viet/tin-trong-huyen/2024/hop-bao.md"
    text = article.read_text("utf-8").replace("Trạng thái: nháp", "Trạng thái: đăng").rpartition("<!--")[0]
    article.write_text(f"{text}Sáng nay xã họp báo, đạt 86.1%.  \n", "utf-8")

    checked = invoke(copied, "check", "--files", "hop-bao.md", *now, cwd=article.parent)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "hop-bao.md:9: gợi ý [dau-thap-phan]" in checked.stdout
    fixed = invoke(copied, "check", "--fix", "--yes", "--files", str(article))
    assert "Đã sửa 1 tệp." in fixed.stdout, fixed.stdout + fixed.stderr

    assert "Đã đăng" in invoke(copied, "status", *now).stdout
    built = invoke(copied, "build", *now)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "86.1%" in (copied / "output/tin-trong-huyen/2024/hop-bao/index.html").read_text("utf-8")
