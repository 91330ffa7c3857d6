"""Two clones publish one portal: who would put an older state over newer edits is told whose they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from living_portal import PROJECT, LivingPortal

from plugins.problems.stop_build import StopBuild
from plugins.publishing.one_publisher import keep_newer_edits
from plugins.publishing.provenance import revision
from plugins.publishing.targets.publish_options import PublishOptions

NAMES = {"lan": "Nguyễn Thị Lan", "mai": "Trần Mai"}


def git(folder: Path, *words: str) -> str:
    """Run git in a clone; return what it prints."""
    who = NAMES.get(folder.name, "Ai đó")
    people = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", who), ("EMAIL", "a@b.vn"))
    }
    dates = {
        "GIT_AUTHOR_DATE": "2024-06-30T08:00:00+07:00",
        "GIT_COMMITTER_DATE": "2024-06-30T08:00:00+07:00",
    }
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **people, **dates},
    )
    return done.stdout.strip()


def commit(folder: Path, name: str, subject: str) -> str:
    """Change a file in a clone and commit it; return the revision."""
    (folder / name).write_text(subject, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one repository with one commit."""
    shared = tmp_path / "kho.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(shared)], check=True)
    for name in NAMES:
        subprocess.run(
            ["git", "clone", "-q", str(shared), str(tmp_path / name)], check=True, capture_output=True
        )
    one, other = (tmp_path / name for name in NAMES)
    git(one, "checkout", "-q", "-b", "main")
    commit(one, "a.md", "Đầu tiên")
    git(one, "push", "-q", "-u", "origin", "main")
    git(other, "pull", "-q", "origin", "main")
    git(other, "checkout", "-q", "main")
    return one, other


def told(folder: Path, public: str, *, overwrite: bool = False) -> str:
    """Return what is told who publishes from a clone over a public revision."""
    lines: list[str] = []
    keep_newer_edits(
        PublishOptions(project=folder, overwrite=overwrite), revision(folder), public, lines.append
    )
    return "\n".join(lines)


def test_the_second_clone_is_told_whose_edits_it_would_lose(clones: tuple[Path, Path]) -> None:
    """To fetch first where it does not know them; then by whom, when and what; after a merge it may publish."""
    one, other = clones
    public = commit(one, "a.md", "Sửa lịch tiếp dân\x1b[2J")
    git(one, "push", "-q")
    commit(other, "b.md", "Tin khác")
    with pytest.raises(StopBuild, match="git pull"):
        told(other, public)
    git(other, "fetch", "-q")
    with pytest.raises(StopBuild) as refused:
        told(other, public)
    message = str(refused.value)
    assert "Nguyễn Thị Lan, 30/06/2024 08:00: Sửa lịch tiếp dân" in message
    assert "--ghi-de" in message
    assert "\x1b" not in message
    assert "Nguyễn Thị Lan" in told(other, public, overwrite=True)
    git(other, "merge", "-q", "--no-edit", "origin/main")
    assert told(other, public) == ""


def test_a_rollback_a_revert_and_what_git_does_not_know_are_no_false_alarm(clones: tuple[Path, Path]) -> None:
    """Older public releases, reverts, releases from outside a repository, the same with local edits."""
    one, _ = clones
    first = git(one, "rev-parse", "HEAD")
    second = commit(one, "a.md", "Sai")
    assert told(one, first) == told(one, second) == told(one, "") == ""
    git(one, "revert", "--no-edit", "HEAD")
    assert told(one, second) == ""
    assert "chưa đưa vào git" in told(one, f"{first}+sửa")
    (one / "a.md").write_text("dang sua", "utf-8")
    assert told(one, revision(one)) == ""
    keep_newer_edits(PublishOptions(project=one), "", second, pytest.fail)


def test_a_shallow_clone_is_told_how_to_know_more(clones: tuple[Path, Path], tmp_path: Path) -> None:
    """As CI makes it."""
    one, _ = clones
    public = commit(one, "a.md", "Hai")
    commit(one, "a.md", "Ba")
    git(one, "push", "-q")
    shallow = tmp_path / "nong"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{tmp_path / 'kho.git'}", str(shallow)], check=True
    )
    with pytest.raises(StopBuild, match="fetch-depth: 0"):
        told(shallow, public)
    git(shallow, "fetch", "-q", "--unshallow")
    assert told(shallow, public) == ""


def test_many_edits_are_told_by_their_number(clones: tuple[Path, Path]) -> None:
    """The newest first, at most five."""
    one, other = clones
    for number in range(8):
        public = commit(one, "a.md", f"Lần {number}")
    git(one, "push", "-q")
    git(other, "fetch", "-q")
    with pytest.raises(StopBuild, match=r"(?s)có 8 lần sửa.*Lần 7.*… và 3 lần sửa nữa"):
        told(other, public)


def test_two_clones_of_the_program_publish_one_target(tmp_path: Path) -> None:
    """The whole command, each from its own clone with the articles in it."""
    shared = tmp_path / "kho.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(shared)], check=True)
    one, other = (tmp_path / name for name in NAMES)
    one.mkdir()
    shutil.copytree(PROJECT / "plugins", one / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py", "requirements.in"):
        shutil.copy(PROJECT / name, one)
    (one / ".gitignore").write_text("__pycache__/\n.cache/\noutput/\nconf.py\n", "utf-8")
    target: dict[str, dict[str, object]] = {"dich": {"kind": "folder", "to": str(tmp_path / "srv")}}
    portal = LivingPortal(one, target, articles=3).begin()
    portal.own_theme()
    git(one, "init", "-q", "-b", "main")
    git(one, "add", "-A")
    git(one, "commit", "-q", "-m", "Đầu tiên")
    git(one, "remote", "add", "origin", str(shared))
    git(one, "push", "-q", "-u", "origin", "main")
    subprocess.run(["git", "clone", "-q", str(shared), str(other)], check=True)
    second = LivingPortal(other, target, articles=3)
    for each in (portal, second):
        each.write_settings()
        each.settings.write_text(
            each.settings.read_text("utf-8").replace(str(PROJECT), str(each.folder)), "utf-8"
        )

    def publish(each: LivingPortal, *more: str) -> tuple[int, str]:
        command = [
            sys.executable,
            "-m",
            "plugins.publishing",
            "publish",
            "--settings=conf.py",
            "--to",
            "dich",
            *more,
        ]
        surroundings = {**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"}
        done = subprocess.run(
            command, cwd=each.folder, capture_output=True, text=True, env=surroundings, check=False
        )
        return done.returncode, done.stdout + done.stderr

    assert publish(portal, "--first")[0] == 0
    portal.write("bai-1", body="Lan sửa.")
    git(one, "commit", "-q", "-am", "Sửa bài 1")
    git(one, "push", "-q")
    code, printed = publish(portal)
    assert code == 0, printed
    second.write("bai-2", body="Mai sửa.")
    git(other, "commit", "-q", "-am", "Sửa bài 2")
    code, printed = publish(second)
    assert (code, "git pull" in printed) == (2, True), printed
    git(other, "fetch", "-q")
    code, printed = publish(second)
    assert (code, "Nguyễn Thị Lan" in printed and "Sửa bài 1" in printed) == (2, True), printed
    page = tmp_path / "srv/current/tin-trong-huyen/2024/bai-1/index.html"
    assert "Lan sửa." in page.read_text("utf-8")
    git(other, "merge", "-q", "--no-edit", "origin/main")
    code, printed = publish(second)
    assert code == 0, printed
    assert "Lan sửa." in page.read_text("utf-8")
    code, printed = publish(portal, "--overwrite")
    assert (code, "CHÚ Ý" in printed) == (0, True), printed


def test_a_machine_without_git_is_told_to_get_it(tmp_path: Path) -> None:
    """It cannot say which state is newer; the commit of a CI job is known without git."""
    options = PublishOptions(project=tmp_path)

    with pytest.raises(StopBuild, match="không có git"):
        keep_newer_edits(options, "a" * 40, "b" * 40, print)
    keep_newer_edits(options, "a" * 40, "a" * 40, print)
