"""Which states belong together is written in one place."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

from plugins.registers.state import ASKED, RegisterState

PROJECT = Path(__file__).parents[2]
PLACES = {"plugins/registers/state.py", "plugins/registers/state_groups.py"}


def groups_in(source: str) -> list[str]:
    """
    Return the rows and sets of several states that a module writes, by their members or by their values.

    >>> groups_in("a in (RegisterState.OPEN, RegisterState.LAPSED) or b in {'open', 'closed'} or c in ('open', 'shut')")
    ['(RegisterState.OPEN, RegisterState.LAPSED)', "{'open', 'closed'}"]
    """
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Tuple | ast.Set | ast.List)
        and len(node.elts) > 1
        and all(map(_is_state, node.elts))
    ]


def _is_state(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "RegisterState"
    return isinstance(node, ast.Constant) and node.value in list(RegisterState)


def test_no_other_module_groups_states() -> None:
    """Who adds a state looks at one file to see where it belongs."""
    found = {
        str(file.relative_to(PROJECT)): groups
        for file in sorted((PROJECT / "plugins").rglob("*.py"))
        if (groups := groups_in(file.read_text("utf-8")))
    }

    assert {path: groups for path, groups in found.items() if path not in PLACES} == {}
    assert set(found) == PLACES


def test_the_browser_knows_the_same_states_as_those_that_are_asked_about() -> None:
    """The script cannot read our module: it has its own list, of the same states."""
    script = (PROJECT / "theme/static/js/states.js").read_text("utf-8")
    (listed,) = re.findall(r"^const WAITING = (\[.*\]);$", script, re.MULTILINE)

    assert set(json.loads(listed)) == {state.value for state in ASKED}


def test_the_browser_sorts_states_in_the_order_of_a_document_s_life() -> None:
    """One that its list has not would stand before all others, wherever it belongs."""
    script = (PROJECT / "theme/static/js/register-lines.js").read_text("utf-8")
    (listed,) = re.findall(r"^const STATES = \[(.*?)\];$", script, re.MULTILINE | re.DOTALL)

    assert re.findall(r'"(.*?)"', listed) == [state.value for state in RegisterState]
