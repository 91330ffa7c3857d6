"""What the documents for engineers name is there: files, and the names in them."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from documents import FOR_ENGINEERS, PROJECT, label

PATH = re.compile(r"`((?:plugins|tests|theme|content|docs|\.ci|\.github)/[\w./-]*|[\w-]+\.(?:py|toml|in))`")
# `plugins/prose/sanitise.py`: `_TAGS`, `cleaned`
NAMED = re.compile(r"`([\w./-]+\.(?:py|js|html|toml))`: ((?:`\w+(?:\.\w+)*`(?:, )?)+)")
ROW = re.compile(r"^\| (?!where is|term|---)(.+?) \| (.+?) \|", re.MULTILINE)
# Files that a portal may have and the sample has not.
WRITTEN_WHEN_NEEDED = {"chuyen-muc-cu.toml", "dia-chi-cu.toml", "requirements-plugins.in"}


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the classes, functions and constants of a module, and the members of its classes ("Class.name")."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        names |= _assigned(node)
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                own = {member.name} if isinstance(member, ast.FunctionDef) else _assigned(member)
                names |= {f"{node.name}.{name}" for name in own}
    return frozenset(names)


def _assigned(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {
        part.id for target in targets if target for part in ast.walk(target) if isinstance(part, ast.Name)
    }


def missing_names(text: str) -> list[str]:
    """Return the names that a text says are in a file and that are not."""
    missing = []
    for file, listed in NAMED.findall(text):
        path = PROJECT / file
        for name in re.findall(r"`([^`]+)`", listed):
            if not path.is_file():
                missing.append(file)
            elif path.suffix == ".py":
                missing += [] if name in names_in(path) else [f"{file}: {name}"]
            elif not re.search(rf"\b{re.escape(name)}\b", path.read_text("utf-8")):
                missing.append(f"{file}: {name}")
    return missing


@pytest.mark.parametrize("page", FOR_ENGINEERS, ids=label)
def test_every_path_exists(page: Path) -> None:
    """Files and folders of the project that stand between back-quotes."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    # tests/ROOM stands for any of them.
    named = {path for path in PATH.findall(text) if not re.search(r"[A-Z]{3,}", path)} - WRITTEN_WHEN_NEEDED

    assert sorted(path for path in named if not _exists(path)) == []


def _exists(name: str) -> bool:
    """Tell whether a path is one of the project; a bare name may lie in any of its folders."""
    if "/" in name or (PROJECT / name).exists():
        return (PROJECT / name).exists()
    return any(next((PROJECT / folder).rglob(name), None) for folder in ("plugins", "content", "tests"))


@pytest.mark.parametrize("page", FOR_ENGINEERS, ids=label)
def test_every_name_is_in_its_file(page: Path) -> None:
    """A function, class or constant that is said to be in a file is defined there."""
    assert missing_names(page.read_text("utf-8")) == []


def test_a_wrong_name_is_noticed() -> None:
    """The check sees a file that is gone, a name that is gone, and a member that is gone."""
    text = (
        "`plugins/problems/problem.py`: `Problem`, `Nothing` `plugins/gone.py`: `x` "
        "`plugins/media/library.py`: `Library.find`, `Library.gone`"
    )
    assert missing_names(text) == [
        "plugins/problems/problem.py: Nothing",
        "plugins/gone.py",
        "plugins/media/library.py: Library.gone",
    ]


def test_where_is_answers_many_questions_with_one_or_two_files() -> None:
    """Who must open three files has no answer yet."""
    rows = ROW.findall((PROJECT / "docs/en/where-is.md").read_text("utf-8"))
    questions = [question for question, _ in rows]

    assert len(questions) >= 30
    assert len(questions) == len(set(questions))
    assert [question for question, answer in rows if not 1 <= files_in(answer) <= 2] == []


def files_in(answer: str) -> int:
    """
    Return how many files an answer sends its reader to.

    >>> files_in("`plugins/a.py`: `x`, `y` · `b/c.js`: `z`"), files_in("[codes](error-codes.md)")
    (2, 1)
    """
    return len({file for file, _ in NAMED.findall(answer)}) or answer.count("](")


def test_what_lists_leave_out_of_an_article_is_told_as_it_is() -> None:
    """Who adds a fact reads which ones make no list again: the sentence names what the function leaves out."""
    said = (PROJECT / "docs/en/extending.md").read_text("utf-8")
    (sentence,) = re.findall(r"every fact of an article but its body and (.*?) \(`plugins", said, re.DOTALL)
    source = (PROJECT / "plugins/building/sources/read_sources.py").read_text("utf-8")
    function = next(
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name == "as_listed"
    )
    left_out = {one.arg for node in ast.walk(function) if isinstance(node, ast.Call) for one in node.keywords}

    assert {"body", *re.findall(r"`(\w+)`", sentence)} == left_out


def test_the_glossary_has_each_word_once() -> None:
    """One word for one thing."""
    terms = [term for term, _ in ROW.findall((PROJECT / "docs/en/glossary.md").read_text("utf-8"))]

    assert len(terms) > 50
    assert len(terms) == len(set(terms))
