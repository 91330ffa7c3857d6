"""Find the task and the arguments that a command line names, and show the overview of all tasks."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from plugins.commands.entry_point import as_typed
from plugins.commands.exit_codes import FAULT
from plugins.commands.language import Language
from plugins.commands.option import Arguments
from plugins.commands.parsing import did_you_mean, parse_arguments
from plugins.commands.task import Task, TaskGroup


def task_overview(tasks: Mapping[str, Task], language: Language) -> str:
    """Return the help of ``tasks.py`` itself: each task with a line, by groups."""
    english = language == "en"
    heading = "The portal's tasks." if english else "Các việc của cổng thông tin."
    usage = (
        f"Usage: {as_typed('<task> [options]')}" if english else f"Cách dùng: {as_typed('<việc> [tùy chọn]')}"
    )
    lines = [heading, "", usage]
    width = max(map(len, tasks))
    for group in TaskGroup:
        lines += ["", f"{group.title(language)}:"]
        lines += [
            f"  {task.name:<{width}}  {task.help(language)}" for task in tasks.values() if task.group is group
        ]
    footer = (
        f"Options of a task: {as_typed('<task> --help')}"
        if english
        else f"Tùy chọn của một việc: {as_typed('<việc> --help')}. In English: --lang en"
    )
    return "\n".join([*lines, "", footer])


def parse_task(
    tasks: Mapping[str, Task], words: Sequence[str], language: Language = "vi"
) -> tuple[Task, Arguments]:
    """
    Return the task and the arguments that a command line holds.

    Raises SystemExit after showing help (0, or 2 where no task was named) or what is wrong (2).
    """
    if not words or words[0] in ("-h", "--help", "help"):
        print(task_overview(tasks, language))
        raise SystemExit(0 if words else FAULT)
    name, *rest = words
    task = tasks.get(name)
    if task is None:
        hint = did_you_mean(name, list(tasks), language)
        message = (
            f"error: no task “{name}”.{hint}\nAll tasks: {as_typed('--help')}"
            if language == "en"
            else f"lỗi: không có việc “{name}”.{hint}\nXem mọi việc: {as_typed('--help')}"
        )
        print(message, file=sys.stderr)
        raise SystemExit(FAULT)
    arguments = parse_arguments(
        rest, task.options, f"tasks.py {name}", task.help(language), language, pass_through=task.pass_through
    )
    return task, arguments
