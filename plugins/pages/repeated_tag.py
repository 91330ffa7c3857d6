"""
The tag ``{% repeated … %}`` for templates: a piece that is the same on many pages is rendered once.

``{% repeated here %}…{% endrepeated %}`` may use ``portal`` and the values named in the tag, which
say when the piece is another one; a piece that uses anything else of its template is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from markupsafe import Markup

ALWAYS = frozenset({"portal"})


class Repeated(Extension):
    """The tag; an environment renders pages of one portal, so pieces are kept with the environment."""

    tags = {"repeated"}  # noqa: RUF012 - Jinja wants a set

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._pieces: dict[tuple[object, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the call that stands for the piece; raises TemplateSyntaxError for one that may not be kept."""
        line = next(parser.stream).lineno
        named: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            named.append(parser.parse_primary())
        body = parser.parse_statements(("name:endrepeated",), drop_needle=True)
        may_use = ALWAYS | {one.name for one in named if isinstance(one, nodes.Name)}
        piece = nodes.Template(body, lineno=line)
        piece.set_environment(self.environment)
        if others := find_undeclared_variables(piece) - may_use:
            message = f"phần {{% repeated %}} dùng “{min(others)}”; ghi tên ấy vào thẻ, hoặc bỏ thẻ"
            raise TemplateSyntaxError(message, line, parser.name, parser.filename)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_kept", [place, nodes.List(named)])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _kept(self, place: str, named: list[Any], caller: Callable[[], Markup]) -> Markup:
        key = (place, *named)
        if key not in self._pieces:
            self._pieces[key] = caller()
        return self._pieces[key]
