"""Command lines are parsed, and help and error messages are in the reader's language."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from plugins.commands.colours import paint_for
from plugins.commands.command_line import parse_task, task_overview
from plugins.commands.language import language_of
from plugins.commands.option import Arguments, Option, absolute_path, as_words
from plugins.commands.parsing import parse_arguments
from plugins.commands.task import Task

PROJECT = Path(__file__).resolve().parents[2]
FILES = Option(("files",), "các tệp", "the files", value="TỆP", kind=absolute_path, many=True)
FIX = Option(("--fix",), "sửa", "mend")
FORM = Option(("--format",), "dạng", "form", value="DẠNG", choices=("text", "json"), default="text")
NUMBER = Option(("--port", "-p"), "cổng 100%", "port", value="SỐ", kind=int, default=8000)
OPTIONS = (FILES, FIX, FORM, NUMBER)


def parsed(*words: str, language: str = "vi") -> Arguments:
    """Return the arguments of a task that has these four options."""
    return parse_arguments(words, OPTIONS, "tasks.py thu", "Thử.", language)  # type: ignore[arg-type]


def test_files_and_options_may_stand_in_any_order() -> None:
    """An editor adds a file behind the options."""
    arguments = parsed("a.md", "--fix", "b.md", "--port=80")

    assert [Path(file).name for file in arguments.files] == ["a.md", "b.md"]
    assert (arguments.fix, arguments.port, arguments.format) == (True, 80, "text")


def test_files_are_understood_from_where_the_person_stands() -> None:
    """Tasks run in the project's folder; a typed path is meant from where it was typed."""
    assert parsed("a.md").files == (str(Path.cwd() / "a.md"),)


def test_a_folder_that_nobody_named_is_none() -> None:
    """A build without --output goes where builds go, not into the folder one stands in."""
    assert parse_task(tasks.TASKS, ["build"])[1].output == ""


def test_arguments_become_the_same_words_again() -> None:
    """A task hands over what was typed, and no more."""
    words = ["--fix", "--format=json", str(Path.cwd() / "a b.md")]

    assert as_words(OPTIONS, parsed(*words)) == words
    assert as_words(OPTIONS, parsed()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fx"], "không hiểu: --fx. Ý bạn là “--fix”?"),
        (["--port"], "“--port” cần một giá trị đứng sau."),
        (["--port", "tám"], "“--port” cần một con số, không phải tám."),
        (["--format", "xml"], "“--format” không có “xml”. Hãy chọn: text, json."),
        (["--fix=yes"], "“--fix” không nhận giá trị yes."),
    ],
)
def test_a_slip_is_answered_in_vietnamese(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong, in words, and where help is; exit code 2."""
    with pytest.raises(SystemExit) as ended:
        parsed(*words)

    assert ended.value.code == 2
    assert capsys.readouterr().err == f"lỗi: {message}\nXem cách dùng: tasks.py thu --help\n"


@pytest.mark.parametrize(
    ("language", "has", "lacks"),
    [
        ("vi", ("Cách dùng: tasks.py thu", "Tùy chọn:", "cổng 100%"), "ptions"),
        ("en", ("Usage:", "Options:"), "Cách"),
    ],
)
def test_help_is_in_one_language(
    language: str, has: tuple[str, ...], lacks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of argparse's own words is left in the Vietnamese help."""
    with pytest.raises(SystemExit) as ended:
        parsed("--help", language=language)
    shown = capsys.readouterr().out

    assert ended.value.code == 0
    assert all(words in shown for words in has)
    assert lacks not in shown


def test_english_is_asked_for_and_never_guessed() -> None:
    """A machine that was set up in English says nothing about the editor."""
    assert language_of(["check", "--lang=en", "a.md"], {}) == ("en", ["check", "a.md"])
    assert language_of([], {"LANG": "en_US.UTF-8", "LC_ALL": "C"})[0] == "vi"
    assert language_of(["--lang", "vi"], {"CONG_LANG": "en"})[0] == "vi"


def test_colours_can_be_switched_off_and_on() -> None:
    """NO_COLOR, a stream that is no terminal and --khong-mau switch them off; --mau switches them on."""
    assert not paint_for(sys.__stdout__ or sys.stdout, {"NO_COLOR": "1"}).on
    assert paint_for(sys.stdout, {}, forced=True).on
    assert not paint_for(sys.stdout, {}, forced=True, off=True).on


def test_the_tasks_need_nothing_but_python() -> None:
    """On a machine with nothing installed the tasks can be listed."""
    # Without PYTHONPATH and without site-packages, where everything that can be installed lies.
    done = subprocess.run(
        [sys.executable, "-E", "-s", "-S", "tasks.py", "--help"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


@pytest.mark.parametrize("task", tasks.TASKS.values(), ids=lambda task: task.name)
def test_every_task_has_help_in_two_languages(task: Task) -> None:
    """So has every option."""
    assert task.help("vi") != task.help("en")
    assert task.help("vi")
    assert all(option.vi and option.en and option.vi != option.en for option in task.options)
    assert f"  {task.name} " in task_overview(tasks.TASKS, "en")


def test_a_mistyped_task_gets_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest task is offered."""
    with pytest.raises(SystemExit) as ended:
        parse_task(tasks.TASKS, ["chek"])

    assert ended.value.code == 2
    assert "Ý bạn là “check”?" in capsys.readouterr().err


def test_words_for_pytest_reach_pytest() -> None:
    """What is no option of a task that passes words through goes to the program behind it."""
    assert parse_task(tasks.TASKS, ["test", "tests/header", "-x", "-k", "ngày"])[1].rest == (
        "tests/header",
        "-x",
        "-k",
        "ngày",
    )
