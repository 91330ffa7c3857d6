"""Packages that were kept beside the sources set the portal up without a network, and only those that the lock names."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from quick_environment import make_environment

import tasks
from plugins.commands.bundle_task import README, STORE, SUMS, bundle, stored_packages
from plugins.commands.option import Arguments
from plugins.commands.project import Project
from plugins.commands.task import TaskFault

LOCK = "requirements.txt"


def wheel(folder: Path, text: str = "CHAO = 1") -> Path:
    """Write a package of one module, as pip installs it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "goi_thu-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("goi_thu.py", text)
        archive.writestr(
            "goi_thu-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: goi-thu\nVersion: 1.0\n"
        )
        archive.writestr(
            "goi_thu-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("goi_thu-1.0.dist-info/RECORD", "")
    return path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that needs one package, on a machine from which no index can be reached."""
    digest = hashlib.sha256(wheel(tmp_path / "noi-tai").read_bytes()).hexdigest()
    (tmp_path / LOCK).write_text(f"goi-thu==1.0 --hash=sha256:{digest}\n", "utf-8")
    for name, value in (
        ("ROOT", tmp_path),
        ("VENV", tmp_path / ".venv"),
        ("STAMP", tmp_path / ".venv" / "da-cai.json"),
    ):
        monkeypatch.setattr(tasks, name, value)
    for name, value in (
        ("PIP_INDEX_URL", "http://127.0.0.1:9/"),
        ("PIP_RETRIES", "0"),
        ("PIP_CONFIG_FILE", "/dev/null"),
    ):
        monkeypatch.setenv(name, value)
    for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def keep(root: Path, text: str = "CHAO = 1") -> None:
    """Put the package where ``bundle`` puts it."""
    wheel(root / STORE, text)
    (root / STORE / LOCK).write_bytes((root / LOCK).read_bytes())


def test_what_was_kept_is_installed_without_a_network(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The environment has the package, and is known as whole afterwards."""
    keep(root)
    python = tasks.prepare(LOCK)
    done = subprocess.run(
        [python, "-c", "import goi_thu; print(goi_thu.CHAO)"], capture_output=True, check=True
    )

    assert done.stdout.split() == [b"1"]
    assert "không cần mạng" in capsys.readouterr().out
    assert tasks.prepare(LOCK) == python


@pytest.mark.parametrize("why", ["nothing is kept", "the lock has changed", "another package lies there"])
def test_what_does_not_fit_is_not_installed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """Then the network is asked, and what is wrong with that is said; a package with other bytes is never taken."""
    monkeypatch.setattr(tasks, "_make_environment", make_environment)
    if why == "another package lies there":
        keep(root, "CHAO = 'ác'")
    elif why == "the lock has changed":
        keep(root)
        (root / LOCK).write_text((root / LOCK).read_text("utf-8") + "# khác\n", "utf-8")
    with pytest.raises(TaskFault):
        tasks.prepare(LOCK)

    assert ("tải từ mạng" in capsys.readouterr().err) == (why == "another package lies there")
    assert not (root / ".venv" / "da-cai.json").exists()


def test_bundle_keeps_the_packages_with_the_locks_that_they_fit(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In place of what was kept before; a folder of others is not touched, a download that fails changes nothing."""
    monkeypatch.setenv("PIP_FIND_LINKS", str(root / "noi-tai"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    for name in ("requirements-archive.txt", "requirements-import.txt"):
        (root / name).write_text("", "utf-8")
    project = Project(root, Path(sys.executable), lambda _: None)
    typed = Arguments(python=(), platform=(), tests=False)
    assert bundle.run(project, typed) == 0
    store = stored_packages(root, LOCK)
    assert store == root / STORE
    assert {one.name for one in store.iterdir()} >= {"goi_thu-1.0-py3-none-any.whl", LOCK, README, SUMS}
    subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=store, check=True)

    before = sorted(store.iterdir())
    (root / LOCK).write_text(f"goi-thu==2.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    assert bundle.run(project, typed) != 0
    assert sorted(store.iterdir()) == before
    assert stored_packages(root, LOCK) is None
    (store / README).unlink()
    with pytest.raises(TaskFault, match="không đụng tới"):
        bundle.run(project, typed)


def test_other_pythons_and_machines_are_asked_for_each_with_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """This machine is always among them."""
    asked: list[list[str]] = []

    def run(_: Project, module: str, *words: str | Path) -> int:
        asked.append([str(one) for one in words if str(one).startswith(("--python-version=", "--platform="))])
        return 0

    monkeypatch.setattr(Project, "run_module", run)
    for name in (LOCK, "requirements-archive.txt", "requirements-import.txt"):
        (tmp_path / name).touch()
    project = Project(tmp_path, Path(sys.executable), lambda _: None)
    bundle.run(project, Arguments(python=("3.12", "3.13"), platform=("win_amd64",), tests=False))

    assert asked == [[], *([f"--python-version={one}", "--platform=win_amd64"] for one in ("3.12", "3.13"))]
