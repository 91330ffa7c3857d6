"""
Portals that are built once in a run of the tests, whichever of its processes needs one first, and read by all.

Photos take most of a build's time: builds of the project's own content that are not about drawing
share one cache of finished pictures, as builds into several folders do.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fork_server
import pytest
from given import NOW, SITEURL

from plugins.media.output_folders import PICTURES

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent
OUTPUT, LISTING = "output", "built.json"
SHORT = """Tiêu đề: Tin ngắn số {number}
Ngày đăng: {day:02}/04/2024
Chuyên mục: Thông báo
Tác giả: Lê Hải
Thẻ: tin ngắn

Một câu của tin ngắn số {number}.
"""


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Path]) -> Path:
    """
    Return ``OUTPUT`` in a folder of this name, in which ``build`` has made it; what lies there is for reading.

    One process of a run builds, the others wait for it. Runs that belong together may share a folder, which
    the variable SHARED_PORTALS names.
    """
    base = factory.getbasetemp()
    of_the_run = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = Path(os.environ.get("SHARED_PORTALS") or of_the_run) / name
    listing = folder / LISTING
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listing.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            listing.write_text(json.dumps(_files(build(folder))), "utf-8")
    return folder / OUTPUT


def assert_unchanged(output: Path) -> None:
    """What all tests read is as it was built."""
    built = json.loads((output.parent / LISTING).read_text("utf-8"))
    changed = {*built.items()} ^ {*_files(output).items()}
    assert not changed, f"a test changed the portal that all read: {sorted(changed)[:3]}"


def _files(folder: Path) -> dict[str, str]:
    """Return the files of a folder, each with what tells whether it was written since."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = f"{status.st_size} {status.st_mtime_ns}"
    return found


def build_public(content: Path, output: Path) -> Path:
    """Build a content folder as for the public, with the project's own settings for it; return the output."""
    command = [sys.executable, "-m", "plugins.building", content, "-s", "publishconf.py"]
    environment = {**os.environ, "PORTAL_URL": SITEURL, "PYTHONUTF8": "1"}
    done = fork_server.run([*command, "-o", output, "--now", NOW], env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


def published(factory: pytest.TempPathFactory) -> Path:
    """Return the project's own portal as the public gets it."""
    return built_once(factory, "published", lambda folder: build_public(PROJECT / "content", folder / OUTPUT))


def specimen_content(content: Path) -> Path:
    """Make a content folder of the project's own pages and what these have not: a page of every element, the office's pages, lists of several pages."""
    shutil.copytree(PROJECT / "content", content)
    for path in sorted((TESTS / "specimen").glob("*.md")):
        shutil.copy(path, content / "bai-viet" / path.name)
    for path in sorted((TESTS / "specimen" / "du-lieu").glob("*.toml")):
        shutil.copy(path, content / "du-lieu" / path.name)
    for number in range(1, 26):
        text = SHORT.format(number=number, day=number)
        (content / "bai-viet" / f"tin-ngan-{number}.md").write_text(text, "utf-8")
    return content


def specimen(factory: pytest.TempPathFactory) -> Path:
    """Return the project's own portal with what it has not: a page of every element, lists of several pages."""

    def build(folder: Path) -> Path:
        content = specimen_content(folder / "content")
        share_pictures(factory, folder / ".cache")
        return build_public(content, folder / OUTPUT)

    return built_once(factory, "specimen", build)


OLD_ADDRESSES = """
[[chuyen]]
tu = "/web/trang-chu/tin-cu.html"
den = "/thong-bao/"
[[chuyen]]
tu = "/Default.aspx?tabid=10&id=55"
den = "/lien-he/"
[[chuyen]]
tu = "/tin tức/đất đai.html"
den = "https://xa.vi-du.gov.vn/đất/"
[[bo]]
dia-chi = "/tin-trong-huyen/2020/bai/"
ly-do = "Đăng nhầm."
"""


def archived(factory: pytest.TempPathFactory) -> Path:
    """Return the archive of the specimen, with old addresses that redirect; every article is one file too."""
    pytest.importorskip("warcio", reason="no warcio; run: pip install -r requirements-archive.txt")

    def build(folder: Path) -> Path:
        shutil.copytree(specimen(factory).parent / "content", folder / "content")
        (folder / "content" / "du-lieu" / "dia-chi-cu.toml").write_text(OLD_ADDRESSES, "utf-8")
        share_pictures(factory, folder / ".cache")
        archive(folder, folder / OUTPUT, "--article", "tat-ca")
        return folder / OUTPUT

    return built_once(factory, "archived", build)


# Git does not answer, so that a commit meanwhile makes no other archive.
ARCHIVED_REVISION = "1234567890abcdef1234567890abcdef12345678"
ARCHIVING = {
    "PORTAL_URL": SITEURL,
    "PYTHONUTF8": "1",
    "GIT_DIR": os.devnull,
    "CI_COMMIT_SHA": ARCHIVED_REVISION,
}


def archive(folder: Path, target: Path, *words: str) -> None:
    """Archive the portal whose ``content`` lies in a folder, by a Python that was started for it."""
    done = subprocess.run(
        archive_command(folder, target, *words),
        cwd=PROJECT,
        env={**os.environ, **ARCHIVING},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def archive_command(folder: Path, target: Path, *words: str) -> list[str | Path]:
    """Return the words that archive the portal whose ``content`` lies in a folder; ARCHIVING are their surroundings."""
    settings = folder / "luu.py"
    settings.write_text(
        f"import sys\nsys.path.insert(0, {str(PROJECT)!r})\nfrom publishconf import *\nPATH = {str(folder / 'content')!r}\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "plugins.publishing", "archive", f"--settings={settings}", target]
    return [*command, *words, "--output", folder / "cong", "--now", NOW]


def _pictures(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the finished pictures of the project's own photos."""
    return published(factory).parent / ".cache" / PICTURES


def share_pictures(factory: pytest.TempPathFactory, cache: Path) -> None:
    """Let a build's cache folder, which is not there yet, have the finished pictures of the project's own photos."""
    cache.mkdir(parents=True)
    (cache / PICTURES).symlink_to(_pictures(factory))


def copy_pictures(factory: pytest.TempPathFactory, cache: Path) -> None:
    """Let a build's cache folder have copies of these pictures, all but a photo and a share card, which that build draws itself."""
    for folder in sorted(_pictures(factory).glob("[!.]*"))[1:-1]:
        shutil.copytree(folder, cache / PICTURES / folder.name)
