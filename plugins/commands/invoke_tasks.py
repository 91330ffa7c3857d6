"""The tasks as invoke knows tasks, for ``invoke <task>`` inside the environment."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from invoke.collection import Collection
from invoke.exceptions import Exit
from invoke.tasks import Task as InvokeTask

from plugins.commands.exit_codes import FAULT
from plugins.commands.option import Arguments, Option
from plugins.commands.project import Project
from plugins.commands.task import Task, TaskFault


def namespace(tasks: Iterable[Task], project: Project) -> Collection:
    """Return invoke's collection of these tasks; each runs in the environment that invoke runs in."""
    return Collection(*(_invoke_task(task, project) for task in tasks))


def _invoke_task(task: Task, project: Project) -> Any:
    def body(context: Any, **given: Any) -> None:
        arguments = Arguments(**{option.name: _value(option, given[option.name]) for option in task.options})
        try:
            code = task.run(project, arguments)
        except TaskFault as fault:
            raise Exit(f"lỗi: {fault}", FAULT) from fault
        if code:
            raise Exit(code=code)

    # Invoke reads a task's options from the parameters of what it calls.
    body.__signature__ = _signature(task.options)  # type: ignore[attr-defined]
    body.__doc__ = task.vi
    return InvokeTask(
        body,
        name=task.name,
        positional=(),
        iterable=[option.name for option in task.options if option.many],
        help={option.name.replace("_", "-"): option.vi for option in task.options},
    )


def _signature(options: Iterable[Option]) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        inspect.Parameter(option.name, kind, default=[] if option.many else option.unset)
        for option in options
    ]
    return inspect.Signature([inspect.Parameter("context", kind), *parameters])


def _value(option: Option, given: Any) -> Any:
    """Return what an option's value is as the task expects it; invoke knows texts, numbers, switches and lists."""
    if option.many:
        return tuple(map(option.kind, given))
    return option.kind(given) if given and option.value else given
