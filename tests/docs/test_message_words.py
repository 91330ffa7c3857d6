"""What the program says to editors has no words of programmers and no English that nobody translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import tasks

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((PROJECT / "plugins").rglob("*.py")), PROJECT / "tasks.py"]
# What makes a message of its argument: problems, exceptions whose text is shown, and what is printed.
SAYING = frozenset(
    {
        *(
            "error",
            "warning",
            "advice",
            "_error",
            "_warn",
            "warn",
            "_fault",
            "_refuse",
            "_refused",
            "_tell",
            "_remind",
            "print",
            "_report",
        ),
        *(
            "MediaFault",
            "refuse",
            "remind",
            "unreadable",
            "DateFault",
            "StopBuild",
            "TaskFault",
            "ImportRefused",
            "EditRefused",
            "NoGitHost",
        ),
    }
)
SENTENCES = frozenset({"message", "hint", "reason", "reminder", "what", "advice"})
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
# Names of exceptions and of things inside a program, and the English that libraries say.
FOREIGN = re.compile(
    r"\b\w+(?:Error|Exception|Interrupt)\b|\bAPI_\w+|\.venv\b|\bNoneType\b|\b(?:Traceback|stderr|stdout|null|exception|caught"
    r"|failed|failure|invalid|expected|unexpected|missing|denied|cannot|could not|not found|unknown|must be|should be)\b"
    r"|\b[a-z]+_[a-z_]+\b(?!\.\w)",
    re.IGNORECASE,
)
# Settings, options and what plugins do are named as they are written, to the keeper of the portal.
NAMED = re.compile(r"Asia/Ho_Chi_Minh|get_generators|\b(?:[A-Z][A-Z_]+|[a-z_]+_[a-z_]+(?= =|”))\b|--[\w-]+")


def place_of(path: Path) -> str:
    """Return the path of a module in the project."""
    return path.relative_to(PROJECT).as_posix()


def said(node: ast.AST) -> list[ast.expr]:
    """Return the expressions of a node that may be said to people."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return node.args if name in SAYING else []
    if isinstance(node, ast.Assign):
        return (
            [node.value]
            if any(isinstance(one, ast.Name) and one.id in SENTENCES for one in node.targets)
            else []
        )
    return [node.value] if isinstance(node, ast.Yield | ast.Return) and node.value else []


def texts(expression: ast.expr) -> Iterator[str]:
    """Yield the texts in an expression, those with fillings as a whole."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.JoinedStr):
        yield "".join(
            text for part in expression.values if isinstance(part, ast.Constant) for text in texts(part)
        )
    else:
        for part in ast.iter_child_nodes(expression):
            yield from texts(part) if isinstance(part, ast.expr) else ()


def messages(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the Vietnamese texts that are said to people, each with its line."""
    for node in ast.walk(tree):
        for argument in said(node):
            yield from ((argument.lineno, text) for text in texts(argument) if VIETNAMESE.search(text))


@cache
def words_of(path: Path) -> tuple[tuple[tuple[int, str], ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the messages of a module, its paragraphs and the commands in them; it is read once for all."""
    tree = ast.parse(path.read_bytes())
    return tuple(messages(tree)), tuple(paragraphs(tree)), tuple(commands(tree))


def test_no_message_has_a_word_of_programmers() -> None:
    """An editor can do nothing with the name of an exception."""
    found = [
        (f"{place_of(path)}:{line}", word[0], text)
        for path in SOURCES
        for line, text in words_of(path)[0]
        if (word := FOREIGN.search(NAMED.sub("", text)))
    ]

    assert found == []


def test_what_is_looked_for_is_found() -> None:
    """The test knows the words that have reached editors before."""
    before = [
        "KeyboardInterrupt caught, stopping watch",
        "API_ERROR: không lưu được",
        "Tạo môi trường .venv …",
    ]

    assert all(FOREIGN.search(NAMED.sub("", text)) for text in (before[0], before[2]))
    assert FOREIGN.search(before[1])


COMMAND = re.compile(r"tasks\.py ([a-z][a-z-]+)((?:[^.,;“”()\n]|\.(?=\S))*)")
ENGLISH_OPTIONS = {name for task in tasks.TASKS.values() for one in task.options for name in one.names[1:]}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# Tools for who keeps the code have options of their own.
NOT_FOR_EDITORS = {"plugins/commands/developer_tasks.py"}


def paragraphs(tree: ast.AST) -> Iterator[str]:
    """
    Yield the paragraphs of a module that people read: Vietnamese ones, those of docstrings too, of which help is made,
    commands that stand in a text by themselves, and whatever is said.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            for text in texts(node):
                yield from (
                    part
                    for part in re.split(r"\n\s*\n", text)
                    if (VIETNAMESE.search(part) or part.startswith("python3 tasks.py")) and ">>>" not in part
                )
        if isinstance(node, ast.Call):
            yield from (text for argument in said(node) for text in texts(argument))


def commands(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the task and each option of the commands that people are told to type."""
    for part in paragraphs(tree):
        for task, words in COMMAND.findall(part):
            yield from ((task, name) for name in OPTION.findall(words) or [""])


def test_options_are_taught_by_their_vietnamese_names() -> None:
    """An English name stands for who is used to it; what tells people what to type has the Vietnamese one."""
    named = {
        (place_of(path), name)
        for path in SOURCES
        if place_of(path) not in NOT_FOR_EDITORS
        for part in words_of(path)[1]
        for name in OPTION.findall(part)
    }

    assert {(place, name) for place, name in named if name in ENGLISH_OPTIONS} == set()


def test_a_command_in_a_message_can_be_typed_as_it_stands() -> None:
    """The task is there, and it has every option that is named, by its Vietnamese name."""
    told = {(place_of(path), *one) for path in SOURCES for one in words_of(path)[2]}
    known = {(task.name, one.names[0]) for task in tasks.TASKS.values() for one in task.options}
    known |= {(name, "") for name in tasks.TASKS} | {(name, "--help") for name in tasks.TASKS}

    assert len(told) > 10
    assert {one for one in told if one[1:] not in known} == set()


@pytest.mark.parametrize(
    "code",
    [
        "f'Còn {left} tệp; thêm --again để nhập lại'",
        "command = f'python3 tasks.py import --again {name}'",
        "raise ImportRefused(f'--again: {why}')",
    ],
)
def test_an_english_option_in_a_message_would_be_found(code: str) -> None:
    """In a text with fillings, and in one that has no other word of Vietnamese."""
    found = {name for part in paragraphs(ast.parse(code)) for name in OPTION.findall(part)}

    assert found & ENGLISH_OPTIONS == {"--again"}


def test_a_refusal_of_the_system_is_told_in_vietnamese() -> None:
    """``strerror`` is English; ``problems.stop_build`` alone turns it into words."""
    english = [path for path in SOURCES if ".strerror" in path.read_text("utf-8")]
    assert [path.name for path in english] == ["stop_build.py"]


def test_advice_and_opinions_have_words_of_their_own() -> None:
    """The checks' advice is “gợi ý”; “góp ý” is what people say in a consultation, of which the tools of editors do not speak."""
    editors = PROJECT / "plugins" / "editors"
    texts_of_editors = [path for ending in ("py", "js", "html") for path in editors.rglob(f"*.{ending}")]

    assert [path.name for path in texts_of_editors if "góp ý" in path.read_text("utf-8").lower()] == []
