"""A check without words looks at what changed, says so, and forgets nothing that is not sound yet."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_sites import an_article

Check = Callable[..., "subprocess.CompletedProcess[str]"]
FAULTY = an_article("Họp báo", date="31/02/2024")


def put(portal: Path, name: str, text: str) -> Path:
    """Write an article long enough ago for its stamp to be trusted."""
    file = portal / "content" / name
    file.write_text(text, "utf-8")
    past = time.time() - 60
    os.utime(file, (past, past))
    return file


def told(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the files that a check in JSON speaks of, each once, in order."""
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return list(dict.fromkeys(one["path"] for one in json.loads(done.stdout)["problems"]))


def settle() -> None:
    """Wait until the file system's clock has moved on: stamps of files that were just written are not trusted."""
    time.sleep(0.15)


@pytest.fixture
def committed(portal: Path) -> Path:
    """The portal as a checkout with two articles, one of them faulty, all of it committed."""
    put(portal, "cu.md", FAULTY)
    for words in (
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=a", "-c", "user.email=a@vi-du.vn", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", "-C", str(portal), *words], check=True)
    return portal


def test_in_a_checkout_what_differs_from_the_last_commit_is_looked_at(committed: Path, check: Check) -> None:
    """New and changed files; that others have errors is told in one line, and is nobody's exit code."""
    nothing = check()
    put(committed, "Bài mới.md", an_article("Họp xã."))
    done = check()

    assert nothing.returncode == 0
    assert "Không có gì phải sửa; đã xem 0 bài" in nothing.stdout
    assert "kể từ lần lưu vào git (commit) trước" in nothing.stdout
    assert "Ở các tệp khác còn 1 lỗi" in nothing.stdout
    assert told(check("--format", "json")) == ["content/Bài mới.md"]
    assert done.returncode == 0


def test_everything_is_looked_at_when_asked_with_what_changed_first(committed: Path, check: Check) -> None:
    """What the editor just wrote is not buried below the faults of others."""
    put(committed, "z.md", an_article("Họp xã."))

    assert told(check("--all", "--format", "json")) == ["content/z.md", "content/cu.md"]
    assert told(check("--tat-ca", "--format", "json")) == ["content/z.md", "content/cu.md"]


@pytest.mark.parametrize("what", ["an article goes", "data change"])
def test_what_may_make_others_faulty_makes_all_of_them_looked_at(
    committed: Path, check: Check, what: str
) -> None:
    """A link to an article that is gone is told, though its own file did not change."""
    if what == "an article goes":
        (committed / "content" / "tot.md").unlink()
    else:
        with (committed / "content" / "du-lieu" / "tac-gia.toml").open("a", encoding="utf-8") as file:
            file.write("\n# thêm\n")

    assert "content/cu.md" in told(check("--format", "json"))


def test_without_git_what_was_not_found_sound_is_looked_at(portal: Path, check: Check) -> None:
    """The first check sees all; later ones what changed, and what still has a fault, until it is mended."""
    faulty = put(portal, "loi.md", FAULTY)
    settle()
    first = check("--format", "json")
    second = check()
    faulty.write_text(an_article("Họp báo"), "utf-8")
    settle()
    third, fourth = check(), check()

    assert told(first) == ["content/loi.md"]
    assert second.returncode == 1
    assert "đã xem 1 bài" in second.stdout
    assert "đã xem 1 bài" in third.stdout
    assert third.returncode == 0
    assert "đã xem 0 bài" in fourth.stdout


def test_named_files_are_looked_at_whether_they_changed_or_not(committed: Path, check: Check) -> None:
    """As before."""
    assert told(check(committed / "content" / "cu.md", "--format", "json")) == ["content/cu.md"]


def test_a_report_for_a_git_host_is_of_everything(committed: Path, check: Check) -> None:
    """There, all that differs from the last commit is nothing."""
    assert check("--format", "github").returncode == 1
