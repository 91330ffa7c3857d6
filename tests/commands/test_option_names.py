"""Options are taught in Vietnamese, and every one has an English name beside it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import tasks
from plugins.commands.option import Option
from plugins.commands.task import Task

EVERY = [(task, option) for task in tasks.TASKS.values() for option in task.options]


@pytest.mark.parametrize(("task", "option"), EVERY, ids=lambda one: getattr(one, "name", ""))
def test_an_option_has_a_vietnamese_name_first_and_an_english_one_last(task: Task, option: Option) -> None:
    """Letters without marks, words parted by hyphens, so that they can be typed on any keyboard."""
    if option.is_positional:
        return
    long = [name for name in option.names if name.startswith("--")]

    assert len(long) == 2
    assert all(re.fullmatch(r"--[a-z]+(-[a-z]+)*", name) for name in long)


@pytest.mark.parametrize("task", tasks.TASKS.values(), ids=lambda task: task.name)
def test_no_two_options_of_a_task_share_a_name(task: Task) -> None:
    """Nor does an English name mean two things in Vietnamese within one task."""
    names = Counter(name for option in task.options for name in option.names)

    assert [name for name, count in names.items() if count > 1] == []
