"""
Cache rendered fragments of templates: the tag ``{% repeated … %}``.

``{% repeated here %}…{% endrepeated %}`` is rendered once for each set of the values named in the
tag. It may use these and ``portal``; a fragment that uses anything else of its template is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from markupsafe import Markup

GLOBALS = frozenset({"portal"})


class FragmentCache(Extension):
    """The tag; an environment renders pages of one portal, so fragments are kept with the environment."""

    tags = {"repeated"}  # noqa: RUF012 - Jinja wants a set

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._fragments: dict[tuple[object, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the call that stands for the fragment; raises TemplateSyntaxError for one that may not be cached."""
        line = next(parser.stream).lineno
        named: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            named.append(parser.parse_primary())
        body = parser.parse_statements(("name:endrepeated",), drop_needle=True)
        may_use = GLOBALS | {one.name for one in named if isinstance(one, nodes.Name)}
        fragment = nodes.Template(body, lineno=line)
        fragment.set_environment(self.environment)
        if others := find_undeclared_variables(fragment) - may_use:
            message = f"phần {{% repeated %}} dùng “{min(others)}”; ghi tên ấy vào thẻ, hoặc bỏ thẻ"
            raise TemplateSyntaxError(message, line, parser.name, parser.filename)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_cached", [place, nodes.List(named)])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _cached(self, place: str, named: list[Any], caller: Callable[[], Markup]) -> Markup:
        key = (place, *named)
        if key not in self._fragments:
            self._fragments[key] = caller()
        return self._fragments[key]
