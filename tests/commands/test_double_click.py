"""The files that an editor double-clicks start the writing room with the first Python that is new enough, or say what is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NEW = '#!/bin/sh\n[ "$1" = -c ] && exit 0\npwd\necho "$0 $*"\nexit {status}\n'
OLD = "#!/bin/sh\nexit 1\n"


def started(
    folder: Path, pythons: dict[str, str], name: str = "viet.sh", words: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a launcher in a folder of its own, on a machine that has these Pythons and a shell's own programs."""
    project = folder / "Cổng của xã"
    programs = folder / "bin"
    for place in (project, programs):
        place.mkdir()
    for launcher in ("viet.sh", "viet.command"):
        shutil.copy(PROJECT / launcher, project / launcher)
    for program in ("sh", "dirname"):
        (programs / program).symlink_to(shutil.which(program) or f"/bin/{program}")
    for python, script in pythons.items():
        (programs / python).write_text(script, "utf-8")
        (programs / python).chmod(0o755)
    return subprocess.run(
        [project / name, *words],
        cwd=folder,
        env={"PATH": str(programs)},
        input="\n",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["viet.sh", "viet.command"])
def test_it_starts_from_any_folder_with_the_first_python_that_is_new_enough(
    tmp_path: Path, name: str
) -> None:
    """A folder with spaces and Vietnamese letters, an old Python before the right one."""
    done = started(tmp_path, {"python3": OLD, "python3.12": NEW.format(status=0)}, name, ("--port=8100",))

    assert done.returncode == 0, done.stderr
    where, command = done.stdout.splitlines()
    assert where == str(tmp_path / "Cổng của xã")
    assert command.endswith("bin/python3.12 tasks.py write --open --port=8100")


def test_without_python_it_says_where_to_get_it_and_waits(tmp_path: Path) -> None:
    """A window that closes by itself tells nobody anything."""
    done = started(tmp_path, {"python3": OLD})

    assert done.returncode == 2
    assert "python.org/downloads" in done.stdout
    assert "Bấm Enter" in done.stdout


@pytest.mark.parametrize(("status", "waits"), [(0, False), (130, False), (2, True)])
def test_the_window_stays_open_after_a_fault_only(tmp_path: Path, status: int, waits: bool) -> None:
    """The words of the fault can be read; Ctrl-C closes it."""
    done = started(tmp_path, {"python3": NEW.format(status=status)})

    assert done.returncode == status
    assert ("Bấm Enter" in done.stdout) == waits


def test_on_windows_the_file_has_what_its_shell_needs() -> None:
    """Its own line ends, letters of UTF-8 only behind the command that says so, no bracket that would end a block."""
    data = (PROJECT / "viet.bat").read_bytes()
    before, after = data.split(b"chcp 65001", 1)

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert before.isascii()
    assert "Python 3.11 trở lên" in after.decode("utf-8")
    assert b"tasks.py write --open %*" in data
    for start in ("if not exist tasks.py (\r\n", "if not defined PYTHON (\r\n  echo"):
        block = after.decode("utf-8").partition(start)[2].partition("\r\n)")[0]
        assert "pause" in block
        assert "(" not in block
        assert ")" not in block


def test_on_windows_a_python_is_taken_for_what_it_says() -> None:
    """
    Not for how it ends: what ends without a word may be the shop's stand-in, or no program at all.

    Through a shell of its own a python that is a batch file (pyenv) comes back as well, and its status with it.
    """
    lines = (PROJECT / "viet.bat").read_bytes().decode("utf-8").splitlines()

    assert not [line for line in lines if "&&" in line]
    assert any(line.startswith("cmd /c %PYTHON% tasks.py") for line in lines)
    probe = next(line for line in lines if "sys.version_info" in line)
    command = probe.partition('-c "')[2].partition('"')[0]
    said = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
    assert f'if "%%V"=="{said.strip()}" set "PYTHON=%%~P"' in "\n".join(lines)
