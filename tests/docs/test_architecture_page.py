"""docs/en/architecture.md shows which room imports which as the architecture test has it."""

from __future__ import annotations

import re

import pytest
from documents import DOCS
from test_architecture import IMPORTS, SHARED_MODULE_NAMES, WINGS

PAGE = (DOCS / "en" / "architecture.md").read_text("utf-8")
TABLE = PAGE[PAGE.index("| package | what it does |") :]
ROWS = dict(re.findall(r"^\| `([a-z_.]+)` \| [^|]+ \| ([^|]+) \|$", TABLE, re.MULTILINE))
DRAWING = PAGE[PAGE.index("```mermaid") : PAGE.index("```", PAGE.index("```mermaid") + 3)]


def cell(imports: set[str]) -> str:
    """Return what the third column says of a package that imports these."""
    return ", ".join(f"`{name}`" for name in IMPORTS if name in imports) or "–"


def test_the_table_has_every_package_in_the_order_of_the_test() -> None:
    """From the ground up."""
    assert list(ROWS) == list(IMPORTS)


@pytest.mark.parametrize("name", IMPORTS)
def test_the_table_is_the_tests_own(name: str) -> None:
    """Each row of imports is written as the test has it, from the ground up."""
    assert ROWS[name] == cell(IMPORTS[name])


def of_node(node: str) -> str:
    """
    Return the package that a node of the drawing stands for.

    >>> of_node("building_edition"), of_node("prose"), of_node("editors")
    ('building.edition', 'prose', 'editors')
    """
    wing, _, chamber = node.partition("_")
    return f"{wing}.{chamber}" if chamber and wing in WINGS else node


def test_the_drawing_shows_every_package() -> None:
    """Each is a node in one of the groups."""
    nodes = set(re.findall(r'^    (\w+)(?:\["[^"]+"\])?$', DRAWING, re.MULTILINE))

    assert {of_node(node) for node in nodes} == set(IMPORTS)


def reachable(name: str, without: str = "") -> set[str]:
    """Return all packages that arrows lead to from one, without the arrow between these two."""
    found: set[str] = set()
    waiting = [imported for imported in IMPORTS[name] if imported != without]
    while waiting:
        package = waiting.pop()
        if package not in found:
            found.add(package)
            waiting += IMPORTS[package]
    return found


def test_the_drawing_has_every_arrow_that_follows_from_no_other() -> None:
    """Nearly everything stands on four packages of the ground: arrows to them are left out, as the page says."""
    wanted = {
        (name, imported)
        for name, imports in IMPORTS.items()
        for imported in imports - {"vietnamese", "problems", "files", "commands"}
        if imported not in reachable(name, imported)
    }
    arrows = re.findall(r"^  (\w+) --> (\w+)$", DRAWING, re.MULTILINE)

    assert sorted((of_node(one), of_node(other)) for one, other in arrows) == sorted(wanted)


def test_the_page_names_the_module_names_that_several_packages_have() -> None:
    """Each with what it means in all of them."""
    assert [name for name in SHARED_MODULE_NAMES if f"`{name}`" not in PAGE] == []
