"""Tab completes tasks, options and their few words, in each shell that is on this machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from plugins.commands.completion import SHELLS
from plugins.commands.option import Option
from plugins.commands.task import Task, TaskGroup

PROJECT = Path(__file__).resolve().parents[2]


def task_of(name: str, about: str, *options: Option) -> Task:
    """Return a task that is completed and never run."""
    return Task(name, lambda project, arguments: 0, about, about, options, TaskGroup.CODE, "", False)


CHECK = task_of(
    "check",
    "Kiểm tra “bài”: it's all",
    Option(("files",), "tệp", "files", many=True),
    Option(("--format",), "dạng [nào]: a, b", "form", value="DẠNG", choices=("text", "json")),
    Option(("--mau", "--color"), "màu", "colours"),
)
COMPLETION = task_of("completion", "In ra", Option(("shell",), "tên", "name", choices=("bash", "zsh")))
TASKS = (CHECK, COMPLETION)
SCRIPT = Path("/tmp/Cổng của xã/tasks.py")


def needs(shell: str) -> pytest.MarkDecorator:
    """Return the mark of a test that this machine may have no shell for."""
    return pytest.mark.skipif(not shutil.which(shell), reason=f"no {shell}")


def run(shell: str, text: str) -> list[str]:
    """Return the lines that a script of a shell prints."""
    done = subprocess.run([shell, "-c", text], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


@needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["cong", "c"], ["check", "completion"]),
        (["cong", "check", "--f"], ["--format"]),
        (["cong", "check", "--"], ["--format", "--mau", "--color", "--help"]),
        (["cong", "check", "--format", ""], ["text", "json"]),
        (["cong", "check", "--format", "j"], ["json"]),
        (["cong", "completion", ""], ["bash", "zsh"]),
        (["cong", "check", "content/"], []),
        (["python3", "tasks.py", "ch"], ["check"]),
        (["python3", "./tasks.py", "check", "--format", "t"], ["text"]),
        (["python3", "khac.py", "ch"], []),
    ],
)
def test_bash_offers_what_may_follow(words: list[str], offered: list[str]) -> None:
    """Where nothing of ours follows, bash offers files."""
    function = "_cong" if words[0] == "cong" else "_cong_python"
    typed = " ".join(f"'{word}'" for word in words)
    script = SHELLS["bash"](TASKS, SCRIPT)

    assert run(
        "bash",
        f'{script}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; {function}; printf "%s\\n" "${{COMPREPLY[@]}}"',
    ) == (offered or [""])


@needs("fish")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cong ch", ["check"]),
        ("cong check --fo", ["--format"]),
        ("cong check --format j", ["json"]),
        ("cong completion ", ["bash", "zsh"]),
    ],
)
def test_fish_offers_what_may_follow(line: str, offered: list[str]) -> None:
    """Fish says itself what it would offer."""
    script = SHELLS["fish"](TASKS, SCRIPT)
    found = run("fish", f"{script}\ncomplete -C '{line}'")

    assert [one.partition("\t")[0] for one in found] == offered


@needs("zsh")
def test_zsh_takes_the_script() -> None:
    """It parses, and binds the short command."""
    script = SHELLS["zsh"](TASKS, SCRIPT)

    assert run("zsh", f"autoload -U compinit; compinit -u -D\n{script}\nprint -r -- $_comps[cong]") == [
        "_cong"
    ]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_task_is_in_every_script(shell: str) -> None:
    """The table of the help is the table of completion; quotes in a help text break nothing out."""
    done = subprocess.run(
        [sys.executable, "tasks.py", "completion", shell],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in tasks.TASKS)
    assert done.stdout.count("'") % 2 == 0


@needs("bash")
def test_the_short_command_runs_from_everywhere(tmp_path: Path) -> None:
    """Also where the path has spaces and Vietnamese letters."""
    folder = tmp_path / "Cổng của xã"
    folder.mkdir()
    (folder / "tasks.py").write_text("import sys; print('ran', *sys.argv[1:])", "utf-8")
    script = SHELLS["bash"](TASKS, folder / "tasks.py")

    assert run("bash", f"{script}\ncd /; cong check 'a b.md'") == ["ran check a b.md"]
