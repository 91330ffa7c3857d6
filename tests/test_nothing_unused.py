"""Nobody keeps what nobody uses: every name that a module makes is used by the program, or by a template."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SOURCES = sorted((PROJECT / "plugins").rglob("*.py"))
TEMPLATES = sorted(path for folder in ("plugins", "theme") for path in (PROJECT / folder).rglob("*.html"))
WORD = re.compile(r"\w+")
# What others find by its name: Python itself, and Pelican.
FOUND_BY_NAME = re.compile(r"__\w+__|register")

# The package that other sites install has a face of its own.
FOR_OTHERS = "vietnamese"


def made_names(tree: ast.Module) -> Iterator[str]:
    """Return the names of a module's constants, functions and classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def used_words(tree: ast.Module) -> Counter[str]:
    """Return how often a module uses each name, whatever for; so do the examples in its docstrings."""
    words: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            words[node.id] += 1
        elif isinstance(node, ast.Attribute):
            words[node.attr] += 1
        elif isinstance(node, ast.alias):
            words[node.name] += 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>> " in node.value:
            words.update(WORD.findall(node.value))
    return words


def test_what_a_module_makes_is_used() -> None:
    """A private name in its own module, a public one in some module, the tests and the tasks left aside."""
    trees = {path: ast.parse(path.read_bytes()) for path in SOURCES}
    used = {path: used_words(tree) for path, tree in trees.items()}
    anywhere: Counter[str] = sum(used.values(), Counter())
    others = "\n".join(
        path.read_text("utf-8")
        for path in (PROJECT / "tasks.py", PROJECT / "pelicanconf.py", PROJECT / "pyproject.toml")
    )
    elsewhere = set(WORD.findall(others))
    unused = [
        f"{path.relative_to(PROJECT)}: {name}"
        for path, tree in trees.items()
        for name in made_names(tree)
        if not FOUND_BY_NAME.fullmatch(name)
        and (path.parts[len(PROJECT.parts) + 1] != FOR_OTHERS or name.startswith("_"))
        and not (used[path] if name.startswith("_") else anywhere)[name]
        and name not in elsewhere
    ]
    assert unused == []


# What our classes may inherit from without having to offer what others call.
PLAIN_BASES = {"Exception", "Generic", "Protocol"}
# Python calls it by its name: http.client, of a socket.
CALLED_BY_PYTHON = {"makefile"}


def offered_names(tree: ast.Module) -> Iterator[str]:
    """Yield what a module's classes offer, but for those that others call: enumerations, rows, and what inherits from foreign classes."""
    ours = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("plugins."):
            ours |= {alias.name for alias in node.names}
    for one in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        bases = {word for base in one.bases for word in WORD.findall(ast.unparse(base))[:1]}
        if not bases <= ours | PLAIN_BASES:
            continue
        for member in one.body:
            if isinstance(member, ast.FunctionDef):
                yield member.name
            elif isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
                yield member.target.id


def asked_names(tree: ast.Module) -> Iterator[str]:
    """Yield what a module asks of objects, by a dot, in a pattern or as a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        elif isinstance(node, ast.MatchClass):
            yield from node.kwd_attrs
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def test_what_a_class_offers_is_used() -> None:
    """A method, a property or a field that only tests ask for is not the program's."""
    trees = {path: ast.parse(path.read_bytes()) for path in SOURCES}
    asked = {name for tree in trees.values() for name in asked_names(tree)} | CALLED_BY_PYTHON
    asked |= {word for path in TEMPLATES for word in WORD.findall(path.read_text("utf-8"))}
    unused = [
        f"{path.relative_to(PROJECT)}: {name}"
        for path, tree in trees.items()
        for name in offered_names(tree)
        if name not in asked and not FOUND_BY_NAME.fullmatch(name)
    ]
    assert unused == []
