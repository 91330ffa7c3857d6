"""What is declared is what is used: imports and requirements name the same packages, in both directions."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
# Distributions whose module has another name.
DISTRIBUTIONS = {
    "bs4": "beautifulsoup4",
    "docx": "python-docx",
    "markdown_it": "markdown-it-py",
    "PIL": "pillow",
    "ruamel": "ruamel-yaml",
    "websocket": "websocket-client",
}
# Packages that no module of ours imports, and what needs them all the same.
NOT_IMPORTED = {
    "typogrify": "Pelican's own readers import it where TYPOGRIFY is set; a plugin may call them",
    "tzdata": "zoneinfo reads it where the system has no time zones (Windows, slim containers)",
    "hatchling": "the build backend of plugins/vietnamese/pyproject.toml, called by tests/vietnamese/test_vietnamese_package.py",
    "check-jsonschema": "a command: tests/ci holds the workflow files against their schemas",
    "mypy": "a command: tasks.py lint",
    "pelican-neighbors": "a stock plugin, named in PLUGINS by tests/whole/test_pelican_habits.py",
    "pelican-sitemap": "a stock plugin, named in PLUGINS by tests/whole/test_pelican_habits.py",
    "pytest-xdist": "a plugin of pytest: -n in tasks.py test",
    "ruff": "a command: tasks.py lint",
    "types-beautifulsoup4": "types for mypy",
    "types-markdown": "types for mypy",
    "zizmor": "a command: tests/ci audits the workflow files",
}
SCRIPT_BLOCK = re.compile(r"^# /// script\n((?:#(?: .*)?\n)+?)# ///$", re.MULTILINE)


def canonical(name: str) -> str:
    """
    Return a distribution's name in the form in which names are compared (PEP 503).

    >>> canonical("types-Markdown"), canonical("pillow_heif")
    ('types-markdown', 'pillow-heif')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def named_in(file: str) -> set[str]:
    """Return the packages that a requirements file pins by itself; files that it includes are not followed."""
    text = (PROJECT / file).read_text("utf-8")
    return {canonical(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


@cache
def imported_by(file: Path) -> frozenset[str]:
    """Return the top-level names that a file imports and that the standard library has not."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return frozenset(names - sys.stdlib_module_names)


@cache
def our_own() -> frozenset[str]:
    """Return the top-level names of our own modules, the tests' and their folders' among them."""
    tests = PROJECT / "tests"
    folders = {path.name for path in tests.rglob("*") if path.is_dir()}
    return frozenset(
        {"plugins", "tasks", "pelicanconf", *folders, *(path.stem for path in tests.rglob("*.py"))}
    )


def packages_of(*places: str) -> dict[str, str]:
    """Return the distributions that the files at these places import, each with a file that does."""
    found: dict[str, str] = {}
    for place in places:
        path = PROJECT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for name in imported_by(file) - our_own():
                found.setdefault(
                    canonical(DISTRIBUTIONS.get(name, name)), file.relative_to(PROJECT).as_posix()
                )
    return found


PORTAL = ("plugins", "tasks.py", "pelicanconf.py", "publishconf.py")
# What alone needs the packages of requirements-archive.in: no build and no release waits for them.
ARCHIVE = "plugins/publishing/archive"
# The same for requirements-import.in: who imports nothing needs none of it.
IMPORTING = "plugins/editors/importing"


def test_what_the_portal_imports_is_named() -> None:
    """Nothing is there only because another package happens to bring it; what archive and import add has files of its own."""
    found = packages_of(*PORTAL)
    added = named_in("requirements-archive.in") | named_in("requirements-import.in")

    missing = {name: file for name, file in found.items() if name not in named_in("requirements.in")}
    assert missing.keys() <= added
    assert {file for file in missing.values() if not file.startswith((ARCHIVE, IMPORTING))} == set()


def test_what_the_tests_import_is_named() -> None:
    """The benchmark has a file of its own, since Hugo is large."""
    added = ("requirements-archive.in", "requirements-import.in")
    files = ("requirements.in", *added, "requirements-dev.in", "requirements-bench.in")
    named = set().union(*map(named_in, files))

    assert {name: file for name, file in packages_of("tests").items() if name not in named} == {}


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ("requirements.in", PORTAL),
        ("requirements-archive.in", (ARCHIVE,)),
        ("requirements-import.in", (IMPORTING,)),
        ("requirements-dev.in", ("tests",)),
        ("requirements-bench.in", ("tests/bench",)),
    ],
)
def test_what_is_named_is_used(file: str, places: tuple[str, ...]) -> None:
    """Each package is imported, or stands in the table above with what needs it."""
    assert named_in(file) - packages_of(*places).keys() - NOT_IMPORTED.keys() == set()


def test_the_table_of_reasons_has_no_old_rows() -> None:
    """A package that is imported needs no reason here, and one that is gone has none."""
    imported = packages_of(*PORTAL, "tests").keys()
    named = named_in("requirements.in") | named_in("requirements-dev.in")

    assert NOT_IMPORTED.keys() & imported == set()
    assert NOT_IMPORTED.keys() - named == set()


def test_types_are_those_of_packages_in_use() -> None:
    """Stubs go when their package goes."""
    stubs = {name.removeprefix("types-") for name in named_in("requirements-dev.in") if "types-" in name}

    assert stubs - named_in("requirements.in") == set()


def test_the_package_of_the_language_names_what_it_imports() -> None:
    """pelican-vietnamese is installed where nothing else of the portal is."""
    room = PROJECT / "plugins" / "vietnamese"
    project = tomllib.loads((room / "pyproject.toml").read_text("utf-8"))["project"]
    named = {canonical(re.match(r"[\w.-]+", one)[0]) for one in project["dependencies"]}  # type: ignore[index]

    assert named == packages_of("plugins/vietnamese").keys()
    assert named <= named_in("requirements.in")


@pytest.mark.parametrize("script", sorted((PROJECT / "theme").rglob("*.py")), ids=lambda path: path.name)
def test_scripts_of_the_theme_name_what_they_import(script: Path) -> None:
    """They are run by hand, once in years; what they need stands in the script itself (PEP 723)."""
    block = SCRIPT_BLOCK.search(script.read_text("utf-8"))
    assert block
    written = tomllib.loads(re.sub(r"^# ?", "", block[1], flags=re.MULTILINE))
    named = {canonical(re.split("[=<>~!; ]", one)[0]) for one in written["dependencies"]}

    assert {canonical(name) for name in imported_by(script)} - named == set()


@pytest.mark.parametrize(
    "name",
    [
        "requirements",
        "requirements-archive",
        "requirements-import",
        "requirements-dev",
        "requirements-bench",
    ],
)
def test_locks_have_what_is_named(name: str) -> None:
    """A lock pins each package at the version that was asked for."""
    wanted = set(re.findall(r"^(\S+==[^\s;]+)", (PROJECT / f"{name}.in").read_text("utf-8"), re.MULTILINE))
    locked = set(re.findall(r"^(\S+==[^\s;]+)", (PROJECT / f"{name}.txt").read_text("utf-8"), re.MULTILINE))

    assert {one.lower() for one in wanted} - {one.lower() for one in locked} == set()
