"""Plugins of a site are locked with hashes, stay through every renewal of the environment, and change nothing that the portal has locked."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from quick_environment import make_environment

import tasks
from plugins.commands.option import Arguments
from plugins.commands.plugin_lock_task import LockedPlugin, lock_plugins, merged_packages, package_of, pins_of
from plugins.commands.project import Project, environment_python
from plugins.commands.task import BUILD_LOCK, PLUGINS_LOCK, PLUGINS_NAMED, TEST_LOCK, TaskFault

TYPED = Arguments(python=(), platform=())


def wheel(folder: Path, name: str, version: str, *needs: str) -> str:
    """Write a package of one module, as pip installs it; return its line in a lock."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    required = "".join(f"Requires-Dist: {one}\n" for one in needs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", f"VERSION = {version!r}")
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{required}"
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that has locked one library, and an index of a library in two versions and of three plugins."""
    index = tmp_path / "chi-muc"
    wheel(index, "thuvien", "1.0")
    (tmp_path / BUILD_LOCK).write_text(wheel(index, "thuvien", "2.0"), "utf-8")
    wheel(index, "tot", "1.0", "thuvien>=1", "phu")
    wheel(index, "phu", "3.0")
    wheel(index, "doi", "1.0", "thuvien<2")
    for name, value in (
        ("ROOT", tmp_path),
        ("VENV", tmp_path / ".venv"),
        ("STAMP", tmp_path / ".venv" / "da-cai.json"),
    ):
        monkeypatch.setattr(tasks, name, value)
    for name, value in (
        ("PIP_NO_INDEX", "1"),
        ("PIP_FIND_LINKS", str(index)),
        ("PIP_CONFIG_FILE", "/dev/null"),
    ):
        monkeypatch.setenv(name, value)
    return tmp_path


def lock(root: Path, *lines: str) -> int:
    """Name plugins and lock them."""
    (root / PLUGINS_NAMED).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return lock_plugins.run(Project(root, Path(sys.executable), lambda _: None), TYPED)


def seen(python: Path, name: str) -> str:
    """Return the version of a package that an environment has, "" for none."""
    code = f"import {name}; print({name}.VERSION)"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def test_plugins_are_locked_with_hashes_and_installed_with_the_portal(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the portal lacks is locked; a lock that fits no more is told with what to do."""
    monkeypatch.setattr(tasks, "_make_environment", make_environment)
    assert lock(root, "tot  # một plugin") == 0
    locked = (root / PLUGINS_LOCK).read_text("utf-8")
    assert pins_of(locked) == {"phu": {"3.0"}, "tot": {"1.0"}}
    assert locked.count("--hash=sha256:") == 2
    assert "Đã khóa 2 gói" in capsys.readouterr().out

    python = tasks.prepare(BUILD_LOCK)
    assert [seen(python, name) for name in ("thuvien", "tot", "phu")] == ["2.0", "1.0", "3.0"]

    (root / PLUGINS_LOCK).write_text(wheel(root / "chi-muc", "doi", "1.0", "thuvien<2"), "utf-8")
    with pytest.raises(TaskFault, match="lock-plugins"):
        tasks._install(python, [BUILD_LOCK, PLUGINS_LOCK], {})
    assert "doi" in capsys.readouterr().err


def test_locked_plugins_stay_through_renewals_and_go_when_they_are_named_no_more(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is added is installed beside the rest; whatever else changes makes a fresh environment, which has all of it again."""
    steps: list[object] = []
    (root / TEST_LOCK).write_text("", "utf-8")
    python = environment_python(root / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()

    def install(_: Path, names: list[str], stamp: dict[str, str]) -> None:
        steps.append(names)
        tasks.STAMP.write_text(json.dumps(stamp), "utf-8")

    def after(change: Callable[[], object], lock_name: str = BUILD_LOCK) -> list[object]:
        steps.clear()
        change()
        tasks.prepare(lock_name)
        tasks.prepare(lock_name)
        return list(steps)

    monkeypatch.setattr(tasks, "_make_environment", lambda: steps.append("fresh"))
    monkeypatch.setattr(tasks, "_install", install)
    build, own = root / BUILD_LOCK, root / PLUGINS_LOCK

    assert after(lambda: None) == ["fresh", [BUILD_LOCK]]
    assert after(lambda: own.write_text("tot==1", "utf-8")) == [[BUILD_LOCK, PLUGINS_LOCK]]
    assert after(lambda: build.write_text("thuvien==3", "utf-8")) == ["fresh", [BUILD_LOCK, PLUGINS_LOCK]]
    assert after(lambda: None, TEST_LOCK) == [[TEST_LOCK, PLUGINS_LOCK]]
    assert after(lambda: own.write_text("tot==2", "utf-8"), TEST_LOCK) == ["fresh", [TEST_LOCK, PLUGINS_LOCK]]
    assert after(lambda: None) == []
    assert after(own.unlink) == ["fresh", [BUILD_LOCK]]


def test_a_plugin_that_would_change_a_locked_library_is_told_before_anything_is_locked(root: Path) -> None:
    """By the library, both versions and who needs the other; so is one that is nowhere. What was locked before stays."""
    (root / PLUGINS_LOCK).write_text("# như cũ\n", "utf-8")

    with pytest.raises(
        TaskFault, match=r"thuvien: cổng khóa bản 2\.0, plugin cần bản 1\.0 \(.*doi cần thuvien<2.*\)"
    ):
        lock(root, "tot", "doi")
    with pytest.raises(TaskFault, match=r"(?s)không.*khongco"):
        lock(root, "khongco")
    assert (root / PLUGINS_LOCK).read_text("utf-8") == "# như cũ\n"

    (root / PLUGINS_NAMED).unlink()
    with pytest.raises(TaskFault, match=r"chưa có requirements-plugins\.in"):
        lock_plugins.run(Project(root, Path(sys.executable), lambda _: None), TYPED)


def test_files_of_other_machines_are_locked_beside_those_of_this_one(root: Path) -> None:
    """Each with its hash, where a package has another file for them."""
    index = root / "chi-muc"
    here = wheel(index, "may", "1.0").split(":")[1].strip()
    other = index / "may-1.0-cp313-cp313-win_amd64.whl"
    other.write_bytes((index / "may-1.0-py3-none-any.whl").read_bytes() + b" ")
    typed = Arguments(python=("3.13",), platform=("win_amd64",))
    (root / PLUGINS_NAMED).write_text("may==1.0\n", "utf-8")

    assert lock_plugins.run(Project(root, Path(sys.executable), lambda _: None), typed) == 0

    hashes = {here, hashlib.sha256(other.read_bytes()).hexdigest()}
    assert all(one in (root / PLUGINS_LOCK).read_text("utf-8") for one in hashes)


def test_only_files_with_hashes_are_locked() -> None:
    """Whatever version of pip tells of them; a folder or a repository has none, and one version serves all machines."""
    metadata = {"name": "Tot", "version": "1", "requires_dist": ["Phu>=2 ; extra == 'x'"]}
    old = {"metadata": metadata, "download_info": {"archive_info": {"hash": "sha256=ab"}}}
    new = {"metadata": metadata, "download_info": {"archive_info": {"hashes": {"sha256": "cd", "md5": "0"}}}}

    assert package_of(old) == LockedPlugin("tot", "1", frozenset({"ab"}), ("Phu>=2",))
    assert merged_packages([package_of(old), package_of(new)])[0].hashes == {"ab", "cd"}
    with pytest.raises(TaskFault, match="mã băm"):
        package_of({"metadata": metadata, "download_info": {"dir_info": {}}})
    with pytest.raises(TaskFault, match="Ghim một bản"):
        merged_packages([package_of(old), LockedPlugin("tot", "2", frozenset("0"))])
