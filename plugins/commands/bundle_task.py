"""
The task that keeps all packages on this disk, so that the portal can be set up where no network or no index is left.

Only the standard library is imported: ``tasks.py`` asks here, before anything is installed, whether packages lie there.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.commands.option import Arguments, Option
from plugins.commands.project import Project
from plugins.commands.task import (
    ARCHIVE_LOCK,
    BUILD_LOCK,
    IMPORT_LOCK,
    PLUGINS_LOCK,
    TEST_LOCK,
    TaskFault,
    TaskGroup,
    task,
)

# The folder beside the sources; it is not in git, and goes with them to where they are kept.
STORE = "kho-goi"
SUMS, README = "SHA256SUMS", "DOC-TRUOC.txt"


def stored_packages(root: Path, lock_name: str) -> Path | None:
    """Return the folder with the packages of a lock file as it is now, None where there is none or the lock has changed."""
    store = root / STORE
    try:
        fits = (store / lock_name).read_bytes() == (root / lock_name).read_bytes()
    except OSError:
        return None
    return store if fits else None


@task(
    Option(
        ("--ban-python", "--python"),
        "cho Python này nữa (3.13); dùng nhiều lần được",
        "for this Python too (3.13); may be repeated",
        value="BẢN",
        many=True,
    ),
    Option(
        ("--he-may", "--platform"),
        "cho loại máy này nữa, theo cách gọi của pip (win_amd64, manylinux_2_28_x86_64); dùng nhiều lần được",
        "for this kind of machine too, as pip names it (win_amd64, manylinux_2_28_x86_64); may be repeated",
        value="MÁY",
        many=True,
    ),
    Option(("--kem-phep-thu", "--tests"), "kèm các gói để thử mã nguồn", "with the packages for tests"),
    group=TaskGroup.PORTAL,
)
def bundle(project: Project, arguments: Arguments) -> int:
    """
    Cất mọi gói Python vào kho-goi/, đúng mã băm của bản khóa; từ đó máy không có mạng cũng cài và dựng được.

    Keep every Python package in kho-goi/, by the hashes of the locks; from there a machine without a network is set up.
    """
    own = [PLUGINS_LOCK] if (project.root / PLUGINS_LOCK).is_file() else []
    locks = [BUILD_LOCK, ARCHIVE_LOCK, IMPORT_LOCK, *own, *([TEST_LOCK] if arguments.tests else [])]
    store, fresh = project.root / STORE, project.root / f".{STORE}.moi"
    if store.exists() and not (store / README).is_file():
        raise TaskFault(
            f"“{store}” không phải do lệnh này tạo; không đụng tới. Chuyển thư mục ấy đi nơi khác."
        )
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for words in kinds_of_machines(arguments):
            code = _download(project, fresh, locks, words)
            if code:
                return code
        _describe(project.root, fresh, locks)
        shutil.rmtree(store, ignore_errors=True)
        fresh.rename(store)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    size = sum(file.stat().st_size for file in store.iterdir())
    print(
        f"Đã cất {len(list(store.glob('*.whl')))} gói ({size >> 20} MB) vào {store}. Chép thư mục này cùng nguồn."
    )
    return 0


def kinds_of_machines(arguments: Arguments) -> Iterator[list[str]]:
    """Yield what pip is told of each kind of machine: this one, and every Python on every platform that was asked for."""
    yield []
    pythons = arguments.python or (
        [f"{sys.version_info[0]}.{sys.version_info[1]}"] if arguments.platform else []
    )
    for python in pythons:
        version = [f"--python-version={python}"]
        yield from (
            ([*version, f"--platform={one}"] for one in arguments.platform)
            if arguments.platform
            else [version]
        )


def _download(project: Project, folder: Path, locks: list[str], words: list[str]) -> int:
    options = [
        "--disable-pip-version-check",
        "--no-input",
        "--require-hashes",
        "--only-binary=:all:",
        "--no-deps",
    ]
    named = [word for lock in locks for word in ("-r", project.root / lock)]
    return project.run_module("pip", "download", "--quiet", *options, *words, "-d", folder, *named)


def _describe(root: Path, folder: Path, locks: list[str]) -> None:
    """Put beside the packages the locks that they fit, their checksums, and words for who finds the folder."""
    wheels = sorted(folder.glob("*.whl"))
    sums = "".join(f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in wheels)
    (folder / SUMS).write_text(sums, "utf-8")
    for lock in locks:
        shutil.copyfile(root / lock, folder / lock)
    (folder / README).write_text(
        f"Các gói Python của cổng, cho {platform.python_implementation()} {platform.python_version()} trên "
        f"{platform.system()} {platform.machine()} và những loại máy đã nêu.\n"
        f"Đặt thư mục này cạnh tasks.py rồi chạy python3 tasks.py build: không cần mạng.\n"
        f"Đối chiếu: sha256sum -c {SUMS}\n",
        "utf-8",
    )
