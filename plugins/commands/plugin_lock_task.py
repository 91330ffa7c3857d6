"""
The task that locks the plugins of a site: which file of each is installed, by its hash, and nothing that the portal has locked changes.

Only the standard library is imported, and the environment is neither made nor renewed before, only its pip is used: a lock that
fits no more must not keep this task from making another.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plugins.commands.bundle_task import kinds_of_machines
from plugins.commands.install_faults import explain
from plugins.commands.option import Arguments, Option
from plugins.commands.project import Project, child_environment, environment_python
from plugins.commands.task import (
    ARCHIVE_LOCK,
    BUILD_LOCK,
    PLUGINS_LOCK,
    PLUGINS_NAMED,
    TEST_LOCK,
    TaskFault,
    TaskGroup,
    task,
)
from plugins.files.timed_program import run_timed

_START, _RESOLVE = 60, 1800  # seconds for pip to start, and to look at all that a set of plugins may need
# All that is installed into the environment of the portal: a plugin may need these as they are.
_PINNED = (BUILD_LOCK, ARCHIVE_LOCK, TEST_LOCK)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(\s*;[^\\\n]*)?", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_HEAD = "# Do “python3 tasks.py lock-plugins” ghi, từ requirements-plugins.in. Đừng sửa tay: sửa tệp kia rồi chạy lại.\n"


@dataclass(frozen=True, slots=True)
class LockedPlugin:
    """A package as pip would install it: name, version, the SHA-256 of its files, and what it needs, as it says so."""

    name: str
    version: str
    hashes: frozenset[str]
    needs: tuple[str, ...] = ()


@task(
    Option(
        ("--ban-python", "--python"),
        "khóa cho Python này nữa (3.13); dùng nhiều lần được",
        "lock for this Python too (3.13); may be repeated",
        value="BẢN",
        many=True,
    ),
    Option(
        ("--he-may", "--platform"),
        "khóa cho loại máy này nữa, theo cách gọi của pip (win_amd64, manylinux_2_28_x86_64); dùng nhiều lần được",
        "lock for this kind of machine too, as pip names it (win_amd64, manylinux_2_28_x86_64); may be repeated",
        value="MÁY",
        many=True,
    ),
    group=TaskGroup.PORTAL,
    needs="",
)
def lock_plugins(project: Project, arguments: Arguments) -> int:
    """
    Khóa các plugin trong requirements-plugins.in kèm mã băm; báo trước nếu plugin nào đòi đổi thư viện mà cổng đã khóa.

    Lock the plugins of requirements-plugins.in with hashes; tell before of one that would change a library that is locked.
    """
    named, lock = project.root / PLUGINS_NAMED, project.root / PLUGINS_LOCK
    if not named.is_file():
        raise TaskFault(
            f"chưa có {PLUGINS_NAMED}. Tạo tệp ấy cạnh tasks.py, mỗi dòng một plugin, ví dụ: pelican-sitemap==1.2.2."
        )
    if not any(line.partition("#")[0].strip() for line in named.read_text("utf-8").splitlines()):
        lock.unlink(missing_ok=True)
        print(f"{PLUGINS_NAMED} không còn plugin nào; đã bỏ {PLUGINS_LOCK}.")
        return 0
    print("Tìm các plugin và những gì chúng cần …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        pip = _pip(project, Path(folder))
        found = _resolved(project.root, pip, Path(folder), list(kinds_of_machines(arguments)))
    has = pins_of((project.root / BUILD_LOCK).read_text("utf-8"))
    new = [one for one in found if one.name not in has]
    lock.write_text(lock_text(new), "utf-8")
    print(
        f"Đã khóa {len(new)} gói vào {PLUGINS_LOCK}: {', '.join(f'{one.name} {one.version}' for one in new) or 'không gói nào mới'}.\n"
        "Lần chạy tasks.py tới sẽ cài. Nhớ thêm tên plugin vào PLUGINS trong pelicanconf.py."
    )
    return 0


def _pip(project: Project, folder: Path) -> list[str | Path]:
    """Return what runs pip: that of the environment or of this Python, else one that is made for this and thrown away."""
    for python in (environment_python(project.root / ".venv"), project.python):
        try:
            if not run_timed([python, "-m", "pip", "--version"], _START).returncode:
                return [python, "-m", "pip"]
        except OSError:
            # Not there, or it does not start: the next one may.
            continue
    if run_timed([sys.executable, "-m", "venv", folder / "pip"], _RESOLVE).returncode:
        raise TaskFault("Python này thiếu mô-đun venv. Trên Debian và Ubuntu: sudo apt install python3-venv")
    return [environment_python(folder / "pip"), "-m", "pip"]


def _resolved(
    root: Path, pip: Sequence[str | Path], folder: Path, kinds: Sequence[Sequence[str]]
) -> list[LockedPlugin]:
    """Return what the plugins need on every kind of machine; raise TaskFault where that is not what the portal has locked."""
    locks = [(root / name).read_text("utf-8") for name in _PINNED if (root / name).is_file()]
    constraints = folder / "da-khoa.txt"
    constraints.write_text("\n".join(line for text in locks for line in constraint_lines(text)), "utf-8")
    found: list[LockedPlugin] = []
    for words in kinds:
        # pip looks for another machine's packages only where it would install them into a folder of their own.
        apart: list[str | Path] = ["--target", folder / "khac"] if words else []
        asked: list[str | Path] = ["-r", root / PLUGINS_NAMED, *words, *apart]
        code, output, packages = _dry_run(pip, folder, [*asked, "-c", constraints])
        if code:
            # Without what is locked: what would become of it is what has to be told.
            free, _, wanted = _dry_run(pip, folder, asked)
            told = [] if free else list(conflicts(wanted, pins_of("\n".join(locks))))
            raise TaskFault(_refusal(told) if told else _not_found(output))
        found += packages
    return merged_packages(found)


def _dry_run(
    pip: Sequence[str | Path], folder: Path, words: Sequence[str | Path]
) -> tuple[int, str, list[LockedPlugin]]:
    """Let pip find out what it would install; return its exit code, what it said, and the packages."""
    report = folder / "bao-cao.json"
    options: list[str | Path] = [
        "--dry-run",
        "--ignore-installed",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--only-binary=:all:",
        "--report",
        report,
    ]
    try:
        done = run_timed(
            [*pip, "install", *options, *words], _RESOLVE, folder=folder, environment=child_environment()
        )
    except TimeoutError as fault:
        raise TaskFault(f"pip không xong trong {_RESOLVE // 60} phút. Kiểm tra mạng rồi chạy lại.") from fault
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    if done.returncode:
        return done.returncode, output, []
    return 0, output, [package_of(one) for one in json.loads(report.read_text("utf-8"))["install"]]


def package_of(installed: Mapping[str, Any]) -> LockedPlugin:
    """Return a package of pip's report; raise TaskFault for one that comes from a folder or a version control system."""
    metadata = installed["metadata"]
    archive = installed["download_info"].get("archive_info") or {}
    hashes = {str(value) for kind, value in (archive.get("hashes") or {}).items() if kind == "sha256"}
    # As older versions of pip write it.
    kind, _, value = str(archive.get("hash", "")).partition("=")
    if kind == "sha256":
        hashes.add(value)
    name = canonical(metadata["name"])
    if not hashes:
        raise TaskFault(
            f"{name} không phải một gói đã dựng sẵn, nên không có mã băm để khóa. Nêu tên và số bản của gói trong {PLUGINS_NAMED}."
        )
    needs = (str(one).partition(";")[0].strip() for one in metadata.get("requires_dist") or ())
    return LockedPlugin(name, str(metadata["version"]), frozenset(hashes), tuple(needs))


def canonical(name: str) -> str:
    """
    Return a package's name in the form in which names are compared (PEP 503).

    >>> canonical("Pelican_Sitemap")
    'pelican-sitemap'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def constraint_lines(lock: str) -> Iterator[str]:
    """
    Yield the pins of a lock file without their hashes, which pip would ask of every other package too.

    >>> list(constraint_lines("a==1 \\\\\\n    --hash=sha256:00\\nb==2 ; python_version < '3.12' \\\\\\n"))
    ['a==1', "b==2 ; python_version < '3.12'"]
    """
    for name, version, marker in _PIN.findall(lock):
        yield f"{name}=={version}{marker.rstrip()}"


def pins_of(lock: str) -> dict[str, set[str]]:
    """
    Return the versions that lock files name of each package: one, or one for each kind of machine.

    >>> pins_of("PyYAML==6 \\\\\\n")
    {'pyyaml': {'6'}}
    """
    pins: dict[str, set[str]] = {}
    for name, version, _ in _PIN.findall(lock):
        pins.setdefault(canonical(name), set()).add(version)
    return pins


def conflicts(packages: Collection[LockedPlugin], pins: Mapping[str, Collection[str]]) -> Iterator[str]:
    """
    Yield a line for each library that packages would change, with what each of them says of it.

    >>> wanted = [LockedPlugin("pelican-x", "1", frozenset(), ("Markdown<3.6",)), LockedPlugin("markdown", "3.5", frozenset())]
    >>> list(conflicts(wanted, {"markdown": {"3.11"}}))
    ['markdown: cổng khóa bản 3.11, plugin cần bản 3.5 (pelican-x cần Markdown<3.6)']
    """
    for one in packages:
        if one.name in pins and one.version not in pins[one.name]:
            kept = " hay ".join(sorted(pins[one.name]))
            said = [
                f"{other.name} cần {need}"
                for other in packages
                for need in other.needs
                if _name_in(need) == one.name
            ]
            yield f"{one.name}: cổng khóa bản {kept}, plugin cần bản {one.version} ({'; '.join(said) or PLUGINS_NAMED})"


def _name_in(need: str) -> str:
    """
    Return the name of the package that a requirement is about.

    >>> _name_in("Markdown[x]>=3")
    'markdown'
    """
    found = _NAME.match(need)
    return canonical(found[0]) if found else ""


def _refusal(lines: Iterable[str]) -> str:
    return (
        "plugin đòi đổi thư viện mà cổng đã khóa, nên chưa khóa gì:\n  "
        + "\n  ".join(lines)
        + f"\nChọn bản khác của plugin trong {PLUGINS_NAMED}, hoặc bỏ plugin ấy."
    )


def _not_found(output: str) -> str:
    """Return why pip found nothing that fits: its own last lines, and what they mean."""
    said = [line for line in output.splitlines() if line.startswith("ERROR:")][-3:]
    return "\n  ".join([explain(output), *said])


def merged_packages(packages: Iterable[LockedPlugin]) -> list[LockedPlugin]:
    """
    Return the packages of several kinds of machines, each once with the hashes of all its files, in the order of their names.

    >>> merged_packages([LockedPlugin("b", "1", frozenset("2")), LockedPlugin("b", "1", frozenset("1"))])[0].hashes == {"1", "2"}
    True
    """
    found: dict[str, LockedPlugin] = {}
    for one in packages:
        before = found.setdefault(one.name, one)
        if before.version != one.version:
            raise TaskFault(
                f"{one.name} có bản khác nhau trên các loại máy ({before.version}, {one.version}). Ghim một bản trong {PLUGINS_NAMED}."
            )
        found[one.name] = replace(before, hashes=before.hashes | one.hashes)
    return [found[name] for name in sorted(found)]


def lock_text(packages: Iterable[LockedPlugin]) -> str:
    """
    Return the lock file of packages.

    >>> print(lock_text([LockedPlugin("b", "1", frozenset({"00"}))]).partition(chr(10))[2], end="")
    b==1 --hash=sha256:00
    """
    lines = (
        " ".join([f"{one.name}=={one.version}", *(f"--hash=sha256:{value}" for value in sorted(one.hashes))])
        for one in packages
    )
    return _HEAD + "".join(f"{line}\n" for line in lines)
