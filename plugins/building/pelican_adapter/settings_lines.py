"""Where a settings file says what: the file and the line of each name, found without executing it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SettingPlace:
    """The name of the file in which a setting is given, and the line; ``is_text`` where a text stands there as it is."""

    file: str
    line: int
    is_text: bool = False


def setting_places(file: Path) -> dict[str, SettingPlace]:
    """Return the last place of each name in capitals that a settings file gives, or a module of which it takes all names."""
    return _places(file, frozenset())


def _places(file: Path, above: frozenset[Path]) -> dict[str, SettingPlace]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        # Whoever executes it tells of the fault.
        return {}
    found: dict[str, SettingPlace] = {}
    for node in sorted(_statements(tree), key=lambda one: one.lineno):
        if isinstance(node, ast.ImportFrom):
            if any(name.name == "*" for name in node.names):
                taken = _module(file.parent, node.module or "")
                found |= _places(taken, above | {file}) if taken and taken not in above else {}
            continue
        for name in _names(node):
            if name.isupper():
                found[name] = SettingPlace(file.name, node.lineno, _is_text(node))
    return found


def _is_text(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _module(folder: Path, name: str) -> Path | None:
    """Return the file of a module beside a settings file, or where Python looks for others by now."""
    places: list[str | Path] = [folder, *sys.path]
    files = (Path(place or ".") / f"{name}.py" for place in places)
    return next((file for file in files if file.is_file()), None)


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield what gives names at the top of a module, within conditions too."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        yield node
        waiting += [child for child in ast.walk(node) if isinstance(child, ast.stmt) and child is not node]


def _names(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    for target in targets:
        for part in ast.walk(target) if target else ():
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id
