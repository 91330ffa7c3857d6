"""The order of the packages: which imports which, where Pelican is imported, and what a module's name means."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PLUGINS = PROJECT / "plugins"
WINGS = ("building", "publishing", "editors")

# Which room imports which, from the ground up: each row names the rooms that this one imports today, and
# none that it does not. A name stands for the whole room; a chamber of a wing is named with its wing, and
# a wing's own name stands for the modules that lie in it beside the chambers.
_ROWS = {
    "vietnamese": "",
    "problems": "vietnamese",
    "files": "problems",
    "memory": "",
    "commands": "files",
    "web": "",
    "header": "vietnamese problems",
    "date": "vietnamese",
    "category": "vietnamese problems",
    "author": "vietnamese problems",
    "prose": "vietnamese problems web",
    "media": "vietnamese problems files memory web prose",
    "article": "vietnamese problems web header date category author prose media",
    "office": "vietnamese problems web date article",
    "lifecycle": "article",
    "registers": "vietnamese article",
    "sections": "article",
    "pages": ("vietnamese problems memory category media article office lifecycle registers sections"),
    "building.edition": "vietnamese problems files lifecycle",
    "building.incremental": (
        "problems memory category media article lifecycle registers pages building.edition"
    ),
    "building.sources": (
        "vietnamese problems memory web header date category author prose media article office lifecycle "
        "registers pages building.incremental"
    ),
    "building.pelican_adapter": "vietnamese problems files web prose article pages building.sources",
    "feeds": "vietnamese article office registers sections pages",
    "search": "vietnamese problems author prose article office registers pages",
    "redirects": "vietnamese problems article registers pages",
    "building.linking": (
        "vietnamese problems memory category prose media article lifecycle registers sections pages building.edition "
        "building.incremental building.sources redirects"
    ),
    "building.indexing": "problems memory pages building.incremental building.sources search",
    "building.assembly": (
        "vietnamese problems files memory header category author media article office lifecycle registers "
        "sections pages building.edition building.incremental building.sources feeds search redirects "
        "building.linking building.indexing"
    ),
    "building.short_way": (
        "problems category prose media article office lifecycle sections pages building.edition "
        "building.incremental building.sources feeds redirects building.linking building.indexing "
        "building.assembly"
    ),
    "building": (
        "vietnamese problems files memory commands media article lifecycle registers pages building.edition "
        "building.incremental building.sources building.pelican_adapter building.linking building.assembly "
        "building.short_way"
    ),
    "publishing.hosting": "article registers pages redirects",
    "publishing.audit": "vietnamese problems files web article pages building.edition search",
    "publishing.releases": "problems files web article redirects publishing.hosting",
    "publishing.visits": "files web article redirects publishing.hosting publishing.releases",
    "publishing.targets": "vietnamese problems files redirects publishing.hosting publishing.releases",
    "publishing.archive": (
        "problems files pages building.edition search redirects building.assembly building publishing.hosting"
    ),
    "publishing.doctor": "problems files web publishing.releases publishing.targets",
    "publishing": (
        "vietnamese problems files commands web article lifecycle pages building.edition "
        "building.sources feeds search redirects building.linking building "
        "publishing.hosting publishing.audit publishing.releases publishing.visits publishing.targets "
        "publishing.archive publishing.doctor"
    ),
    "editors.sharing": "files header",
    "editors.spans": "vietnamese prose",
    "editors.importing": (
        "vietnamese problems files commands web header date category author prose media article "
        "building.sources feeds redirects building.assembly building editors.spans"
    ),
    "editors.preview": (
        "vietnamese problems files commands media article lifecycle pages building.edition building.sources "
        "building publishing.hosting publishing.archive"
    ),
    "editors.richtext": "vietnamese web prose editors.spans",
    "editors.hosted": (
        "problems files commands header category media article building.edition building.sources "
        "building.assembly building"
    ),
    "editors.desk": (
        "vietnamese problems files commands header date category author media article lifecycle "
        "building.sources building"
    ),
    "editors.checks": (
        "vietnamese problems files memory commands header date category author prose media article "
        "building.sources building.assembly building"
    ),
    "editors.writing": (
        "vietnamese problems files commands header date category author prose media article lifecycle "
        "building.sources building.assembly building publishing.hosting editors.sharing editors.preview "
        "editors.richtext editors.desk editors.checks"
    ),
    "editors": (
        "commands building editors.importing editors.preview editors.hosted editors.desk editors.checks "
        "editors.writing"
    ),
}
IMPORTS = {name: set(imports.split()) for name, imports in _ROWS.items()}

# Module names that several rooms have, each with the one meaning that it has in all of them.
SHARED_MODULE_NAMES = {
    "__init__": "what the package is, in one sentence",
    "__main__": "the program that a task starts",
    "article": "converts what was read from one kind of source to an ImportedArticle",
    "options": "the command-line options of a room's tasks",
    "parse": "parses a written text to values, with its problems",
    "registry": "the registry that a data file of the portal holds",
    "run": "one run of a program from end to end",
    "tasks": "the tasks of a wing",
}


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_bytes())


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the dotted names that a module imports; of a package, the names of the modules that it takes from it."""
    return frozenset(names_in(tree_of(path), path))


def names_in(tree: ast.Module, path: Path) -> set[str]:
    """Return the dotted names that a syntax tree imports, wherever in it; ``path`` is where the relative ones begin."""
    names: set[str] = set()
    package = path.relative_to(PROJECT).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
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
    assert set(IMPORTS) == set(PLACES)


def test_arrows_run_down() -> None:
    """Each room imports only what stands above it in the table: there is no arrow back, and no circle."""
    order = list(IMPORTS)

    assert not [
        (upper, lower)
        for upper, imports in IMPORTS.items()
        for lower in imports
        if order.index(lower) >= order.index(upper)
    ]


# The entry points, and what makes Pelican's objects for its plugins, readers and themes.
PELICAN_HOSTS = frozenset(
    f"{name}.py"
    for name in (
        "building/command",
        "building/pelican_adapter/other_readers",
        "building/pelican_adapter/pelican_contents",
        "building/pelican_adapter/pelican_private",
        "building/pelican_adapter/plugin_generators",
        "building/plugin_listener",
        "building/pelican_adapter/plugin_signals",
        "building/portal",
        # What makes a package of this room a plugin: no module of the portal imports it.
        "vietnamese/pelican_plugin",
    )
)


def test_only_the_entry_point_imports_pelican() -> None:
    """
    Only Pelican's class of ours, the command line and what hosts plugins import Pelican.

    That class is imported by plugins/__init__.py, where Pelican finds it, and for the settings of programs that make no pages; nobody reaches
    it through that door.
    """
    of_pelican, of_our_class, through_the_door = set(), set(), set()
    for path in MODULES:
        module = path.relative_to(PLUGINS).as_posix()
        names = imported(path)
        parts = [name.split(".") for name in names]
        of_pelican |= {module for one in parts if one[0] == "pelican"}
        of_our_class |= {module for one in parts if one[:3] == ["plugins", "building", "portal"]}
        through_the_door |= {module for name in names if name in ("plugins", "plugins.Portal")}

    assert of_pelican - PELICAN_HOSTS == set()
    assert of_our_class - {"__init__.py", "building/source_settings.py"} == set()
    assert through_the_door == set()


def settings_read(tree: ast.Module) -> set[str]:
    """Return the names of a settings file that a module looks up in something called settings."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=ast.Name(id="settings"), slice=ast.Constant(value=str(name))):
                found.add(name)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="settings"), attr="get"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                found.add(name)
    return {name for name in found if name.isupper()}


@pytest.mark.parametrize("name", [name for name in PLACES if name not in WINGS])
def test_only_the_adapter_reads_a_dictionary_of_settings(name: str) -> None:
    """Other rooms and chambers are given values, but for what runs inside Pelican, and tasks, which run before anything is installed."""
    read = {
        path.relative_to(PLUGINS).as_posix(): found
        for path in below(name).rglob("*.py")
        if path.relative_to(PLUGINS).as_posix() not in PELICAN_HOSTS
        if (found := settings_read(tree_of(path)))
    }

    assert bool(read) == (name in ("building.pelican_adapter", "commands")), read


@pytest.mark.parametrize("name", PLACES)
def test_rooms_import_what_the_table_says(name: str) -> None:
    """An arrow that is not in the table is a decision; one that nobody uses any more leaves the table."""
    imports = {
        place(tuple(found.split(".")[1:]))
        for path in below(name).rglob("*.py")
        if place(path.relative_to(PLUGINS).parts) == name
        for found in imported(path)
        if found.startswith("plugins.")
    }

    assert imports - {name} == IMPORTS[name]


def test_a_module_name_has_one_meaning() -> None:
    """Two modules of one name mean the same, and stand in the table; every other name is there once."""
    counts = Counter(path.stem for path in MODULES)

    assert {name for name, count in counts.items() if count > 1} == set(SHARED_MODULE_NAMES)


@pytest.mark.parametrize("name", PLACES)
def test_every_room_says_what_it_is(name: str) -> None:
    """A room's docstring is one sentence."""
    docstring = ast.get_docstring(tree_of(below(name) / "__init__.py"))

    assert docstring
    assert docstring.endswith(".")


def imported_to_load(path: Path) -> set[str]:
    """Return the dotted names that a file imports, now or when it is called; not what ``__getattr__`` offers to others."""
    body = [node for node in tree_of(path).body if getattr(node, "name", "") != "__getattr__"]
    return names_in(ast.Module(body, []), path)


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
    assert reached >= {
        *wings,
        PLUGINS / "publishing" / "due.py",
        PLUGINS / "publishing/hosting/http_headers.py",
    }


# Functions whose name several modules have: a program's own, and what Pelican calls. A task's function may be called
# as what it runs is: both are the task.
SHARED_FUNCTION_NAMES = frozenset({"main", "register"})


def names_given(path: Path) -> Iterator[str]:
    """Yield the public classes, functions and names of types of a module, but for type variables and the functions of tasks."""
    is_of_tasks = path.parent.parent == PLUGINS and path.name == "tasks.py"
    for node in tree_of(path).body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.FunctionDef(name=name) if not is_of_tasks:
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if re.fullmatch(
                "[A-Z][a-z]+[A-Za-z]*", name
            ):
                if not (isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar"):
                    yield name


def test_a_name_has_one_meaning() -> None:
    """What a public class, function or type is called means one thing in the whole house."""
    counts = Counter(name for path in MODULES for name in names_given(path) if not name.startswith("_"))

    assert {name for name, count in counts.items() if count > 1} == SHARED_FUNCTION_NAMES


def test_every_room_has_tests_of_its_own() -> None:
    """Where a room's tests lie is told by its name."""
    rooms = {path.name for path in PLUGINS.iterdir() if (path / "__init__.py").exists()}
    tested = {path.name for path in (PROJECT / "tests").iterdir() if any(path.rglob("test_*.py"))}

    assert rooms - tested == set()
