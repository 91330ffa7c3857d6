"""Which codes the program can say, read from its source."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
# The place of the code among the arguments of what makes a problem, by the function's name.
CODE_AT = {
    "error": (1, 2),
    "warning": (1, 2),
    "Problem": (2,),
    "MediaFault": (0,),
    "_error": (1,),
    "warn": (1,),
    "_warn": (1,),
    "_fault": (0, 1),
    "_refuse": (0, 1),
    "LintRule": (0,),
    "_tell": (0,),
}
# Constants that hold a code.
CODE_NAMES = frozenset({"CODE", "NEAR_DUPLICATE"})


def _strings(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def _looks_like_code(text: str) -> bool:
    return (
        bool(text)
        and text.isascii()
        and text == text.lower()
        and " " not in text
        and not text.startswith(("<", "-"))
    )


def found_in_tuple(row: ast.Tuple, place: str, found: dict[str, set[str]]) -> None:
    """Note the code that a tuple of a code and its words begins with."""
    for text in _strings(row.elts[0]):
        if _looks_like_code(text) and "-" in text:
            found[text].add(place)


@cache
def codes() -> dict[str, set[str]]:
    """Return every code with the modules that say it."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(PLUGINS.rglob("*.py")):
        place = path.relative_to(PLUGINS).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                for at in CODE_AT.get(name, ()):
                    if at < len(node.args):
                        for text in _strings(node.args[at]):
                            if _looks_like_code(text):
                                found[text].add(place)
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and node.value.elts:
                # yield "thieu-alt", f"ảnh …"
                found_in_tuple(node.value, place, found)
            elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_PLACEHOLDERS":
                for row in ast.walk(node):
                    if isinstance(row, ast.Tuple) and row.elts:
                        found_in_tuple(row, place, found)
            elif isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id in CODE_NAMES for target in node.targets
            ):
                for text in _strings(node.value):
                    found[text].add(place)
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
                # code, what = ("anh-chet", "tệp") if … else ("lien-ket-chet", "liên kết")
                for branch in (node.value.body, node.value.orelse):
                    if isinstance(branch, ast.Tuple) and branch.elts:
                        for text in _strings(branch.elts[0]):
                            if _looks_like_code(text) and "-" in text:
                                found[text].add(place)
    return dict(found)
