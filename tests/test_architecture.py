"""The house keeps its shape: Pelican waits at the door, and rooms know only whom they may know."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PLUGINS = PROJECT / "plugins"
WINGS = ("building", "publishing", "editors")
GROUND = {"vietnamese", "problems", "files", "memory", "commands", "typography"}
LANGUAGE = {"vietnamese", "problems"}
ARTICLE = {*LANGUAGE, "typography", "header", "date", "category", "author", "prose", "media", "article"}
PORTAL = {"lifecycle", "registers", "sections", "pages", "feeds", "search"}

# Who may import whom, from the ground up. A name stands for the whole room; a chamber of a wing is
# named with its wing, and a wing's own name stands for the modules that lie in it beside the chambers.
MAY_KNOW: dict[str, set[str]] = {
    "vietnamese": set(),
    "problems": set(),
    "files": {"problems"},
    "memory": set(),
    "commands": set(),
    "typography": LANGUAGE,
    "header": LANGUAGE,
    "date": LANGUAGE,
    "category": LANGUAGE,
    "author": LANGUAGE,
    "prose": {*LANGUAGE, "typography"},
    "media": {*LANGUAGE, "files", "memory", "prose"},
    "article": {*LANGUAGE, "typography", "header", "date", "category", "author", "prose"},
    "lifecycle": {*LANGUAGE, "article"},
    "registers": {*LANGUAGE, "article"},
    "sections": {*LANGUAGE, "article", "category"},
    "pages": {*LANGUAGE, "memory", "author", "category", "article", "lifecycle", "registers", "sections"},
    "feeds": {*LANGUAGE, "article", "sections", "pages"},
    "search": {*LANGUAGE, "article", "pages"},
    "building.edition": {*LANGUAGE, "files", "lifecycle"},
    "building.incremental": {
        *LANGUAGE,
        *("memory", "media", "article", "lifecycle", "registers", "pages", "building.edition"),
    },
    "building": {*GROUND, *ARTICLE, *PORTAL, "building.edition", "building.incremental"},
    "publishing.redirects": {*LANGUAGE, "pages"},
    "publishing.hosting": {"pages", "publishing.redirects"},
    "publishing.audit": {*LANGUAGE, "files", "building.edition"},
    "publishing.targets": {*LANGUAGE, "files", "publishing.hosting", "publishing.redirects"},
    "publishing": {
        *LANGUAGE,
        *(
            "files",
            "commands",
            "article",
            "lifecycle",
            "pages",
            "building",
            "building.edition",
            "building.incremental",
        ),
        *("publishing.redirects", "publishing.hosting", "publishing.audit", "publishing.targets"),
    },
    "editors.importing": {*GROUND, *ARTICLE, "building", "building.edition"},
    "editors.preview": {
        *LANGUAGE,
        *("files", "commands", "article", "lifecycle", "pages", "building", "building.edition"),
        "publishing.hosting",
    },
    "editors.writing": {
        *LANGUAGE,
        *("files", "commands", "header", "category", "article", "lifecycle", "media"),
        *("building", "building.edition"),
        "editors.preview",
    },
    "editors.desk": {*GROUND, *ARTICLE, "lifecycle", "building", "building.edition"},
    "editors.checks": {*GROUND, *ARTICLE, *PORTAL, "building", "building.edition", "building.incremental"},
    "editors": {"commands", "building", "editors.importing", "editors.desk", "editors.checks"},
}


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports; of a package, the names of its modules that it asks for."""
    return names_in(ast.parse(path.read_text("utf-8")))


def names_in(tree: ast.Module) -> set[str]:
    """Return the dotted names that a syntax tree imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def place(parts: tuple[str, ...]) -> str:
    """
    Return the room or the chamber that a path below plugins/ lies in, or that a dotted name leads to.

    >>> place(("building", "edition", "lock.py")), place(("building", "run.py")), place(("prose", "body.py"))
    ('building.edition', 'building', 'prose')
    """
    if parts[0] in WINGS and len(parts) > 1 and (PLUGINS / parts[0] / parts[1]).is_dir():
        return f"{parts[0]}.{parts[1]}"
    return parts[0]


def below(place_name: str) -> Path:
    """Return the folder of a room or chamber."""
    return PLUGINS.joinpath(*place_name.split("."))


MODULES = sorted(PLUGINS.rglob("*.py"))
PLACES = sorted({place(path.relative_to(PLUGINS).parts) for path in MODULES if path.parent != PLUGINS})


def test_the_table_names_every_room_and_chamber() -> None:
    """A new room is a decision, and one that is gone leaves no line."""
    assert set(MAY_KNOW) == set(PLACES)


def test_arrows_run_down() -> None:
    """Each room knows only what stands above it in the table: there is no way back up, and no circle."""
    order = list(MAY_KNOW)

    assert not [
        (upper, lower)
        for upper, known in MAY_KNOW.items()
        for lower in known
        if order.index(lower) >= order.index(upper)
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PLUGINS).as_posix())
def test_pelican_waits_at_the_door(path: Path) -> None:
    """Only the wiring and the command line import Pelican, and nobody but the door of the house imports a wiring."""
    names = imported(path)

    if path.relative_to(PLUGINS).as_posix() not in ("building/wiring.py", "building/command.py"):
        assert not {name for name in names if name.split(".")[0] == "pelican"}
    if path != PLUGINS / "__init__.py":
        assert not {name for name in names if "wiring" in name.split(".")}


@pytest.mark.parametrize("name", PLACES)
def test_rooms_know_only_whom_they_may_know(name: str) -> None:
    """Who may import whom is a table; a new arrow is a decision."""
    known = {
        place(tuple(found.split(".")[1:]))
        for path in below(name).rglob("*.py")
        if place(path.relative_to(PLUGINS).parts) == name
        for found in imported(path)
        if found.startswith("plugins.")
    }

    assert known - {name} <= MAY_KNOW[name]


@pytest.mark.parametrize("name", PLACES)
def test_every_room_says_what_it_is(name: str) -> None:
    """A room's docstring is one sentence."""
    docstring = ast.get_docstring(ast.parse((below(name) / "__init__.py").read_text("utf-8")))

    assert docstring
    assert docstring.endswith(".")


def imported_to_load(path: Path) -> set[str]:
    """Return the dotted names that a file imports, now or when it is called; not what ``__getattr__`` offers to others."""
    tree = ast.parse(path.read_text("utf-8"))
    tree.body = [node for node in tree.body if getattr(node, "name", "") != "__getattr__"]
    return names_in(tree)


def files_of(name: str) -> Iterator[Path]:
    """Yield the files that Python runs to import a dotted name of ours: each package on the way, then the module."""
    place = PROJECT
    for part in name.split("."):
        place = place / part
        if (place / "__init__.py").is_file():
            yield place / "__init__.py"
        elif place.with_suffix(".py").is_file():
            yield place.with_suffix(".py")


def test_what_runs_before_anything_is_installed_needs_nothing() -> None:
    """Whatever tasks.py imports, directly or through others, is in the standard library or is one of our own files."""
    waiting, reached, foreign = [PROJECT / "tasks.py"], set[Path](), set[tuple[str, str]]()
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for name in imported_to_load(path):
            if name.startswith("plugins."):
                waiting += files_of(name)
            elif name.split(".")[0] not in sys.stdlib_module_names:
                foreign.add((path.relative_to(PROJECT).as_posix(), name))

    assert not foreign
    wings = [PLUGINS / wing / "tasks.py" for wing in WINGS]
    assert reached >= {*wings, PLUGINS / "publishing" / "due.py", PLUGINS / "publishing/hosting/headers.py"}
