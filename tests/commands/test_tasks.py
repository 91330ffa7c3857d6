"""The table of tasks holds every task, and each runs what it says."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tasks
from plugins.building import tasks as building
from plugins.building.edition.last_build import remember_next_change
from plugins.building.options import SETTING_OF, STAY
from plugins.commands import bundle_task, developer_tasks, plugin_lock_task
from plugins.commands.command_line import parse_task
from plugins.commands.option import Arguments, Option
from plugins.commands.parsing import parse_arguments
from plugins.commands.project import Project
from plugins.commands.task import TEST_LOCK, Task, TaskFault, TaskGroup, task
from plugins.editors import tasks as editors
from plugins.editors.hosted.options import HOSTED_OPTIONS
from plugins.editors.preview.options import PREVIEW_OPTIONS
from plugins.editors.writing.options import WRITING_OPTIONS
from plugins.files.cache_folder import NEXT_CHANGES, PUBLISHING_CACHE
from plugins.lifecycle.next_change import NextChange
from plugins.publishing import tasks as publishing

PROJECT = Path(__file__).resolve().parents[2]
PYTHON = Path("/env/bin/python")


class _Recorded(list[list[str]]):
    """The commands that a task ran, without the interpreter, and the variables that it gave them."""

    environments: list[Mapping[str, str]]

    def run(self, words: Sequence[str], codes: Sequence[int] = ()) -> int:
        """Run a task whose programs end with these exit codes, then with 0."""
        self.codes = list(codes)
        self.environments = []
        found, arguments = parse_task(tasks.TASKS, words)
        return found.run(
            Project(Path("/cong"), PYTHON, lambda lock: self.append(["install", lock])), arguments
        )

    def __call__(
        self, _: Project, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
    ) -> int:
        """Stand in for ``Project.run``."""
        assert command[0] == PYTHON
        self.environments.append(environment or {})
        self.append([str(word) for word in command[1:]])
        return self.codes.pop(0) if self.codes else 0

    @contextmanager
    def beside(
        self, _: Project, command: Sequence[str | Path], output: Path, environment: Mapping[str, str]
    ) -> Iterator[Callable[[], int]]:
        """Stand in for ``Project.beside``: the program prints its last word."""
        code = self(_, command, environment)
        output.write_text(f"{command[-1]}\n", "utf-8")
        yield lambda: code


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> _Recorded:
    """Return the commands that tasks would run; none is run."""
    commands = _Recorded()
    monkeypatch.setattr(Project, "run", lambda *given: commands(*given))
    monkeypatch.setattr(Project, "beside", lambda *given: commands.beside(*given))
    return commands


@task(Option(("--to",), "tới", "to", value="ĐÍCH"), group=TaskGroup.CODE, needs=TEST_LOCK)
def send_all(project: Project, arguments: Arguments) -> int:
    """
    Gửi hết
    mọi thứ.

    Send all.
    """
    return 7


def test_a_function_becomes_a_task() -> None:
    """Its name, its help and its options are data."""
    assert (send_all.name, send_all.help("vi"), send_all.help("en")) == (
        "send-all",
        "Gửi hết mọi thứ.",
        "Send all.",
    )
    assert [option.name for option in send_all.options] == ["to"]
    assert (send_all.needs, send_all.pass_through) == (TEST_LOCK, False)
    assert send_all.run(tasks.project_with(PYTHON), Arguments()) == 7


def test_the_table_has_every_task() -> None:
    """A task that is written and not named in the table would be a task that nobody can run."""
    written = {
        one.name
        for module in (building, publishing, editors, developer_tasks, bundle_task, plugin_lock_task)
        for one in vars(module).values()
        if isinstance(one, Task)
    }

    assert set(tasks.TASKS) == written | {"completion"}


def test_the_quick_tests_are_one_run_of_pytest(recorded: _Recorded) -> None:
    """No browser, nothing that wants the machine for itself, nothing slow; more words go along."""
    workers = str(min(2 * (os.cpu_count() or 1), 6))

    assert recorded.run(["test", "--quick", "-x"], [1]) == 1
    assert recorded == [
        ["-m", "pytest", "-n", workers, "--dist", "worksteal", "-m", "not (browser or alone or slow)", "-x"]
    ]


@pytest.mark.parametrize(
    ("codes", "ends"), [([0, 0], 0), ([0, 1], 1), ([5, 0], 5), ([1, 2], 2), ([0, 130], 130)]
)
def test_all_tests_are_two_runs_of_pytest(
    recorded: _Recorded, capsys: pytest.CaptureFixture[str], codes: list[int], ends: int
) -> None:
    """What measures time runs beside all else, and is told last; the worse verdict is the verdict."""
    assert recorded.run(["test"], codes) == ends
    assert [command[-1] for command in recorded] == ["alone", "not alone"]
    assert capsys.readouterr().out == "alone\n"


def test_all_tests_share_compiled_modules(recorded: _Recorded) -> None:
    """Also where the variable that forbids it is set, as in many containers."""
    recorded.run(["test"])

    assert [one["PYTHONDONTWRITEBYTECODE"] for one in recorded.environments] == ["", ""]


def test_tests_that_are_named_are_one_run_of_pytest(recorded: _Recorded) -> None:
    """Words that are no options of ours are pytest's."""
    assert recorded.run(["test", "tests/header", "-k", "ngày"]) == 0
    assert recorded == [["-m", "pytest", "tests/header", "-k", "ngày"]]


def test_a_measurement_installs_what_it_needs_beside_the_tests(recorded: _Recorded) -> None:
    """The measured programs are packages of a lock file of their own."""
    recorded.run(["bench", "--articles", "100"])

    assert recorded == [
        ["install", "requirements-bench.txt"],
        ["/cong/tests/bench", "--articles", "100"],
    ]


def test_an_archive_installs_what_it_needs_beside_the_portal(recorded: _Recorded) -> None:
    """Only who keeps the portal for good needs what writes WARC files."""
    recorded.run(["archive", "--article", "/a/", "--article=/b/", "--now=x"])

    assert recorded == [
        ["install", "requirements-archive.txt"],
        [
            *("-m", "plugins.publishing", "archive", "--article=/a/", "--article=/b/", "--now=x"),
            *("--output=/cong/output", "/cong/output-luu-tru"),
        ],
    ]


def test_an_import_installs_more_only_for_what_needs_it_and_goes_on_without(
    recorded: _Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages of an old portal and pictures to be read; a machine without a network imports all the same."""
    recorded.run(["import", "/a/Bài.docx", "/a/b.pdf"])
    assert [one for one in recorded if one[0] == "install"] == []
    for words in (["import", "https://a.vn/b"], ["import", "/a/b.pdf", "--nhan-dang"]):
        recorded.clear()
        recorded.run(words)
        assert recorded[0] == ["install", "requirements-import.txt"]
        assert recorded[1][:3] == ["-m", "plugins.editors.importing", "import"]

    def refused(_: str) -> None:
        raise TaskFault("không có mạng")

    recorded.clear()
    found, arguments = parse_task(tasks.TASKS, ["import", "/a/trang.html"])
    assert found.run(Project(Path("/cong"), PYTHON, refused), arguments) == 0
    assert len(recorded) == 1
    assert "Vẫn nhập tiếp" in capsys.readouterr().err


def test_the_page_of_all_components_has_a_folder_of_its_own(recorded: _Recorded) -> None:
    """It is written where no build and no release looks."""
    recorded.run(["specimen"])

    assert recorded == [["/cong/tests/component_specimen", "/cong/output-mau"]]


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["build", "--now=x"], "plugins.building -s pelicanconf.py -o /cong/output --now=x"),
        (["build", "--json=/a"], "plugins.building -s pelicanconf.py -o /cong/output --report=/a"),
        (["rebuild"], "plugins.building -s pelicanconf.py -o /cong/output --clean"),
        (["regenerate"], "plugins.building -s pelicanconf.py -o /cong/output --stay"),
        (["publish"], "plugins.building -s publishconf.py -o /cong/output"),
        (
            ["publish", "--to", "a", "--wait=9"],
            "plugins.publishing publish --to=a --wait=9.0 --output=/cong/output",
        ),
        (
            ["publish", "--to", "a", "--rollback", "B1"],
            "plugins.publishing publish --to=a --rollback B1 --output=/cong/output",
        ),
        (["hosting"], "plugins.publishing hosting --output=/cong/output --root=/srv/cong/current may-chu"),
        (["audit"], "plugins.publishing audit --output=/cong/output"),
        (
            ["preview", "--open"],
            "plugins.editors.preview -s pelicanconf.py -o /cong/output-xem-thu --quarantine "
            "--confirm-fewer --open",
        ),
        (
            ["preview", "--build-only", "--url=https://a.vn"],
            "plugins.editors.preview -s pelicanconf.py -o /cong/output-xem-thu --quarantine "
            "--confirm-fewer --url=https://a.vn --export=/cong/output-chia-se",
        ),
        (
            ["write", "--port=81"],
            "plugins.editors.writing -s pelicanconf.py -o /cong/output-xem-thu --quarantine "
            "--confirm-fewer --port=81 --packages=/cong/.editor",
        ),
        (["write", "--install-only"], "plugins.editors.writing --packages=/cong/.editor --install-only"),
        (
            ["editor", "--port=81"],
            "plugins.editors.writing -s pelicanconf.py -o /cong/output-xem-thu --quarantine "
            "--confirm-fewer --port=81 --packages=/cong/.editor",
        ),
        (
            ["editor", "--build-only"],
            "plugins.editors.hosted -s pelicanconf.py -o /cong/output-xem-thu "
            "--export=/cong/output-bien-tap --packages=/cong/.editor",
        ),
        (["editor", "--install-only"], "plugins.editors.hosted --packages=/cong/.editor --install-only"),
        (["status", "--days=3"], "plugins.editors.desk status --days=3"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_task_runs_its_program(recorded: _Recorded, words: list[str], command: str) -> None:
    """With the options that were typed, and the project's own folders where none was."""
    assert recorded.run(words) == 0
    assert [" ".join(one) for one in recorded] == [f"-m {command}"]


PROGRAMS = {
    "plugins.building": (*SETTING_OF, STAY),
    "plugins.editors.preview": (*SETTING_OF, *PREVIEW_OPTIONS),
    "plugins.editors.writing": (*SETTING_OF, *WRITING_OPTIONS),
    "plugins.editors.hosted": (*SETTING_OF, *HOSTED_OPTIONS),
}


@pytest.mark.parametrize(
    "name", ["build", "rebuild", "regenerate", "publish", "preview", "write", "editor", "new"]
)
def test_a_program_knows_every_option_that_its_task_hands_on(recorded: _Recorded, name: str) -> None:
    """What it does not know it would take for Pelican's, which refuses it: only the settings file and the output folder are."""
    chosen = {"new": {"--open"}, "editor": {"--build-only"}}.get(name, set())
    for option in tasks.TASKS[name].options:
        if option.is_positional or option.code_name in ("--to", "--rollback", "--settings"):
            continue
        typed = option.code_name if option.is_switch else f"{option.code_name}=1"
        recorded.clear()
        recorded.run([name, typed, *(chosen - {typed})])
        _, module, *words = recorded[-1]
        arguments = parse_arguments(words, PROGRAMS[module], module, "", pass_through=True)

        assert arguments.rest[::2] in (("-s", "-o"), ()), typed


def test_what_is_missing_is_said_before_anything_runs(recorded: _Recorded) -> None:
    """A release to go back to without --rollback, a check of the live site without a site."""
    with pytest.raises(TaskFault, match="thêm --lui-lai"):
        recorded.run(["publish", "--to", "a", "B1"])
    with pytest.raises(TaskFault, match="còn thiếu nơi cần xem"):
        recorded.run(["verify"])
    assert recorded == []


def test_only_folders_that_a_build_made_are_removed(tmp_path: Path) -> None:
    """Another folder with something in it stays, and the task says so."""
    project = Project(tmp_path, PYTHON, lambda lock: None)
    for name in ("output", "output-xem-thu", "output-mau", ".cache"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".site-output").touch()
    assert building.clean.run(project, Arguments(output="")) == 0
    assert list(tmp_path.iterdir()) == []

    (tmp_path / "thư").mkdir()
    (tmp_path / "thư" / "bài.md").touch()
    with pytest.raises(TaskFault, match="không xóa"):
        building.clean.run(project, Arguments(output=str(tmp_path / "thư")))
    assert (tmp_path / "thư" / "bài.md").exists()


def test_cleaning_keeps_what_publishing_remembers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By it a forged release is known, and a lost ledger is made again; the rest of the cache is made by any build."""
    (tmp_path / "pelicanconf.py").write_text('CACHE_FOLDER = "nho"\n', "utf-8")
    remembered = tmp_path / "nho" / PUBLISHING_CACHE / "may-chu" / "da-phat-hanh.jsonl"
    for file in (remembered, tmp_path / "nho" / "anh" / "a.webp", tmp_path / "nho" / NEXT_CHANGES):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert building.clean.run(Project(tmp_path, PYTHON, lambda lock: None), Arguments(output="")) == 0
    assert [one for one in (tmp_path / "nho").rglob("*") if one.is_file()] == [remembered]
    assert "lần phát hành" in capsys.readouterr().out


def test_the_next_change_is_read_where_builds_write_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the cache folder of the settings, wherever that is."""
    (tmp_path / "pelicanconf.py").write_text('CACHE_FOLDER = "nho"\n', "utf-8")
    moment = NextChange(datetime(2024, 7, 15, tzinfo=UTC), "bài hẹn giờ")
    remember_next_change(tmp_path / "nho" / NEXT_CHANGES, tmp_path / "output", moment)
    project = Project(tmp_path, PYTHON, lambda lock: None)
    found, arguments = parse_task(tasks.TASKS, ["next"])
    assert found.run(project, arguments) == 0
    assert "15/07/2024" in capsys.readouterr().out


def test_invoke_knows_the_same_tasks() -> None:
    """With their help and their options; a fault is one line and exit code 2."""
    invoke = [sys.executable, "-m", "invoke"]
    listed, helped, failed = (
        subprocess.run([*invoke, *words], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
        for words in (["--list"], ["--help", "check"], ["verify"])
    )

    assert {line.split()[0] for line in listed.stdout.splitlines() if line.startswith("  ")} >= set(
        tasks.TASKS
    )
    assert "--no-advice" in helped.stdout
    assert failed.returncode == 2
    assert failed.stderr.startswith("lỗi: còn thiếu nơi cần xem.")


def test_a_failed_installation_is_explained() -> None:
    """The examples in tasks.py hold; pytest itself looks for examples in plugins/ alone."""
    assert doctest.testmod(tasks) == doctest.TestResults(0, 3)


def test_an_environment_that_is_a_link_is_not_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It leads to a folder that somebody shares: the project gets one of its own in its place."""
    shared = tmp_path / "chung"
    shared.mkdir()
    (shared / "goi.py").write_text("", "utf-8")
    (tmp_path / ".venv").symlink_to(shared)
    monkeypatch.setattr(tasks, "VENV", tmp_path / ".venv")
    made: list[Sequence[object]] = []
    monkeypatch.setattr(tasks, "_run_quietly", made.append)

    tasks._make_environment()

    assert made == [[sys.executable, "-m", "venv", "--clear", tmp_path / ".venv"]]
    assert not (tmp_path / ".venv").exists()
    assert (shared / "goi.py").exists()
    assert str(shared) in capsys.readouterr().err
