"""Same input and same now, same bytes: whatever the machine's time zone, language, clock and disk."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from shared_portals import copy_pictures

from plugins.media.sizes import FOLDER

PROJECT = Path(__file__).resolve().parents[2]
NOW = "2024-06-30T08:00:00+07:00"


def digests(folder: Path) -> dict[str, str]:
    """Return what each file of a folder holds, in short."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def shuffled_copy(target: Path, seed: int) -> None:
    """Copy the project's content, its files created in another order and with other times."""
    files = [path for path in (PROJECT / "content").rglob("*") if path.is_file()]
    chance = random.Random(seed)
    chance.shuffle(files)
    for path in files:
        copy = target / path.relative_to(PROJECT / "content")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        moment = chance.randrange(10**9, 2 * 10**9)
        os.utime(copy, (moment, moment))


def leave_most_photos(pictures: Path) -> None:
    """
    Remove from a cache all share cards, all drawings, and two photos more than are missing already.

    The photos of the content are alike: of one format, one size, and without anything but pixels.
    """
    photos = [folder for folder in sorted(pictures.iterdir()) if any(folder.glob("*.avif"))]
    for folder in {*pictures.iterdir()} - {*photos[2:]}:
        shutil.rmtree(folder)


def built(folder: Path, seed: int, environment: dict[str, str]) -> dict[str, str]:
    """Build a shuffled copy of the content for production, in a process of its own; photos are drawn unless they are there."""
    shuffled_copy(folder / "content", seed)
    command = [
        sys.executable,
        "-m",
        "plugins.building",
        str(folder / "content"),
        "-s",
        str(PROJECT / "publishconf.py"),
    ]
    command += ["-o", str(folder / "output"), "--now", NOW]
    kept = {
        name: value for name, value in os.environ.items() if name not in ("TZ", "LANG", "LC_ALL", "LANGUAGE")
    }
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env={**kept, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return digests(folder / "output")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The edition as an ordinary machine makes it, with photos that this machine drew for another build."""
    folder = tmp_path_factory.mktemp("goc")
    copy_pictures(tmp_path_factory, folder / ".cache")
    return built(folder, 1, {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"})


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        # The one that draws more than a photo and a card itself: the language whose letters are cased as nowhere else.
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "123"},
        {"TZ": "Asia/Ho_Chi_Minh", "LANG": "vi_VN", "LANGUAGE": "vi:en", "PYTHONHASHSEED": "0"},
    ],
    ids=["Los Angeles", "Kiritimati", "Ho Chi Minh"],
)
def test_the_machine_does_not_reach_the_output(
    reference: dict[str, str],
    tmp_path: Path,
    environment: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Folder, time zone, locale, hash seed, file order and file times leave no trace."""
    folder = tmp_path / "một thư mục khác"
    folder.mkdir()
    copy_pictures(tmp_path_factory, folder / ".cache")
    if environment["TZ"] == "Pacific/Kiritimati":
        leave_most_photos(folder / ".cache" / FOLDER)
    assert built(folder, len(environment["TZ"]), environment) == reference


def test_source_date_epoch_is_the_builds_now(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, reference: dict[str, str]
) -> None:
    """The standard variable of reproducible builds stands for --now, and does not reach what is drawn."""
    from datetime import datetime

    copy_pictures(tmp_path_factory, tmp_path / ".cache")
    shuffled_copy(tmp_path / "content", 3)
    epoch = str(int(datetime.fromisoformat(NOW).timestamp()))
    command = [
        sys.executable,
        "-m",
        "plugins.building",
        str(tmp_path / "content"),
        "-s",
        str(PROJECT / "publishconf.py"),
    ]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "output")],
        cwd=PROJECT,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout
    assert digests(tmp_path / "output") == reference
