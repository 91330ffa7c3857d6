"""Look at the machine: Python, the packages of the environment, disk space, the programs that the targets need."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from plugins.files.sandbox import can_isolate
from plugins.publishing.doctor.diagnosis import Diagnosis, ill, remind, well
from plugins.publishing.targets.deploy_target import DeployTarget

# When python.org ends its care for each Python (PEP 664, 693, 719, 745): the year and the month.
_ENDS = {(3, 11): (2027, 10), (3, 12): (2028, 10), (3, 13): (2029, 10), (3, 14): (2030, 10)}
_SOON = 6  # months
_GIGABYTE = 2**30
_LITTLE, _TOO_LITTLE = 2 * _GIGABYTE, _GIGABYTE // 4
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\n]*)", re.MULTILINE)
# What each kind of target runs, and in which package of Debian and Ubuntu it comes.
_PROGRAMS = {"rsync": (("rsync", "rsync"), ("ssh", "openssh-client")), "rclone": (("rclone", "rclone"),)}


def look_at_machine(
    project: Path, targets: Iterable[DeployTarget], *, now: datetime, signs: bool
) -> Iterator[Diagnosis]:
    """Yield what this machine has and lacks; ``signs`` tells whether releases are signed."""
    yield python_condition(sys.version_info[:3], now.year, now.month)
    yield _packages(project / "requirements.txt")
    yield disk_space("Ổ đĩa của nguồn", project)
    wanted = {program for target in targets for program in _PROGRAMS.get(target.kind, ())}
    wanted.add(("git", "git"))
    for program, package in sorted(wanted):
        yield _program(program, package)
    yield from _confinement()
    if signs and not any(map(shutil.which, ("minisign", "ssh-keygen"))):
        yield ill(
            "Ký", "SIGNING_KEY đã đặt mà máy không có minisign hay ssh-keygen. sudo apt install minisign"
        )


def _confinement() -> Iterator[Diagnosis]:
    """Yield a reminder where programs that read files of strangers for an import reach network and files."""
    if any(map(shutil.which, ("soffice", "libreoffice", "tesseract"))) and not can_isolate():
        yield remind(
            "Nhập bài",
            "máy này không cách ly được LibreOffice, Tesseract (lệnh unshare không có hay bị cấm): khi nhập, chúng mở tệp lạ "
            "mà vẫn tới được mạng và tệp của bạn. Nhập tệp lạ trên máy khác.",
        )


def python_condition(found: tuple[int, int, int], year: int, month: int) -> Diagnosis:
    """
    Return whether a Python is still cared for in a month, and for how long.

    >>> [python_condition(one, 2028, 6).condition.value for one in ((3, 11, 2), (3, 12, 1), (3, 13, 0), (3, 20, 0))]
    ['nhắc', 'nhắc', 'ok', 'ok']
    """
    shown = ".".join(map(str, found))
    ends = _ENDS.get(found[:2], (9999, 1))
    months = (ends[0] - year) * 12 + ends[1] - month
    advice = "Cài bản mới hơn, rồi python3 tasks.py build: môi trường tự làm lại."
    if months < 0:
        return remind("Python", f"{shown} không còn được vá lỗi từ {ends[1]}/{ends[0]}. {advice}")
    if months < _SOON:
        return remind("Python", f"{shown} chỉ còn được vá lỗi tới {ends[1]}/{ends[0]}. {advice}")
    return well("Python", shown)


def _packages(lock: Path) -> Diagnosis:
    """Return whether the environment holds what the lock file pins."""
    pins: dict[str, list[str]] = {}
    for name, pinned, marker in _LOCKED.findall(lock.read_text("utf-8")):
        # A package may be pinned twice, for older and newer Pythons; one for some systems only may be absent.
        pins.setdefault(name, []).append(pinned)
        if ";" in marker:
            pins[name].append("")
    other = []
    for name, pinned in pins.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        if found not in pinned:
            other.append(f"{name} {found or '(thiếu)'}, cần {pinned[0]}")
    if other:
        shown = "; ".join(other[:3]) + (" …" if len(other) > 3 else "")
        return ill(
            "Môi trường",
            f"{len(other)} gói khác bản khóa ({shown}). Cài lại từ đầu: docs/vi/phat-hanh/dung-lai.md",
        )
    return well("Môi trường", f"đúng các gói trong {lock.name}")


def disk_space(subject: str, folder: Path) -> Diagnosis:
    """Return how much room there is where a folder lies or will lie."""
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    shown = f"còn {free / _GIGABYTE:.1f} GB".replace(".", ",")
    if free < _TOO_LITTLE:
        return ill(
            subject, f"{shown}; không đủ để dựng và phát hành. Dọn bớt: bản cũ, .cache, output-luu-tru."
        )
    if free < _LITTLE:
        return remind(subject, f"{shown}. Nên dọn bớt trước khi đầy.")
    return well(subject, shown)


def _program(program: str, package: str) -> Diagnosis:
    place = shutil.which(program)
    return (
        well(program, place)
        if place
        else ill(program, f"chưa có. Trên Debian, Ubuntu: sudo apt install {package}")
    )
