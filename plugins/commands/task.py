"""A task: its name, its help in two languages, its options and the function that runs it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from plugins.commands.language import Language
from plugins.commands.option import Arguments, Option
from plugins.commands.project import Project

# The lock files, each for an environment that can do more.
BUILD_LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"
BENCH_LOCK = "requirements-bench.txt"
ARCHIVE_LOCK = "requirements-archive.txt"
# The plugins of a site, which its keeper names; a site without any has neither file.
PLUGINS_NAMED = "requirements-plugins.in"
PLUGINS_LOCK = "requirements-plugins.txt"
IMPORT_LOCK = "requirements-import.txt"

Run = Callable[[Project, Arguments], int]


class TaskFault(Exception):
    """What keeps a task from running, in Vietnamese for the person at the machine."""


class TaskGroup(Enum):
    """The groups of tasks in the order of the help; the values are their titles."""

    EDITING = ("Viết, kiểm tra và xem thử bài", "Writing, checking and previewing articles")
    PORTAL = ("Dựng cổng và đưa lên mạng", "Building and publishing the portal")
    CODE = ("Cho người giữ mã nguồn", "For who keeps the code")

    def title(self, language: Language) -> str:
        """Return the group's title."""
        vi, en = self.value
        return en if language == "en" else vi


@dataclass(frozen=True, slots=True)
class Task:
    """
    One task.

    ``vi`` and ``en`` are its help, one sentence or two; ``needs`` is the lock file of the packages that it
    needs, "" for none. With ``pass_through``, words that are none of its options go on to the program behind it.
    """

    name: str
    run: Run
    vi: str
    en: str
    options: tuple[Option, ...]
    group: TaskGroup
    needs: str
    pass_through: bool

    def help(self, language: Language) -> str:
        """Return what the task does."""
        return self.en if language == "en" else self.vi


def task(
    *options: Option, group: TaskGroup, needs: str = BUILD_LOCK, pass_through: bool = False
) -> Callable[[Run], Task]:
    """
    Return a decorator that makes a Task of a function with these options.

    The function gets the project and the arguments and returns an exit code; it may raise TaskFault. Its name
    is the task's (``import_`` is "import"); its docstring is the help: a Vietnamese paragraph, then an English one.
    """

    def decorate(run: Run) -> Task:
        name = run.__name__.strip("_").replace("_", "-")
        paragraphs = [" ".join(one.split()) for one in inspect.cleandoc(run.__doc__ or "").split("\n\n")]
        return Task(name, run, paragraphs[0], paragraphs[-1], options, group, needs, pass_through)

    return decorate
