"""The house keeps its shape: Pelican waits at the door, and rooms know only whom they may know."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
ROOMS = sorted(path.name for path in PLUGINS.iterdir() if (path / "__init__.py").exists())
LANGUAGE = {"vietnamese", "problems"}
MAY_KNOW = {
    "vietnamese": set(),
    "problems": set(),
    "commands": set(),
    "header": LANGUAGE,
    "date": LANGUAGE,
    "category": LANGUAGE,
    "author": {*LANGUAGE, "article", "category"},  # both registries fail with one RegistryFault
    "typography": LANGUAGE,
    "prose": {*LANGUAGE, "typography"},
    "memory": set(),
    "media": {*LANGUAGE, "prose", "memory"},
    "lifecycle": {*LANGUAGE, "article"},
    "article": {*LANGUAGE, "header", "date", "category", "author", "prose", "typography", "lifecycle"},
    "sections": {*LANGUAGE, "article", "category"},
    "registers": {*LANGUAGE, "article"},
    "share": {"vietnamese", "memory"},
    "pages": {*LANGUAGE, "article", "category", "lifecycle", "sections", "registers", "share"},
    "search": {*LANGUAGE, "article", "pages"},
    "feeds": {*LANGUAGE, "pages", "sections", "article"},
    "edition": {*LANGUAGE, "lifecycle"},
    "incremental": {*LANGUAGE, "memory", "edition", "media", "pages", "article", "registers", "lifecycle"},
    "preview": {*LANGUAGE, "edition", "hosting"},
    "editor": {*LANGUAGE, "article", "category", "header", "lifecycle", "media", "preview"},
    "redirects": LANGUAGE,
    "hosting": {"redirects"},
    "audit": {*LANGUAGE, "edition"},
    "publishing": {*LANGUAGE, "edition", "hosting", "redirects"},
    "importing": {*LANGUAGE, "article", "author", "category", "commands", "date", "header", "media", "prose"},
    "build": set(ROOMS) - {"checks", "editing", "importing", "keeper"},
    "keeper": set(ROOMS) - {"checks", "editing"},
    "editing": set(ROOMS) - {"checks"},
    "checks": set(ROOMS),
}


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


MODULES = sorted(PLUGINS.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PLUGINS).as_posix())
def test_pelican_waits_at_the_door(path: Path) -> None:
    """Only wiring and the command import Pelican, and nobody but the door of the house imports a wiring."""
    names = imported(path)

    if path.name not in ("wiring.py", "__main__.py"):
        assert not {name for name in names if name.split(".")[0] == "pelican"}
    if path != PLUGINS / "__init__.py":
        assert not {name for name in names if name.endswith(".wiring")}


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_know_only_whom_they_may_know(room: str) -> None:
    """Who may import whom is a table; a new arrow is a decision."""
    known = {
        name.split(".")[1]
        for path in (PLUGINS / room).rglob("*.py")
        for name in imported(path)
        if name.startswith("plugins.")
    }

    assert known - {room} <= MAY_KNOW[room]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is(room: str) -> None:
    """A room's docstring is one sentence."""
    docstring = ast.get_docstring(ast.parse((PLUGINS / room / "__init__.py").read_text("utf-8")))

    assert docstring
    assert docstring.endswith(".")


@pytest.mark.parametrize("path", ["hosting/headers.py", "keeper/upcoming.py"])
def test_what_runs_before_anything_is_installed_needs_nothing(path: str) -> None:
    """The preview server and the workflows call these with Python alone."""
    roots = {name.split(".")[0] for name in imported(PLUGINS / path)}

    assert roots <= set(sys.stdlib_module_names)
